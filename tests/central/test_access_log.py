"""Who read what: written within a second, by a chain that misses what is gone."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from cso_desk.central.audit.access_log import AccessLog, Asked, reads
from cso_desk.central.audit.audit import Flaw
from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.guard import Caller
from cso_desk.claims.tables import Role
from cso_desk.cli import main
from cso_desk.wire.checkpoints import ACCESS_LOG
from tests.central.account_values import BRANCH, NOW
from tests.central.audit_values import CALLER, Centre, centre_on

COLLEAGUE = Caller("9900002", Role.HEAD, BRANCH, "D-2", UUID(int=2))
PERSON, OTHER_PERSON = UUID(int=0xA), UUID(int=0xB)


@pytest.fixture
def centre(database_url: str) -> Iterator[Centre]:
    with centre_on(database_url) as centre:
        yield centre


@pytest.fixture
def log(centre: Centre) -> Iterator[AccessLog]:
    log = AccessLog(centre.engine, now=centre.house.now)
    log.start()
    yield log
    log.stop()


def told(centre: Centre, asked: Asked | None = None) -> list[tuple[int, str, str, tuple[str, ...], int]]:
    return [(n, one.officer, one.what, one.ids, one.count) for n, one in reads(centre.engine, asked or Asked())]


def test_a_read_is_written_by_itself_and_tells_who_what_and_when(centre: Centre, log: AccessLog) -> None:
    log.note(CALLER, "people.open", [PERSON])
    ticking = threading.Event()
    while not (written := list(reads(centre.engine, Asked()))):
        ticking.wait(0.01)
    ((n, one),) = written
    assert (n, one.officer, one.desk, one.branch) == (1, "9900001", "D-1", BRANCH)
    assert (one.what, one.ids, one.count, one.at) == ("people.open", (str(PERSON),), 1, NOW)


def test_a_clean_stop_writes_what_waits(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    log.start()
    for _ in range(25):
        log.note(CALLER, "people.open", [PERSON])
    log.stop()
    assert len(told(centre)) == 25
    assert centre.seen().reads == 25


def test_what_was_noted_after_the_last_turn_is_written_by_the_stop(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    log.note(CALLER, "people.open", [PERSON])
    log.stop()
    assert len(told(centre)) == 1


def test_an_export_is_written_before_it_is_answered(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    log.write(CALLER, "people.export", [], 12_000)
    assert told(centre) == [(1, "9900001", "people.export", (), 12_000)]


def test_many_ids_are_told_in_several_rows(centre: Centre) -> None:
    ids = [uuid4() for _ in range(1001)]
    AccessLog(centre.engine).write(CALLER, "people.search", ids)
    rows = told(centre)
    assert [len(row[3]) for row in rows] == [500, 500, 1]
    assert [one for row in rows for one in row[3]] == [str(one) for one in ids]
    assert {row[4] for row in rows} == {1001}


def test_notes_wait_while_the_database_takes_none_and_none_is_lost(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    centre.run("ALTER TABLE access RENAME TO access_elsewhere")
    for _ in range(5):
        log.note(CALLER, "people.open", [PERSON])
    with pytest.raises(SQLAlchemyError):
        log.flush()
    log.note(COLLEAGUE, "people.open", [PERSON])
    centre.run("ALTER TABLE access_elsewhere RENAME TO access")
    log.flush()
    log.flush()
    assert [row[1] for row in told(centre)] == ["9900001"] * 5 + ["9900002"]


def test_nobody_reads_what_is_not_noted_when_too_much_waits(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    centre.run("ALTER TABLE access RENAME TO access_elsewhere")
    for _ in range(999):
        log.note(CALLER, "people.open", [PERSON])
    for _ in range(3):
        with pytest.raises(SQLAlchemyError):
            log.note(CALLER, "people.open", [PERSON])


def test_workers_write_one_chain(centre: Centre) -> None:
    def work() -> None:
        log = AccessLog(centre.engine)
        for _ in range(10):
            log.note(CALLER, "people.open", [uuid4()])
            log.flush()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert centre.seen().reads == 40


def test_reads_are_found_by_officer_record_and_time(centre: Centre) -> None:
    log = AccessLog(centre.engine, now=centre.house.now)
    log.write(CALLER, "people.open", [PERSON, OTHER_PERSON])
    centre.house.later(60)
    log.write(COLLEAGUE, "people.open", [OTHER_PERSON])
    assert [row[0] for row in told(centre, Asked(officer="9900002"))] == [2]
    assert [row[0] for row in told(centre, Asked(entity=str(PERSON)))] == [1]
    assert [row[0] for row in told(centre, Asked(entity=str(OTHER_PERSON)))] == [1, 2]
    assert told(centre, Asked(entity="%")) == []
    assert [row[0] for row in told(centre, Asked(since=NOW + timedelta(seconds=1)))] == [2]


def test_more_reads_than_a_page_are_all_told(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    for _ in range(999):
        log.note(CALLER, "people.open", [PERSON])
    log.flush()
    assert [row[0] for row in told(centre)] == list(range(1, 1000))
    assert centre.seen().reads == 999


# under audit


@pytest.mark.parametrize(
    ("statement", "flaw", "n"),
    [
        ("UPDATE access SET officer = '9900002' WHERE n = 2", Flaw.HASH, 2),
        ("UPDATE access SET desk = 'D-9' WHERE n = 2", Flaw.HASH, 2),
        ("UPDATE access SET branch = 9 WHERE n = 2", Flaw.HASH, 2),
        ("UPDATE access SET what = 'x' WHERE n = 2", Flaw.HASH, 2),
        ("UPDATE access SET ids = '[]' WHERE n = 2", Flaw.HASH, 2),
        ('UPDATE access SET "count" = 0 WHERE n = 2', Flaw.HASH, 2),
        ("UPDATE access SET at = '2025-01-01 00:00:00.000000' WHERE n = 2", Flaw.HASH, 2),
        ("DELETE FROM access WHERE n = 2", Flaw.GAP, 2),
        ("DELETE FROM access WHERE n = 3", Flaw.CUT, 2),
        ("DELETE FROM access", Flaw.CUT, 0),
        ("DELETE FROM access_head", Flaw.BEYOND, 0),
        ("UPDATE access_head SET n = 2", Flaw.HEAD, 2),
        ("UPDATE access_head SET hash = ''", Flaw.HEAD, 3),
    ],
)
def test_a_row_that_is_gone_or_changed_is_found(centre: Centre, statement: str, flaw: Flaw, n: int) -> None:
    log = AccessLog(centre.engine)
    for _ in range(3):
        log.write(CALLER, "people.open", [PERSON])
    assert centre.seen().reads == 3
    centre.drop_tripwires()
    centre.run(statement)
    assert (flaw, ACCESS_LOG, n) in centre.told()
    assert str(centre.faults()[0]).startswith("access log: ")


def test_a_tail_that_was_cut_off_with_its_head_is_found_by_what_was_signed(centre: Centre) -> None:
    log = AccessLog(centre.engine)
    for _ in range(3):
        log.write(CALLER, "people.open", [PERSON])
    Checkpoints(centre.engine).make(Ed25519PrivateKey.generate())
    centre.drop_tripwires()
    hash = centre.scalar("SELECT hash FROM access WHERE n = 2")
    centre.run("DELETE FROM access WHERE n = 3", f"UPDATE access_head SET n = 2, hash = '{hash}'")
    assert centre.told() == [(Flaw.NOT_AS_SIGNED, ACCESS_LOG, 3)]


@pytest.mark.parametrize("statement", ["UPDATE access SET what = 'x'", "DELETE FROM access"])
def test_the_database_refuses_to_change_what_was_noted(centre: Centre, statement: str) -> None:
    AccessLog(centre.engine).write(CALLER, "people.open", [PERSON])
    with pytest.raises(IntegrityError):
        centre.run(statement)


# the command


def test_the_command_tells_the_reads_and_is_noted_itself(
    centre: Centre, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log = AccessLog(centre.engine, now=centre.house.now)
    log.write(CALLER, "people.open", [PERSON])
    log.write(COLLEAGUE, "people.search", [PERSON, OTHER_PERSON])
    command = ["audit", "reads", "--database", database_url, "--by", "9900000"]
    assert main([*command, "--entity", str(OTHER_PERSON).upper(), "--since", "2025-11-13T10:00+07:00"]) == 0
    lines = capsys.readouterr().out.splitlines()
    expected = (
        f"2 2025-11-13T03:00:00Z officer 9900002 desk D-2 branch {BRANCH} people.search 2 {PERSON} {OTHER_PERSON}"
    )
    assert lines[0] == expected
    assert lines[1].startswith("3 ")  # this very question
    assert lines[-1] == "2 reads."
    assert told(centre)[-1] == (3, "9900000", "audit.reads", (str(OTHER_PERSON),), 1)
    assert main([*command, "--officer", "9900000"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 reads."
    assert centre.seen().reads == 4


def test_the_command_says_what_makes_no_sense(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["audit", "reads", "--database", database_url]
    for wrong in ([], ["--by", "x", "--since", "yesterday"]):
        with pytest.raises(SystemExit, match="2"):
            main([*command, *wrong])
    assert main([*command, "--by", " "]) == 2
    assert capsys.readouterr().err.endswith("Say with --by which officer asks.\n")
