"""Both sides of one conflict: what the officer wrote or decided, what the centre has, and who has to do what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cso_desk.claims.dates import JAKARTA
from cso_desk.desk.model import Piece, Refusal
from cso_desk.wire import Kind

from . import conflict_words, form_keys, form_words, refusal_words, sync_words, theme, words
from .conflict_values import Conflict
from .language import translate

_SIDE = 16


class ConflictPanel(QScrollArea):
    """Shows one conflict in words that can be read out; nothing is changed here."""

    def __init__(self, officer: str) -> None:
        """`officer` is the id of who looks at it."""
        super().__init__()
        self._officer = officer
        self._conflict: Conflict | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show()

    @property
    def texts(self) -> list[str]:
        """All that is said, from the top."""
        return [label.text() for label in self.findChildren(QLabel) if label.text()]

    def show_conflict(self, conflict: Conflict | None) -> None:
        """Show a conflict, or that there is none."""
        if conflict != self._conflict:
            self._conflict = conflict
            self._show()

    def _show(self) -> None:
        body = QWidget()
        body.setObjectName("cardBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 10)
        layout.setSpacing(10)
        if self._conflict is not None:
            self._fill(layout, self._conflict)
        layout.addStretch(1)
        self.setWidget(body)

    def _fill(self, layout: QVBoxLayout, conflict: Conflict) -> None:
        piece = conflict.piece
        density = theme.current().density
        layout.addWidget(_label(conflict_words.kind(piece), density.title - 2, 600))
        why = refusal_words.refusal(Refusal(piece.code, None, None, facts=piece.facts))
        layout.addWidget(_label(why[:1].upper() + why[1:], density.body))
        layout.addWidget(_rule())
        layout.addLayout(_table(_head(piece, self._officer), _rows(conflict)))
        for text in (conflict_words.tell(piece), conflict_words.who_acts(piece)):
            if text:
                layout.addWidget(_ask(text))


def _head(piece: Piece, officer: str) -> tuple[str, ...]:
    mine = translate("Sync", "Officer %1").replace("%1", piece.officer)
    if piece.officer == officer:
        mine = translate("Sync", "You")
    centre = translate("Sync", "The centre")
    if piece.fields:
        return "", translate("Sync", "Seen before"), mine, centre
    return "", mine, centre


def _rows(conflict: Conflict) -> list[tuple[str, ...]]:
    piece = conflict.piece
    sides = [
        (
            form_keys.label(side.key),
            form_keys.shown(side.key, side.seen, side.theirs),
            form_keys.shown(side.key, side.mine, side.theirs),
            form_keys.shown(side.key, side.theirs, side.mine),
        )
        for side in conflict.sides
    ]
    if piece.fields:
        return list(sides)
    there = conflict_words.changed(piece.facts) or words.claim_state(conflict.claim.state)
    at = piece.at.astimezone(JAKARTA)
    rows: list[tuple[str, ...]] = [
        (translate("Sync", "Work"), sync_words.work(piece), there),
        (translate("Sync", "Time"), f"{words.day(at.date())} {at:%H.%M}", ""),
    ]
    if piece.reason:
        rows.append((translate("Form", "Reason"), form_words.reason(piece.reason, at.date()), ""))
    if piece.kind == Kind.DECIDE and piece.text:
        rows.append((translate("Sync", "Note"), piece.text, ""))
    rows += [(label, mine, theirs) for label, _seen, mine, theirs in sides]
    return rows


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> QGridLayout:
    density = theme.current().density
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    for column, text in enumerate(head):
        grid.addWidget(_label(text, density.value, 600), 0, column)
        grid.setColumnStretch(column, 2 if column else 1)
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            label = _label(text, density.body if column else density.value)
            label.setProperty("kind", "label" if column == 0 else "")
            label.setAccessibleName(", ".join(part for part in (row[0], head[column], text) if part))
            grid.addWidget(label, place, column, Qt.AlignmentFlag.AlignTop)
    return grid


def _ask(text: str) -> QWidget:
    holder = QWidget()
    holder.setProperty("kind", "ask")
    holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(12, 8, 12, 8)
    label = _label(text, theme.current().density.body, 600)
    label.setProperty("kind", "asked")
    layout.addWidget(label)
    return holder


def _label(text: str, px: float, weight: int = 400) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(px, weight))
    label.setWordWrap(True)
    return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setFixedHeight(1)
    rule.setStyleSheet(f"background: {theme.current().palette.line};")
    return rule
