"""What an officer reads who comes back to a booth."""

from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from cso_desk.booth.diary import Event, Happening, Resume
from cso_desk.claims.dates import JAKARTA
from cso_desk.ui import booth_words, theme
from cso_desk.ui.resume_card import ResumeCard, Unfinished

NOW = datetime(2026, 11, 26, 9, 42, tzinfo=JAKARTA)


@pytest.fixture
def card(qtbot: QtBot) -> ResumeCard:
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    made = ResumeCard()
    qtbot.addWidget(made)
    return made


def lines(card: ResumeCard) -> str:
    return card._lines.accessibleName()


def ago(seconds: float, what: Happening, about: str = "") -> Event:
    return Event(what, NOW - timedelta(seconds=seconds), about)


def test_it_takes_no_room_while_there_is_nothing_to_tell(card: ResumeCard) -> None:
    assert not card.show_resume(None, NOW)
    assert card.tall == 0


def test_the_last_three_events_are_told_with_their_time_the_newest_last(card: ResumeCard) -> None:
    events = (
        ago(300, Happening.CONSENTED),
        ago(240, Happening.DOCUMENT_TAKEN, "paklaring"),
        ago(180, Happening.DIFFERS, "full_name"),
        ago(120, Happening.SPOKE),
    )
    assert card.show_resume(Resume(NOW - timedelta(seconds=310), events), NOW)
    told = "09.38 Certificate of employment taken, sharp. 09.39 Differs from the record: full name. "
    assert lines(card) == told + "09.40 Spoke while on hold"
    assert card.accessibleName() == "While you were away 5 min 10 s"


def test_only_another_number_of_events_needs_another_height(card: ResumeCard) -> None:
    one = (ago(5, Happening.SPOKE),)
    assert card.show_resume(Resume(NOW, one), NOW)
    assert not card.show_resume(Resume(NOW, (ago(1, Happening.CALLED),)), NOW)
    assert card.show_resume(None, NOW)


def test_below_the_events_stands_where_to_go_on_but_never_alone(card: ResumeCard) -> None:
    assert not card.show_unfinished(Unfinished("Account number", "Married"))
    assert card.tall == 0
    card.show_resume(Resume(NOW, (ago(60, Happening.SPOKE),)), NOW)
    both = card.tall
    told = "09.41 Spoke while on hold. You were in: Account number. Next question: Married"
    assert lines(card) == told
    assert card.show_unfinished(Unfinished("", "Married"))
    assert card.tall < both
    assert lines(card) == "09.41 Spoke while on hold. Next question: Married"


def test_on_a_small_screen_no_more_lines_stand_there_than_there_is_room_for(card: ResumeCard) -> None:
    theme.use(theme.Look(theme.LIGHT, theme.DENSE))
    events = (ago(240, Happening.CONSENTED), ago(180, Happening.SPOKE), ago(120, Happening.CALLED))
    card.show_resume(Resume(NOW, events), NOW)
    card.show_unfinished(Unfinished("", "Married"))
    assert lines(card).startswith("09.38 Agreed to the conversation. 09.39")
    card.show_unfinished(Unfinished("Account number", "Married"))
    told = "09.39 Spoke while on hold. 09.40 Called the officer. You were in: Account number. Next question: Married"
    assert lines(card) == told


@pytest.mark.parametrize("what", list(Happening))
def test_every_happening_has_a_sentence_and_an_icon(what: Happening) -> None:
    said = booth_words.happened(ago(0, what, "camera"))
    assert said
    assert "%1" not in said
    assert booth_words.ICONS[what]
