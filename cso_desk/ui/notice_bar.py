"""One line that says what was not done, why, and what to do; it stays until it is read."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.desk.model import Refusal

from . import paint, refusal_words, theme
from .language import translate

_HEIGHT = 34


class NoticeBar(QWidget):
    """Shows the newest refusal of the desk itself; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal: Refusal | None = None
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def sentence(self) -> str:
        """What the bar says, empty while it is hidden."""
        return refusal_words.refusal(self._refusal) if self._refusal is not None else ""

    def show_refusal(self, refusal: Refusal) -> None:
        """Say what was refused."""
        self._refusal = refusal
        self.setAccessibleName(self.sentence)
        self.show()
        self.update()

    def dismiss(self) -> bool:
        """Take the notice away; False when there was none."""
        there = self._refusal is not None
        self._refusal = None
        self.hide()
        return there

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click means that it was read."""
        self.dismiss()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.sentence)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sentence and the key that takes it away."""
        look = theme.current()
        colours = look.state(WorkState.NEED)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(look.palette.app))
        margin = look.density.margin
        frame = QRectF(margin + 0.5, 3.5, self.width() - 2 * margin - 1, self.height() - 6)
        paint.rounded(painter, frame, 6, colours.tint, colours.solid)
        middle = frame.center().y()
        paint.icon(painter, frame.x() + 12, middle, "triangle-alert", colours.text, 16)
        done = translate("Words", "understood")
        small = theme.font(look.density.value)
        taken = paint.text(painter, frame.adjusted(0, 0, -12, 0), done, small, colours.text, paint.RIGHT)
        palette = look.palette
        right = frame.right() - 12 - taken - 8 - 34
        paint.key_cap(painter, right, middle, "Esc", palette.ink, palette.line2, palette.surface)
        room = frame.adjusted(38, 0, -(frame.right() - right) - 12, 0)
        paint.text(painter, room, self.sentence, theme.font(look.density.body, 600), colours.text)
        painter.end()
