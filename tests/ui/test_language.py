"""The officer's language: read from Qt Linguist's files, switched while running."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cso_desk.ui import words
from cso_desk.ui.language import Language, TsTranslator, translate

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context><name>Words</name>
  <message><source>Call</source><translation>Panggil</translation></message>
  <message><source>Tax</source><translation type="unfinished">Pajak</translation></message>
  <message><source>Gone</source><translation type="vanished">Pergi</translation></message>
  <message><source>Empty</source><translation></translation></message>
  <message><source>a &amp; b</source><translation>a dan b</translation></message>
</context>
<context><name>Bars</name>
  <message><source>Call</source><translation>Telepon</translation></message>
</context>
</TS>
"""


@pytest.fixture
def ts(tmp_path: Path) -> Path:
    path = tmp_path / "words_id.ts"
    path.write_text(TS, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def english_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    Language("en")


def test_a_translation_is_read_from_the_file_by_context(qapp: QApplication, ts: Path) -> None:
    translator = TsTranslator(ts)
    assert translator.translate("Words", "Call") == "Panggil"
    assert translator.translate("Bars", "Call") == "Telepon"
    assert translator.translate("Words", "a & b") == "a dan b"
    assert not translator.isEmpty()


@pytest.mark.parametrize("source", ["Tax", "Gone", "Empty", "Unheard of"])
def test_what_has_no_finished_translation_shows_its_source(qapp: QApplication, ts: Path, source: str) -> None:
    translator = TsTranslator(ts)
    QCoreApplication.installTranslator(translator)
    assert QCoreApplication.translate("Words", "Call") == "Panggil"
    assert QCoreApplication.translate("Words", source) == source
    QCoreApplication.removeTranslator(translator)


def test_a_file_without_messages_is_empty(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "none.ts"
    path.write_text("<TS/>", encoding="utf-8")
    assert TsTranslator(path).isEmpty()


def test_the_desk_speaks_indonesian_by_default_and_english_as_the_second_language(qapp: QApplication) -> None:
    language = Language()
    assert language.code == "id"
    assert QCoreApplication.translate("Words", "Tax") == "Pajak"
    language.toggle()
    assert language.code == "en"
    assert QCoreApplication.translate("Words", "Tax") == "Tax"
    language.toggle()
    assert QCoreApplication.translate("Words", "Tax") == "Pajak"


def test_the_texts_of_the_code_are_what_qt_says_in_either_language_and_when_it_is_gone(qapp: QApplication) -> None:
    texts = [("Words", "Tax"), ("Words", "not seen"), ("Setup", "Tax"), ("Words", "Unheard of")]

    def both() -> list[tuple[str, str]]:
        return [(translate(*text), QCoreApplication.translate(*text)) for text in texts]

    language = Language("id")
    indonesian = both()
    assert all(ours == qts for ours, qts in indonesian)
    assert indonesian[0] == ("Pajak", "Pajak")
    language.use("en")
    assert both() == [(text, text) for _, text in texts]
    language.use("id")
    assert both() == indonesian
    del language
    assert both() == [(text, text) for _, text in texts]


def test_numbers_days_and_months_follow(qapp: QApplication) -> None:
    language = Language("id")
    assert words.indonesian()
    assert QLocale().dayName(4) == "Kamis"
    assert [QLocale().monthName(month) for month in (1, 5, 8, 10)] == ["Januari", "Mei", "Agustus", "Oktober"]
    language.use("en")
    assert not words.indonesian()
    assert QLocale().dayName(4) == "Thursday"
    assert QLocale().monthName(10) == "October"


def test_a_language_that_is_not_known_is_refused_and_nothing_changes(qapp: QApplication) -> None:
    language = Language("id")
    with pytest.raises(ValueError, match="jv"):
        language.use("jv")
    assert language.code == "id"
    assert QCoreApplication.translate("Words", "Tax") == "Pajak"


def test_every_widget_is_told_when_the_language_changes(qtbot: QtBot) -> None:
    class Told(QLabel):
        times = 0

        def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
            self.times += event.type() == QEvent.Type.LanguageChange

    language = Language("en")
    label = Told()
    qtbot.addWidget(label)
    label.show()
    language.use("id")
    qtbot.waitUntil(lambda: label.times > 0)
    before = label.times
    language.use("en")
    qtbot.waitUntil(lambda: label.times > before)
