"""The mark above a field that a picture proves: pressed, it shows the picture and the place."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.evidence import Evidence

from . import form_words, paint, theme
from .language import translate

_ICON, _GAP = 12, 4


class ProofMark(QAbstractButton):
    """Hidden while nothing proves the field; Tab passes it by, for the strip of documents shows the same."""

    wanted = Signal(object)
    """The Evidence."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._proof: Evidence | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._tell)
        self.hide()

    @property
    def proof(self) -> Evidence | None:
        """What proves the field."""
        return self._proof

    def show_proof(self, proof: Evidence | None) -> None:
        """Show by what the field is proven."""
        if proof != self._proof:
            self._proof = proof
            told = "" if proof is None else _sentence(proof)
            self.setAccessibleName(told)
            self.setToolTip(told)
            self.update()
        self.setVisible(proof is not None)

    def sizeHint(self) -> QSize:
        """Room for the icon and the name of the document."""
        wide = _ICON + _GAP + paint.width(self._words(), theme.font(theme.current().density.label))
        return QSize(round(wide) + 2, round(theme.current().density.label) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a camera and the name of the document, underlined while the pointer is over it."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        x = paint.icon(painter, 0, middle, "camera", look.palette.passed, _ICON) + _GAP
        room = QRectF(x, 0, self.width() - x, self.height())
        wide = paint.text(painter, room, self._words(), theme.font(look.density.label), look.palette.ink2)
        if self.underMouse():
            painter.setPen(QPen(QColor(look.palette.ink2), 1))
            painter.drawLine(
                QRectF(x, self.height() - 2, wide, 0).topLeft(), QRectF(x, self.height() - 2, wide, 0).topRight()
            )
        painter.end()

    def _words(self) -> str:
        return "" if self._proof is None else form_words.document(self._proof.document)

    def _tell(self) -> None:
        self.wanted.emit(self._proof)


def _sentence(proof: Evidence) -> str:
    text = translate("Papers", "Proven by %1, confirmed at %2. Shows the place.")
    at = f"{proof.at.astimezone(JAKARTA):%H.%M}"
    return text.replace("%1", form_words.document(proof.document)).replace("%2", at)
