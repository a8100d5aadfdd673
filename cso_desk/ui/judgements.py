"""Whether the claim may be made, finding by finding, where there is more than one."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.claims.checks import OUTCOMES, Assessment, Check, Outcome
from cso_desk.claims.form import CheckSlot

from . import form_words, paint, theme

_LINE = (19, 17)
_MARK = 13
_GAP = 7


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """One finding: what it comes to, and its words; `quiet` where nothing more is to be done about it."""

    outcome: Outcome
    text: str
    quiet: bool


def judgement_lines(assessment: Assessment) -> tuple[JudgementLine, ...]:
    """All that was found about whether the claim may be made, the gravest first; nothing where that is but one."""
    found = assessment.eligibility.judgements
    accepted = next(check.accepted for check in assessment.checks if check.slot is CheckSlot.ELIGIBILITY)
    lines = []
    for one in found if len(found) > 1 else ():
        outcome = OUTCOMES[one.severity]
        text = form_words.finding(Check(CheckSlot.ELIGIBILITY, outcome, one.finding, one.facts))
        quiet = outcome is Outcome.PASS or (outcome is Outcome.WARN and bool(accepted))
        lines.append(JudgementLine(Outcome.PASS if quiet else outcome, text[:1].upper() + text[1:], quiet))
    return tuple(lines)


class Judgements(QWidget):
    """Draws the findings one below the other; what still stands in the way is bold."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[JudgementLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_lines(self, lines: tuple[JudgementLine, ...]) -> None:
        """Show other findings."""
        if lines == self._lines:
            return
        self._lines = lines
        self.setAccessibleName("; ".join(line.text for line in lines))
        self.setToolTip("\n".join(line.text for line in lines))
        self.setVisible(bool(lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every line."""
        return QSize(200, len(self._lines) * self._line() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and words, line by line."""
        look = theme.current()
        palette = look.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = {Outcome.WARN: palette.warn, Outcome.FAIL: palette.fail}
        for row, line in enumerate(self._lines):
            rect = QRectF(0, row * self._line() + 1, self.width(), self._line())
            x = paint.check_mark(painter, rect.x(), rect.center().y(), line.outcome, _MARK) + _GAP
            font = theme.font(look.density.value, 400 if line.quiet else 600)
            paint.text(painter, rect.adjusted(x, 0, 0, 0), line.text, font, inks.get(line.outcome, palette.ink2))
        painter.end()

    @staticmethod
    def _line() -> int:
        return _LINE[theme.current().density is not theme.ROOMY]
