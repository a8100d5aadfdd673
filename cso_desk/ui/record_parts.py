"""The parts of a record that is read: labels that break anywhere, headings, a table of facts, entries and findings."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cso_desk.claims.checks import Outcome

from . import paint, theme
from .person_words import Entry, Found

_MARK = 15
_UNBROKEN = 24
_BREAK = "\u200b"  # a place to break that takes no room
_FACT = 150
_INDENT = 24
_TONES = {Outcome.FAIL: "fail", Outcome.WARN: "warn"}


def label(text: str, px: float, weight: int = 400, *, kind: str = "") -> QLabel:
    """A text as it stands, data or not; what is too long for its line goes on below."""
    made = QLabel(re.sub(rf"(\S{{{_UNBROKEN}}})(?=\S)", rf"\1{_BREAK}", text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(px, weight))
    made.setWordWrap(True)
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    return made


def note() -> QLabel:
    """A quiet sentence that is written later."""
    made = QLabel()
    made.setProperty("kind", "note")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(theme.current().density.body))
    made.setWordWrap(True)
    return made


def heading(text: str) -> QWidget:
    """The name of a section below a hairline."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(8)
    rule = QFrame()
    rule.setFixedHeight(1)
    rule.setStyleSheet(f"background: {theme.current().palette.line};")
    layout.addWidget(rule)
    layout.addWidget(label(text, theme.current().density.body, 600))
    return holder


def table(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Facts, each behind its label."""
    density = theme.current().density
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    grid.setColumnMinimumWidth(0, _FACT)
    grid.setColumnStretch(1, 1)
    for place, (name, text) in enumerate(facts):
        value = label(text, density.body)
        value.setAccessibleName(f"{name}, {text}")
        grid.addWidget(label(name, density.value, kind="label"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def entry(one: Entry) -> QWidget:
    """One card, claim or payment: its title with the remark at the right, and what else is known below."""
    density = theme.current().density
    holder = QWidget()
    holder.setAccessibleName(one.sentence)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 4)
    layout.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(label(one.title, density.body, 600), 3, Qt.AlignmentFlag.AlignTop)
    remark = label(one.remark, density.body)
    remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    head.addWidget(remark, 2)
    layout.addLayout(head)
    for text in one.details:
        layout.addWidget(label(text, density.value, kind="note"))
    return holder


def finding(one: Found) -> QWidget:
    """A finding behind its mark, and what it is about below."""
    density = theme.current().density
    holder = QWidget()
    holder.setAccessibleName(f"{one.text}, {one.about}" if one.about else one.text)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 2)
    grid.setHorizontalSpacing(_INDENT - _MARK)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    grid.addWidget(_Mark(one.outcome), 0, 0, Qt.AlignmentFlag.AlignTop)
    grave = one.outcome is not Outcome.PASS
    text = label(one.text, density.body, 600 if grave else 400, kind="note")
    text.setProperty("tone", _TONES.get(one.outcome, ""))
    grid.addWidget(text, 0, 1)
    if one.about:
        grid.addWidget(label(one.about, density.value, kind="note"), 1, 1)
    return holder


class _Mark(QWidget):
    """The mark of a check."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome
        self.setFixedSize(QSize(_MARK, _MARK + 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.check_mark(painter, 0.5, self.height() / 2, self._outcome)
        painter.end()
