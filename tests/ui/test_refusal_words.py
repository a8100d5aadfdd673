"""The words for what is refused or fails: every code has its sentence."""

from uuid import UUID

import pytest

from cso_desk.central import handlers
from cso_desk.claims import errors as claim_errors
from cso_desk.desk import errors as desk_errors
from cso_desk.desk.model import Refusal
from cso_desk.ui import refusal_words, words
from tests.ui.said import LANGUAGES, codes_of, is_said, speak

pytestmark = pytest.mark.usefixtures("english_afterwards")

AT_THE_START = {kind.code for kind in (desk_errors.WrongKey, desk_errors.NewerStore, desk_errors.ProfileBusy)}
REFUSALS = codes_of(claim_errors, desk_errors, handlers) - AT_THE_START | {"store_set_aside"}
FAULTS = AT_THE_START | {"disk_full", "store_damaged", "store_fault", "bad_config", "bad_source", "centre_failed"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_is_a_sentence_that_names_the_booth(language: str, code: str) -> None:
    speak(language)
    facts = {"salvaged": 3, "known": 7, "limit": 10_000_000}
    text = refusal_words.refusal(Refusal(code, UUID(int=1), 4, facts=facts))
    assert code in refusal_words._refusals()
    assert is_said(text)
    assert text.endswith(".")
    assert "4" in text
    assert "!" not in text
    alone = refusal_words.refusal(Refusal(code, None, None, facts=facts))
    assert is_said(alone)


def test_a_refusal_of_a_newer_centre_is_told_with_its_code() -> None:
    speak("id")
    assert "lease_of_another_moon" in refusal_words.refusal(Refusal("lease_of_another_moon", None, 2))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_fault_at_the_start_is_told_in_its_own_sentence(language: str, code: str) -> None:
    speak(language)
    text = refusal_words.fault(code, "the fact")
    assert is_said(text)
    assert text != refusal_words.fault("unheard_of", "the fact")
    assert is_said(refusal_words.fault("unheard_of", "x"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limit_of_an_approval_without_the_line_is_told_in_rupiah(language: str) -> None:
    speak(language)
    facts = {"amount": 12_000_001, "limit": 12_000_000}
    assert words.rupiah(12_000_000) in refusal_words.refusal(Refusal("over_offline_limit", None, 2, facts=facts))


PARKED = {"role_revoked", "unknown_kind", "bad_body", "fault", "unknown_claim", "receipt_taken", "nobody_here"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(PARKED))
def test_what_the_centre_answers_without_an_error_of_its_own_has_a_sentence_too(language: str, code: str) -> None:
    speak(language)
    text = refusal_words.refusal(Refusal(code, None, 2))
    assert is_said(text)
    assert text.endswith(".")
    assert code in refusal_words._refusals()
