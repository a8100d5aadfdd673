"""What the pages of the booths are told, and what the officer learns of what is done there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from cso_desk.booth import scripts
from cso_desk.booth.attention import Activity, BoothSignal
from cso_desk.booth.diary import Happening
from cso_desk.booth.messages import (
    Call,
    Confirmed,
    Consent,
    Devices,
    FormShown,
    FromPage,
    Health,
    Lamp,
    Message,
    Needs,
    Script,
    Show,
    Signed,
    Speaks,
    Status,
    StepAt,
)
from cso_desk.booth.needs import needs_of, texts_of
from cso_desk.booth.reception import Reception, Said, Sitting
from cso_desk.booth.showing import ShownThing, Wish
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.form import Cause, DocumentKind, Field, Form, is_form_key

FORM = Form({Field.FULL_NAME: "Nur Contoh", Field.CAUSE: Cause.RESIGNED, Field.NIK: "9971055701970003"})
PAPERS = (DocumentKind.ID_CARD, DocumentKind.BANK_BOOK)
NUR = Sitting(UUID(int=1), "B-027", FORM, PAPERS)
AGUS = Sitting(UUID(int=2), "B-028", Form({Field.FULL_NAME: "Agus Contoh", Field.CAUSE: Cause.LAID_OFF}), PAPERS)
STROKES = (((0.1, 0.2), (0.5, 0.6)),)


class Floor:
    """A reception of three booths, with all that it said, signalled and wrote down."""

    def __init__(self) -> None:
        self.said: list[tuple[int, Message]] = []
        self.signals: list[BoothSignal] = []
        self.kept: list[Said] = []
        self.changed: list[int] = []
        self._seconds: Iterator[int] = count()
        self.reception = Reception(
            3,
            scripts.packaged(),
            say=lambda booth, message: self.said.append((booth, message)),
            on_signal=self.signals.append,
            on_said=self.kept.append,
            on_change=self.changed.append,
            clock=lambda: 100.0,
            now=lambda: datetime(2026, 11, 26, 9, 0, tzinfo=JAKARTA) + timedelta(seconds=next(self._seconds)),
        )

    def told(self, booth: int, kind: type[Message]) -> list[Message]:
        return [message for to, message in self.said if to == booth and isinstance(message, kind)]

    def newest_form(self, booth: int) -> FormShown:
        form = self.told(booth, FormShown)[-1]
        assert isinstance(form, FormShown)
        return form

    def hear(self, booth: int, *messages: FromPage) -> None:
        for message in messages:
            self.reception.hear(booth, message)

    def events(self, booth: int) -> list[tuple[Happening, str]]:
        return [(event.what, event.about) for event in self.reception._diary.events(booth)]


@pytest.fixture
def floor() -> Floor:
    """Nur sits in booth 1, whose page is on the line."""
    made = Floor()
    made.reception.sit(1, NUR)
    made.reception.connected(1, "id")
    return made


def consent(sitting: Sitting = NUR, *, given: bool = True) -> Consent:
    return Consent(run=sitting.run, given=given, text="v1", language="id")


def test_a_page_that_connects_is_told_its_script_and_its_own_form(floor: Floor) -> None:
    script = floor.told(1, Script)[-1]
    assert isinstance(script, Script)
    assert script.run == NUR.run
    assert script.at == "consent"
    assert [step.document for step in script.steps if step.document] == ["ktp", "buku_tabungan"]
    assert {line.key: line.value for line in floor.newest_form(1).lines}["full_name"] == "Nur Contoh"


def test_nothing_is_said_to_a_booth_whose_page_is_not_on_the_line(floor: Floor) -> None:
    floor.reception.sit(2, AGUS)
    floor.reception.show(Wish(2, ShownThing.MESSAGE, {"id": "Tunggu"}))
    assert not [message for to, message in floor.said if to == 2]


def test_no_booth_is_ever_told_of_the_participant_of_another(floor: Floor) -> None:
    floor.reception.sit(2, AGUS)
    floor.reception.connected(2, "id")
    floor.reception.sit(1, replace(NUR, form=FORM.with_text(Field.ADDRESS, "Jl. Contoh 9")))
    floor.reception.sit(1, None)
    floor.reception.sit(1, replace(NUR, claim_id=UUID(int=9)))
    for booth, foreign in ((1, "Agus"), (2, "Nur")):
        assert all(foreign not in message.model_dump_json() for to, message in floor.said if to == booth)


def test_a_page_is_told_what_its_participant_needs_whenever_that_changes_or_it_comes_back(floor: Floor) -> None:
    def wants(**texts: str) -> Sitting:
        return replace(NUR, form=Form({**FORM.values, **{f"need.{key}": text for key, text in texts.items()}}))

    assert floor.told(1, Needs) == []
    weak = Needs(run=NUR.run, needs=("sight",), language="jv")
    floor.reception.sit(1, wants(sight="yes", hearing="rubbish", language="jv"))
    assert floor.told(1, Needs) == [weak]
    floor.reception.sit(1, wants(sight="yes", language="jv", hearing="no"))
    assert floor.told(1, Needs) == [weak]
    floor.reception.gone(1)
    floor.reception.connected(1, "id")
    assert floor.told(1, Needs) == [weak, weak]
    floor.reception.sit(1, wants(language="xx"))
    assert floor.told(1, Needs)[2:] == [Needs(run=NUR.run)]
    floor.reception.sit(1, AGUS)
    assert len(floor.told(1, Needs)) == 3


def test_what_a_participant_needs_is_read_from_the_form_as_it_was_written_there() -> None:
    for said in (Needs(run="r1"), Needs(run="r1", needs=("hearing", "reading"), language="en")):
        texts = texts_of(said)
        assert all(map(is_form_key, texts))
        assert needs_of(Form(texts), "r1") == said


def test_a_consent_is_written_down_for_the_claim_and_leads_on(floor: Floor) -> None:
    floor.hear(1, consent())
    assert floor.reception.consented(1)
    assert [(one.booth, one.claim_id, one.message) for one in floor.kept] == [(1, NUR.claim_id, consent())]
    assert floor.signals[-1].activity is Activity.SOLO
    assert floor.signals[-1].step == "form"
    assert floor.events(1)[-1] == (Happening.CONSENTED, "")


def test_a_consent_that_is_taken_back_is_told_and_written_down(floor: Floor) -> None:
    floor.hear(1, consent(), consent(given=False))
    assert not floor.reception.consented(1)
    assert floor.events(1)[-1] == (Happening.CONSENT_TAKEN_BACK, "")
    assert [one.message.given for one in floor.kept if isinstance(one.message, Consent)] == [True, False]


def test_what_is_said_twice_is_written_down_once(floor: Floor) -> None:
    floor.hear(1, consent(), consent())
    assert len(floor.kept) == 1


def test_the_words_of_the_participant_before_count_for_nobody(floor: Floor) -> None:
    floor.reception.sit(1, AGUS)
    floor.hear(1, consent(NUR))
    assert floor.kept == []
    assert not floor.reception.consented(1)


def test_a_signature_is_kept_only_under_the_form_that_is_shown_now(floor: Floor) -> None:
    version = floor.newest_form(1).version
    floor.hear(1, consent(), Confirmed(run=NUR.run, form_version=version))
    floor.reception.sit(1, replace(NUR, form=FORM.with_text(Field.FULL_NAME, "Nur Contoh Wati")))
    floor.hear(1, Signed(run=NUR.run, form_version=version, strokes=STROKES))
    assert not any(isinstance(one.message, Signed) for one in floor.kept)
    newer = floor.newest_form(1).version
    assert newer != version
    floor.hear(1, Confirmed(run=NUR.run, form_version=newer), Signed(run=NUR.run, form_version=newer, strokes=STROKES))
    signed = [one.message for one in floor.kept if isinstance(one.message, Signed)]
    assert [one.form_version for one in signed] == [newer]


def test_a_changed_form_is_to_be_read_anew(floor: Floor) -> None:
    floor.hear(1, consent(), Confirmed(run=NUR.run, form_version=floor.newest_form(1).version))
    assert floor.signals[-1].step == "id_card"
    floor.reception.sit(1, replace(NUR, form=FORM.with_text(Field.ADDRESS, "Jl. Contoh 9")))
    assert floor.signals[-1].step == "form"


def test_a_change_of_which_the_participant_sees_nothing_says_nothing(floor: Floor) -> None:
    before = len(floor.said)
    floor.reception.sit(1, replace(NUR, form=FORM.with_text(Field.FACE_MATCHES, "yes")))
    assert len(floor.said) == before


def test_fields_that_are_wrong_are_told_to_the_officer(floor: Floor) -> None:
    version = floor.newest_form(1).version
    floor.hear(1, consent(), Confirmed(run=NUR.run, form_version=version, wrong=("address", "bank")))
    assert floor.events(1)[-1] == (Happening.FIELDS_WRONG, "address,bank")


def test_another_cause_leads_through_other_papers_and_what_is_done_stays_done(floor: Floor) -> None:
    version = floor.newest_form(1).version
    floor.hear(1, consent(), Confirmed(run=NUR.run, form_version=version))
    floor.hear(1, StepAt(run=NUR.run, step="show_ktp", state="done"))
    papers = (*PAPERS, DocumentKind.LAYOFF_PROOF)
    floor.reception.sit(1, replace(NUR, documents=papers))
    progress = floor.reception.progress(1)
    assert progress is not None
    assert {"consent", "form", "show_ktp"} <= progress.done
    assert "show_bukti_phk" in [step.code for step in progress.steps]


def test_a_step_of_a_paper_is_told_by_its_paper(floor: Floor) -> None:
    floor.hear(1, consent(), StepAt(run=NUR.run, step="show_buku_tabungan", state="done"))
    assert floor.events(1)[-1] == (Happening.STEP_DONE, "buku_tabungan")


def test_a_page_that_comes_back_is_told_everything_again_and_the_officer_that_it_was_cut(floor: Floor) -> None:
    good = Devices(camera=Health.GOOD, microphone=Health.GOOD)
    floor.hear(1, good, consent())
    floor.reception.show(Wish(1, ShownThing.MESSAGE, {"": "Sebentar"}))
    floor.reception.gone(1)
    floor.said.clear()
    floor.reception.connected(1, "id")
    script, show = floor.told(1, Script)[-1], floor.told(1, Show)[-1]
    assert isinstance(script, Script)
    assert script.at == "form"
    assert isinstance(show, Show)
    assert show.text == "Sebentar"
    assert floor.newest_form(1).run == NUR.run
    assert [what for what, _ in floor.events(1)][-2:] == [Happening.CUT, Happening.BACK]


def test_a_ready_sentence_follows_the_language_of_the_booth(floor: Floor) -> None:
    floor.reception.show(Wish(1, ShownThing.MESSAGE, {"id": "Tunggu", "en": "Wait", "jv": "Sabar"}))
    floor.hear(1, Speaks(language="jv"))
    assert [message.text for message in floor.told(1, Show) if isinstance(message, Show)][-2:] == ["Tunggu", "Sabar"]


def test_the_next_participant_sees_nothing_of_what_was_shown_before(floor: Floor) -> None:
    floor.reception.show(Wish(1, ShownThing.MESSAGE, {"": "Rahasia"}))
    floor.reception.sit(1, None)
    show, script = floor.told(1, Show)[-1], floor.told(1, Script)[-1]
    assert isinstance(show, Show)
    assert (show.what, show.text) == ("nothing", "")
    assert isinstance(script, Script)
    assert script.run == ""


def test_a_device_that_fails_is_told_once(floor: Floor) -> None:
    deaf = Devices(camera=Health.GOOD, microphone=Health.SILENT)
    floor.hear(1, deaf, deaf)
    assert floor.events(1).count((Happening.DEVICE_FAILED, "microphone")) == 1


def test_a_camera_that_is_covered_and_opened_again_is_told_but_not_to_the_next_participant(floor: Floor) -> None:
    seen = Devices(camera=Health.GOOD, microphone=Health.GOOD)
    covered = seen.model_copy(update={"covered": True})
    floor.hear(1, covered, covered, seen, seen)
    told = [Happening.COVERED, Happening.UNCOVERED]
    assert [what for what, _ in floor.events(1) if what in told] == told
    floor.hear(1, covered)
    floor.reception.sit(1, None)
    floor.reception.sit(1, NUR)
    floor.hear(1, seen)
    assert [what for what, _ in floor.events(1)] == [Happening.ARRIVED]


def test_a_call_is_signalled_and_taken_back(floor: Floor) -> None:
    floor.hear(1, consent(), Call(wanted=True))
    assert floor.signals[-1].activity is Activity.CALLING
    floor.hear(1, Call(wanted=False))
    assert floor.signals[-1].activity is Activity.SOLO


def test_a_status_is_said_only_where_it_is_news_and_the_line_is_up(floor: Floor) -> None:
    status = Status(lamp=Lamp.HELD, officer_sees=True, officer_hears=False)
    for _ in range(3):
        floor.reception.tell({1: status, 2: status})
    assert len(floor.told(1, Status)) == 1
    assert not floor.told(2, Status)


def test_who_comes_back_to_a_booth_reads_what_went_on_since(floor: Floor) -> None:
    floor.reception.visit(2, left=1)
    assert floor.reception.resume(1) is None
    floor.hear(1, consent())
    resume = floor.reception.resume(1)
    assert resume is not None
    assert [event.what for event in resume.events] == [Happening.CONSENTED]
