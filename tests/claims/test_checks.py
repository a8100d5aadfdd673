from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cso_desk.claims.checks import Check, Outcome, assess, documents_of
from cso_desk.claims.documents import required_documents
from cso_desk.claims.findings import Finding
from cso_desk.claims.model import (
    FORM_KEYS,
    Answer,
    Cause,
    Channel,
    CheckSlot,
    Claim,
    DocumentKind,
    DocumentStatus,
    Field,
    Form,
    PriorPayment,
    Relation,
    acceptance_key,
    covers_key,
    document_key,
)
from cso_desk.claims.table_files import packaged

from .conftest import TODAY, MakeClaim, faultless_claim

LAW = packaged().laws[-1]
PASS, WARN, FAIL, OPEN = Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.OPEN


def check(claim: Claim, slot: CheckSlot, on: date = TODAY) -> Check:
    checks = assess(claim, on=on).checks
    assert [found.slot for found in checks] == list(CheckSlot)
    return checks[list(CheckSlot).index(slot)]


def said(found: Check) -> tuple[Outcome, str]:
    return found.outcome, found.finding


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


def test_one_letter_warns_until_it_is_accepted_with_a_reason(make_claim: MakeClaim) -> None:
    claim = make_claim(master={"full_name": "Muhammad Risky Pratama"})
    found = check(claim, CheckSlot.MATCH)
    assert said(found) == (WARN, Finding.LETTERS_DIFFER)
    assert found.facts == {
        "field": Field.FULL_NAME,
        "letters": 1,
        "form": "MUHAMMAD RIZKY PRATAMA",
        "master": "MUHAMMAD RISKY PRATAMA",
        "form_marks": ((11, 12),),
        "master_marks": ((11, 12),),
    }
    assert found.blocks
    accepted = replace(claim, form=claim.form.with_text(acceptance_key(CheckSlot.MATCH), " sesuai KTP "))
    assert check(accepted, CheckSlot.MATCH).accepted == "sesuai KTP"
    assert not check(accepted, CheckSlot.MATCH).blocks
    blank = replace(claim, form=claim.form.with_text(acceptance_key(CheckSlot.MATCH), "  "))
    assert check(blank, CheckSlot.MATCH).blocks


@pytest.mark.parametrize(
    ("form", "expected", "facts"),
    [
        ({Field.NIK: "99740"}, (FAIL, Finding.NIK_INVALID), {"field": Field.NIK, "reason": "length"}),
        ({Field.NIK: "3.17E+15"}, (FAIL, Finding.NIK_INVALID), {"field": Field.NIK, "reason": "spreadsheet"}),
        (
            {Field.NIK: "9974011208910013"},
            (FAIL, Finding.DIFFERS),
            {"field": Field.NIK, "form": "9974011208910013", "master": "9974011208910012"},
        ),
        ({Field.BIRTH_DATE: "31-02-1991"}, (FAIL, Finding.BAD_DATE), {"field": Field.BIRTH_DATE, "text": "31-02-1991"}),
        (
            {Field.BIRTH_DATE: "13-08-1991"},
            (FAIL, Finding.DIFFERS),
            {"field": Field.BIRTH_DATE, "form": "13-08-1991", "master": "12-08-1991"},
        ),
        (
            {Field.KPJ: "19040012338"},
            (FAIL, Finding.DIFFERS),
            {"field": Field.KPJ, "form": "19040012338", "master": "19040012337"},
        ),
        ({Field.FULL_NAME: " ", Field.KPJ: ""}, (OPEN, Finding.INCOMPLETE), {"fields": (Field.FULL_NAME, Field.KPJ)}),
        ({Field.KPJ: "1904-0012-337", Field.NIK: "9974 0112 0891 0012"}, (PASS, Finding.SAME), {}),
    ],
)
def test_the_form_is_compared_with_the_master_record(
    make_claim: MakeClaim, form: dict[str, str], expected: tuple[Outcome, str], facts: dict[str, Any]
) -> None:
    found = check(make_claim(form), CheckSlot.MATCH)
    assert (said(found), found.facts) == (expected, facts)


def test_a_nik_made_for_another_birthday_warns_and_the_century_does_not_matter(make_claim: MakeClaim) -> None:
    other = make_claim({Field.NIK: "9974011308910012"}, master={"nik": "9974011308910012"})
    found = check(other, CheckSlot.MATCH)
    assert said(found) == (WARN, Finding.NIK_BIRTH_DIFFERS)
    assert found.facts == {"field": Field.BIRTH_DATE, "form": "12-08-1991", "master": "13-08-91"}
    both = make_claim({Field.NIK: other.master.nik, Field.BIRTH_DATE: "14-08-1991"}, master={"nik": other.master.nik})
    assert said(check(both, CheckSlot.MATCH)) == (FAIL, Finding.DIFFERS)
    old = make_claim({Field.BIRTH_DATE: "12-08-1891"}, master={"birth_date": date(1891, 8, 12)})
    assert said(check(old, CheckSlot.MATCH)) == (PASS, Finding.SAME)


def test_a_usual_way_to_write_a_name_warns(make_claim: MakeClaim) -> None:
    found = check(make_claim({Field.FULL_NAME: "H. Moh Rizky Pratama, S.Pd"}), CheckSlot.MATCH)
    assert said(found) == (WARN, Finding.USUAL_FORM)
    assert found.facts["form"] == "H MOH RIZKY PRATAMA S PD"


def test_a_grave_difference_is_told_before_a_slight_one(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.MOTHER_NAME: "Dewi Lestari", Field.FULL_NAME: "Muhammad Risky Pratama"})
    found = check(claim, CheckSlot.MATCH)
    assert (said(found), found.facts["field"]) == ((FAIL, Finding.DIFFERS), Field.MOTHER_NAME)


def test_another_card_of_the_same_person_warns(make_claim: MakeClaim) -> None:
    claim = make_claim({Field.KPJ: "17110000001"}, master={"other_kpj": ("17110000001",)})
    assert said(check(claim, CheckSlot.MATCH)) == (WARN, Finding.OTHER_CARD)


@pytest.mark.parametrize(
    ("on", "expected", "facts"),
    [
        (date(2025, 9, 2), (FAIL, Finding.WAITING_UNTIL), {"day": date(2025, 10, 2), "days": 30}),
        (date(2025, 10, 1), (FAIL, Finding.WAITING_UNTIL), {"day": date(2025, 10, 2), "days": 1}),
        (date(2025, 10, 2), (PASS, Finding.WAITED), {"day": date(2025, 10, 2), "days": 0}),
        (date(2025, 11, 13), (PASS, Finding.WAITED), {"day": date(2025, 10, 2), "days": 42}),
    ],
)
@pytest.mark.parametrize("cause", [Cause.RESIGNED, Cause.LAID_OFF])
def test_a_month_must_pass_after_leaving(
    make_claim: MakeClaim, cause: Cause, on: date, expected: tuple[Outcome, str], facts: dict[str, Any]
) -> None:
    found = check(make_claim({Field.CAUSE: cause}), CheckSlot.ELIGIBILITY, on)
    assert (said(found), found.facts) == (expected, facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (OPEN, Finding.NO_CAUSE_DATE)),
        ("32-01-2025", (FAIL, Finding.BAD_DATE)),
        ("04-12-1977", (FAIL, Finding.BAD_DATE)),
        ("05-12-1977", (WARN, Finding.DATES_APART)),
        ("14-11-2025", (FAIL, Finding.CAUSE_DATE_AHEAD)),
        ("31-12-9999", (FAIL, Finding.CAUSE_DATE_AHEAD)),
    ],
)
def test_a_cause_date_that_cannot_be_is_found(make_claim: MakeClaim, text: str, expected: tuple[Outcome, str]) -> None:
    assert said(check(make_claim({Field.CAUSE_DATE: text}), CheckSlot.ELIGIBILITY)) == expected


@pytest.mark.parametrize("cause", [Cause.RESIGNED, Cause.LAID_OFF, Cause.CONTRACT_ENDED, Cause.OWN_ACCOUNT_STOPPED])
@pytest.mark.parametrize("inactive_since", [None, date(2025, 11, 14)])
def test_an_active_membership_stands_in_the_way_of_those_who_left(
    make_claim: MakeClaim, cause: Cause, inactive_since: date | None
) -> None:
    claim = make_claim({Field.CAUSE: cause}, master={"inactive_since": inactive_since})
    assert said(check(claim, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.STILL_ACTIVE)


def test_the_pension_age_of_jht_is_fifty_six_even_at_work(make_claim: MakeClaim) -> None:
    form = {Field.CAUSE: Cause.PENSION_AGE}
    ages = {date(1969, 11, 13): (PASS, Finding.AGE), date(1969, 11, 14): (FAIL, Finding.TOO_YOUNG)}
    for born, expected in ages.items():
        claim = make_claim(form, master={"birth_date": born, "inactive_since": None})
        assert said(check(claim, CheckSlot.ELIGIBILITY)) == expected
    assert check(claim, CheckSlot.ELIGIBILITY).facts == {"age": 55, "day": date(2025, 11, 14)}


@pytest.mark.parametrize(("cause", "gross"), [(Cause.PARTIAL_10, 7_345_678), (Cause.PARTIAL_30, 22_037_036)])
def test_a_part_is_paid_once_after_ten_years_of_membership(make_claim: MakeClaim, cause: Cause, gross: int) -> None:
    def partial(since: date, **master: Any) -> Claim:
        return make_claim({Field.CAUSE: cause}, master={"member_since": since, "inactive_since": None, **master})

    assert assess(partial(date(2014, 7, 13)), on=TODAY).gross == gross
    old = check(partial(date(2014, 7, 13)), CheckSlot.ELIGIBILITY)
    assert (said(old), old.facts) == ((PASS, Finding.MEMBER_FOR), {"years": 11, "months": 4})
    young = check(partial(date(2015, 11, 14)), CheckSlot.ELIGIBILITY)
    assert (said(young), young.facts) == (
        (FAIL, Finding.MEMBER_TOO_SHORT),
        {"years": 9, "months": 11, "day": date(2025, 11, 14)},
    )
    assert said(check(partial(date(2015, 11, 13)), CheckSlot.ELIGIBILITY)) == (PASS, Finding.MEMBER_FOR)
    left = partial(date(2014, 7, 13), inactive_since=date(2020, 1, 1))
    assert said(check(left, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.MEMBER_TOO_SHORT)
    before = partial(date(2014, 7, 13), prior_payments=(PriorPayment(1, date(2025, 2, 1)),))
    assert said(check(before, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.PARTIAL_BEFORE)
    full = partial(date(2014, 7, 13), prior_payments=(PriorPayment(1, date(2012, 2, 1), partial=False),))
    assert said(check(full, CheckSlot.ELIGIBILITY)) == (PASS, Finding.MEMBER_FOR)


def test_a_payment_from_the_future_and_an_empty_account_are_findings(make_claim: MakeClaim) -> None:
    ahead = make_claim(master={"prior_payments": (PriorPayment(1, date(2025, 11, 14)),)})
    assert said(check(ahead, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.PRIOR_AHEAD)
    today = make_claim(master={"prior_payments": (PriorPayment(1, TODAY),)})
    assert said(check(today, CheckSlot.ELIGIBILITY)) == (PASS, Finding.WAITED)
    for contributions in (0, -5):
        poor = make_claim(master={"contributions": contributions, "returns": 0})
        assert said(check(poor, CheckSlot.ELIGIBILITY)) == (FAIL, Finding.NO_BALANCE)
        assert assess(poor, on=TODAY).gross == 0


def test_prior_payments_reach_the_tax(make_claim: MakeClaim) -> None:
    claim = make_claim(master={"prior_payments": (PriorPayment(50_000_000, date(2024, 2, 1)),)})
    assert assess(claim, on=TODAY).withholding.tax == 73_456_789 * 5 // 100


def test_another_claim_for_the_same_person_is_named(make_claim: MakeClaim) -> None:
    found = check(make_claim(duplicates=("KJ-2511-0009",)), CheckSlot.DUPLICATE)
    assert (said(found), found.facts) == ((FAIL, Finding.FOUND), {"claims": ("KJ-2511-0009",)})


@pytest.mark.parametrize(
    ("cause", "balance", "count"),
    [
        (Cause.LAID_OFF, 73_456_789, 7),
        (Cause.RESIGNED, 8_214_500, 5),
        (Cause.RESIGNED, 50_000_000, 5),
        (Cause.RESIGNED, 50_000_001, 6),
        (Cause.PENSION_AGE, 148_920_311, 6),
        (Cause.CONTRACT_ENDED, 6_482_130, 5),
        (Cause.PARTIAL_10, 11_240_000, 6),
        (Cause.PARTIAL_30, 11_240_000, 6),
    ],
)
def test_each_cause_needs_its_papers(cause: Cause, balance: int, count: int) -> None:
    papers = required_documents(cause, LAW, balance=balance)
    assert len(papers) == len(set(papers)) == count
    online = required_documents(cause, LAW, balance=balance, channel=Channel.ONLINE)
    assert online == (*papers, DocumentKind.PORTRAIT)


def test_the_tax_card_is_asked_after_a_part_was_paid_but_not_of_who_has_none() -> None:
    def asked(**facts: Any) -> bool:
        return DocumentKind.TAX_CARD in required_documents(Cause.RESIGNED, LAW, balance=1_000_000, **facts)

    assert not asked()
    assert asked(partial_before=True)
    assert not asked(partial_before=True, has_npwp=False)


def test_every_cause_has_papers_and_every_kind_of_paper_a_cause() -> None:
    facts: dict[str, Any] = {"balance": 60_000_000, "channel": Channel.ONLINE, "relation": Relation.CHILD}
    asked = {paper for cause in Cause for paper in required_documents(cause, LAW, **facts)}
    assert asked == set(DocumentKind)


@pytest.mark.parametrize("relation", Relation)
def test_some_heirs_prove_what_they_were_to_the_participant(make_claim: MakeClaim, relation: Relation) -> None:
    proves = relation in (Relation.SPOUSE, Relation.CHILD, Relation.BY_WILL)
    for cause in Cause:
        claim = make_claim({Field.CAUSE: cause, Field.HEIR_RELATION: relation})
        asked = DocumentKind.RELATION_PROOF in documents_of(claim, LAW)
        assert asked is (proves and cause is Cause.DIED)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (DocumentStatus.NOT_SEEN, (OPEN, Finding.NOT_ALL_SEEN)),
        (DocumentStatus.UNREADABLE, (FAIL, Finding.UNREADABLE)),
        (DocumentStatus.MISSING, (FAIL, Finding.MISSING)),
    ],
)
def test_a_paper_that_is_not_there_is_counted_and_named(
    make_claim: MakeClaim, status: DocumentStatus, expected: tuple[Outcome, str]
) -> None:
    claim = make_claim({document_key(DocumentKind.LAYOFF_PROOF): status})
    found = check(claim, CheckSlot.DOCUMENTS)
    assert (said(found), found.facts) == (expected, {"seen": 6, "needed": 7, "kinds": (DocumentKind.LAYOFF_PROOF,)})


def test_a_lost_leaving_letter_may_be_replaced_with_a_reason_once_all_else_is_seen(make_claim: MakeClaim) -> None:
    lost = {document_key(DocumentKind.EMPLOYMENT_LETTER): DocumentStatus.MISSING}
    found = check(make_claim(lost), CheckSlot.DOCUMENTS)
    assert said(found) == (WARN, Finding.SUBSTITUTE_NEEDED)
    assert found.facts["kinds"] == (DocumentKind.EMPLOYMENT_LETTER,)
    assert "slip_gaji" in found.facts["accepted"]
    accepted = make_claim({**lost, acceptance_key(CheckSlot.DOCUMENTS): "slip gaji tiga bulan"})
    assert not check(accepted, CheckSlot.DOCUMENTS).blocks
    for other, status, finding in (
        (DocumentKind.ID_CARD, DocumentStatus.MISSING, Finding.MISSING),
        (DocumentKind.ID_CARD, DocumentStatus.UNREADABLE, Finding.UNREADABLE),
        (DocumentKind.ID_CARD, DocumentStatus.NOT_SEEN, Finding.MISSING),
    ):
        claim = make_claim({**lost, document_key(other): status})
        assert said(check(claim, CheckSlot.DOCUMENTS)) == (FAIL, finding)


def test_papers_that_are_not_needed_do_not_count(make_claim: MakeClaim) -> None:
    claim = make_claim({document_key(DocumentKind.PASSPORT): DocumentStatus.MISSING})
    assert said(check(claim, CheckSlot.DOCUMENTS)) == (PASS, Finding.COMPLETE)
    assert DocumentKind.PASSPORT not in documents_of(claim, LAW)


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
