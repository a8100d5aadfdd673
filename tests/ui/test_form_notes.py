from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cso_desk.claims.checks import Assessment, Outcome
from cso_desk.claims.form import (
    Answer,
    Cause,
    CheckSlot,
    DocumentKind,
    Field,
    Form,
    Relation,
    acceptance_key,
    covers_key,
)
from cso_desk.claims.model import Claim
from cso_desk.claims.table_files import packaged
from cso_desk.ui import check_words, form_words
from cso_desk.ui.checks_panel import CheckRow
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.form_notes import Section, notes, standing
from cso_desk.ui.judgements import judgement_lines
from cso_desk.ui.seat import Seat
from cso_desk.ui.sums import sum_lines
from tests.ui.painted import texts_of

TODAY = date(2025, 11, 13)
MakeSeat = Callable[..., Seat]


_WORKED = {
    "job.2.employer": "CV Contoh",
    "job.2.from": "01-01-2008",
    "job.2.until": "31-03-2019",
    Field.EMPLOYED_FROM: "01-04-2019",
    Field.EMPLOYED_UNTIL: "02-09-2025",
}


def shown(seat: Seat) -> tuple[Claim, Assessment]:
    """The claim in a seat and what the rules say of it."""
    assert seat.held is not None
    assert seat.assessment is not None
    return seat.held.claim, seat.assessment


@pytest.mark.parametrize(
    ("form", "key", "said"),
    [
        ({Field.NIK: "997401"}, Field.NIK, "A NIK has 16 digits"),
        ({Field.NIK: "99740112089100AB"}, Field.NIK, "Digits only"),
        ({Field.NIK: "9974013102910012"}, Field.NIK, "The birth date inside the NIK is not in the calendar"),
        ({Field.NIK: "9974011208910013"}, Field.NIK, "Centre's record: 9974••••••••0012"),
        ({Field.BIRTH_DATE: "31-02-1991"}, Field.BIRTH_DATE, "Write the date as dd-mm-yyyy"),
        ({Field.BIRTH_DATE: "13-08-1991"}, Field.BIRTH_DATE, "Centre's record: 12-08-1991"),
        ({Field.BIRTH_DATE: "12-08-2091"}, Field.BIRTH_DATE, "This day is still to come"),
        ({Field.KPJ: "190400"}, Field.KPJ, "A KPJ has 11 digits"),
        ({Field.FULL_NAME: "Muhammad R1zky"}, Field.FULL_NAME, "A name has no digits"),
        ({Field.KPJ: "19040012338"}, Field.KPJ, "Centre's record: 1904•••••37"),
        ({Field.EMPLOYED_FROM: "01-02-2020", Field.EMPLOYED_UNTIL: "01-02-2019"}, Field.EMPLOYED_UNTIL,
         "Before the first day"),
        ({Field.ACCOUNT_NUMBER: "44"}, Field.ACCOUNT_NUMBER, "An account number has 5 to 20 digits"),
        ({Field.ACCOUNT_HOLDER: "Budi"}, Field.ACCOUNT_HOLDER, "Not the participant's name"),
        ({Field.ACCOUNT_ACTIVE: Answer.NO}, Field.ACCOUNT_ACTIVE, "Ask for an active account"),
    ],
)  # fmt: skip
def test_every_fault_of_a_field_is_said_in_words(
    make_seat: MakeSeat, form: dict[str, str], key: Field, said: str
) -> None:
    note = notes(*shown(make_seat(1, form)), on=TODAY)[key]
    assert note.text == said
    assert note.outcome is Outcome.FAIL


# What gets into a form by hand and by pasting: the field, its text, and what the window says under it.
BAD_INPUT = (
    (Field.NIK, "99740112O8910012", "Digits only"),
    (Field.NIK, "3.17E+15", "A spreadsheet cut this number short, type all of it"),
    (Field.NIK, "9974013208910012", "The birth date inside the NIK is not in the calendar"),
    (Field.NIK, "9974018508910012", "The birth date inside the NIK is not in the calendar"),
    (Field.NIK, "9974012902910012", "The birth date inside the NIK is not in the calendar"),
    (Field.NIK, "9974011208910000", "The last four digits of a NIK are not 0000"),
    (Field.BIRTH_DATE, "29-02-1991", "Write the date as dd-mm-yyyy"),
    (Field.BIRTH_DATE, "12-08-2091", "This day is still to come"),
    (Field.BIRTH_DATE, "31-12-1899", "This day is too long ago"),
    (Field.CAUSE_DATE, "04-12-1977", "This day is too long ago"),
    (Field.CAUSE_DATE, "14-11-2025", "This day is still to come"),
    (Field.CAUSE_DATE, "32-01-2025", "Write the date as dd-mm-yyyy"),
    (Field.KPJ, "1.90E+10", "A spreadsheet cut this number short, type all of it"),
    (Field.ACCOUNT_NUMBER, "-5", "An account number has 5 to 20 digits"),
    (Field.ACCOUNT_NUMBER, "1201,5", "Digits only"),
)


def test_what_cannot_be_is_said_under_its_field_and_never_approved(focus_view: FocusView, make_seat: MakeSeat) -> None:
    told = []
    for key, text, _ in BAD_INPUT:
        seat = make_seat(1, {key: text})
        focus_view.show_seat(seat, now=1000.0)
        told.append((key, text, focus_view.form.note_of(key)))
        assert not shown(seat)[1].ready, (key, text)
    assert told == list(BAD_INPUT)


def test_an_empty_form_is_shown_and_judged(focus_view: FocusView, make_seat: MakeSeat) -> None:
    seat = make_seat(1, claim={"form": Form()})
    focus_view.show_seat(seat, now=1000.0)
    assert len(shown(seat)[1].missing) == 6
    assert not any(focus_view.form.note_of(key) for key in Field)


def test_the_centres_number_is_masked_but_for_the_one_who_is_in_the_field(make_seat: MakeSeat) -> None:
    note = notes(*shown(make_seat(1, {Field.NIK: "9974011208910013"})), on=TODAY)[Field.NIK]
    assert note.within == "Centre's record: 9974011208910012"


def test_of_a_mothers_name_only_the_count_of_letters_is_told_from_afar(make_seat: MakeSeat) -> None:
    note = notes(*shown(make_seat(1, {Field.MOTHER_NAME: "Siti Rahmavati"})), on=TODAY)[Field.MOTHER_NAME]
    assert "Rahmawati" not in note.text
    assert "Rahmawati" in note.within
    assert note.outcome is Outcome.WARN


@pytest.mark.parametrize(
    ("form", "master", "section", "outcome", "remark"),
    [
        ({}, {}, Section.IDENTITY, Outcome.PASS, "NIK: region 9974 not known"),
        ({Field.NIK: "9974"}, {"full_name": "Muhammad Risky Pratama"}, Section.IDENTITY, Outcome.FAIL, "2 findings"),
        ({Field.MOTHER_NAME: ""}, {}, Section.IDENTITY, Outcome.OPEN, "1 empty"),
        ({Field.KPJ: "1"}, {}, Section.MEMBERSHIP, Outcome.FAIL, "1 finding"),
        ({}, {}, Section.HISTORY, Outcome.PASS, "1 employer"),
        ({Field.EMPLOYER: ""}, {}, Section.HISTORY, Outcome.OPEN, ""),
        ({"job.3.employer": "CV Contoh"}, {}, Section.HISTORY, Outcome.OPEN, "2 employers"),
        (_WORKED, {}, Section.HISTORY, Outcome.PASS, "2 employers, 17 years 8 months"),
        ({**_WORKED, "job.2.until": "2019"}, {}, Section.HISTORY, Outcome.FAIL, "1 finding"),
        (
            {**_WORKED, Field.CAUSE: Cause.PARTIAL_10},
            {},
            Section.HISTORY,
            Outcome.WARN,
            "2 employers, 17 years 8 months",
        ),
        ({Field.ACCOUNT_ACTIVE: ""}, {}, Section.ACCOUNT, Outcome.OPEN, "not asked"),
        ({}, {}, Section.SUM, Outcome.PASS, "PPh 21 final, PP 68/2009"),
        ({Field.AMOUNT_AGREED: Answer.NO}, {}, Section.CONSENT, Outcome.FAIL, "not agreed"),
        ({Field.AMOUNT_AGREED: ""}, {}, Section.CONSENT, Outcome.OPEN, "not asked yet"),
        ({Field.RECORDING_CONSENT: ""}, {}, Section.CONSENT, Outcome.OPEN, "not asked yet"),
        ({Field.RECORDING_CONSENT: Answer.NO}, {}, Section.CONSENT, Outcome.PASS, "not to be recorded"),
    ],
)
def test_a_section_says_how_it_stands(
    make_seat: MakeSeat, form: dict[str, str], master: dict[str, Any], section: Section, outcome: Outcome, remark: str
) -> None:
    claim, assessment = shown(make_seat(1, form, master=master))
    stands = standing(section, claim, assessment, notes(claim, assessment, on=TODAY), on=TODAY)
    assert (stands.outcome, stands.remark) == (outcome, remark)


@pytest.mark.parametrize(
    ("region", "remark"),
    [
        ("317499", "NIK: Kota Jakarta Selatan"),
        ("910199", "NIK: Kab. Merauke (old code)"),
        ("650199", "NIK: Kab. Bulungan"),
    ],
)
def test_where_a_nik_was_issued_is_told_and_never_held_against_it(
    make_seat: MakeSeat, region: str, remark: str
) -> None:
    nik = f"{region}1208910012"
    claim, assessment = shown(make_seat(1, {Field.NIK: nik}, master={"nik": nik}))
    stands = standing(Section.IDENTITY, claim, assessment, notes(claim, assessment, on=TODAY), on=TODAY)
    assert (stands.outcome, stands.remark) == (Outcome.PASS, remark)
    assert assessment.ready


def test_an_account_number_of_an_unusual_length_is_named(make_seat: MakeSeat) -> None:
    note = notes(*shown(make_seat(1, {Field.ACCOUNT_NUMBER: "0012010044"})), on=TODAY)[Field.ACCOUNT_NUMBER]
    assert (note.outcome, note.text) == (Outcome.WARN, "10 digits; BRI has 15")


def test_an_accepted_difference_is_a_finding_no_more(make_seat: MakeSeat) -> None:
    form = {acceptance_key(CheckSlot.MATCH): "KTP menulis Z"}
    claim, assessment = shown(make_seat(1, form, master={"full_name": "Muhammad Risky Pratama"}))
    stands = standing(Section.IDENTITY, claim, assessment, notes(claim, assessment, on=TODAY), on=TODAY)
    assert stands.outcome is Outcome.PASS


def test_the_reckoning_ends_with_what_is_paid_out(make_seat: MakeSeat) -> None:
    claim, assessment = shown(make_seat(1, master={"contributions": 58_910_400, "returns": 14_546_389}))
    lines = sum_lines(claim, assessment)
    assert [line.amount for line in lines] == [58_910_400, 14_546_389, 73_456_789, 0, 1_172_839, 72_283_950]
    assert [line.text for line in lines if line.total] == ["JHT balance, nothing taken before", "Paid out"]
    assert form_words.tax_label(assessment.withholding) == "Tax 5 % final"


def test_the_eligibility_says_in_full_that_cards_must_be_merged_first(make_seat: MakeSeat) -> None:
    for form, said in (
        (_WORKED, "Merge the cards first (amalgamasi): the form tells 17 y, the record 6 y 5 m"),
        ({}, "only 6 y 5 m"),
    ):
        _, assessment = shown(make_seat(1, {**form, Field.CAUSE: Cause.PARTIAL_10}))
        check = next(check for check in assessment.checks if check.slot is CheckSlot.ELIGIBILITY)
        assert form_words.finding(check) == said
        assert check.blocks


def test_all_that_was_found_of_a_claims_eligibility_is_told_line_by_line(make_seat: MakeSeat) -> None:
    form = {Field.OTHER_KPJ: "17110000001", Field.UNDISPUTED: Answer.NO}
    master = {"inactive_since": date(2025, 10, 30)}
    lines = judgement_lines(shown(make_seat(1, form, master=master))[1])
    assert [(line.outcome, line.text, line.quiet) for line in lines] == [
        (Outcome.WARN, "In dispute", False),
        (Outcome.WARN, "02-09-2025 on the letter, 30-10-2025 reported by the employer", False),
        (Outcome.WARN, "Another KPJ: 1711•••••01", False),
        (Outcome.PASS, "42 days past", True),
    ]
    accepted = {**form, acceptance_key(CheckSlot.ELIGIBILITY): "perjanjian bersama ada"}
    assert all(line.quiet for line in judgement_lines(shown(make_seat(1, accepted, master=master))[1]))
    assert judgement_lines(shown(make_seat(1))[1]) == ()


def test_the_heirs_that_come_first_are_named(make_seat: MakeSeat) -> None:
    form = {Field.CAUSE: Cause.DIED, Field.HEIR_RELATION: Relation.GRANDCHILD, Field.HEIR_NIK: "9974"}
    assert [line.text for line in judgement_lines(shown(make_seat(1, form))[1])] == [
        "Heir's NIK: NIK not valid",
        "Closer heirs: widow or widower, child",
        "No waiting",
    ]


def test_a_check_tells_that_there_is_more(make_seat: MakeSeat) -> None:
    form = {Field.OTHER_KPJ: "17110000001", Field.UNDISPUTED: Answer.NO}
    names = {"full_name": "Muhammad Risky Pratama", "mother_name": "Siti Rahmawatie"}
    _, assessment = shown(make_seat(1, form, master=names))
    told = {check.slot: check_words.finding(check) for check in assessment.missing}
    assert told == {CheckSlot.ELIGIBILITY: "in dispute +1", CheckSlot.MATCH: "1 letter(s) off +1"}


def test_a_reason_that_does_not_cover_what_was_found_is_called_older(
    focus_view: FocusView, make_seat: MakeSeat
) -> None:
    slot, known = CheckSlot.MATCH, {"full_name": "Muhammad Risky Pratama"}
    accepted = {acceptance_key(slot): "KTP menulis Z"}
    for kept, outdated in (("", False), ("00000000", True)):
        seat = make_seat(1, {**accepted, covers_key(slot): kept}, master=known)
        focus_view.show_seat(seat, now=1000.0)
        check = shown(seat)[1].checks[list(CheckSlot).index(slot)]
        assert (check.blocks, "given before" in form_words.finding(check)) == (outdated, outdated)
        rows = focus_view.checks.findChildren(CheckRow)
        drawn = [text.words for row in rows if row.isVisible() for text in texts_of(row)]
        assert ("Older reason" in drawn) is outdated


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 10, 2), "02-10-2025, 0 days past"),
        (date(2025, 11, 13), "02-10-2025, 42 days past"),
        (date(2025, 9, 30), "02-10-2025, in 2 days"),
    ],
)
def test_the_first_day_for_a_claim_is_seen_from_today(on: date, said: str) -> None:
    assert form_words.first_day(date(2025, 10, 2), on) == said
    assert form_words.first_day(None, on) == "No waiting"


def test_every_reason_and_document_has_words() -> None:
    assert all(form_words.reason(reason.code, TODAY) not in (reason.code, reason.text) for reason in packaged().reasons)
    assert all(form_words.document(kind) for kind in DocumentKind)
    assert all(form_words.field(key) for key in Field)
    assert all(form_words.relation(relation) for relation in Relation)
