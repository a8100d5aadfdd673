"""A database that was taken back serves nobody, until two administrators begin a new epoch."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from cso_desk.central.audit.access_log import AccessLog
from cso_desk.central.audit.audit import Outside
from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.audit.restore_guard import (
    Confirmed,
    NotConfirmed,
    Restored,
    begin_epoch,
    confirm,
    identity,
    require_no_restore,
    take_over,
)
from cso_desk.central.audit.witness import WitnessDamaged, WitnessFolder
from cso_desk.central.schema import centre as centre_table
from cso_desk.central.schema import epoch, server
from cso_desk.cli import main
from tests.central.account_values import BRANCH, NOW, PASSWORD
from tests.central.audit_values import (
    ADMINISTRATOR,
    ANOTHER_ADMINISTRATOR,
    CALLER,
    ONE_STAGE,
    OTHER_BRANCH,
    Centre,
    centre_on,
    furnish,
)
from tests.central.restoring import TWO, restored
from tests.central.signing import KEY
from tests.central.tampering import LAST, entry
from tests.postgres import DURABLE, postgres_server, prepared

pytest_plugins = ("tests.central.worked",)


def started(centre: Centre, folder: WitnessFolder | None) -> None:
    require_no_restore(centre.engine, folder, now=centre.house.now)


# at the start


def test_a_database_that_has_all_that_was_witnessed_is_served(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    started(centre, None)
    started(centre, folder)
    checkpoints.make(KEY)
    centre.sender(desk="Meja 3").call(ONE_STAGE)
    started(centre, folder)


def test_a_database_that_is_behind_its_witness_is_not_served(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    restored(centre)
    with pytest.raises(Restored, match=rf"branch {BRANCH} .* checkpoint 1 .* cso-desk admin epoch --reason"):
        started(centre, folder)
    started(centre, None)


def test_a_database_that_went_on_after_a_restore_is_not_served(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    restored(centre)
    centre.sender(desk="Meja 3").call(ONE_STAGE)
    assert entry(centre, LAST)["n"] == LAST
    with pytest.raises(Restored):
        started(centre, folder)


def test_an_access_log_that_is_behind_its_witness_is_not_served(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    AccessLog(centre.engine).write(CALLER, "people.open", [])
    checkpoints.make(KEY)
    centre.drop_tripwires()
    centre.run("DELETE FROM access", "DELETE FROM access_head")
    with pytest.raises(Restored, match="The access log"):
        started(centre, folder)


def test_a_database_of_an_epoch_that_is_over_is_not_served(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    begin_epoch(centre.engine, TWO, folder, now=NOW)
    checkpoints.make(KEY)
    with centre.engine.begin() as connection:
        connection.execute(update(centre_table).values(epoch=1))
    with pytest.raises(Restored, match="is of epoch 1, and 2 has begun"):
        started(centre, folder)


def test_a_witness_that_was_damaged_lets_nobody_start(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    (place,) = folder.path.iterdir()
    place.chmod(0o600)
    place.write_bytes(b"")
    with pytest.raises(WitnessDamaged):
        started(centre, folder)


def test_the_first_start_records_the_server_and_another_one_is_not_served(worked_postgres_url: str) -> None:
    with centre_on(worked_postgres_url) as centre:
        for _ in range(2):
            started(centre, None)
        assert servers(centre) == [(1, "first start", "", "")]
        found = identity(centre.engine)
        assert found is not None
        assert found[1] == 1
        with centre.engine.begin() as connection:
            connection.execute(update(server).values(timeline=2))
        with pytest.raises(Restored, match=r"another timeline .* cso-desk admin takeover"):
            started(centre, None)
        with centre.engine.begin() as connection:
            connection.execute(update(server).values(timeline=1, system_id="7"))
        with pytest.raises(Restored, match="another server"):
            started(centre, None)
        take_over(centre.engine, Confirmed("a standby", TWO.by), None, now=NOW)
        started(centre, None)
        assert servers(centre)[1:] == [(2, "a standby", *TWO.by)]
        assert centre.store.epoch == 1


def test_a_server_that_took_over_with_something_lost_is_not_recorded(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    restored(centre)
    with pytest.raises(Restored):
        take_over(centre.engine, TWO, folder, now=NOW)
    assert servers(centre) == []


def test_sqlite_tells_no_server(tmp_path: Path) -> None:
    prepared(f"sqlite:///{tmp_path / 'centre.db'}")
    with centre_on(f"sqlite:///{tmp_path / 'centre.db'}") as centre:
        assert identity(centre.engine) is None
        started(centre, None)


def servers(centre: Centre) -> list[tuple[int, str, str, str]]:
    with centre.engine.begin() as connection:
        rows = connection.execute(select(server).order_by(server.c.id))
        return [(row.id, row.reason, row.by1, row.by2) for row in rows]


# a new epoch


def test_two_administrators_begin_a_new_epoch_that_is_served_and_audited(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    restored(centre)
    centre.run(f"DELETE FROM op_result WHERE op_id NOT IN ({_ops_of_the_log(centre)})")
    assert centre.told(Outside(folder)) != []
    assert begin_epoch(centre.engine, TWO, folder, now=NOW) == 2
    started(centre, folder)
    assert centre.store.epoch == 2
    assert centre.told(Outside(folder)) == []
    with centre.engine.begin() as connection:
        row = connection.execute(select(epoch)).one()
    assert (row.epoch, row.reason, row.by1, row.by2) == (2, TWO.reason, *TWO.by)
    assert [BRANCH, LAST - 1, entry(centre, LAST - 1)["hash"]] in row.heads


def test_what_was_lost_is_missed_no_more_and_all_else_still_is(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    restored(centre)
    begin_epoch(centre.engine, TWO, folder, now=NOW)
    centre.run(f"DELETE FROM branch_log WHERE branch = {OTHER_BRANCH} AND n = 2")
    assert ("not_as_signed", OTHER_BRANCH, 2) in centre.told(Outside(folder))
    assert ("not_as_signed", BRANCH, LAST) not in centre.told(Outside(folder))


def test_no_epoch_bears_the_number_of_one_that_was_witnessed(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    """A backup from before the last epoch began would else give out its number again."""
    begin_epoch(centre.engine, TWO, folder, now=NOW)
    checkpoints.make(KEY)
    with centre.engine.begin() as connection:
        connection.execute(update(centre_table).values(epoch=1))
        connection.execute(epoch.delete())
    assert begin_epoch(centre.engine, TWO, folder, now=NOW) == 3


@pytest.mark.parametrize(
    ("by", "reason", "why"),
    [
        (["9900000"], "restored", "Two different administrators"),
        (["9900000", "9900000"], "restored", "Two different administrators"),
        (["a", "A "], "restored", "Two different administrators"),
        (["9900000", ""], "restored", "Two different administrators"),
        (["9900000", "9900009", "9900008"], "restored", "Two different administrators"),
        (["9900000", "9900009"], "  ", "Say in --reason why"),
        (["9900000", "9900001"], "restored", "9900001 is no administrator here"),
    ],
)
def test_one_administrator_is_not_enough(by: list[str], reason: str, why: str) -> None:
    administrators = {"9900000", "9900009", "9900008"}
    with pytest.raises(NotConfirmed, match=why):
        confirm(reason, by, administrators.__contains__)


def test_the_command_begins_an_epoch_with_the_passwords_of_two(
    centre: Centre, worked_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["admin", "epoch", "--database", worked_url, "--reason", "restored", "--by", ADMINISTRATOR, "--by"]
    for second, typed, code in (
        (ANOTHER_ADMINISTRATOR, f"{PASSWORD}\nwrong\n", 1),
        ("9900001", f"{PASSWORD}\n{PASSWORD}\n", 1),
        ("nobody", f"{PASSWORD}\n{PASSWORD}\n", 1),
        (ADMINISTRATOR, f"{PASSWORD}\n{PASSWORD}\n", 1),
        (ANOTHER_ADMINISTRATOR, f"{PASSWORD}\n{PASSWORD}\n", 0),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main([*command, second]) == code
        assert centre.store.epoch == (2 if code == 0 else 1)
    out, err = capsys.readouterr()
    assert out == "Epoch 2 has begun.\n"
    assert err.count("is no administrator here, or the password was wrong.") == 3
    assert PASSWORD not in out + err


def test_a_restore_that_really_happened_is_noticed_and_mended(tmp_path: Path, folder: WitnessFolder) -> None:
    """A copy of the files of a PostgreSQL that is stopped, put back after the centre has gone on."""
    with postgres_server(**DURABLE) as postgres:
        postgres.execute("CREATE DATABASE centre")
        url = postgres.url("centre")
        prepared(url)
        _worked(url)
        postgres.stop()
        _copy(postgres.folder / "data", tmp_path / "backup")
        postgres.start()
        with centre_on(url) as centre:
            started(centre, folder)
            centre.sender(desk="Meja 3").call(ONE_STAGE)
            Checkpoints(centre.engine, witness=folder).make(KEY)
        postgres.stop()
        _copy(tmp_path / "backup", postgres.folder / "data")
        postgres.start()
        with centre_on(url) as centre:
            with pytest.raises(Restored):
                started(centre, folder)
            begin_epoch(centre.engine, TWO, folder, now=NOW)
            started(centre, folder)
            assert centre.faults(Outside(folder)) == []


def _ops_of_the_log(centre: Centre) -> str:
    ops = [entry(centre, n)["body"].get("op_id") for n in range(1, LAST)]
    ops.append(entry(centre, 2, OTHER_BRANCH)["body"]["op_id"])
    return ", ".join(centre.uuid(UUID(op)) for op in ops if op)


def _worked(url: str) -> None:
    furnish(url)
    with centre_on(url) as centre:
        centre.work()


def _copy(source: Path, target: Path) -> None:
    owner = source.stat()
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    _for_all(target, lambda place: shutil.chown(place, owner.st_uid, owner.st_gid))
    target.chmod(0o700)


def _for_all(folder: Path, act: Callable[[Path], None]) -> None:
    for place in (folder, *folder.rglob("*")):
        act(place)
