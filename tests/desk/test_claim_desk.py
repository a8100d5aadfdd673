from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.checks import Assessment, Check, assess
from cso_desk.claims.form import CheckSlot, Field, acceptance_key, covers_key
from cso_desk.claims.model import Channel, Claim, ClaimState, Verdict
from cso_desk.desk.model import Fate, Order, Tally
from cso_desk.wire import Push
from tests.central.sender import Sender
from tests.centres import RealCentre
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, Table, exchange, push_of, waiting_claim, whole_log


def told(table: Table) -> list[str]:
    return [refusal.code for refusal in table.heard.refusals]


def test_the_next_in_line_takes_the_seat(table: Table) -> None:
    shown = table.seat(3)
    assert shown.claim.ticket == "B-00001"
    assert (shown.claim.state, shown.claim.booth, shown.claim.desk) == (ClaimState.IN_BOOTH, 3, OFFICER.desk)
    assert (shown.fate, shown.decision_fate, shown.called_at) == (Fate.SENDING, Fate.NONE, NOW)
    assert (table.view.waiting[0].count, table.view.waiting[0].next_ticket) == (11, "B-00002")
    assert table.seat(1).claim.ticket == "B-00002"


def test_queues_of_the_other_channels_are_shown_and_not_called(table: Table, central: CentralStore) -> None:
    early = waiting_claim(50, channel=Channel.ONLINE, ticket="D-1", filed_at=NOW - timedelta(days=9))
    central.add_claims([early])
    exchange(table, central)
    online = table.view.waiting[1]
    assert (online.channel, online.count, online.next_ticket) == (Channel.ONLINE, 1, "D-1")
    assert online.oldest_at == NOW - timedelta(days=9)
    assert table.seat().claim.channel is Channel.BOOTH


def test_nobody_is_called_into_a_booth_whose_claim_is_not_decided(table: Table) -> None:
    seated = table.seat().claim.id
    table.desk.call_next(1)
    assert told(table) == ["booth_occupied"]
    assert table.booth().claim.id == seated


def test_a_decided_claim_stays_until_the_next_is_called(table: Table, central: CentralStore) -> None:
    decided = table.serve_one()
    exchange(table, central)
    assert table.booth().claim.id == decided
    assert table.seat().claim.id != decided


def test_a_claim_is_judged_by_the_day_in_jakarta_wherever_the_desk_stands(table: Table) -> None:
    table.seat()
    days = []

    def judge(claim: Claim, *, on: date) -> Assessment:
        days.append(on)
        return assess(claim, on=on)

    table.judge = judge
    table.clock = datetime(2025, 11, 14, 1, 30, tzinfo=timezone(timedelta(hours=9)))
    table.decide()
    assert days == [date(2025, 11, 13)]


def test_nobody_waiting_is_said(sit_down: Callable[[], Table]) -> None:
    table = sit_down()
    table.desk.call_next(1)
    assert told(table) == ["nobody_waits"]


def test_each_key_press_is_on_disk_before_it_is_shown(table: Table, sit_down: Callable[[], Table]) -> None:
    table.seat()
    for text in ("0", "08", "081"):
        table.write(text)
        assert table.booth().fate is Fate.DRAFT
    table.close()
    assert sit_down().booth().claim.form.text(Field.PHONE) == "081"


def test_six_drafts_are_open_at_once(table: Table) -> None:
    for booth in range(1, 7):
        table.seat(booth)
        table.write(f"08{booth}", booth)
    texts = [table.booth(booth).claim.form.text(Field.PHONE) for booth in range(1, 7)]
    assert texts == ["081", "082", "083", "084", "085", "086"]


def test_of_the_texts_that_queue_up_for_one_field_the_last_is_written(table: Table) -> None:
    table.seat()
    seen = len(table.heard.views)
    with table.worker.busy():
        for text in ("0", "08", "081"):
            table.write(text)
        table.write("Jalan Melati 1", key=Field.ADDRESS)
    form = table.booth().claim.form
    assert (form.text(Field.PHONE), form.text(Field.ADDRESS)) == ("081", "Jalan Melati 1")
    assert len(table.heard.views) == seen + 2


def test_a_text_typed_before_a_decision_is_written_before_it(table: Table) -> None:
    table.seat()
    with table.worker.busy():
        table.write("081200000000")
        table.decide(Verdict.RETURN, reason="R01", note="KTP")
        table.write("08")
    assert told(table) == ["stale_form"]  # the decision was made on a form without the number
    assert table.booth().claim.form.text(Field.PHONE) == "08"


def test_beside_a_reason_stands_what_it_was_given_for(table: Table) -> None:
    def check() -> Check:
        judged = assess(table.booth().claim, on=NOW.date()).checks
        return next(one for one in judged if one.slot is CheckSlot.ELIGIBILITY)

    table.seat()
    table.write("17110000001", key=Field.OTHER_KPJ)
    assert check().blocks
    table.write("kartu lama sudah kosong", key=acceptance_key(CheckSlot.ELIGIBILITY))
    assert (check().blocks, table.booth().claim.form.text(covers_key(CheckSlot.ELIGIBILITY))) == (False, check().covers)
    table.write("17110000001 dan 18110000002", key=Field.OTHER_KPJ)
    assert (check().blocks, check().outdated) == (True, True)
    table.write("kedua kartu lama sudah kosong", key=acceptance_key(CheckSlot.ELIGIBILITY))
    assert not check().blocks


def test_a_text_for_another_booth_takes_no_text_from_this_one(table: Table) -> None:
    claim_id = table.seat(1).claim.id
    table.seat(2)
    with table.worker.busy():
        table.write("0812")
        table.desk.edit(2, claim_id, Field.PHONE, "0899")
    assert table.booth(1).claim.form.text(Field.PHONE) == "0812"
    assert told(table) == ["wrong_booth"]


def test_writing_what_stands_there_changes_nothing(table: Table) -> None:
    version = table.seat().version
    table.write("BCA", key=Field.BANK)
    assert (table.booth().version, table.booth().fate) == (version, Fate.SENDING)


@pytest.mark.parametrize(
    ("booth", "key", "text", "code"),
    [
        (2, "phone", "08", "wrong_booth"),
        (4, "phone", "08", "wrong_booth"),
        (7, "phone", "08", "wrong_booth"),
        (0, "phone", "08", "wrong_booth"),
        (1, "fone", "08", "unknown_field"),
        (1, "phone", "8" * 501, "too_long"),
        (1, "phone", "\ud800", "unwritable"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_and_leaves_no_trace(
    table: Table, booth: int, key: str, text: str, code: str
) -> None:
    claim_id = table.seat(1).claim.id
    table.seat(2)
    before = table.view
    table.desk.edit(booth, claim_id, key, text)
    assert told(table) == [code]
    table.desk.load()
    assert table.view == before


def test_a_decision_given_for_another_booth_lands_nowhere(table: Table) -> None:
    first, second = table.seat(1), table.seat(2)
    table.desk.decide(Order(2, first.claim.id, first.version, Verdict.APPROVE))
    table.desk.decide(Order(1, second.claim.id, second.version, Verdict.APPROVE))
    table.desk.decide(Order(3, first.claim.id, first.version, Verdict.APPROVE))
    assert told(table) == ["wrong_booth"] * 3
    assert table.view.today == Tally()


def test_a_decision_on_a_form_that_has_changed_since_is_refused(table: Table) -> None:
    shown = table.seat()
    table.write("0812")
    table.desk.decide(Order(1, shown.claim.id, shown.version, Verdict.APPROVE))
    assert told(table) == ["stale_form"]
    table.decide()
    assert told(table) == ["stale_form"]
    assert table.booth().claim.state is ClaimState.APPROVED


def test_an_approval_is_refused_while_a_check_is_open(table: Table) -> None:
    table.seat()
    table.write("", key=Field.FACE_MATCHES)
    table.decide()
    assert told(table) == ["not_ready"]
    assert table.heard.refusals[0].facts["missing"] == ["face"]
    assert table.booth().claim.is_open


@pytest.mark.parametrize(
    ("verdict", "reason", "note", "code"),
    [
        (Verdict.RETURN, "", "", "reason_needed"),
        (Verdict.RETURN, "R01", "", "note_needed"),
        (Verdict.REJECT, "R99", "x", "unknown_reason"),
    ],
)
def test_a_decision_without_what_its_verdict_needs_is_refused(
    table: Table, verdict: Verdict, reason: str, note: str, code: str
) -> None:
    table.seat()
    table.decide(verdict, reason=reason, note=note)
    assert told(table) == [code]


def test_a_second_decision_on_a_decided_claim_is_refused(table: Table) -> None:
    table.serve_one()
    table.decide()
    assert told(table) == ["not_open"]


def test_the_tally_counts_this_days_decisions(table: Table) -> None:
    table.serve_one(1)
    table.seat(2)
    table.decide(Verdict.RETURN, 2, "R01", "KTP")
    table.seat(3)
    table.decide(Verdict.REFER, 3, "P02", "surat")
    table.seat(4)
    table.decide(Verdict.REJECT, 4, "R13", "calo")
    assert table.view.today == Tally(approved=1, returned=1, rejected=1, referred=1)
    table.clock = NOW + timedelta(days=1)
    table.desk.load()
    assert table.view.today == Tally()


def test_an_approval_of_much_money_waits_for_a_second_officer(table: Table, central: CentralStore) -> None:
    modest = waiting_claim(60, filed_at=NOW - timedelta(days=9))
    rich = replace(modest, master=replace(modest.master, contributions=90_000_000))
    central.add_claims([rich])
    exchange(table, central)
    assert table.serve_one() == rich.id
    for _ in range(2):
        assert table.booth().claim.state is ClaimState.AWAITING_SECOND
        exchange(table, central)
    assert table.booth().decision_fate is Fate.SENT


def test_nothing_flickers_while_the_answer_and_the_feed_come_one_after_the_other(
    table: Table, central: CentralStore
) -> None:
    table.serve_one()
    out = table.store.take_out(table.officer, NOW)
    answer = central.push(push_of(table.officer, out))
    table.store.settle(table.officer, 1, answer.results, None, NOW)
    table.desk.load()
    assert (table.booth().claim.state, table.booth().decision_fate) == (ClaimState.APPROVED, Fate.SENT)
    exchange(table, central)
    assert (table.booth().claim.state, table.booth().decision_fate) == (ClaimState.APPROVED, Fate.SENT)
    assert len(table.booth().claim.decisions) == 1


def test_the_feed_alone_is_proof_enough_of_ones_own_work(table: Table, central: CentralStore) -> None:
    table.serve_one()
    out = table.store.take_out(table.officer, NOW)
    central.push(push_of(table.officer, out))
    page = central.feed(table.officer.branch, 1, out.verified.after)
    table.store.settle(table.officer, 1, [], page, NOW)
    table.desk.load()
    assert table.booth().decision_fate is Fate.SENT
    receipt = table.booth().receipt
    assert receipt is not None
    assert whole_log(central)[receipt.n - 1].hash == receipt.entry_hash


def test_what_was_offered_before_a_crash_is_unsure_after_it(table: Table, sit_down: Callable[[], Table]) -> None:
    table.serve_one()
    table.store.take_out(table.officer, NOW)
    table.desk.load()
    assert table.booth().decision_fate is Fate.SENDING
    table.close()
    assert sit_down().booth().decision_fate is Fate.UNSURE


def test_a_refused_decision_is_shown_until_it_is_read_and_may_then_be_given_again(
    table: Table, central: CentralStore
) -> None:
    table.seat()
    table.write("", key=Field.FACE_MATCHES)
    table.judge = lambda claim, on: replace(assess(claim, on=on), checks=())
    table.decide()
    assert table.view.today.approved == 1
    exchange(table, central)
    shown = table.booth()
    assert shown.refusal is not None
    assert shown.refusal.facts["missing"] == ["face"]
    assert (shown.refusal.code, shown.decision_fate, shown.claim.is_open) == ("not_ready", Fate.REFUSED, True)
    assert table.view.refusals == (shown.refusal,)
    assert table.view.today == Tally()
    assert shown.refusal.op_id is not None
    table.desk.acknowledge(shown.refusal.op_id)
    assert (table.view.refusals, table.booth().refusal, table.booth().decision_fate) == ((), None, Fate.NONE)
    table.write("yes", key=Field.FACE_MATCHES)
    table.decide()
    exchange(table, central)
    assert table.booth().decision_fate is Fate.SENT


def test_a_claim_whose_decision_was_refused_after_it_left_is_called_again_first(
    table: Table, central: CentralStore
) -> None:
    claim_id = table.seat().claim.id
    table.write("", key=Field.FACE_MATCHES)
    table.judge = lambda claim, on: replace(assess(claim, on=on), checks=())
    table.decide()
    table.serve_one()
    exchange(table, central)
    (refusal,) = table.view.refusals
    assert (refusal.claim_id, refusal.booth, refusal.code) == (claim_id, 1, "not_ready")
    assert table.seat().claim.id == claim_id
    assert table.booth().claim.is_open
    table.write("yes", key=Field.FACE_MATCHES)
    table.decide()
    exchange(table, central)
    assert table.booth().decision_fate is Fate.SENT


def test_nobody_is_called_over_a_refusal_that_was_not_read(
    table: Table, central: CentralStore, centre: RealCentre, sit_down: Callable[[], Table]
) -> None:
    claim_id = table.seat().claim.id
    colleague = Sender(centre.sign_in(COLLEAGUE), desk=COLLEAGUE.desk)
    central.push(Push.model_validate(colleague.push(colleague.checkout(claim_id, booth=4))))
    table.write("0812")
    exchange(table, central)
    refusals = [(refusal.code, refusal.facts["desk"]) for refusal in table.view.refusals]
    assert refusals == [("held_by_another", COLLEAGUE.desk)]
    table.desk.call_next(1)
    assert told(table) == ["unread_refusal"]
    table.write("0813")
    assert told(table) == ["unread_refusal", "held_by_another"]
    op_id = table.view.refusals[0].op_id
    assert op_id is not None
    table.desk.acknowledge(op_id)
    assert table.view.booths[0] is None
    assert table.seat().claim.id != claim_id


def test_a_page_that_was_seen_already_changes_nothing(table: Table, central: CentralStore) -> None:
    out = table.store.take_out(table.officer, NOW)
    table.serve_one()
    exchange(table, central)
    before = table.view
    page = central.push(push_of(table.officer, out)).feed
    assert table.store.settle(table.officer, 1, [], page, NOW) == 0
    table.desk.load()
    assert table.view == before


def test_a_word_from_another_epoch_is_no_word(table: Table, central: CentralStore) -> None:
    table.serve_one()
    out = table.store.take_out(table.officer, NOW)
    answer = central.push(push_of(table.officer, out))
    assert table.store.settle(table.officer, 2, answer.results, answer.feed, NOW) == 0
    table.store.no_answer()
    table.desk.load()
    assert table.booth().decision_fate is Fate.UNSURE
