"""The words for the line to the centre: how it is, and why it does not serve."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import Fate, LineState, SyncStatus
from cso_desk.ui import sync_words, words
from tests.ui.conftest import MakeSeat
from tests.ui.said import LANGUAGES, is_said, speak

pytestmark = pytest.mark.usefixtures("english_afterwards")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unsure_is_never_called_failed(language: str, make_seat: MakeSeat) -> None:
    speak(language)
    now = datetime.now(UTC)
    held = make_seat(claim={"state": ClaimState.APPROVED}, decision_fate=Fate.UNSURE).held
    assert held is not None
    texts = [words.fate(Fate.UNSURE), sync_words.line(SyncStatus(LineState.UNSURE, 3, 2, since=now), now)]
    for text in texts:
        assert is_said(text)
        assert not re.search(r"gagal|fail|error|galat", text, re.IGNORECASE)
    assert words.fate(Fate.UNSURE) != words.fate(Fate.REFUSED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", LineState)
@pytest.mark.parametrize("since", [None, datetime(2025, 11, 13, 3, 0, tzinfo=UTC)])
def test_every_state_of_the_line_has_words(language: str, state: LineState, since: datetime | None) -> None:
    speak(language)
    status = SyncStatus(state, queued=3, unsure=2, refused=4, since=since)
    text = sync_words.line(status, datetime(2025, 11, 13, 3, 0, 9, tzinfo=UTC))
    assert is_said(text)
    counts = {LineState.SENDING: "3", LineState.OFFLINE: "3", LineState.UNSURE: "2", LineState.REFUSED: "4"}
    assert counts.get(state, "") in text


def test_the_line_is_told_as_the_design_writes_it() -> None:
    speak("id")
    began = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
    now = began + timedelta(seconds=9)
    assert sync_words.line(SyncStatus(LineState.SYNCED, since=began), now) == "Tersinkron 9 dtk lalu"
    assert sync_words.line(SyncStatus(LineState.SENDING, queued=3), now) == "Mengirim 3 perubahan"
    offline = sync_words.line(SyncStatus(LineState.OFFLINE, queued=5, since=began), now)
    assert offline == "Luring 9 dtk, 5 tersimpan di meja ini"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code",
    [
        "unauthorised",
        "history_differs",
        "chain_break",
        "halted",
        "not_as_signed",
        "bad_checkpoint",
        "timeout",
        "http_500",
    ],
)
def test_a_line_that_does_not_serve_for_another_reason_than_being_down_says_so(language: str, code: str) -> None:
    speak(language)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    down = sync_words.line(SyncStatus(LineState.OFFLINE, queued=3, since=now, cause="unreachable"), now)
    said = sync_words.line(SyncStatus(LineState.OFFLINE, queued=3, since=now, cause=code), now)
    assert said.startswith(down)
    assert is_said(said.removeprefix(down).removeprefix(" · "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("state", "cause"), [(LineState.SENDING, "unproven"), (LineState.SYNCED, "other_rules")])
def test_a_line_that_is_well_but_for_something_says_what(language: str, state: LineState, cause: str) -> None:
    speak(language)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    plain = sync_words.line(SyncStatus(state, queued=3, since=now), now)
    said = sync_words.line(SyncStatus(state, queued=3, since=now, cause=cause), now)
    assert said.startswith(plain)
    assert is_said(said.removeprefix(plain).removeprefix(" · "))
