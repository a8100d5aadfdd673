"""Checkpoints: by which key and when they are made, told to the desks, and by command."""

import os
import re
import threading
from pathlib import Path

import pytest
import requests

from cso_desk.central.accounts.guards import make_guard
from cso_desk.central.audit.alarms import HistoryWatch
from cso_desk.central.audit.audit_api import audit_routes
from cso_desk.central.audit.checkpoints import MOST, BadKey, Checkpoints, HourlyCheckpoints, make_key, read_key
from cso_desk.central.audit.witness import WitnessFolder
from cso_desk.central.service import metrics
from cso_desk.cli import main
from cso_desk.wire.checkpoints import (
    Checkpoint,
    CheckpointList,
    Head,
    public_key_of,
    verify_checkpoint,
    verify_signature,
)
from tests.central.account_values import BRANCH, NOW, bearer, served
from tests.central.audit_values import OTHER, OTHER_BRANCH, Centre
from tests.central.signing import KEY, PUBLIC
from tests.central.tampering import LAST, entry
from tests.centres import begin_epoch

pytest_plugins = ("tests.central.worked",)


# keys


def test_a_key_is_made_once_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.key"
    public = make_key(file)
    assert public_key_of(read_key(file)) == public
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_key(file)
    assert public_key_of(read_key(file)) == public


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.key"
    make_key(file)
    file.chmod(0o640)
    with pytest.raises(BadKey, match="chmod 600"):
        read_key(file)


def test_a_file_that_is_no_key_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.key"
    file.write_text("rubbish")
    file.chmod(0o600)
    with pytest.raises(BadKey, match="holds no Ed25519 key"):
        read_key(file)


# making them


def test_a_checkpoint_covers_the_heads_of_all_logs(centre: Centre, checkpoints: Checkpoints) -> None:
    made = checkpoints.make(KEY)
    assert (made.id, made.epoch, made.size, made.at) == (1, 1, 2, NOW)
    for branch, n in ((BRANCH, LAST), (OTHER_BRANCH, 2)):
        (told,) = checkpoints.after(0, branch)
        assert told.proof is not None
        head = verify_checkpoint(PUBLIC, told.checkpoint, told.proof)
        assert head == Head(branch=branch, n=n, hash=entry(centre, n, branch)["hash"])
    (unknown,) = checkpoints.after(0, 999)
    assert unknown.proof is None


def test_an_hour_has_one_checkpoint_whoever_makes_it(centre: Centre, checkpoints: Checkpoints) -> None:
    made: list[Checkpoint | None] = []
    workers = [threading.Thread(target=lambda: made.append(checkpoints.make_hourly(KEY))) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(one.id for one in made if one is not None) == [1]
    assert len(made) == 4
    centre.house.later(3600)
    again = checkpoints.make_hourly(KEY)
    assert again is not None
    assert again.id == 2
    assert checkpoints.make_hourly(KEY) is None
    assert checkpoints.make(KEY).id == 3


def test_a_thread_of_the_service_makes_the_checkpoint_of_the_hour_at_once(
    checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    hourly = HourlyCheckpoints(checkpoints, KEY)
    hourly.start()
    wait_for(lambda: folder.newest() is not None)
    hourly.stop()
    signed = [one.checkpoint for one in checkpoints.after(0, BRANCH)]
    assert [one.id for one in signed] == [1]
    told = re.search(rb"^cso_desk_last_checkpoint_timestamp_seconds (\S+)$", metrics.exposition(), re.MULTILINE)
    assert told is not None
    assert float(told[1]) == checkpoints.newest_at().timestamp()  # type: ignore[union-attr]


def wait_for(fact: object) -> None:
    assert callable(fact)
    ticking = threading.Event()
    for _ in range(2000):
        if fact():
            return
        ticking.wait(0.01)
    raise AssertionError("it did not come about")


def test_a_new_epoch_has_its_own_checkpoint_in_the_same_hour(centre: Centre, checkpoints: Checkpoints) -> None:
    checkpoints.make_hourly(KEY)
    begin_epoch(centre.store)
    made = checkpoints.make_hourly(KEY)
    assert made is not None
    assert (made.id, made.epoch) == (2, 2)


def test_at_most_the_newest_fifty_are_told_the_oldest_of_them_first(checkpoints: Checkpoints) -> None:
    for _ in range(MOST + 2):
        checkpoints.make(KEY)
    ids = [one.checkpoint.id for one in checkpoints.after(0, BRANCH)]
    assert ids == list(range(3, MOST + 3))
    assert [one.checkpoint.id for one in checkpoints.after(MOST, BRANCH)] == [MOST + 1, MOST + 2]


# over HTTP


def test_a_desk_is_told_its_branchs_heads_with_proofs(centre: Centre, checkpoints: Checkpoints) -> None:
    checkpoints.make(KEY)
    routes = audit_routes(checkpoints, HistoryWatch(centre.engine), make_guard(centre.house.tokens))
    sender = centre.sender(OTHER, "Meja 3", OTHER_BRANCH)
    with served(routes) as url:
        asked = f"{url}/v1/checkpoints"
        assert requests.get(asked, timeout=5).status_code == 401
        answer = requests.get(asked, headers=bearer(sender.signed_in.access), timeout=5)
        told = CheckpointList.model_validate(answer.json()).checkpoints
        none = requests.get(f"{asked}?since=1", headers=bearer(sender.signed_in.access), timeout=5)
        wrong = [
            requests.get(f"{asked}?since={since}", headers=bearer(sender.signed_in.access), timeout=5)
            for since in ("-1", "x", 2**80)
        ]
    assert len(told) == 1
    assert told[0].proof is not None
    assert verify_checkpoint(PUBLIC, told[0].checkpoint, told[0].proof).branch == OTHER_BRANCH
    assert none.json() == {"checkpoints": []}
    assert [answer.status_code for answer in wrong] == [422] * 3


# the commands


def test_a_key_is_made_and_a_checkpoint_signed_by_commands(
    worked_url: str, tmp_path: Path, folder: WitnessFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "checkpoint.key"
    assert main(["admin", "checkpoint-key", str(file)]) == 0
    public = capsys.readouterr().out.split()[-1].rstrip(".")
    make = ["admin", "checkpoint", "--database", worked_url, "--key", str(file), "--to", str(folder.path)]
    assert main(make) == 0
    assert capsys.readouterr().out.startswith("Checkpoint 1 of epoch 1 is signed over 2 logs; its root is ")
    newest = folder.newest()
    assert newest is not None
    verify_signature(public, newest.checkpoint)
    verify = ["audit", "verify", "--database", worked_url, "--witness", str(folder.path), "--public-key"]
    assert main([*verify, public]) == 0
    assert main([*verify, PUBLIC]) == 1
    assert "centre: checkpoint 1 does not fit its heads or its signature." in capsys.readouterr().out


def test_a_command_that_cannot_sign_says_why_in_a_sentence(
    worked_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "checkpoint.key"
    make_key(file)
    make = ["admin", "checkpoint", "--database", worked_url, "--key"]
    wrong = [
        (["admin", "checkpoint-key", str(file)], "cannot be written"),
        ([*make, str(tmp_path / "none")], "cannot be read"),
        ([*make, str(file), "--to", str(tmp_path / "nowhere")], "cannot be read"),
        ([*make, os.devnull], "Others may read"),
    ]
    for arguments, said in wrong:
        assert main(arguments) == 1
        out, err = capsys.readouterr()
        assert said in err
        assert (out, err.count("\n")) == ("", 1)
    assert main(["audit", "verify", "--database", worked_url, "--witness", str(tmp_path / "nowhere")]) == 2
