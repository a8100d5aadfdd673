"""What the window is told of the desk: provisional decisions, leases, kept claims, and all that is on its way."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.claims.tables import Role
from cso_desk.desk.attached import AttachmentState
from cso_desk.desk.attachments import Attached
from cso_desk.desk.model import DeskView, Fate, Officer, Stand
from cso_desk.desk.reach import Reach
from cso_desk.desk.view import with_line
from cso_desk.desk.whole_view import LEASE_MARGIN, WholeView
from cso_desk.wire.blob_wire import Mime
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, Table, exchange, waiting_claims

MONOTONIC = 5000.0
BOSS = Officer("u-9", "Penyelia Satu", "9900009", "114-3", OFFICER.branch, OFFICER.branch_name)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RealCentre]:
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(12))
        yield centre


@pytest.fixture
def sit_down(tmp_path: Path, centre: RealCentre) -> Iterator[Callable[..., Table]]:
    tables: list[Table] = []

    def sit(officer: Officer = OFFICER, role: Role = Role.OFFICER) -> Table:
        table = Table(tmp_path / officer.desk / "desk.db", officer)
        table.sign_in(centre.sign_in(officer, role))
        table.reach.up(NOW)
        exchange(table, centre.store)
        tables.append(table)
        return table

    yield sit
    for table in tables:
        table.close()


@pytest.fixture
def table(sit_down: Callable[..., Table]) -> Table:
    return sit_down()


class Whole:
    """The whole view of a desk, told whenever it is asked for."""

    def __init__(self, table: Table) -> None:
        self._views: list[DeskView] = []
        self._table = table
        self._whole = WholeView(table.store, table.officer, table.reach, self._views.append, clock=lambda: MONOTONIC)

    def view(self) -> DeskView:
        self._table.desk.load()
        self._whole.tell(self._table.view)
        return self._views[-1]


@pytest.fixture
def whole(table: Table) -> Whole:
    return Whole(table)


def keep_and_lose_the_line(table: Table, centre: RealCentre, count: int = 3) -> None:
    table.desk.keep(count)
    exchange(table, centre.store)
    table.reach.down()


def told(table: Table) -> list[str]:
    return [refusal.code for refusal in table.heard.refusals]


def test_a_decision_given_while_the_line_is_down_is_provisional_until_the_centre_has_answered(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    keep_and_lose_the_line(table, centre)
    table.serve_one()
    held = whole.view().booths[0]
    assert held is not None
    assert (held.provisional, held.line_is_up, held.decision_fate) == (True, False, Fate.SENDING)
    table.reach.up(NOW)
    waiting = whole.view().booths[0]
    assert waiting is not None
    assert (waiting.provisional, waiting.line_is_up) == (True, True)
    exchange(table, centre.store)
    answered = whole.view().booths[0]
    assert answered is not None
    assert (answered.provisional, answered.decision_fate) == (False, Fate.SENT)
    assert answered.receipt is not None


def test_a_provisional_decision_whose_answer_was_lost_is_unsure_and_not_final(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    keep_and_lose_the_line(table, centre)
    table.serve_one()
    whole.view()
    table.store.take_out(OFFICER, NOW + timedelta(minutes=1))
    table.store.no_answer()
    held = whole.view().booths[0]
    assert held is not None
    assert (held.provisional, held.decision_fate) == (True, Fate.UNSURE)


def test_a_decision_given_while_the_line_is_up_is_not_provisional(table: Table, whole: Whole) -> None:
    table.serve_one()
    held = whole.view().booths[0]
    assert held is not None
    assert (held.undelivered, held.provisional) == (True, False)


def test_a_line_that_goes_down_makes_what_was_not_sent_provisional_and_one_that_comes_back_leaves_it_so(
    table: Table, whole: Whole
) -> None:
    table.serve_one()
    down = with_line(whole.view(), is_up=False)
    assert down.booths[0] is not None
    assert (down.line_is_up, down.booths[0].provisional) == (False, True)
    up = with_line(down, is_up=True)
    assert up.booths[0] is not None
    assert (up.line_is_up, up.booths[0].provisional, up.booths[0].line_is_up) == (True, True, True)
    assert up.booths[1] is None


def test_a_provisional_decision_that_the_centre_refuses_tells_what_stands_there(
    table: Table, centre: RealCentre, whole: Whole, sit_down: Callable[..., Table]
) -> None:
    keep_and_lose_the_line(table, centre, 1)
    claim_id = table.serve_one()
    take_over(centre, sit_down, claim_id)
    table.reach.up(NOW)
    exchange(table, centre.store)
    shown = whole.view().booths[0]
    assert shown is not None
    assert (shown.provisional, shown.decision_fate) == (False, Fate.REFUSED)
    assert shown.refusal is not None
    assert shown.refusal.facts["state"] == ClaimState.RETURNED
    assert shown.refusal.facts["officer"] == COLLEAGUE.id
    pieces = [piece for one in whole.view().unsettled for piece in one.pieces if piece.stand is Stand.REFUSED]
    assert Verdict.APPROVE in [piece.verdict for piece in pieces]


def take_over(centre: RealCentre, sit_down: Callable[..., Table], claim_id: UUID) -> None:
    """A supervisor's word gives the claim back, and a colleague returns it."""
    boss = sit_down(BOSS, Role.SUPERVISOR)
    boss.desk.revoke(claim_id, "dipindahkan")
    exchange(boss, centre.store)
    colleague = sit_down(COLLEAGUE)
    assert colleague.seat().claim.id == claim_id
    colleague.decide(Verdict.RETURN, reason="R01", note="KTP")
    exchange(colleague, centre.store)


def test_the_time_to_decide_ends_when_the_desk_begins_no_decision_any_more(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    table.seat()
    exchange(table, centre.store)
    held = whole.view().booths[0]
    assert held is not None
    assert held.lease_until is not None
    assert held.lease_ends is not None
    assert held.lease_ends == pytest.approx(MONOTONIC + (held.lease_until - LEASE_MARGIN - NOW).total_seconds(), abs=2)
    table.reach.up(held.lease_until - LEASE_MARGIN - timedelta(minutes=1))
    table.reach.down()
    before = whole.view().booths[0]
    assert before is not None
    assert before.lease_ends is not None
    assert before.lease_ends > MONOTONIC
    table.reach.up(held.lease_until - LEASE_MARGIN + timedelta(seconds=1))
    table.reach.down()
    after = whole.view().booths[0]
    assert after is not None
    assert after.lease_ends is not None
    assert after.lease_ends < MONOTONIC
    table.decide()
    assert told(table) == ["lease_over"]
    table.reach.up(held.lease_until - LEASE_MARGIN - timedelta(minutes=1))
    table.reach.down()
    table.decide()
    assert told(table) == ["lease_over"]


def test_a_claim_that_the_centre_has_not_lent_has_no_time_to_decide(table: Table, whole: Whole) -> None:
    table.seat()
    held = whole.view().booths[0]
    assert held is not None
    assert (held.lease_until, held.lease_ends) == (None, None)


def test_the_kept_claims_are_counted_while_they_are_asked_for_granted_called_and_given_back(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    table.desk.keep(3)
    assert (whole.view().pack.kept, whole.view().pack.asked) == (0, 3)
    exchange(table, centre.store)
    pack = whole.view().pack
    assert (pack.kept, pack.asked, pack.next_ticket) == (3, 0, "B-00001")
    assert pack.until is not None
    assert NOW + timedelta(hours=2) <= pack.until <= NOW + timedelta(hours=24)
    table.seat()
    pack = whole.view().pack
    assert (pack.kept, pack.next_ticket) == (2, "B-00002")
    table.desk.give_back()
    assert whole.view().pack.kept == 0
    exchange(table, centre.store)
    assert whole.view().pack.kept == 0
    assert whole.view().pack.until is None


def test_what_is_on_its_way_is_told_claim_by_claim_the_oldest_first_with_where_it_stands(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    first = table.seat(1).claim.id
    table.clock = NOW + timedelta(minutes=1)
    second = table.seat(2).claim.id
    table.write("0812", booth=2)
    table.desk.note(first, "Ditunggu pukul sepuluh")
    one, two = whole.view().unsettled
    assert (one.claim.id, two.claim.id) == (first, second)
    assert [piece.stand for piece in one.pieces] == [Stand.KEPT, Stand.KEPT]
    assert (one.pieces[1].text, one.oldest_at) == ("Ditunggu pukul sepuluh", NOW)
    assert [piece.stand for piece in two.pieces] == [Stand.KEPT, Stand.WRITING]
    assert two.pieces[1].fields[Field.PHONE][1] == "0812"
    table.store.take_out(OFFICER, NOW + timedelta(minutes=5))
    assert {piece.stand for one in whole.view().unsettled for piece in one.pieces} == {Stand.SENDING}
    table.store.no_answer()
    assert {piece.stand for one in whole.view().unsettled for piece in one.pieces} == {Stand.UNSURE}
    assert whole.view().answered_at is None
    exchange(table, centre.store)
    assert whole.view().unsettled == ()
    assert whole.view().answered_at == NOW


def test_attachments_on_their_way_are_told_with_their_claims_and_how_far_they_have_come(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    claim_id = table.seat().claim.id
    card, letter = (Attached(letter * 64, 1000, Mime.JPEG) for letter in "ab")
    table.desk.attach(claim_id, 1, card, "ktp")
    table.desk.attach(claim_id, 1, letter, "paklaring")
    exchange(table, centre.store)
    which, other = table.store.attachments.of_claim(claim_id)
    table.store.attachments.note_offset(which, 400)
    table.store.attachments.note_failure(which, "timeout")
    table.store.attachments.note_end(other, AttachmentState.LOST, "attachment_lost")
    (one,) = whole.view().unsettled
    assert (one.claim.id, one.pieces) == (claim_id, ())
    sent, stuck = one.parcels
    assert (sent.document, sent.sent, sent.size, sent.tries, sent.cause) == ("ktp", 400, 1000, 1, "timeout")
    assert (stuck.document, stuck.is_stuck, sent.is_stuck) == ("paklaring", True, False)
    table.store.attachments.note_stored(which, NOW)
    assert [parcel.document for parcel in whole.view().unsettled[0].parcels] == ["paklaring"]


def test_a_claim_that_was_handed_over_leaves_its_booth_and_its_new_desk_is_known(
    table: Table, centre: RealCentre, whole: Whole
) -> None:
    claim_id = table.seat().claim.id
    exchange(table, centre.store)
    table.desk.hand_over(1, claim_id, COLLEAGUE.desk)
    exchange(table, centre.store)
    view = whole.view()
    assert view.booths[0] is None
    assert view.desks == (COLLEAGUE.desk,)
    assert table.seat().claim.id != claim_id


def test_how_far_the_clock_is_off_is_told_once_the_centre_has_told_its_time(table: Table) -> None:
    table.reach = Reach(wall=lambda: NOW + timedelta(minutes=7), clock=lambda: 0.0)
    whole = Whole(table)
    assert whole.view().clock_ahead_s is None
    table.reach.up(NOW)
    assert whole.view().clock_ahead_s == 7 * 60


def test_the_line_of_the_view_is_that_of_the_last_exchange(table: Table, whole: Whole) -> None:
    assert whole.view().line_is_up
    table.reach.down()
    assert not whole.view().line_is_up
