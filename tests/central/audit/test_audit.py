"""Whoever owns the database can change anything in it, and the audit says what was changed."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from cso_desk import wire
from cso_desk.central.audit.audit import Fault, Flaw, verify_log
from cso_desk.central.audit.grants import ONLY_ADDED_TO, grants
from cso_desk.central.database import open_engine
from cso_desk.central.rows import entry_from
from cso_desk.central.schema import branch_head, branch_log, claim, decision, metadata, op_result
from cso_desk.claims.receipts import receipt_number
from cso_desk.cli import main
from cso_desk.wire import Position
from tests.central.account_values import BRANCH, NOW, OFFICER
from tests.central.audit_values import (
    ELSEWHERE,
    ONE_STAGE,
    OTHER_BRANCH,
    REFUSED,
    SECOND,
    SMALL,
    TWO_STAGES,
    WAITING,
    Centre,
    centre_on,
    waiting_claim,
)
from tests.central.tampering import DECIDED, EDITED, LAST, change, cut, entry, flaws, rewrite
from tests.postgres import PostgresServer

pytest_plugins = ("tests.central.worked",)


@pytest.fixture
def owned(centre: Centre) -> Centre:
    """In the hands of somebody who may drop triggers."""
    centre.drop_tripwires()
    return centre


def change_decision(centre: Centre, number: int, **values: Any) -> None:
    with centre.engine.begin() as connection:
        connection.execute(update(decision).where(decision.c.op_id == centre.decided[number]).values(values))


def test_what_the_centre_wrote_is_sound_and_counted(centre: Centre) -> None:
    seen = centre.seen()
    assert (seen.branches, seen.entries, seen.erased) == (2, LAST + 2, 0)


def test_a_centre_in_which_nothing_happened_is_sound(database_url: str) -> None:
    with centre_on(database_url) as centre:
        assert centre.seen().entries == 0


def test_erased_data_break_nothing_and_are_counted(centre: Centre) -> None:
    for n in (DECIDED, LAST - 1):
        change(centre, n, data=None, salt="")
    assert centre.seen().erased == 2


def test_an_edited_body_is_found_where_it_stands(owned: Centre) -> None:
    change(owned, EDITED, body={**entry(owned, EDITED)["body"], "user": SECOND})
    assert flaws(owned.faults()) == [(Flaw.HASH, BRANCH, EDITED)]


def test_an_edited_body_with_a_hash_that_fits_it_is_found_by_its_neighbour_and_its_receipt(owned: Centre) -> None:
    rewrite(owned, EDITED, {**entry(owned, EDITED)["body"], "desk": "D-9"}, head=False)
    assert flaws(owned.faults()) == [(Flaw.REWRITTEN, BRANCH, EDITED), (Flaw.PREVIOUS, BRANCH, EDITED + 1)]


def test_a_chain_that_was_rewritten_from_a_point_on_is_found_by_the_first_receipt(owned: Centre) -> None:
    rewrite(owned, EDITED, {**entry(owned, EDITED)["body"], "desk": "D-9"})
    assert flaws(owned.faults()) == [(Flaw.REWRITTEN, BRANCH, EDITED)]


@pytest.mark.parametrize(
    ("column", "value", "flaw", "n"),
    [
        ("prev", "0" * 64, Flaw.PREVIOUS, EDITED),
        ("hash", "0" * 64, Flaw.HASH, EDITED),
        ("kind", "claim.note.v1", Flaw.HASH, EDITED),
        ("entity", WAITING, Flaw.HASH, EDITED),
        ("rv", 99, Flaw.HASH, EDITED),
        ("digest", "0" * 64, Flaw.HASH, EDITED),
        ("salt", "00", Flaw.DATA, EDITED),
        ("body", [], Flaw.UNREADABLE, EDITED),
        ("body", {"op_id": "\ud800"}, Flaw.UNREADABLE, EDITED),
        ("data", [], Flaw.UNREADABLE, EDITED),
        ("data", {}, Flaw.DATA, EDITED),
    ],
)
def test_no_column_of_an_entry_can_be_changed_unseen(
    owned: Centre, column: str, value: Any, flaw: Flaw, n: int
) -> None:
    change(owned, EDITED, **{column: value})
    assert (flaw, BRANCH, n) in flaws(owned.faults())


def test_text_that_is_no_json_is_found_where_the_database_does_not_refuse_it(owned: Centre) -> None:
    if owned.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL keeps no text that is no JSON")
    owned.run(f"UPDATE branch_log SET body = '{{' WHERE branch = {BRANCH} AND n = {EDITED}")
    owned.run(f"UPDATE branch_log SET entity = 'x' WHERE branch = {OTHER_BRANCH} AND n = 1")
    found = flaws(owned.faults())
    assert (Flaw.UNREADABLE, BRANCH, EDITED) in found
    assert (Flaw.UNREADABLE, OTHER_BRANCH, 1) in found


def test_other_data_are_found_and_so_is_a_decision_that_they_tell_otherwise(owned: Centre) -> None:
    data = entry(owned, DECIDED)["data"]
    data["decisions"][0]["amount"] += 1
    change(owned, DECIDED, data=data)
    found = owned.faults()
    assert flaws(found)[:2] == [(Flaw.DATA, BRANCH, DECIDED), (Flaw.DECISION_DIFFERS, BRANCH, DECIDED)]
    assert found[1].facts == ("amount",)


def test_an_entry_that_is_gone_is_missed_and_so_is_what_became_of_its_op(owned: Centre) -> None:
    op_id = entry(owned, EDITED)["body"]["op_id"]
    owned.run(f"DELETE FROM branch_log WHERE branch = {BRANCH} AND n = {EDITED}")
    found = owned.faults()
    assert flaws(found) == [(Flaw.GAP, BRANCH, EDITED), (Flaw.RESULT_UNTOLD, BRANCH, EDITED)]
    assert found[1].about == op_id


def test_an_entry_before_the_first_is_found(owned: Centre) -> None:
    first = entry(owned, 1)
    with owned.engine.begin() as connection:
        connection.execute(insert(branch_log).values({**first, "n": 0}))
    assert flaws(owned.faults()) == [(Flaw.STRAY, BRANCH, 0)]


def test_a_tail_that_was_cut_off_is_found_by_the_head(owned: Centre) -> None:
    cut(owned, LAST - 1, head=False)
    assert flaws(owned.faults()) == [(Flaw.CUT, BRANCH, LAST - 1), (Flaw.RESULT_UNTOLD, BRANCH, LAST)]


def test_a_tail_that_was_cut_off_with_its_head_is_found_by_the_tables(owned: Centre) -> None:
    cut(owned, LAST - 2, head=True)
    found = owned.faults()
    assert set(flaws(found)) == {
        (Flaw.RESULT_UNTOLD, BRANCH, LAST - 1),
        (Flaw.RESULT_UNTOLD, BRANCH, LAST),
        (Flaw.DECISION_UNTOLD, BRANCH, LAST - 1),
        (Flaw.CLAIM_DIFFERS, BRANCH, LAST - 2),
    }


def test_a_claim_that_was_only_filed_is_missed_when_its_entry_is_cut_off(owned: Centre) -> None:
    owned.store.add_claims([waiting_claim(UUID(int=90))])
    cut(owned, LAST, head=True)
    assert [(fault.flaw, fault.about) for fault in owned.faults()] == [(Flaw.CLAIM_UNTOLD, str(UUID(int=90)))]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("SET hash = 'x'", (Flaw.HEAD, BRANCH, LAST)),
        (f"SET n = {LAST + 1}", (Flaw.CUT, BRANCH, LAST)),
        (f"SET n = {LAST - 1}", (Flaw.HEAD, BRANCH, LAST - 1)),
    ],
)
def test_a_head_that_does_not_fit_its_log_is_found(owned: Centre, change: str, expected: tuple[Flaw, int, int]) -> None:
    owned.run(f"UPDATE branch_head {change} WHERE branch = {BRANCH}")
    assert flaws(owned.faults())[0] == expected


def test_a_log_that_goes_on_after_its_head_is_found(owned: Centre) -> None:
    hash = entry(owned, LAST - 1)["hash"]
    owned.run(f"UPDATE branch_head SET n = {LAST - 1}, hash = '{hash}' WHERE branch = {BRANCH}")
    assert flaws(owned.faults()) == [(Flaw.BEYOND, BRANCH, LAST - 1)]


def test_a_log_without_a_head_is_found_and_the_others_are_audited(owned: Centre) -> None:
    owned.run(f"DELETE FROM branch_head WHERE branch = {OTHER_BRANCH}")
    change(owned, EDITED, rv=99)
    assert flaws(owned.faults())[:2] == [(Flaw.NO_HEAD, OTHER_BRANCH, 0), (Flaw.HASH, BRANCH, EDITED)]


def test_of_each_branch_the_first_broken_entry_is_told(owned: Centre) -> None:
    owned.run("UPDATE branch_log SET rv = 99 WHERE n IN (2, 3, 4)")
    broken = [one for one in flaws(owned.faults()) if one[0] is Flaw.HASH]
    assert broken == [(Flaw.HASH, OTHER_BRANCH, 2), (Flaw.HASH, BRANCH, 2)]


@pytest.mark.parametrize(
    ("number", "column", "value", "n"),
    [
        (1, "amount", SMALL + 1, DECIDED),
        (1, "verdict", "reject", DECIDED),
        (1, "stage", 3, DECIDED),
        (1, "cycle", 2, DECIDED),
        (1, "officer", SECOND, DECIDED),
        (1, "claim_id", WAITING, DECIDED),
        (3, "amount", 0, LAST - 1),
    ],
)
def test_a_decision_that_was_changed_in_its_table_is_found(
    owned: Centre, number: int, column: str, value: Any, n: int
) -> None:
    change_decision(owned, number, **{column: value})
    found = owned.faults()
    assert flaws(found) == [(Flaw.DECISION_DIFFERS, BRANCH, n)]
    assert (found[0].about, found[0].facts) == (str(owned.decided[number]), (column,))


def test_a_decision_whose_data_were_erased_is_still_compared_with_its_author(owned: Centre) -> None:
    change(owned, DECIDED, data=None, salt="")
    change_decision(owned, 1, officer=SECOND)
    assert [(fault.flaw, fault.facts) for fault in owned.faults()] == [(Flaw.DECISION_DIFFERS, ("officer",))]


@pytest.mark.parametrize(("column", "value"), [("stage", 2), ("verdict", "reject"), ("amount", 1)])
def test_what_was_decided_stands_in_the_log_also_when_the_data_are_erased(
    owned: Centre, column: str, value: Any
) -> None:
    change(owned, DECIDED, data=None, salt="")
    change_decision(owned, 1, **{column: value})
    assert [(fault.flaw, fault.facts) for fault in owned.faults()] == [(Flaw.DECISION_DIFFERS, (column,))]


def test_the_time_of_an_entry_is_hashed_with_it(owned: Centre) -> None:
    change(owned, EDITED, at=NOW + timedelta(days=1))
    assert flaws(owned.faults()) == [(Flaw.TIME, BRANCH, EDITED)]


def test_a_decision_without_an_entry_is_found(owned: Centre) -> None:
    forged = uuid4()
    with owned.engine.begin() as connection:
        row = dict(connection.execute(select(decision).where(decision.c.stage == 2)).mappings().one())
        row |= {"op_id": forged, "claim_id": WAITING, "stage": 1, "receipt": receipt_number(forged)}
        connection.execute(insert(decision).values(row))
    assert [(fault.flaw, fault.about) for fault in owned.faults()] == [(Flaw.DECISION_UNTOLD, str(forged))]


def test_a_decision_made_of_an_op_that_was_refused_is_found(owned: Centre) -> None:
    refused = UUID(entry(owned, LAST)["body"]["op_id"])
    with owned.engine.begin() as connection:
        row = dict(connection.execute(select(decision).where(decision.c.stage == 2)).mappings().one())
        row |= {"op_id": refused, "claim_id": REFUSED, "stage": 1, "receipt": receipt_number(refused)}
        connection.execute(insert(decision).values(row))
    assert [(fault.flaw, fault.about) for fault in owned.faults()] == [(Flaw.DECISION_UNTOLD, str(refused))]


def test_an_entry_without_its_decision_is_found(owned: Centre) -> None:
    owned.run(f"DELETE FROM decision WHERE op_id = {owned.uuid(owned.decided[3])}")
    found = owned.faults()
    assert flaws(found) == [(Flaw.DECISION_UNWRITTEN, BRANCH, LAST - 1)]
    assert found[0].about == str(owned.decided[3])


def test_one_officer_in_both_stages_is_found(owned: Centre) -> None:
    change_decision(owned, 3, officer=OFFICER)
    found = [(fault.flaw, fault.about) for fault in owned.faults()]
    assert (Flaw.SAME_OFFICER, str(TWO_STAGES)) in found


def test_a_second_decision_of_one_stage_is_found(owned: Centre) -> None:
    if owned.engine.dialect.name == "sqlite":
        pytest.skip("SQLite drops no constraint")
    owned.run("ALTER TABLE decision DROP CONSTRAINT decision_once")
    change_decision(owned, 3, stage=1)
    assert (Flaw.DECIDED_TWICE, str(TWO_STAGES)) in [(fault.flaw, fault.about) for fault in owned.faults()]


@pytest.mark.parametrize(
    ("column", "value"), [("state", "paid"), ("row_version", 9), ("cycle", 2), ("body", {"state": "in_booth"})]
)
def test_a_claim_that_was_changed_in_its_table_is_found(owned: Centre, column: str, value: Any) -> None:
    with owned.engine.begin() as connection:
        connection.execute(update(claim).where(claim.c.claim_id == ELSEWHERE).values({column: value}))
    found = owned.faults()
    assert flaws(found) == [(Flaw.CLAIM_DIFFERS, OTHER_BRANCH, 2)]
    assert (found[0].about, found[0].facts) == (str(ELSEWHERE), (column,))


def test_a_claim_whose_last_data_were_erased_is_still_counted(owned: Centre) -> None:
    change(owned, DECIDED, data=None, salt="")
    with owned.engine.begin() as connection:
        connection.execute(update(claim).where(claim.c.claim_id == ONE_STAGE).values(row_version=9))
    assert [fault.facts for fault in owned.faults()] == [("row_version",)]


def test_a_claim_that_nobody_filed_and_one_that_is_gone_are_found(owned: Centre) -> None:
    with owned.engine.begin() as connection:
        row = dict(connection.execute(select(claim).where(claim.c.claim_id == WAITING)).mappings().one())
        connection.execute(insert(claim).values({**row, "claim_id": UUID(int=99)}))
        connection.execute(text(f"DELETE FROM claim_key WHERE claim_id = {owned.uuid(WAITING)}"))
        connection.execute(delete(claim).where(claim.c.claim_id == WAITING))
    assert [(fault.flaw, fault.about) for fault in owned.faults()] == [
        (Flaw.CLAIM_UNTOLD, str(UUID(int=99))),
        (Flaw.CLAIM_UNWRITTEN, str(WAITING)),
    ]


def test_results_that_are_gone_changed_or_made_up_are_found(owned: Centre) -> None:
    ops = {n: UUID(entry(owned, n)["body"]["op_id"]) for n in (5, EDITED, LAST)}
    made_up = uuid4()
    with owned.engine.begin() as connection:
        row = dict(connection.execute(select(op_result).where(op_result.c.op_id == ops[5])).mappings().one())
        connection.execute(delete(op_result).where(op_result.c.op_id == ops[5]))
        connection.execute(update(op_result).where(op_result.c.op_id == ops[LAST]).values(status="applied"))
        connection.execute(insert(op_result).values({**row, "op_id": made_up, "result": {**row["result"], "n": 4}}))
    assert [(fault.flaw, fault.n, fault.about) for fault in owned.faults()] == [
        (Flaw.NO_RESULT, 5, str(ops[5])),
        (Flaw.RESULT_DIFFERS, LAST, str(ops[LAST])),
        (Flaw.RESULT_UNTOLD, 4, str(made_up)),
    ]


def test_a_decision_whose_result_is_gone_is_still_found_in_the_log(owned: Centre) -> None:
    owned.run(f"DELETE FROM op_result WHERE op_id = {owned.uuid(owned.decided[1])}")
    assert flaws(owned.faults()) == [(Flaw.NO_RESULT, BRANCH, DECIDED)]


def test_an_op_that_was_applied_twice_is_found(owned: Centre) -> None:
    """As a centre would that forgot its results: the second entry is not the one that was receipted."""
    twice = entry(owned, EDITED)
    head = entry(owned, LAST)["hash"]
    told = entry_from(twice).model_copy(update={"n": LAST + 1, "prev": head})
    hash = wire.entry_hash(BRANCH, told)
    with owned.engine.begin() as connection:
        connection.execute(insert(branch_log).values({**twice, "n": LAST + 1, "prev": head, "hash": hash}))
        connection.execute(update(branch_head).where(branch_head.c.branch == BRANCH).values(n=LAST + 1, hash=hash))
    assert (Flaw.RESULT_DIFFERS, BRANCH, LAST + 1) in flaws(owned.faults())


def test_an_audit_of_what_is_new_takes_the_entry_before_it_at_its_word(owned: Centre) -> None:
    change(owned, EDITED, rv=99)
    assert list(verify_log(owned.engine, branches=[BRANCH], since=EDITED)) == []
    change(owned, LAST, rv=99)
    found = list(verify_log(owned.engine, branches=[BRANCH], since=EDITED))
    assert flaws(found) == [(Flaw.HASH, BRANCH, LAST)]
    owned.run(f"DELETE FROM branch_log WHERE branch = {BRANCH} AND n = {EDITED}")
    assert flaws(list(verify_log(owned.engine, branches=[BRANCH], since=EDITED))) == [(Flaw.GAP, BRANCH, EDITED)]


def test_an_audit_of_one_branch_tells_nothing_of_another(owned: Centre) -> None:
    change(owned, EDITED, rv=99)
    change_decision(owned, 1, amount=1)
    assert list(verify_log(owned.engine, branches=[OTHER_BRANCH])) == []


def test_a_long_log_is_read_in_pages(database_url: str) -> None:
    with centre_on(database_url) as centre:
        centre.store.add_claims(waiting_claim(UUID(int=number)) for number in range(1, 1102))
        assert centre.seen().entries == 1101
        centre.drop_tripwires()
        change(centre, 777, kind="claim.note.v1")
        assert flaws(centre.faults()) == [(Flaw.HASH, BRANCH, 777)]


def test_an_audit_beside_a_working_centre_finds_nothing(centre: Centre) -> None:
    """Entries, heads and tables move on while they are read."""
    done = threading.Event()

    def work() -> None:
        sender = centre.sender(desk="Meja 3")
        for number in range(100, 130):
            centre.store.add_claims([waiting_claim(UUID(int=number))])
            lease = sender.call(UUID(int=number))
            sender.approve(UUID(int=number), lease=lease)
        done.set()

    working = threading.Thread(target=work)
    working.start()
    found = []
    while not done.is_set() and working.is_alive():
        found += centre.faults()
    working.join()
    assert done.is_set()
    assert found == []
    assert centre.seen().entries == LAST + 2 + 90


# tripwires and rights


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE branch_log SET body = '{{}}' WHERE branch = {BRANCH} AND n = 1",
        f"UPDATE branch_log SET salt = '' WHERE branch = {BRANCH} AND n = 1",
        f"UPDATE branch_log SET data = 'null', salt = '', rv = 9 WHERE branch = {BRANCH} AND n = 1",
        f"UPDATE branch_log SET data = 'null', salt = '', at = '2025-01-01' WHERE branch = {BRANCH} AND n = 1",
        f"DELETE FROM branch_log WHERE branch = {BRANCH} AND n = {LAST}",
        f"UPDATE decision SET officer = '{OFFICER}' WHERE stage = 2",
    ],
)
def test_the_database_refuses_to_change_history(centre: Centre, statement: str) -> None:
    with pytest.raises(IntegrityError):
        centre.run(statement)
    assert centre.faults() == []


@pytest.mark.parametrize("erased", ["data = 'null', salt = ''", "data = NULL, salt = ''"])
def test_the_database_lets_personal_data_be_erased(centre: Centre, erased: str) -> None:
    centre.run(f"UPDATE branch_log SET {erased} WHERE branch = {BRANCH}")
    assert centre.seen().erased == LAST - 1  # a refusal has none
    assert wire.verify(BRANCH, Position(), centre.store.feed(BRANCH, 1, Position()).entries).n == LAST


def test_the_database_refuses_a_second_stage_by_the_officer_of_the_first(centre: Centre) -> None:
    with centre.engine.begin() as connection:
        first = dict(connection.execute(select(decision).where(decision.c.op_id == centre.decided[1])).mappings().one())
    op_id = uuid4()
    second = {**first, "op_id": op_id, "stage": 2, "receipt": receipt_number(op_id)}
    with pytest.raises(IntegrityError), centre.engine.begin() as connection:
        connection.execute(insert(decision).values(second))
    with centre.engine.begin() as connection:
        connection.execute(insert(decision).values({**second, "officer": SECOND}))


def test_postgresql_refuses_to_empty_the_log(worked_postgres_url: str) -> None:
    with centre_on(worked_postgres_url) as centre:
        for table in ("branch_log", "access", "checkpoint"):
            with pytest.raises(IntegrityError):
                centre.run(f"TRUNCATE {table}")


def test_the_service_works_with_the_rights_it_is_given_and_cannot_change_the_log(
    postgres: PostgresServer, worked_postgres_url: str
) -> None:
    role = f"service_{uuid4().hex[:8]}"
    postgres.execute(f"CREATE ROLE {role} LOGIN")
    engine = open_engine(worked_postgres_url)
    with engine.begin() as connection:
        for statement in grants(role, read_only=False):
            connection.execute(text(statement))
    engine.dispose()
    with centre_on(worked_postgres_url.replace("postgres@", f"{role}@")) as centre:
        centre.store.add_claims([waiting_claim(UUID(int=90))])
        lease = centre.sender(desk="Meja 3").call(UUID(int=90))
        assert lease != centre.sender(desk="Meja 4").call(UUID(int=90))
        assert centre.seen().entries == LAST + 2 + 3
        for table in ONLY_ADDED_TO:
            for statement in (f"DELETE FROM {table.name}", f"TRUNCATE {table.name}"):
                with pytest.raises(DBAPIError, match="permission denied"):
                    centre.run(statement)
        with pytest.raises(DBAPIError, match="permission denied"):
            centre.run("UPDATE branch_log SET data = NULL, salt = ''")
        with pytest.raises(DBAPIError, match="must be owner"):
            centre.run("ALTER TABLE branch_log DISABLE TRIGGER USER")


def test_a_role_that_only_reads_can_audit_and_nothing_else(postgres: PostgresServer, worked_postgres_url: str) -> None:
    role = f'odd "{uuid4().hex[:8]}"'
    quoted = role.replace('"', '""')
    postgres.execute(f'CREATE ROLE "{quoted}" LOGIN')
    with centre_on(worked_postgres_url) as centre:
        for statement in grants(role, read_only=True):
            centre.run(statement)
        with centre.engine.begin() as connection:
            connection.execute(text(f'SET LOCAL ROLE "{quoted}"'))
            for table in metadata.sorted_tables:
                connection.execute(select(table).limit(1))
            with pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(insert(branch_head).values(branch=1, n=0, hash=""))


# the commands


def test_the_command_says_that_all_is_sound_and_how_fast_it_looked(
    worked_url: str, centre: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--database", worked_url]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("13 entries of 2 branches in ")
    assert "a second" in out
    assert out.endswith("All is sound.\n")
    assert err == ""


def test_the_command_tells_each_fault_in_a_line_without_personal_data(
    worked_url: str, owned: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    change(owned, EDITED, body={**entry(owned, EDITED)["body"], "user": "Muhammad Rizky Pratama"})
    change_decision(owned, 1, amount=1, officer="Muhammad Rizky Pratama")
    assert main(["audit", "verify", "--database", worked_url]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"branch {BRANCH}: the hash of entry {EDITED} does not fit what the entry tells."
    assert lines[1] == (
        f"branch {BRANCH}: decision {owned.decided[1]} differs in the table from what entry {DECIDED} tells: "
        "officer, amount."
    )
    assert lines[-1] == "Broken: 2 faults."
    assert "Muhammad" not in "".join(lines)


def test_every_flaw_has_its_sentence() -> None:
    for flaw in Flaw:
        assert str(Fault(flaw, BRANCH, 1, "x", ("y",))).endswith((".", "x"))


def test_the_command_looks_only_at_the_branch_and_the_entries_that_it_is_told(
    worked_url: str, owned: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    change(owned, EDITED, rv=99)
    verify = ["audit", "verify", "--database", worked_url]
    assert main([*verify, "--branch", str(OTHER_BRANCH)]) == 0
    assert main([*verify, "--branch", str(BRANCH), "--since", str(EDITED)]) == 0
    assert main([*verify, "--branch", str(BRANCH), "--branch", str(OTHER_BRANCH)]) == 1
    assert "13 entries of 2 branches" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/centre.db", "There is no database sqlite:////nowhere/centre.db"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be used"),
        ("rubbish", "is no URL of a database"),
        ("oracle://x/y", "is of no kind that is known here"),
    ],
)
def test_the_command_says_in_a_sentence_that_it_could_not_check(
    url: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--database", url]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "secret" not in err
    assert err.count("\n") == 1


def test_the_command_makes_no_tables_in_a_database_that_has_none(
    empty_postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--database", empty_postgres_url]) == 2
    assert "has no tables yet" in capsys.readouterr().err


def test_the_command_says_what_makes_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--since", "x"], ["--since", "-1"], ["--since", str(2**70)], ["--branch", "x"]):
        with pytest.raises(SystemExit, match="2"):
            main(["audit", "verify", "--database", "sqlite:///x", *wrong])
    assert "Traceback" not in capsys.readouterr().err


def test_grants_are_printed_as_sql(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "grants", "--role", "service"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert 'GRANT SELECT, INSERT ON "branch_log" TO "service";' in lines
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON "claim" TO "service";' in lines
    assert all(line.endswith(";") for line in lines)
    assert main(["admin", "grants", "--role", " "]) == 2
