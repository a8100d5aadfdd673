"""What a desk may do while the line is down, and what it may not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.claims.table_files import in_force, put_in_force
from cso_desk.claims.tables import Role
from cso_desk.desk.attachments import Attached
from cso_desk.desk.model import Fate, Officer, Order
from cso_desk.desk.reach import Reach
from cso_desk.desk.signer import Signer
from cso_desk.paths import resource
from cso_desk.wire import PACK
from cso_desk.wire.blob_wire import Mime
from cso_desk.wire.claim_wire import claim_from_wire
from tests.central.sender import Sender, results
from tests.centres import RealCentre, signer_of
from tests.contract.doubles import BRANCH, COLLEAGUE, NOW, OFFICER, Table, exchange, ops_in, waiting_claim, whole_log

SitDown = Callable[[], Table]


def told(table: Table) -> list[str]:
    return [refusal.code for refusal in table.heard.refusals]


def all_claims(central: CentralStore) -> list[Claim]:
    _head, kept = central.snapshot(BRANCH)
    return [claim_from_wire(one.claim) for one in kept]


def goes_offline(table: Table, at: datetime = NOW) -> None:
    """The line goes down after the centre has told the time."""
    table.reach.up(at)
    table.reach.down()


def test_a_claim_that_the_centre_has_lent_is_decided_without_the_line_and_counts_later(
    table: Table, central: CentralStore
) -> None:
    claim_id = table.seat().claim.id
    exchange(table, central)
    goes_offline(table)
    table.decide()
    assert table.booth().decision_fate is Fate.SENDING
    table.reach.up()
    exchange(table, central)
    assert table.booth().decision_fate is Fate.SENT
    claim = central.claim(claim_id)
    assert claim is not None
    assert claim.state is ClaimState.APPROVED


def test_a_claim_that_was_called_without_the_line_is_filled_in_and_not_decided(
    table: Table, central: CentralStore
) -> None:
    goes_offline(table)
    table.seat()
    table.write("0812")
    table.decide()
    assert told(table) == ["not_leased"]
    table.reach.up()
    exchange(table, central)
    table.decide()
    exchange(table, central)
    assert table.booth().decision_fate is Fate.SENT


def test_without_the_line_no_large_sum_is_approved_and_any_claim_is_returned(
    table: Table, central: CentralStore, centre: RealCentre
) -> None:
    table.seat(1)
    table.seat(2)
    exchange(table, central)
    limit = in_force().ladder.limits[0].offline_up_to
    judge = table.judge
    table.judge = lambda claim, on: replace(judge(claim, on=on), gross=limit + 1)
    goes_offline(table)
    table.decide(booth=1)
    assert told(table) == ["over_offline_limit"]
    assert table.heard.refusals[0].facts == {"amount": limit + 1, "limit": limit}
    table.decide(Verdict.RETURN, 2, "R01", "Bawa paklaring asli")
    assert table.booth(2).decision_fate is Fate.SENDING


def test_the_limit_without_the_line_is_that_of_the_day(
    table: Table, central: CentralStore, centre: RealCentre, tmp_path: Path
) -> None:
    today = "[[limits]]\nsecond_from = 1\noffline_up_to = 1\nsource = 'x'\nfrom = 2025-11-13\nuntil = 2025-11-13\n\n"
    others = "[[limits]]\nuntil = 2025-11-12\n", "[[limits]]\nfrom = 2025-11-14\n"
    text = (resource("rules") / "ladder.toml").read_text(encoding="utf-8")
    head, tail = text.split("[[limits]]\n")
    body, rest = tail.split("\n\n", 1)
    written = "".join([head, others[0], body, "\n\n", today, others[1], body, "\n\n", rest])
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ladder.toml").write_text(written, encoding="utf-8")
    table.seat(1)
    exchange(table, central)
    goes_offline(table)
    put_in_force(tmp_path / "rules")
    try:
        table.decide(booth=1)
    finally:
        put_in_force(None)
    assert table.heard.refusals[0].facts["limit"] == 1


@pytest.mark.parametrize(("minutes", "refused"), [(43.9, []), (44.1, ["lease_over"])])
def test_no_decision_is_begun_in_the_last_minute_of_a_lease(
    table: Table, central: CentralStore, minutes: float, refused: list[str]
) -> None:
    table.seat()
    exchange(table, central)
    goes_offline(table, NOW + timedelta(minutes=minutes))
    table.decide()
    assert told(table) == refused


def test_a_desk_keeps_claims_while_the_line_is_up_and_calls_them_when_it_is_down(
    table: Table, sit_down: SitDown, central: CentralStore
) -> None:
    central.add_claims([waiting_claim(90, filed_at=NOW - timedelta(days=2))])
    exchange(table, central)
    table.desk.keep(3)
    exchange(table, central)
    kept = [claim for claim in map(central.claim, (UUID(int=n) for n in (90, 1, 2, 3))) if claim is not None]
    assert [claim.desk for claim in kept] == [OFFICER.desk, OFFICER.desk, OFFICER.desk, None]
    table.desk.keep(2)  # three are kept already
    goes_offline(table)
    table.desk.keep(12)
    assert told(table) == ["online_only"]
    for booth in (1, 2, 3):
        table.seat(booth)
        table.decide(booth=booth)
        assert table.booth(booth).decision_fate is Fate.SENDING
    assert table.seat(4).claim.id == UUID(int=3)
    table.decide(booth=4)
    assert told(table) == ["online_only", "not_leased"]
    table.reach.up()
    exchange(table, central)
    assert [table.booth(booth).decision_fate for booth in (1, 2, 3)] == [Fate.SENT] * 3


def test_what_is_kept_is_never_more_than_the_centre_allows_and_is_given_back(
    table: Table, central: CentralStore
) -> None:
    central.add_claims(waiting_claim(number) for number in range(20, 40))
    exchange(table, central)
    table.desk.keep(1000)
    exchange(table, central)
    assert sum(claim.desk is not None for claim in all_claims(central)) == PACK
    table.desk.give_back()
    exchange(table, central)
    assert [claim.desk for claim in all_claims(central)] == [None] * 32
    assert table.view.waiting[0].count == 32


def test_a_kept_claim_is_called_by_nobody_else(
    table: Table, central: CentralStore, centre: RealCentre, tmp_path_factory: pytest.TempPathFactory
) -> None:
    table.desk.keep(2)
    exchange(table, central)
    other = Table(tmp_path_factory.mktemp("other") / "desk.db", COLLEAGUE)
    other.sign_in(centre.sign_in(COLLEAGUE))
    exchange(other, central)
    assert other.view.waiting[0].count == 10
    assert other.seat().claim.id == UUID(int=3)
    other.close()


def test_the_work_of_an_officer_who_is_not_signed_in_waits_and_is_sent_under_that_ones_proof(
    sit_down: SitDown, centre: RealCentre, central: CentralStore
) -> None:
    table = sit_down()
    exchange(table, central)
    table.store.sign_as(None)
    table.seat()
    out = table.store.take_out(OFFICER, NOW)
    assert (out.ops, out.unproven) == ((), OFFICER.id)
    other = Officer(COLLEAGUE.id, COLLEAGUE.name, COLLEAGUE.number, OFFICER.desk, BRANCH, OFFICER.branch_name)
    table.store.sign_as(signer_of(centre.sign_in(other)))
    assert table.store.take_out(OFFICER, NOW).unproven == OFFICER.id
    table.store.sign_as(signer_of(centre.sign_in(OFFICER)))
    exchange(table, central)
    assert whole_log(central)[-1].body["user"] == OFFICER.id


def test_work_is_proven_when_it_is_written_whoever_sends_it(
    table: Table, centre: RealCentre, central: CentralStore
) -> None:
    table.seat()
    table.store.sign_as(Signer("somebody else", UUID(int=1), "00" * 32))
    exchange(table, central)
    assert table.booth().fate is Fate.SENT


def test_after_a_restore_only_what_the_centre_lost_is_sent_again(table: Table, central: CentralStore) -> None:
    table.serve_one()
    exchange(table, central)
    before = ops_in(whole_log(central))
    table.store.start_over(OFFICER, 1)
    asked = table.store.unasked()
    assert [str(op_id) for op_id in asked] == before
    table.store.asked(asked, central.known_ops(asked[:2], BRANCH), NOW)
    assert table.store.unasked() == []
    assert len(table.store.take_out(OFFICER, NOW).ops) == 1
    exchange(table, central)
    assert ops_in(whole_log(central)) == before
    assert table.booth().decision_fate is Fate.SENT


def test_the_second_word_is_given_at_the_desk_only_while_the_line_is_up(
    table: Table, above: Table, central: CentralStore, always_a_second_officer: None
) -> None:
    claim_id = table.serve_one()
    exchange(table, central)
    exchange(above, central)
    order = Order(0, claim_id, table.booth().version, Verdict.APPROVE)
    goes_offline(above)
    above.desk.decide_second(order)
    assert told(above) == ["online_only"]
    above.reach.up()
    above.desk.decide_second(order)
    exchange(above, central)
    claim = central.claim(claim_id)
    assert claim is not None
    assert [decision.stage for decision in claim.decisions] == [1, 2]


def test_a_note_is_left_on_a_decided_claim_too_and_an_empty_one_is_none(table: Table, central: CentralStore) -> None:
    claim_id = table.serve_one()
    exchange(table, central)
    table.desk.note(claim_id, "  ")
    table.desk.note(claim_id, " Peserta menelepon lagi ")
    exchange(table, central)
    claim = central.claim(claim_id)
    assert claim is not None
    assert [note.text for note in claim.notes] == ["Peserta menelepon lagi"]
    assert told(table) == ["empty_note"]


def test_the_centres_time_is_told_by_a_clock_that_nobody_sets() -> None:
    ticks = [100.0]
    wall = [NOW]
    reach = Reach(clock=lambda: ticks[0], wall=lambda: wall[0])
    assert reach.now() == NOW
    assert reach.offset_s is None
    reach.up(NOW + timedelta(minutes=7))
    ticks[0] += 60
    wall[0] += timedelta(days=1)
    assert reach.now() == NOW + timedelta(minutes=8)
    assert reach.offset_s == timedelta(days=1, minutes=-8).total_seconds()


@pytest.mark.parametrize("to", [None, COLLEAGUE.desk])
def test_a_claim_that_was_handed_over_leaves_its_booth_at_once(
    table: Table, central: CentralStore, to: str | None
) -> None:
    claim_id = table.seat(2).claim.id
    table.write("0812", 2)
    table.desk.hand_over(2, claim_id, to)
    assert table.view.booths[1] is None
    exchange(table, central)
    claim = central.claim(claim_id)
    assert claim is not None
    assert (claim.state, claim.desk, claim.form.text("phone")) == (ClaimState.WAITING, to, "0812")
    assert table.view.booths[1] is None
    assert table.view.waiting[0].count == (12 if to is None else 11)
    assert (table.seat(2).claim.id == claim_id) == (to is None)


def test_a_claim_that_a_supervisor_took_away_leaves_its_booth(
    table: Table, central: CentralStore, centre: RealCentre
) -> None:
    claim_id = table.seat(2).claim.id
    exchange(table, central)
    above = replace(COLLEAGUE, id="u-9", name="Penyelia")
    supervisor = Sender(centre.sign_in(above, Role.SUPERVISOR), desk=COLLEAGUE.desk)
    revoked = supervisor.op("claim.revoke.v1", {"why": "petugas sakit"}, claim_id)
    assert results(central, supervisor.push(revoked)) == [("applied", "")]
    exchange(table, central)
    assert table.view.booths[1] is None
    assert table.seat(2).claim.id == claim_id


def test_a_file_and_the_word_that_it_belongs_to_a_claim_are_kept_together_or_not_at_all(
    table: Table, central: CentralStore
) -> None:
    claim_id = table.seat().claim.id
    file = Attached("ab" * 32, 1000, Mime.JPEG)
    table.desk.attach(claim_id, 1, file, "ktp")
    assert [one.sha256 for one in table.store.attachments.of_claim(claim_id)] == [file.sha256]
    assert [one.document for one in table.booth().claim.attachments] == ["ktp"]
    exchange(table, central)
    claim = central.claim(claim_id)
    assert claim is not None
    assert [one.sha256 for one in claim.attachments] == [file.sha256]
    table.decide()
    exchange(table, central)
    assert table.booth().decision_fate is Fate.SENT


def test_a_claim_whose_hand_over_waits_for_its_answer_is_neither_shown_nor_called(
    table: Table, central: CentralStore
) -> None:
    claim_id = table.seat(2).claim.id
    table.desk.keep(2)
    exchange(table, central)
    table.desk.hand_over(2, claim_id, None)
    table.desk.give_back()
    goes_offline(table)
    assert table.view.booths[1] is None
    assert table.view.waiting[0].count == 9
    assert table.seat(2).claim.id == UUID(int=4)


def test_what_was_offered_before_a_draft_was_sealed_is_offered_before_it_again(
    table: Table, central: CentralStore
) -> None:
    table.seat(1)
    table.seat(2)
    exchange(table, central)
    table.write("0812", 1)
    table.decide(booth=2)
    first = table.store.take_out(OFFICER, NOW)
    table.store.no_answer()
    again = table.store.take_out(OFFICER, NOW + timedelta(minutes=1))
    places = [json.loads(op)["seq"] for op in again.ops]
    assert (len(first.ops), places) == (1, [3, 4])
    exchange(table, central)
    assert table.booth(2).decision_fate is Fate.SENT
    assert table.store.position(OFFICER).after.n > 0
