import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.errors import CallRefused
from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import Fate, LineState
from cso_desk.wire.credentials import TokenRequest
from tests.centres import begin_epoch
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, Table, ops_in, waiting_claims, whole_log
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
    begin_epoch(office.store)
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
    served_by_second = second.seat(3).claim.id
    second.heard.until(lambda: second.view.booths[2] is not None and second.booth(3).fate is Fate.SENT)  # past its fork
    second.write("081200000000", 3)
    second.decide(booth=3)
    settled(second)
    assert served_by_first != served_by_second
    ops = ops_in(whole_log(office.store))
    assert len(ops) == len(set(ops)) == 9
    for claim_id in (served_by_first, served_by_second):
        claim = office.store.claim(claim_id)
        assert claim is not None
        assert len(claim.decisions) == 1


def test_a_draft_that_grew_on_two_disks_reaches_the_centre_from_both(
    office: Office, sit_down: SitDown, tmp_path: Path
) -> None:
    table = sit_down()
    table.connect(office.url)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    claim_id = table.seat().claim.id
    settled(table)
    table.write("081200000000")
    table.close()
    shutil.copytree(tmp_path / OFFICER.desk, tmp_path / "copy")
    first, second = sit_down(), sit_down(profile="copy")
    first.write("081200000001")
    first.connect(office.url)
    first.decide()
    settled(first)
    second.write("081200000002")
    second.write("copy@example.id", key=Field.EMAIL)
    second.decide()
    second.connect(office.url)
    second.heard.until(lambda: second.store.counts(OFFICER).queued == 0)
    claim = office.store.claim(claim_id)
    assert claim is not None
    assert claim.form.values[Field.PHONE] == "081200000001"
    assert len(claim.decisions) == 1
    ops = ops_in(whole_log(office.store))
    assert len(ops) == len(set(ops)) == 5
    refused = [work.result.code for work in second.store.glance(OFFICER, booths=6, since=NOW).refused if work.result]
    assert refused
    second.serve_one(2)
    second.heard.until(lambda: second.booth(2).decision_fate is Fate.SENT)


def test_an_officer_whose_session_a_restore_has_lost_is_asked_to_sign_in_at_once(
    office: Office, sit_down: SitDown
) -> None:
    table = sit_down()
    office.copy()
    signed_in = office.sign_in(OFFICER)
    office.set_back()
    table.sign_in(signed_in)
    access = Renewed(signed_in.access)
    table.connect(office.url, access=access)
    table.heard.until(lambda: table.view.waiting[0].count == 12)
    table.seat()
    table.heard.until(lambda: access.renewals)
    desk = DeskCaller(OFFICER.desk, OFFICER.branch, OFFICER.branch_name)
    with pytest.raises(CallRefused, match="SESSION_ENDED"):
        office.centre.accounts.access(desk, TokenRequest(session=signed_in.session, secret=signed_in.secret))
    table.sign_in(office.sign_in(OFFICER))
    access.token_is(table.access.token())
    table.settle()


class Renewed:
    """A token that is asked to be renewed."""

    def __init__(self, token: str) -> None:
        self._token, self.renewals = token, 0

    def token(self) -> str:
        return self._token

    def token_is(self, token: str) -> None:
        self._token = token

    def renew(self, _refused: str) -> bool:
        self.renewals += 1
        return True
