"""Checkpoints: signed each hour, kept outside, and proof against those who own the database."""

import hashlib
import os
import re
import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cso_desk import wire
from cso_desk.central.accounts.guards import make_guard
from cso_desk.central.audit.alarms import HistoryWatch
from cso_desk.central.audit.audit import Flaw, Outside
from cso_desk.central.audit.audit_api import audit_routes
from cso_desk.central.audit.checkpoints import MOST, BadKey, Checkpoints, HourlyCheckpoints, make_key, read_key
from cso_desk.central.audit.witness import WitnessDamaged, WitnessFolder
from cso_desk.central.schema import checkpoint, op_result
from cso_desk.central.service import metrics
from cso_desk.cli import main
from cso_desk.wire.checkpoints import (
    Checkpoint,
    CheckpointList,
    Head,
    NotProven,
    Proof,
    merkle_root,
    prove,
    public_key_of,
    sign,
    verify_checkpoint,
    verify_signature,
)
from tests.central.account_values import BRANCH, NOW, bearer, served
from tests.central.audit_values import OTHER, OTHER_BRANCH, Centre
from tests.central.tampering import LAST, cut, entry, flaws, rewrite
from tests.centres import begin_epoch

pytest_plugins = ("tests.central.worked",)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_key_of(KEY)


def heads(count: int) -> list[Head]:
    return [Head(branch=number, n=number * 7, hash=f"{number:064x}") for number in range(1, count + 1)]


def signed(some: list[Head], id: int = 1, epoch: int = 1) -> Checkpoint:
    root = merkle_root(some)
    return sign(KEY, Checkpoint(id=id, epoch=epoch, at=NOW, size=len(some), root=root, key_id=PUBLIC))


# the tree and its proofs


def test_the_root_is_that_of_rfc_6962() -> None:
    """Three leaves by hand; and no leaves, and one."""

    def leaf(head: Head) -> bytes:
        return hashlib.sha256(b"\0" + wire.canonical([head.branch, head.n, head.hash])).digest()

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\1" + left + right).digest()

    one, two, three = heads(3)
    assert merkle_root([one, two, three]) == node(node(leaf(one), leaf(two)), leaf(three)).hex()
    assert merkle_root([one]) == leaf(one).hex()
    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()


@settings(max_examples=60, deadline=None)
@given(size=st.integers(1, 70), data=st.data())
def test_every_head_of_a_tree_of_any_size_is_proven_and_no_other(size: int, data: st.DataObject) -> None:
    some = heads(size)
    one = signed(some)
    index = data.draw(st.integers(0, size - 1))
    proof = prove(some, index)
    assert verify_checkpoint(PUBLIC, one, proof) == some[index]
    other = proof.model_copy(update={"head": proof.head.model_copy(update={"n": proof.head.n + 1})})
    with pytest.raises(NotProven, match="not in its tree"):
        verify_checkpoint(PUBLIC, one, other)
    if size > 1:
        elsewhere = proof.model_copy(update={"index": data.draw(st.integers(0, size - 1).filter(lambda i: i != index))})
        with pytest.raises(NotProven):
            verify_checkpoint(PUBLIC, one, elsewhere)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"index": 5}, "its place is not in the tree"),
        ({"path": []}, "its path is too short"),
        ({"path": ["00" * 32] * 9}, "its path is too long"),
    ],
)
def test_a_proof_that_proves_nothing_says_why(change: dict[str, object], why: str) -> None:
    some = heads(5)
    proof = Proof.model_validate({**prove(some, 2).model_dump(), **change})
    with pytest.raises(NotProven, match=why):
        verify_checkpoint(PUBLIC, signed(some), proof)


@pytest.mark.parametrize(
    "change",
    [
        {"id": 2},
        {"epoch": 2},
        {"at": NOW + timedelta(seconds=1)},
        {"size": 4},
        {"root": "0" * 64},
        {"signature": "0" * 128},
        {"signature": "x"},
        {"signature": ""},
    ],
)
def test_a_checkpoint_of_which_anything_was_changed_is_not_signed(change: dict[str, object]) -> None:
    with pytest.raises(NotProven, match="its signature does not fit"):
        verify_signature(PUBLIC, signed(heads(5)).model_copy(update=change))


def test_a_checkpoint_counts_for_the_key_it_was_signed_with_and_travels_as_json() -> None:
    one = signed(heads(5))
    other = public_key_of(Ed25519PrivateKey.generate())
    with pytest.raises(NotProven, match="signed with another key"):
        verify_signature(other, one)
    with pytest.raises(NotProven, match="its signature does not fit"):
        verify_signature(other, one.model_copy(update={"key_id": other}))
    with pytest.raises(NotProven, match="its signature does not fit"):
        verify_signature("x", one.model_copy(update={"key_id": "x"}))
    verify_signature(PUBLIC, Checkpoint.model_validate_json(one.model_dump_json()))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"path": ["x"]}, ("path", 0)),
        ({"path": ["00" * 32] * 65}, ("path",)),
        ({"index": -1}, ("index",)),
        ({"head": {"branch": -2, "n": 1, "hash": ""}}, ("head", "branch")),
        ({"head": {"branch": 1, "n": 2**70, "hash": ""}}, ("head", "n")),
        ({"head": {"branch": 1, "n": 1, "hash": "\0"}}, ("head", "hash")),
    ],
)
def test_what_is_no_proof_at_all_is_not_even_read(change: dict[str, object], where: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        Proof.model_validate({**prove(heads(5), 2).model_dump(), **change})
    assert [one["loc"] for one in caught.value.errors()] == [where]


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


# the witness folder


def test_the_witness_folder_gets_what_it_missed_and_never_twice(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    Checkpoints(centre.engine, now=centre.house.now).make(KEY)
    assert folder.newest() is None
    checkpoints.make(KEY)
    names = sorted(place.name for place in folder.path.iterdir())
    assert names == ["checkpoint-000001-00000001.json", "checkpoint-000001-00000002.json"]
    before = (folder.path / names[0]).stat().st_mtime_ns
    checkpoints.copy_missing()
    assert (folder.path / names[0]).stat().st_mtime_ns == before
    assert [copy.checkpoint.id for copy in folder.all()] == [1, 2]


def test_what_was_written_down_is_never_written_over(folder: WitnessFolder) -> None:
    some = heads(5)
    folder.keep(signed(some), some)
    folder.keep(signed(some), some)
    with pytest.raises(WitnessDamaged, match="another checkpoint stands there"):
        folder.keep(signed(some[1:]), some[1:])
    assert folder.newest() is not None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[:-20],
        lambda text: text.replace(b'"n":7', b'"n":8'),
        lambda text: text.replace(b'"epoch":1', b'"epoch":2'),
        lambda text: text.replace(b'"at":"2025-11-13', b'"at":"2025-11-14'),
        lambda text: b"[" * 100_000,
    ],
)
def test_a_file_that_was_changed_is_never_believed(folder: WitnessFolder, damage: object) -> None:
    assert callable(damage)
    some = heads(5)
    folder.keep(signed(some), some)
    (place,) = folder.path.iterdir()
    text = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(damage(text))
    assert place.read_bytes() != text
    with pytest.raises(WitnessDamaged, match=place.name):
        folder.newest()


def test_a_file_under_the_name_of_another_is_never_believed(folder: WitnessFolder) -> None:
    some = heads(5)
    folder.keep(signed(some), some)
    (place,) = folder.path.iterdir()
    place.rename(place.with_name("checkpoint-000001-00000009.json"))
    with pytest.raises(WitnessDamaged, match="another checkpoint than its name says"):
        folder.newest()


def test_other_files_in_the_folder_are_left_alone(folder: WitnessFolder) -> None:
    (folder.path / "readme.txt").write_text("keep out")
    assert folder.newest() is None


def test_a_checkpoint_stays_in_the_database_when_the_folder_takes_nothing(
    centre: Centre, folder: WitnessFolder, checkpoints: Checkpoints
) -> None:
    folder.path.rmdir()
    with pytest.raises(OSError, match="No such file"):
        checkpoints.make(KEY)
    folder.path.mkdir()
    checkpoints.copy_missing()
    assert [copy.checkpoint.id for copy in folder.all()] == [1]


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


# under audit


def test_signed_logs_are_sound_and_counted(centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder) -> None:
    for _ in range(3):
        checkpoints.make(KEY)
    assert centre.seen().checkpoints == 3
    assert centre.told(Outside(folder, PUBLIC)) == []


def test_a_log_that_was_rewritten_with_its_receipts_is_found_by_what_was_signed(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    centre.drop_tripwires()
    _forge_history(centre)
    assert centre.told() == [(Flaw.NOT_AS_SIGNED, BRANCH, LAST)]
    centre.run("DELETE FROM checkpoint")
    assert centre.told() == []
    found = centre.told(Outside(folder, PUBLIC))
    assert found == [(Flaw.CHECKPOINT_MISSING, None, 0), (Flaw.NOT_AS_SIGNED, BRANCH, LAST)]


def test_a_tail_that_was_cut_off_with_all_that_came_of_it_is_found_by_what_was_signed(
    centre: Centre, checkpoints: Checkpoints
) -> None:
    checkpoints.make(KEY)
    centre.drop_tripwires()
    _forget_last(centre)
    assert centre.told() == [(Flaw.NOT_AS_SIGNED, BRANCH, LAST)]


def test_a_checkpoint_signed_anew_by_whoever_rewrote_the_log_does_not_bear_the_right_key(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    centre.drop_tripwires()
    _forge_history(centre)
    centre.run("DELETE FROM checkpoint")
    Checkpoints(centre.engine, now=centre.house.now).make(Ed25519PrivateKey.generate())
    assert centre.told() == []
    assert (Flaw.CHECKPOINT_FORGED, None, 0) in centre.told(Outside(None, PUBLIC))
    assert (Flaw.CHECKPOINT_DIFFERS, None, 0) in centre.told(Outside(folder))


def test_checkpoints_that_were_changed_or_are_gone_are_found(centre: Centre, checkpoints: Checkpoints) -> None:
    for _ in range(4):
        checkpoints.make(KEY)
    centre.drop_tripwires()
    with centre.engine.begin() as connection:
        connection.execute(delete(checkpoint).where(checkpoint.c.id == 2))
        connection.execute(update(checkpoint).where(checkpoint.c.id == 3).values(size=9))
        connection.execute(update(checkpoint).where(checkpoint.c.id == 4).values(heads=[["x"]]))
    found = [(fault.flaw, fault.about) for fault in centre.faults()]
    assert found == [(Flaw.CHECKPOINT_MISSING, "2"), (Flaw.CHECKPOINT_FORGED, "3"), (Flaw.CHECKPOINT_FORGED, "4")]


def test_a_witness_file_that_was_changed_is_told_of(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    (place,) = folder.path.iterdir()
    place.chmod(0o600)
    place.write_text("{}")
    (fault,) = centre.faults(Outside(folder))
    assert str(fault) == f"centre: The witness file {place.name} is damaged: it cannot be read."


def test_the_database_refuses_to_change_a_checkpoint(centre: Centre, checkpoints: Checkpoints) -> None:
    checkpoints.make(KEY)
    for statement in ("UPDATE checkpoint SET size = 3", "DELETE FROM checkpoint"):
        with pytest.raises(IntegrityError):
            centre.run(statement)


def _forge_history(centre: Centre) -> None:
    """Another desk in entry 6, and everything after it and every receipt as if it had always been so."""
    rewrite(centre, 6, {**entry(centre, 6)["body"], "desk": "D-9"})
    hashes = {n: entry(centre, n)["hash"] for n in range(6, LAST + 1)}
    with centre.engine.begin() as connection:
        for row in connection.execute(op_result.select()).mappings().all():
            n = row["result"]["n"]
            if n in hashes:
                told = {**row["result"], "entry_hash": hashes[n]}
                connection.execute(update(op_result).where(op_result.c.op_id == row["op_id"]).values(result=told))
    assert flaws(centre.faults()) in ([], [(Flaw.NOT_AS_SIGNED, BRANCH, LAST)])


def _forget_last(centre: Centre) -> None:
    """The last entry of the first branch was a refusal: without its result nothing else tells of it."""
    last = entry(centre, LAST)["body"]["op_id"]
    cut(centre, LAST - 1, head=True)
    centre.run(f"DELETE FROM op_result WHERE op_id = {centre.uuid(UUID(last))}")


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
