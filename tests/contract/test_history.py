import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import Fate, LineState
from tests.contract.doubles import COLLEAGUE, OFFICER, Table, ops_in, waiting_claims, whole_log
from tests.contract.office import Office

SitDown = Callable[..., Table]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.stop()


@pytest.fixture
def centre(office: Office) -> Office:
    """Where the desks' officers sign in."""
    return office


def settled(table: Table) -> None:
    table.settle()
    table.disconnect()


def test_a_centre_set_back_to_yesterday_is_given_again_what_it_lost(office: Office, sit_down: SitDown) -> None:
    tables = [sit_down(officer) for officer in (OFFICER, COLLEAGUE)]
    first, second = tables
    first.connect(office.url)
    first.heard.until(lambda: first.view.waiting[0].count == 12)
    kept = first.serve_one(1)
    settled(first)
    office.copy()
    first.connect(office.url)
    lost = first.serve_one(2)
    settled(first)
    second.connect(office.url)
    second.heard.until(lambda: second.view.waiting[0].count == 10)
    late = second.serve_one(1)
    settled(second)
    office.set_back()
    office.store.begin_epoch()
    for table in tables:
        table.connect(office.url)
        settled(table)
    for claim_id in (kept, lost, late):
        claim = office.store.claim(claim_id)
        assert claim is not None
        assert claim.state is ClaimState.APPROVED
        assert len(claim.decisions) == 1
    ops = ops_in(whole_log(office.store))
    assert len(ops) == len(set(ops)) == 9
    assert [shown and shown.decision_fate for shown in first.view.booths[:2]] == [Fate.SENT, Fate.SENT]
    receipt = second.booth().receipt
    assert receipt is not None
    assert whole_log(office.store)[receipt.n - 1].hash == receipt.entry_hash


def test_a_centre_that_lost_its_tail_unnoticed_is_told_so_by_the_first_desk(office: Office, sit_down: SitDown) -> None:
    table = sit_down()
    table.connect(office.url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    office.copy()
    table.disconnect()
    table.connect(office.url)
    table.serve_one()
    settled(table)
    office.set_back()
    table.connect(office.url)
    table.heard.until(lambda: table.status.cause == "history_differs")
    table.serve_one(2)
    assert table.booth(1).decision_fate is Fate.SENT
    assert table.booth(2).fate in (Fate.DRAFT, Fate.SENDING)
    assert [refusal.code for refusal in table.heard.refusals] == ["not_leased"]


def test_a_log_that_was_tampered_with_stops_the_feed_and_not_the_officer(office: Office, sit_down: SitDown) -> None:
    table = sit_down()
    table.connect(office.url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.disconnect()
    office.store.add_claims(waiting_claims(14))
    office.tamper_unseen("UPDATE branch_log SET data = replace(data, 'KJ-2511-0013', 'KJ-2511-0099') WHERE n = 13")
    table.connect(office.url)
    table.heard.until(lambda: table.status.cause == "chain_break")
    assert table.view.waiting[0].count == 12


def test_work_is_still_taken_while_the_chain_is_broken(office: Office, sit_down: SitDown) -> None:
    table = sit_down()
    table.connect(office.url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.disconnect()
    office.store.add_claims(waiting_claims(14))
    office.tamper_unseen('UPDATE branch_log SET body = \'{"by": "me"}\' WHERE n = 13')
    table.connect(office.url)
    table.heard.until(lambda: table.status.cause == "chain_break")
    claim_id = table.serve_one()
    table.heard.until(lambda: table.booth().decision_fate is Fate.SENT)
    assert table.view.waiting[0].count == 11
    claim = office.store.claim(claim_id)
    assert claim is not None
    assert claim.state is ClaimState.APPROVED
    assert table.booth().claim.state is ClaimState.APPROVED


def test_a_gap_in_the_feed_is_asked_for_again_and_nothing_is_applied_past_it(office: Office, sit_down: SitDown) -> None:
    table = sit_down()
    table.connect(office.url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.disconnect()
    office.store.add_claims(waiting_claims(14))
    office.tamper_unseen("UPDATE branch_log SET n = 100 WHERE n = 13")
    table.connect(office.url)
    table.heard.until(lambda: table.status.cause == "feed_gap")
    assert table.view.waiting[0].count == 12
    office.tamper("UPDATE branch_log SET n = 13 WHERE n = 100")
    table.heard.until(lambda: table.view.waiting[0].count == 14)
    table.heard.until(lambda: table.status.state is LineState.SYNCED)


def test_a_desk_copied_to_a_second_machine_loses_and_doubles_nothing(
    office: Office, sit_down: SitDown, tmp_path: Path
) -> None:
    table = sit_down()
    table.connect(office.url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.serve_one(1)
    settled(table)
    table.close()
    shutil.copytree(tmp_path / OFFICER.desk, tmp_path / "copy")
    first, second = sit_down(), sit_down(profile="copy")
    for desk in (first, second):
        desk.connect(office.url)
        desk.heard.until(lambda desk=desk: desk.status.state is LineState.SYNCED)
    served_by_first = first.serve_one(2)
    settled(first)
    second.heard.until(lambda: second.view.waiting[0].count == 10)
    served_by_second = second.serve_one(3)
    settled(second)
    assert served_by_first != served_by_second
    ops = ops_in(whole_log(office.store))
    assert len(ops) == len(set(ops)) == 9
    for claim_id in (served_by_first, served_by_second):
        claim = office.store.claim(claim_id)
        assert claim is not None
        assert len(claim.decisions) == 1
