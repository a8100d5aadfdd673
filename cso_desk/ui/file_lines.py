"""The files of one document below each other: where each stands, and what it is."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.desk.filed import Filed

from . import attach_words, paint, theme

_RIGHT = 12.0
_ICON = 14
_GAP = 14.0
_LINES = (20, 17)


class FileLines(QWidget):
    """Shows one line a file, hidden while there is none; `named`: each line tells its document too."""

    def __init__(self, *, indent: float, named: bool = False) -> None:
        """`indent`: pixels from the left edge to the icons."""
        super().__init__()
        self._indent, self._named = indent, named
        self._files: tuple[Filed, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def files(self) -> tuple[Filed, ...]:
        """What is shown, from the top."""
        return self._files

    def show_files(self, files: tuple[Filed, ...]) -> None:
        """Show these files, in their order."""
        if files == self._files:
            return
        self._files = files
        self.restyle()
        self.setVisible(bool(files))

    def restyle(self) -> None:
        """Take on look and language that are in force."""
        told = "\n".join(map(attach_words.sentence, self._files))
        self.setToolTip(told)
        self.setAccessibleName(told)
        self.setFixedHeight(len(self._files) * _line() + 3)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, filed in enumerate(self._files):
            self._draw(painter, QRectF(0, place * _line(), self.width(), _line()), filed)
        painter.end()

    def _draw(self, painter: QPainter, rect: QRectF, filed: Filed) -> None:
        look = theme.current()
        state = attach_words.STATES.get(filed.stand)
        ink = look.palette.ink2 if state is None else look.state(state).text
        font = theme.font(look.density.value, 400 if state is None else 600)
        small = theme.font(look.density.value)
        x = self._indent + paint.icon(painter, self._indent, rect.center().y(), attach_words.ICONS[filed.stand], ink,
                                      _ICON) + 6  # fmt: skip
        room = rect.adjusted(x, 0, -_RIGHT, 0)
        text = attach_words.stand(filed)
        if self._named:
            text = f"{attach_words.document(filed.document)}: {text}"
        taken = paint.text(painter, room, text, font, ink)
        kind = attach_words.kind(filed)
        left = room.adjusted(taken + _GAP, 0, 0, 0)
        if paint.width(kind, small) <= left.width():
            paint.text(painter, left, kind, small, look.palette.ink3, paint.RIGHT)


def _line() -> int:
    return _LINES[theme.current().density is not theme.ROOMY]
