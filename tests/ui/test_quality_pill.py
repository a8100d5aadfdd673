"""The line's figures on the stage: both ways by themselves, with the reason, and nothing cut off."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.quality import Quality, Way
from cso_desk.ui import quality_words
from cso_desk.ui.language import LANGUAGES, Language
from cso_desk.ui.quality_pill import QualityPill

from .painted import texts_of

REASONS = ("good", "line_loses", "line_slow", "saves", "booth_busy", "desk_busy", "too_large", "no_picture")


def way(reason: str) -> Way:
    return Way(reason, 100.0, 1234.5, 1234.5, 30.0, (1920, 1080), 12345.6)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    language = Language(request.param)
    yield language.code
    language.use("en")


@pytest.fixture
def pill(qtbot: QtBot) -> Iterator[QualityPill]:
    stage = QWidget()
    qtbot.addWidget(stage)
    stage.resize(800, 450)
    stage.show()
    yield QualityPill(stage)
    stage.close()


def test_it_is_there_only_while_something_is_measured(pill: QualityPill) -> None:
    pill.show_quality(Quality(1, 0.0, way("good"), Way()))
    assert pill.isVisible()
    assert pill.lines == ()
    pill.show_quality(None)
    assert not pill.isVisible()


@pytest.mark.parametrize("reason", REASONS)
def test_each_way_has_its_figures_and_its_reason_and_all_of_it_is_seen(
    pill: QualityPill, language: str, reason: str
) -> None:
    pill.show_quality(Quality(1, 0.0, way(reason), way("line_slow")))
    pill.toggle()
    pill.place(780, 20)
    assert len(pill.lines) == (5 if reason == "good" else 6)
    assert "_" not in pill.accessibleName()
    drawn = texts_of(pill)
    assert drawn
    assert not [text for text in drawn if text.is_cut]
    assert pill.geometry().right() < 780


@pytest.mark.parametrize(
    ("inward", "outward", "said"),
    [
        ("good", "unknown", ""),
        ("line_loses", "good", "\N{DOWNWARDS ARROW} line loses"),
        ("good", "saves", "\N{UPWARDS ARROW} small picture"),
        ("too_large", "line_slow", "\N{DOWNWARDS ARROW} picture too large"),
        ("no_picture", "no_picture", ""),
    ],
)
def test_of_a_line_the_way_in_is_told_before_the_way_out(inward: str, outward: str, said: str) -> None:
    assert quality_words.trouble(Quality(1, 0.0, Way(inward), Way(outward))) == said
    assert quality_words.trouble(None) == ""
