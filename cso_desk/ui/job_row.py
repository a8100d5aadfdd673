"""One earlier employment on the form: employer, first day, last day, a small button that takes the row away."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from cso_desk.claims.form import JobPart, job_key

from . import form_words, paint, theme
from .drafts import Bound
from .field_box import FieldBox
from .fields import TextField, field_height
from .key_button import RING
from .keys import Action, key_of
from .language import translate

_GAP = (8, 6)
_DATE_PADDING = 20
_CROSS = 14


class JobRow(QWidget):
    """Shows one employment; what is wrong with it stands below, over the whole width."""

    edited = Signal(object, str, str)
    removed = Signal(int)
    """The row's number."""
    passed = Signal(int)
    """Enter was pressed in the row's last field."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.boxes = {part: FieldBox(TextField(job_key(number, part))) for part in JobPart}
        self.fields = {part: box.control for part, box in self.boxes.items() if isinstance(box.control, TextField)}
        self.remove = RemoveButton()
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(RING, 0, 0, 0)
        self._layout.setVerticalSpacing(2)
        self._layout.setColumnStretch(0, 1)
        for column, box in enumerate(self.boxes.values()):
            self._layout.addWidget(box, 0, column)
            self._layout.addWidget(box.note, column + 1, 0, 1, len(self.boxes) + 1)
        self._layout.addWidget(self.remove, 0, len(self.boxes), Qt.AlignmentFlag.AlignBottom)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        last = self.fields[JobPart.UNTIL]
        last.returnPressed.disconnect()  # Enter goes on to the next row, not to the button that removes this one
        last.returnPressed.connect(self._pass)
        self.remove.clicked.connect(self._remove)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab reaches, from left to right."""
        return [*self.fields.values(), self.remove]

    def show_texts(self, bound: Bound | None, texts: dict[JobPart, str], *, locked: bool) -> None:
        """Show the employment of a claim; without a claim nothing."""
        for part, field in self.fields.items():
            field.show_text(bound, texts.get(part, ""), locked=locked)
        self.remove.setVisible(not locked)

    def name(self, place: int) -> None:
        """Write the labels; they stand above the first row only, and each field tells its row, counted from 1."""
        for part, box in self.boxes.items():
            box.name(form_words.job_part(part))
            box.label.setVisible(place == 1)
            self.fields[part].setAccessibleName(_in_row(form_words.job_part(part), place))
        self.remove.setAccessibleName(_in_row(translate("Form", "Remove"), place))
        removes = translate("Form", "Remove this row")
        self.remove.setToolTip(f"{removes} ({key_of(Action.REMOVE_JOB)})")

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._layout.setHorizontalSpacing(_GAP[theme.current().density is not theme.ROOMY])
        for box in self.boxes.values():
            box.restyle()
        wide = round(paint.width("00-00-0000", theme.font(theme.current().density.body))) + _DATE_PADDING
        for part in (JobPart.FROM, JobPart.UNTIL):
            self.boxes[part].setFixedWidth(wide)
        self.remove.setFixedSize(field_height(), field_height())

    def _pass(self) -> None:
        self.passed.emit(self.number)

    def _remove(self) -> None:
        self.removed.emit(self.number)


class RemoveButton(QAbstractButton):
    """A cross; with the focus it wears a ring."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look as before."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cross."""
        palette = theme.current().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            paint.rounded(painter, frame, 4, palette.sunken)
        ink = palette.ink if self.underMouse() or self.hasFocus() else palette.ink3
        paint.icon(painter, (self.width() - _CROSS) / 2, self.height() / 2, "x", ink, _CROSS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(frame, 4, 4)
        painter.end()


def _in_row(text: str, place: int) -> str:
    return translate("Form", "%1, row %2").replace("%1", text).replace("%2", str(place))
