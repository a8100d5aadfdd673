from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.booth.attention import Activity
from cso_desk.booth.messages import Call, Confirmed, Consent, Devices, FromPage, Health, Signed, StepAt
from cso_desk.booth.scripts import packaged
from cso_desk.booth.steps import Progress, form_changed, go_to, heard, left_s, signal
from cso_desk.claims.form import Cause, DocumentKind

_LINE = (((0.1, 0.1), (0.9, 0.5)),)
_YES = Consent(run="r1", given=True, text="consent_1", language="id")
_NO = Consent(run="r1", given=False, text="consent_1", language="id")


@pytest.fixture
def begun() -> Progress:
    steps = packaged().steps(Cause.RESIGNED, [DocumentKind.ID_CARD, DocumentKind.BANK_BOOK])
    return Progress("r1", steps, since=100.0)


def _told(progress: Progress, *messages: FromPage, now: float = 200.0) -> Progress:
    for message in messages:
        progress = heard(progress, message, now=now)
    return progress


def _at(progress: Progress) -> str | None:
    return None if progress.current is None else progress.current.code


def _done(step: str, run: str = "r1") -> StepAt:
    return StepAt(run=run, step=step, state="done")


_CONFIRMED = Confirmed(run="r1", form_version=4)
_SIGNED = Signed(run="r1", form_version=4, strokes=_LINE)
_ALONE: tuple[FromPage, ...] = (_YES, _CONFIRMED, _done("show_ktp"), _done("show_buku_tabungan"), _SIGNED)


def test_a_participant_comes_to_the_interview_alone_and_the_officer_leads_to_the_receipt(begun: Progress) -> None:
    walked = [begun]
    for message in _ALONE:
        walked.append(heard(walked[-1], message, now=200.0))
    assert [_at(one) for one in walked] == [
        "consent",
        "form",
        "show_ktp",
        "show_buku_tabungan",
        "signature",
        "interview",
    ]
    last = go_to(walked[-1], "receipt", now=300.0)
    assert (_at(last), last.since) == ("receipt", 300.0)
    assert _at(_told(last, _done("receipt"))) is None


def test_the_page_cannot_say_that_something_was_agreed_signed_or_asked(begun: Progress) -> None:
    claimed = _told(begun, *(_done(code) for code in ("consent", "form", "signature", "interview")))
    assert claimed == begun


@given(st.lists(st.sampled_from(range(len(_ALONE))), max_size=12))
def test_messages_said_again_after_all_was_said_change_nothing(again: list[int]) -> None:
    steps = packaged().steps(Cause.RESIGNED, [DocumentKind.ID_CARD, DocumentKind.BANK_BOOK])
    all_said = _told(Progress("r1", steps, since=100.0), *_ALONE)
    assert _told(all_said, *(_ALONE[place] for place in again), now=999.0) == all_said


@pytest.mark.parametrize("message", _ALONE)
def test_the_word_of_the_one_who_sat_here_before_counts_for_nobody_else(begun: Progress, message: FromPage) -> None:
    said = _told(begun, *_ALONE[: _ALONE.index(message)])
    assert heard(said, message.model_copy(update={"run": "r0"}), now=200.0) is said


def test_a_page_that_comes_back_is_told_where_it_was(begun: Progress) -> None:
    told = _told(begun, _YES, _CONFIRMED).message()
    assert (told.run, told.at, told.steps) == ("r1", "show_ktp", begun.steps)


def test_consent_taken_back_leads_to_the_consent_and_given_again_to_where_one_was(begun: Progress) -> None:
    said = _told(begun, _YES, _CONFIRMED, _done("show_ktp"))
    back = _told(said, _NO)
    assert (_at(back), back.consented) == ("consent", False)
    again = _told(back, _YES)
    assert (_at(again), again.consented) == ("show_buku_tabungan", True)
    assert not go_to(back, "interview", now=300.0).consented
    assert _at(go_to(back, "interview", now=300.0)) == "consent"


def test_a_form_of_another_version_is_read_and_signed_anew_but_papers_stay_shown(begun: Progress) -> None:
    said = _told(begun, *_ALONE)
    assert said.agreed(4)
    assert said.signed_for(4)
    assert form_changed(said, 4, now=300.0) is said
    changed = form_changed(said, 5, now=300.0)
    assert (_at(changed), changed.since) == ("form", 300.0)
    assert not changed.signed_for(4)
    assert _at(_told(changed, Confirmed(run="r1", form_version=5))) == "signature"


def test_a_signature_under_another_version_than_was_read_is_not_taken(begun: Progress) -> None:
    read = _told(begun, _YES, _CONFIRMED, _done("show_ktp"), _done("show_buku_tabungan"))
    assert heard(read, _SIGNED.model_copy(update={"form_version": 5}), now=200.0) is read
    assert heard(begun, _SIGNED, now=200.0) is begun


def test_who_finds_the_form_wrong_goes_on_and_the_officer_is_told_at_the_end(begun: Progress) -> None:
    wrong = _CONFIRMED.model_copy(update={"wrong": ("mother_name",)})
    said = _told(begun, _YES, wrong)
    assert _at(said) == "show_ktp"
    assert not said.agreed(4)
    end = _told(said, _done("show_ktp"), _done("show_buku_tabungan"), _SIGNED)
    assert (signal(end, 3, packaged()).activity, signal(end, 3, packaged()).step) == (Activity.WAITING, "form_wrong")


def test_the_wall_hears_what_goes_on_since_when_and_how_long_it_takes(begun: Progress) -> None:
    scripts = packaged()
    seconds = {step.code: scripts.seconds(step) for step in begun.steps}
    alone = sum(seconds[step.code] for step in begun.steps if step.alone and step.code != "receipt")
    first = signal(begun, 3, scripts)
    assert (first.booth, first.activity, first.step, first.since) == (3, Activity.SOLO, "consent", 100.0)
    assert first.left_s == alone
    shows = signal(_told(begun, _YES, _CONFIRMED), 3, scripts)
    assert (shows.activity, shows.step, shows.since) == (Activity.SCANNING, "id_card", 200.0)
    assert shows.left_s == alone - seconds["consent"] - seconds["form"]
    book = signal(_told(begun, _YES, _CONFIRMED, _done("show_ktp")), 3, scripts)
    assert book.step == "papers"
    waits = signal(_told(begun, *_ALONE), 3, scripts)
    assert (waits.activity, waits.step, waits.left_s) == (Activity.WAITING, "finished", None)


def test_who_calls_or_cannot_go_on_needs_the_officer_until_it_is_over(begun: Progress) -> None:
    called = _told(begun, Call(wanted=True), now=150.0)
    assert (signal(called, 1, packaged()).activity, called.since) == (Activity.CALLING, 150.0)
    assert _told(called, Call(wanted=True), now=160.0) is called
    assert left_s(called, packaged()) is None
    assert signal(_told(called, Call(wanted=False)), 1, packaged()).activity is Activity.SOLO
    said = _told(begun, _YES, _CONFIRMED)
    stuck = _told(said, StepAt(run="r1", step="show_ktp", state="stuck"))
    assert signal(stuck, 1, packaged()).step == "stuck"
    assert not _told(stuck, StepAt(run="r1", step="show_ktp", state="begun")).stuck
    assert not _told(stuck, _done("show_ktp")).stuck


def test_what_is_not_about_steps_or_names_no_step_changes_nothing(begun: Progress) -> None:
    devices = Devices(camera=Health.GOOD, microphone=Health.SILENT)
    assert _told(begun, devices, _done("song")) is begun
    assert go_to(begun, "song", now=300.0) is begun
    assert replace(begun, done=frozenset(step.code for step in begun.steps)).current is None
