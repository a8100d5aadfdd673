"""The words for checks: every finding has some, and of real people no code shows."""

import re
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

import pytest

from cso_desk.claims.checks import Assessment, Check, Outcome, assess
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot, acceptance_key
from cso_desk.claims.model import Claim
from cso_desk.claims.workflow import edit
from cso_desk.demo.people import participants, truth_of
from cso_desk.ui import check_words, words
from tests.ui.conftest import TODAY
from tests.ui.said import LANGUAGES, is_said, speak

pytestmark = pytest.mark.usefixtures("english_afterwards")


def stages(claim: Claim) -> Iterator[tuple[Claim, Assessment]]:
    """A claim as it comes, and after each thing the officer writes."""
    yield claim, assess(claim, on=TODAY)
    truth = truth_of(claim)
    for key, text in truth.entries.items():
        claim = edit(claim, key, text)
        yield claim, assess(claim, on=TODAY)
    for check in assess(claim, on=TODAY).checks:
        if check.outcome is Outcome.WARN:
            claim = edit(claim, acceptance_key(check.slot), truth.acceptance)
            yield claim, assess(claim, on=TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("finding", Finding)
def test_every_finding_has_a_few_words_with_every_fact_in_its_place(language: str, finding: Finding) -> None:
    speak(language)
    assert finding in check_words._findings()
    facts = {
        name: date(2025, 11, 13) if name == "day" else ("KJ-1",) if name == "claims" else 3
        for name in check_words._FACTS.get(finding, ())
    }
    text = check_words.finding(Check(CheckSlot.MATCH, Outcome.FAIL, finding, MappingProxyType(facts)))
    assert is_said(text)
    assert len(text) <= 32


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_and_no_empty_place_shows_in_what_is_found_of_real_people(language: str) -> None:
    speak(language)
    for person in participants(72, today=TODAY):
        for claim, found in stages(person):
            for check in found.checks:
                assert is_said(check_words.finding(check)), check
            assert re.fullmatch(r"|[LPMF] · \d+ (th|y)", words.about(claim, TODAY))
            assert is_said(words.share(claim.form.cause))


def test_a_warning_that_was_accepted_says_so() -> None:
    speak("id")
    check = Check(CheckSlot.MATCH, Outcome.WARN, Finding.LETTERS_DIFFER, {"letters": 2}, accepted="Sesuai KTP")
    assert check_words.finding(check) == words.translate("Words", "accepted")
    assert check_words.finding(check) != "accepted"
