"""The other booths in a column beside the one in focus."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.talk_view import TalkView

from . import keys, paint, talk_words, theme
from .booth_thumb import BoothThumb
from .focus_layout import lay_out_ribbon
from .keys import Action
from .language import translate
from .seat import Seat
from .video_view import VideoTile


class Ribbon(QWidget):
    """Shows every booth but one, each in its place, under a header with the key that leads to the wall."""

    chosen = Signal(int)
    """The booth that was clicked."""

    def __init__(self, booths: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbs = {number: BoothThumb(number, self) for number in range(1, booths + 1)}
        for thumb in self._thumbs.values():
            thumb.chosen.connect(self.chosen)

    @property
    def others(self) -> int:
        """How many booths there are beside the one left out."""
        return len(self._thumbs) - 1

    @property
    def tiles(self) -> Mapping[int, VideoTile]:
        """The picture of each booth, by its number."""
        return {number: thumb.tile for number, thumb in self._thumbs.items()}

    def show_seat(self, seat: Seat, *, now: float) -> None:
        """Show one booth as it is now."""
        self._thumbs[seat.number].show_seat(seat, now=now)

    def show_talk(self, view: TalkView) -> None:
        """Show on each picture what holds for its booth, and who speaks there."""
        for number, thumb in self._thumbs.items():
            thumb.tile.set_notes(*talk_words.notes(view, number, short=True))
            late = talk_words.late(view.of(number))
            thumb.tile.setToolTip(late)
            thumb.setAccessibleDescription(late)

    def show_time(self, now: float) -> None:
        """Repaint the running times."""
        for thumb in self._thumbs.values():
            if thumb.isVisible():
                thumb.show_time(now)

    def place(self, *, without: int) -> None:
        """Share the room among the booths, one left out."""
        others = [thumb for number, thumb in self._thumbs.items() if number != without]
        areas = lay_out_ribbon(self.size(), theme.current().density, len(others)).thumbs
        for thumb, area in zip(others, areas, strict=True):
            thumb.setGeometry(area)
        for number, thumb in self._thumbs.items():
            thumb.setVisible(number != without)
        self.setVisible(bool(others))

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.update()
        for thumb in self._thumbs.values():
            thumb.update()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        for thumb in self._thumbs.values():
            thumb.restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the header."""
        look = theme.current()
        palette, density = look.palette, look.density
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = QRectF(lay_out_ribbon(self.size(), density, self.others).head)
        paint.text(painter, head, translate("Form", "Other booths"), theme.font(density.body, 600), palette.ink)
        right = head.right()
        if density is theme.ROOMY:
            wall = translate("Form", "wall")
            right -= paint.text(painter, head, wall, theme.font(density.value), palette.ink2, paint.RIGHT) + 6
        cap = keys.key_of(Action.BACK)
        right -= max(20.0, paint.width(cap, theme.font(11, 600)) + 12)
        paint.key_cap(painter, right, head.center().y(), cap, palette.ink, palette.line2, palette.surface)
        painter.end()
