"""The reckoning of a claim, line by line, as an officer reads it out."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.claims.checks import Assessment
from cso_desk.claims.model import Claim

from . import paint, theme, words
from .language import translate

_LINE = (19, 17)


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line: what it is, how much in whole rupiah, and whether it closes what stands above it."""

    text: str
    amount: int
    total: bool = False


def sum_lines(claim: Claim, assessment: Assessment) -> tuple[SumLine, ...]:
    """The lines from contributions to what is paid out."""
    master, held = claim.master, assessment.withholding
    lines = [
        SumLine(translate("Form", "Contributions"), master.contributions),
        SumLine(translate("Form", "Returns on them"), master.returns),
        SumLine(_balance(claim), master.balance, total=True),
    ]
    if assessment.gross != master.balance:
        lines.append(SumLine(words.cause(claim.form.cause), assessment.gross))
    for line in held.lines:
        text = translate("Form", "%1 % of %2").replace("%1", str(line.rate)).replace("%2", words.rupiah(line.base))
        lines.append(SumLine(text, line.amount))
    lines.append(SumLine(translate("Form", "Paid out"), held.net, total=True))
    return tuple(lines)


def _balance(claim: Claim) -> str:
    count = len(claim.master.prior_payments)
    if not count:
        return translate("Form", "JHT balance, nothing taken before")
    if count == 1:
        return translate("Form", "JHT balance, 1 payment before")
    return translate("Form", "JHT balance, %1 payments before").replace("%1", str(count))


class Sums(QWidget):
    """Draws the lines; sums are bold."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[SumLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[SumLine, ...]) -> None:
        """Show other lines."""
        if lines == self._lines:
            return
        self._lines = lines
        self.setAccessibleName("; ".join(f"{line.text} {words.rupiah(line.amount)}" for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for every line."""
        return QSize(200, max(len(self._lines), 1) * self._line() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line by line, a rule above what is paid out."""
        look = theme.current()
        palette = look.palette
        painter = QPainter(self)
        for row, line in enumerate(self._lines):
            rect = QRectF(0, row * self._line() + 1, self.width(), self._line())
            font = theme.font(look.density.body, 600 if line.total else 400)
            if row == len(self._lines) - 1:
                painter.fillRect(QRectF(0, rect.top(), self.width(), 1), QColor(palette.line2))
                rect.translate(0, 1)
            taken = paint.text(painter, rect, words.rupiah(line.amount), font, palette.ink, paint.RIGHT)
            ink = palette.ink if line.total else palette.ink2
            paint.text(painter, rect.adjusted(0, 0, -taken - 10, 0), line.text, font, ink)
        painter.end()

    @staticmethod
    def _line() -> int:
        return _LINE[theme.current().density is not theme.ROOMY]
