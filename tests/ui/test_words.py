"""The officer's words: every value has some, in both languages, and no code shows through."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from cso_desk.booth import scripts
from cso_desk.booth.attention import Attention, WorkState
from cso_desk.claims.form import Cause, CheckSlot, Field
from cso_desk.claims.model import ClaimState, Decision, Verdict
from cso_desk.desk.model import Fate, Receipt
from cso_desk.ui import check_words, form_words, words
from cso_desk.ui.seat import Seat
from tests.ui.conftest import NOW, TODAY, MakeSeat
from tests.ui.said import CODE, LANGUAGES, is_said, speak

pytestmark = pytest.mark.usefixtures("english_afterwards")

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (72_283_950, "72.283.950", "72,283,950"),
        (-1500, "-1.500", "-1,500"),
    ],
)
def test_money_stands_in_groups_of_three(amount: int, indonesian: str, english: str) -> None:
    speak("id")
    assert words.rupiah(amount) == indonesian
    speak("en")
    assert words.rupiah(amount) == english


def test_decimals_have_the_comma_of_the_language() -> None:
    speak("id")
    assert (words.decimal(0.25), words.decimal(12)) == ("0,2", "12,0")
    speak("en")
    assert words.decimal(26.44) == "26.4"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "00:00"),
        (0, "00:00"),
        (59.9, "00:59"),
        (192, "03:12"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (37_230, "10:20:30"),
    ],
)
def test_a_running_time_is_a_clock(seconds: float, text: str) -> None:
    assert words.running(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-1, "0 dtk"),
        (6.9, "6 dtk"),
        (60, "1 mnt"),
        (80, "1 mnt 20 dtk"),
        (599, "9 mnt 59 dtk"),
        (600, "10 mnt"),
        (1119, "18 mnt"),
        (3600, "1 jam 0 mnt"),
        (7_530, "2 jam 5 mnt"),
    ],
)
def test_a_span_is_spelt_in_words(seconds: float, text: str) -> None:
    speak("id")
    assert words.spell(seconds) == text


def test_days_and_clocks_are_written_as_on_indonesian_forms() -> None:
    speak("id")
    moment = datetime(2025, 11, 13, 9, 42, 18, tzinfo=WIB)
    assert words.clock(moment) == "09.42.18 WIB"
    assert words.day(moment.date()) == "13-11-2025"
    assert words.long_day(moment.date()) == "Kamis, 13 November 2025"
    speak("en")
    assert words.long_day(date(2025, 8, 1)) == "Friday, 1 August 2025"


def test_numbers_in_lists_are_masked_and_may_be_missing_or_too_short() -> None:
    assert words.masked_identity("9974011208910012", "19040012337") == ("9974••••••••0012", "1904•••••37")
    for nik, kpj in (("", ""), ("99", "1"), ("not a number at all", "x" * 40)):
        masked = words.masked_identity(nik, kpj)
        assert all(isinstance(text, str) for text in masked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_cause_check_and_verdict_has_its_own_words(language: str) -> None:
    speak(language)
    states = [words.state(state) for state in WorkState]
    assert all(is_said(text) and text == text.upper() for text in states)
    assert len(set(states)) == len(states)
    assert set(words.STATE_ICONS) == set(WorkState)
    causes = [words.cause(cause) for cause in (*Cause, None)]
    short = [words.short_cause(cause) for cause in (*Cause, None)]
    slots = [check_words.slot(slot) for slot in CheckSlot]
    for texts in (causes, short, slots):
        assert all(is_said(text) for text in texts)
        assert len(set(texts)) == len(texts)
    assert all(len(brief) <= len(full) for brief, full in zip(short, causes, strict=True))
    assert all(is_said(words.timer_label(state)) for state in WorkState)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ClaimState)
def test_every_claim_state_has_words(language: str, state: ClaimState) -> None:
    speak(language)
    assert is_said(words.claim_state(state))


def test_identity_that_tells_nothing_is_left_out(make_seat: MakeSeat) -> None:
    seat = make_seat(form={Field.NIK: "123"})
    assert seat.held is not None
    assert words.about(seat.held.claim, TODAY) == ""


def test_sex_and_age_are_those_of_today(make_seat: MakeSeat) -> None:
    speak("id")
    held = make_seat().held
    assert held is not None
    assert words.about(held.claim, date(2025, 8, 11)) == "L · 33 th"
    assert words.about(held.claim, date(2025, 8, 12)) == "L · 34 th"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fate_has_its_own_words(language: str) -> None:
    speak(language)
    said = [words.fate(fate) for fate in Fate]
    assert words.fate(Fate.NONE) == ""
    assert all(is_said(text) for text in said[1:])
    assert len(set(said)) == len(said)


REASONS = {step.code for step in scripts.packaged().step if step.alone and step.code != scripts.PAPERS}
REASONS |= {"id_card", "family_card", "papers", "stuck", "form_wrong", "called", "finished", "talk"}
REASONS |= {"empty", "decided", "reconnecting", "send_floor_staff", "all_passed", "verify"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_of_a_state_has_words(language: str, reason: str) -> None:
    speak(language)
    text = words.reason(Attention(1, WorkState.SOLO, reason, NOW))
    assert is_said(text)
    assert text != reason


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [state for state in WorkState if state is not WorkState.TALK])
@pytest.mark.parametrize("left_s", [None, 0.0, 75.0])
def test_strip_next_step_and_timer_say_something_in_every_state(
    language: str, state: WorkState, left_s: float | None, make_seat: MakeSeat
) -> None:
    speak(language)
    seat = make_seat(3, {Field.FACE_MATCHES: ""})
    seat = replace(seat, attention=Attention(3, state, "id_card", NOW - 80, left_s))
    bold, remark = words.strip(seat, NOW)
    assert is_said(bold)
    assert not CODE.search(remark)
    step = words.next_step(seat)
    assert is_said(step.text)
    assert bool(step.key) == bool(step.does)
    assert is_said(words.running_in(seat.attention, NOW))
    assert is_said(words.in_booth(seat, NOW))
    assert is_said(words.spoken(seat, NOW))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("fate", [Fate.SENDING, Fate.UNSURE, Fate.SENT, Fate.REFUSED])
def test_a_decided_booth_says_what_was_decided_and_what_became_of_it(
    language: str, verdict: Verdict, fate: Fate, make_seat: MakeSeat
) -> None:
    speak(language)
    seat = decided(make_seat, verdict, fate)
    assert is_said(words.state_of(seat))
    assert words.state_of(seat) == words.state_of(seat).upper()
    assert words.reason_of(seat, NOW) == words.fate(fate)
    step = words.next_step(seat)
    assert is_said(step.text)
    assert step.key == ("2 Enter" if fate is Fate.REFUSED else "2 C")


def test_a_receipt_is_shown_with_its_number(make_seat: MakeSeat) -> None:
    speak("id")
    seat = decided(make_seat, Verdict.APPROVE, Fate.SENT, receipt=Receipt(417, "ab" * 32))
    assert words.reason_of(seat, NOW) == "Terkirim, tanda terima 417"


def decided(make_seat: MakeSeat, verdict: Verdict, fate: Fate, receipt: Receipt | None = None) -> Seat:
    seat = make_seat(2)
    assert seat.held is not None
    states = {
        Verdict.APPROVE: ClaimState.APPROVED,
        Verdict.RETURN: ClaimState.RETURNED,
        Verdict.REJECT: ClaimState.REJECTED,
        Verdict.REFER: ClaimState.REFERRED,
    }
    moment = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
    decision = Decision(UUID(int=9), seat.held.claim.id, 1, verdict, "", "", "u-1", 0, moment, 2)
    claim = replace(seat.held.claim, state=states[verdict], decisions=(decision,))
    held = replace(seat.held, claim=claim, decision_fate=fate, receipt=receipt)
    return replace(seat, held=held, attention=Attention(2, WorkState.CLOSED, "decided", NOW))


def test_an_empty_booth_offers_the_call_with_its_keys(make_seat: MakeSeat) -> None:
    speak("id")
    seat = make_seat(4, empty=True)
    assert words.next_step(seat).key == "4 C"
    assert "B-007" in words.who_waits("B-007")
    assert is_said(words.who_waits(""))
    assert words.spoken(seat, NOW) == "Bilik 4, kosong"


def test_the_sentence_for_a_screen_reader_is_one_sentence(make_seat: MakeSeat) -> None:
    speak("id")
    seat = replace(make_seat(2), attention=Attention(2, WorkState.NEED, "called", NOW - 80))
    text = words.spoken(seat, NOW)
    assert text.startswith("Bilik 2, butuh petugas, ")
    assert "Muhammad Rizky Pratama" in text
    assert "\n" not in text


def test_one_open_check_is_named_and_several_are_counted(make_seat: MakeSeat) -> None:
    speak("id")
    one = make_seat(1, {Field.FACE_MATCHES: ""})
    two = make_seat(1, {Field.FACE_MATCHES: "", Field.ID_CARD_ORIGINAL: ""})
    assert check_words.slot(CheckSlot.FACE) in words.next_step(one).text
    assert check_words.slot(CheckSlot.ID_CARD) in words.next_step(two).text
    assert "2" in words.next_step(two).text


def open_seat(make_seat: MakeSeat, ends: float | None, *, is_up: bool) -> Seat:
    seat = make_seat(2, claim={"state": ClaimState.IN_BOOTH}, lease_ends=ends, line_is_up=is_up)
    return replace(seat, attention=Attention(2, WorkState.NEED, "verify", NOW))


@pytest.mark.parametrize(
    ("left", "is_up", "text"),
    [
        (3000.0, False, "dapat diputus 50:00 lagi"),
        (3000.0, True, ""),
        (600.0, True, ""),
        (599.0, True, "dapat diputus 09:59 lagi"),
        (1.0, False, "dapat diputus 00:01 lagi"),
        (0.0, False, "waktu memutus habis"),
        (-500.0, False, "waktu memutus habis"),
        (-500.0, True, ""),
        (None, False, ""),
    ],
)
def test_the_time_to_decide_is_told_while_the_line_is_down_or_little_is_left(
    make_seat: MakeSeat, left: float | None, is_up: bool, text: str
) -> None:
    speak("id")
    seat = open_seat(make_seat, None if left is None else NOW + left, is_up=is_up)
    assert seat.held is not None
    assert words.lease(seat.held, NOW) == text
    assert words.reason_of(seat, NOW).startswith(text)
    assert words.reason(seat.attention) in words.reason_of(seat, NOW)
    assert not text or text not in words.spoken(seat, NOW)


def test_a_decided_claim_has_no_time_to_decide(make_seat: MakeSeat) -> None:
    held = decided(make_seat, Verdict.APPROVE, Fate.SENDING).held
    assert held is not None
    assert words.lease(replace(held, lease_ends=NOW + 60, line_is_up=False), NOW) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_provisional_decision_is_called_so_and_never_as_a_final_one(
    language: str, verdict: Verdict, make_seat: MakeSeat
) -> None:
    speak(language)
    final = decided(make_seat, verdict, Fate.SENDING)
    assert final.held is not None
    seat = replace(final, held=replace(final.held, provisional=True))
    assert seat.held is not None
    assert words.state_of(seat) != words.state_of(final)
    assert words.state_of(seat) == words.state_of(seat).upper()
    assert words.reason_of(seat, NOW) == form_words.fate(seat.held) == words.provisional()
    assert words.next_step(seat).text == words.provisional()
    assert words.next_step(seat).key == "2 C"
    assert words.provisional() in words.spoken(seat, NOW)
    unsure = replace(seat, held=replace(seat.held, decision_fate=Fate.UNSURE))
    assert unsure.held is not None
    assert words.reason_of(unsure, NOW) == words.fate(Fate.UNSURE)
    assert form_words.fate(unsure.held) != form_words.fate(seat.held)


def test_a_provisional_decision_is_called_in_the_words_that_the_officers_know() -> None:
    speak("id")
    assert words.provisional() == "Sementara, menunggu pusat"
