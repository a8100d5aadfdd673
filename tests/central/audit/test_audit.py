"""Whoever owns the database can change anything in it, and the audit says what was changed."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update

from cso_desk.central.audit.audit import Flaw, verify_log
from cso_desk.central.rows import entry_from
from cso_desk.central.schema import branch_head, branch_log, claim, decision, op_result
from cso_desk.claims.receipts import receipt_number
from cso_desk.wire import chain
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
from tests.central.tampering import DECIDED, EDITED, LAST, change, change_decision, cut, entry, flaws, rewrite

pytest_plugins = ("tests.central.worked",)


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
    hash = chain.entry_hash(BRANCH, told)
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
