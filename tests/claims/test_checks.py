"""The eight checks together, and what the officer answers, is asked and gives a reason for."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cso_desk.claims.checks import Check, Outcome, assess
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import (
    FORM_KEYS,
    Answer,
    Cause,
    CheckSlot,
    DocumentKind,
    DocumentStatus,
    Field,
    Form,
    acceptance_key,
    covers_key,
)
from cso_desk.claims.model import Claim, PriorPayment
from cso_desk.claims.table_files import packaged

from .checked import FAIL, OPEN, PASS, WARN, check, said
from .conftest import TODAY, MakeClaim, faultless_claim


def test_a_claim_without_fault_passes_all_eight_checks_and_tells_the_money(make_claim: MakeClaim) -> None:
    assessment = assess(make_claim(), on=TODAY)
    assert [found.outcome for found in assessment.checks] == [PASS] * 8
    assert assessment.ready
    assert (assessment.gross, assessment.withholding.tax, assessment.withholding.net) == (
        73_456_789,
        1_172_839,
        72_283_950,
    )


def test_an_empty_claim_is_open_everywhere_and_judged_without_error(make_claim: MakeClaim) -> None:
    empty = replace(make_claim(), form=Form())
    assessment = assess(empty, on=TODAY)
    assert assessment.gross == 73_456_789
    assert {found.slot: said(found) for found in assessment.checks} == {
        CheckSlot.ID_CARD: (OPEN, Finding.NOT_SEEN),
        CheckSlot.FACE: (OPEN, Finding.NOT_SEEN),
        CheckSlot.CIVIL_REGISTRY: (PASS, Finding.REGISTERED),
        CheckSlot.MATCH: (OPEN, Finding.INCOMPLETE),
        CheckSlot.ELIGIBILITY: (OPEN, Finding.NO_CAUSE),
        CheckSlot.DUPLICATE: (PASS, Finding.NONE),
        CheckSlot.DOCUMENTS: (OPEN, Finding.NO_CAUSE),
        CheckSlot.ACCOUNT: (OPEN, Finding.INCOMPLETE),
    }


@pytest.mark.parametrize(
    ("slot", "field", "unasked", "yes", "no"),
    [
        (CheckSlot.ID_CARD, Field.ID_CARD_ORIGINAL, Finding.NOT_SEEN, Finding.ORIGINAL, Finding.NOT_ORIGINAL),
        (CheckSlot.FACE, Field.FACE_MATCHES, Finding.NOT_SEEN, Finding.FACE_MATCHES, Finding.FACE_DIFFERS),
        (CheckSlot.ACCOUNT, Field.ACCOUNT_ACTIVE, Finding.NOT_ASKED, Finding.OWN_ACTIVE, Finding.NOT_ACTIVE),
    ],
)
def test_what_the_officer_answers_decides(
    make_claim: MakeClaim, slot: CheckSlot, field: Field, unasked: str, yes: str, no: str
) -> None:
    answers = {Answer.UNASKED: (OPEN, unasked), Answer.YES: (PASS, yes), Answer.NO: (FAIL, no)}
    for answer, expected in answers.items():
        assert said(check(make_claim({field: answer}), slot)) == expected
    assert said(check(make_claim({field: "perhaps"}), slot)) == (OPEN, unasked)


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (None, (OPEN, Finding.UNKNOWN)),
        (True, (PASS, Finding.REGISTERED)),
        (False, (FAIL, Finding.NOT_REGISTERED)),
    ],
)
def test_the_civil_registry_says_yes_no_or_nothing(
    make_claim: MakeClaim, match: bool | None, expected: tuple[Outcome, str]
) -> None:
    assert said(check(make_claim(master={"registry_match": match}), CheckSlot.CIVIL_REGISTRY)) == expected


FEATURES = {
    "interview.ktp_light": "KTP: cahaya saat dimiringkan",
    "interview.ktp_ground": "KTP: cetakan latar",
    "interview.ktp_print": "KTP: foto dan tulisan",
    "interview.ktp_card": "KTP: bahan kartu",
}


def asked_features(claim: Claim) -> list[str]:
    asked = packaged().interview.for_claim(claim, TODAY)
    return [question.key for question in asked if question.document is DocumentKind.ID_CARD]


def test_three_of_four_security_features_of_the_card_are_asked_which_differ_from_claim_to_claim(
    make_claim: MakeClaim,
) -> None:
    many = [make_claim(id=UUID(int=number)) for number in range(400)]
    asked = [frozenset(asked_features(claim)) for claim in many]
    left_out = Counter(key for one in asked for key in FEATURES.keys() - one)
    assert {len(one) for one in asked} == {3}
    assert left_out.keys() == FEATURES.keys()
    assert min(left_out.values()) > 60
    changed = make_claim({Field.FULL_NAME: "", **dict.fromkeys(FEATURES, Answer.NO)}, id=many[7].id, row_version=9)
    assert frozenset(asked_features(changed)) == asked[7]


def test_a_card_is_no_original_before_its_security_features_are_seen(make_claim: MakeClaim) -> None:
    first, second, third = asked_features(make_claim())
    found = check(make_claim({first: "", third: ""}), CheckSlot.ID_CARD)
    assert (*said(found), found.facts["questions"]) == (OPEN, Finding.FEATURES_OPEN, (FEATURES[first], FEATURES[third]))
    found = check(make_claim({first: "", second: Answer.NO}), CheckSlot.ID_CARD)
    assert (*said(found), found.facts["questions"]) == (FAIL, Finding.FEATURES_UNFIT, (FEATURES[second],))
    (left_out,) = FEATURES.keys() - {first, second, third}
    for answer in (Answer.NO, Answer.UNASKED):
        assert said(check(make_claim({left_out: answer}), CheckSlot.ID_CARD)) == (PASS, Finding.ORIGINAL)
    for slot in (CheckSlot.MATCH, CheckSlot.DOCUMENTS):
        assert check(make_claim({first: "", second: Answer.NO}), slot).outcome is PASS
    unseen = make_claim({Field.ID_CARD_ORIGINAL: "", second: Answer.NO})
    assert said(check(unseen, CheckSlot.ID_CARD)) == (OPEN, Finding.NOT_SEEN)


def test_where_the_table_asks_no_features_and_of_foreigners_none_is_missed(make_claim: MakeClaim) -> None:
    rules = packaged()
    none = replace(rules.interview, features=tuple(replace(one, asked=0) for one in rules.interview.features))
    claim = make_claim(dict.fromkeys(FEATURES, ""))
    card, *_ = assess(claim, on=TODAY, rules=replace(rules, interview=none)).checks
    assert said(card) == (PASS, Finding.ORIGINAL)
    foreigner = make_claim({Field.CAUSE: Cause.LEFT_INDONESIA_FOREIGNER, **dict.fromkeys(FEATURES, "")})
    assert asked_features(foreigner) == []
    assert said(check(foreigner, CheckSlot.ID_CARD)) == (PASS, Finding.ORIGINAL)


def test_the_answers_that_no_approval_goes_without_are_asked_for(make_claim: MakeClaim) -> None:
    labels = {"interview.person": "Nama, tanggal lahir, ibu kandung", Field.NOT_WORKING: "Tidak bekerja di tempat lain"}
    for key, label in {
        **labels,
        Field.RECORDING_CONSENT: "Bersedia direkam",
        Field.UNDISPUTED: "PHK tidak diperselisihkan",
    }.items():
        found = check(make_claim({key: ""}), CheckSlot.MATCH)
        assert (*said(found), found.facts) == (OPEN, Finding.QUESTIONS_OPEN, {"questions": (label,)})
    aged = make_claim({Field.CAUSE: Cause.PENSION_AGE, Field.NOT_WORKING: "", Field.UNDISPUTED: ""})
    assert said(check(aged, CheckSlot.MATCH)) == (PASS, Finding.SAME)  # who is 56 may go on working


def test_a_reason_counts_for_what_it_was_given_for(make_claim: MakeClaim) -> None:
    def warned(form: dict[str, str], slot: CheckSlot, **master: Any) -> Check:
        found = check(make_claim(form, master=master), slot)
        assert found.outcome is WARN
        return found

    disputed, slot = {Field.UNDISPUTED: Answer.NO}, CheckSlot.ELIGIBILITY
    both = {**disputed, Field.OTHER_KPJ: "17110000001"}
    reason = {acceptance_key(slot): "perjanjian bersama ada"}
    first = {**reason, covers_key(slot): warned(disputed, slot).covers}
    assert (warned({**disputed, **first}, slot).blocks, warned({**disputed, **first}, slot).outdated) == (False, False)
    later = warned({**both, **first}, slot)
    assert (later.blocks, later.accepted, later.outdated, later.facts["more"]) == (True, "", True, 1)
    anew = {**reason, covers_key(slot): later.covers}
    assert not warned({**both, **anew}, slot).blocks
    assert not warned({**disputed, **anew}, slot).blocks  # what was put right needs no new reason
    assert warned({**both, Field.OTHER_KPJ: "18110000002", **anew}, slot).outdated
    assert not warned({**both, **reason}, slot).blocks  # nothing is kept of what it was given for
    assert not warned({**both, covers_key(slot): later.covers}, slot).outdated  # no reason yet

    match = {acceptance_key(CheckSlot.MATCH): "KTP: Rizky"}
    name = {"full_name": "Muhammad Risky Pratama"}
    kept = {**match, covers_key(CheckSlot.MATCH): warned(match, CheckSlot.MATCH, **name).covers}
    assert not warned(kept, CheckSlot.MATCH, **name).blocks
    assert warned(kept, CheckSlot.MATCH, **name, mother_name="Siti Rahmawatie").outdated
    assert warned({**kept, "interview.person": Answer.NO}, CheckSlot.MATCH, **name).outdated


def test_an_answer_that_does_not_fit_needs_a_reason(make_claim: MakeClaim) -> None:
    unfit = {"interview.person": Answer.NO, "interview.employer": Answer.NO}
    found = check(make_claim(unfit), CheckSlot.MATCH)
    assert said(found) == (WARN, Finding.ANSWERS_UNFIT)
    labels = ("Nama, tanggal lahir, ibu kandung", "Perusahaan terakhir, sebab berhenti")
    assert (found.facts, found.blocks) == ({"questions": labels}, True)
    accepted = make_claim({**unfit, acceptance_key(CheckSlot.MATCH): "peserta gugup, lalu benar"})
    assert not check(accepted, CheckSlot.MATCH).blocks
    assert said(check(make_claim({Field.RECORDING_CONSENT: Answer.NO}), CheckSlot.MATCH)) == (PASS, Finding.SAME)


def test_an_accepted_spelling_leaves_the_open_questions_open(make_claim: MakeClaim) -> None:
    form = {"interview.person": "", acceptance_key(CheckSlot.MATCH): ""}
    misspelt = make_claim(form, master={"full_name": "Muhammad Risky Pratama"})
    assert said(check(misspelt, CheckSlot.MATCH)) == (WARN, Finding.LETTERS_DIFFER)
    accepted = replace(misspelt, form=misspelt.form.with_text(acceptance_key(CheckSlot.MATCH), "KTP: Rizky"))
    assert said(check(accepted, CheckSlot.MATCH)) == (OPEN, Finding.QUESTIONS_OPEN)


def test_no_claim_is_approved_for_an_amount_that_was_not_agreed(make_claim: MakeClaim) -> None:
    for answer, expected in {
        Answer.UNASKED: (OPEN, Finding.AMOUNT_NOT_READ),
        Answer.NO: (FAIL, Finding.AMOUNT_NOT_AGREED),
        Answer.YES: (PASS, Finding.OWN_ACTIVE),
    }.items():
        assert said(check(make_claim({Field.AMOUNT_AGREED: answer}), CheckSlot.ACCOUNT)) == expected


def test_prior_payments_reach_the_tax(make_claim: MakeClaim) -> None:
    claim = make_claim(master={"prior_payments": (PriorPayment(50_000_000, date(2024, 2, 1)),)})
    assert assess(claim, on=TODAY).withholding.tax == 73_456_789 * 5 // 100


def test_another_claim_for_the_same_person_is_named(make_claim: MakeClaim) -> None:
    found = check(make_claim(duplicates=("KJ-2511-0009",)), CheckSlot.DUPLICATE)
    assert (said(found), found.facts) == ((FAIL, Finding.FOUND), {"claims": ("KJ-2511-0009",)})


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({Field.ACCOUNT_HOLDER: "Dewi Anggraini"}, (FAIL, Finding.HOLDER_DIFFERS)),
        ({Field.ACCOUNT_HOLDER: "Dewi Anggraini", Field.ACCOUNT_ACTIVE: ""}, (FAIL, Finding.HOLDER_DIFFERS)),
        ({Field.ACCOUNT_HOLDER: "Muhammad Risky Pratama"}, (WARN, Finding.LETTERS_DIFFER)),
        ({Field.ACCOUNT_HOLDER: ""}, (OPEN, Finding.INCOMPLETE)),
        ({Field.BANK: " "}, (OPEN, Finding.INCOMPLETE)),
        ({Field.ACCOUNT_NUMBER: "0012-0100 000-4417"}, (PASS, Finding.OWN_ACTIVE)),
        ({Field.ACCOUNT_NUMBER: "001201004417"}, (WARN, Finding.UNUSUAL_LENGTH)),
        ({Field.ACCOUNT_NUMBER: "001201004417", Field.BANK: "Bank Desa"}, (PASS, Finding.OWN_ACTIVE)),
        ({Field.ACCOUNT_HOLDER: "MOCH. RIZKY P"}, (WARN, Finding.USUAL_FORM)),
        ({Field.ACCOUNT_NUMBER: "1234"}, (FAIL, Finding.BAD_NUMBER)),
        ({Field.ACCOUNT_NUMBER: "1.2E+12"}, (FAIL, Finding.BAD_NUMBER)),
        ({Field.CAUSE: Cause.DIED, Field.ACCOUNT_HOLDER: "Wulan Lestari"}, (OPEN, Finding.INCOMPLETE)),
        (
            {Field.CAUSE: Cause.DIED, Field.ACCOUNT_HOLDER: "Wulan Lestari", Field.HEIR_NAME: "Wulan Lestari"},
            (PASS, Finding.HEIR_ACTIVE),
        ),
        (
            {Field.CAUSE: Cause.DIED, Field.ACCOUNT_HOLDER: "Dewi Anggraini", Field.HEIR_NAME: "Wulan Lestari"},
            (FAIL, Finding.HOLDER_DIFFERS),
        ),
    ],
)
def test_the_account_is_the_participants_own_and_active(
    make_claim: MakeClaim, form: dict[str, str], expected: tuple[Outcome, str]
) -> None:
    assert said(check(make_claim(form), CheckSlot.ACCOUNT)) == expected


def test_an_account_in_the_name_as_the_centre_writes_it_is_the_participants_own(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.ACCOUNT_HOLDER: "Muhammad Risky Pratama"}, master={"full_name": "Muhammad Risky Pratama"})
    assert said(check(claim, CheckSlot.ACCOUNT)) == (PASS, Finding.OWN_ACTIVE)


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [*Cause, *Answer, *DocumentStatus, "31-02-1990", "3.17E+15", "99740112", "01-01-0001", "-1", "9" * 500]
    ),
)


@settings(max_examples=200, deadline=None)
@given(values=st.dictionaries(st.sampled_from(sorted(FORM_KEYS)), texts), on=st.dates(min_value=date(2015, 7, 1)))
def test_nothing_that_can_be_typed_stops_the_judgement(values: dict[str, str], on: date) -> None:
    claim = faultless_claim()
    claim = replace(claim, form=Form({**claim.form.values, **values}))
    assessment = assess(claim, on=on)
    assert assessment.withholding.net + assessment.withholding.tax == assessment.gross
    assert all(found.finding in set(Finding) for found in assessment.checks)
