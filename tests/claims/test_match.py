"""The form against the master record: what is the same, what warns, and what differs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cso_desk.claims.checks import Outcome
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot, Field, acceptance_key

from .checked import FAIL, OPEN, PASS, WARN, check, said
from .conftest import MakeClaim


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
