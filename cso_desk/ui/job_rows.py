"""The earlier employments on the form: the rows that are written, the one just added, and the button that adds one."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from cso_desk.claims.form import MAX_JOBS, Form, JobPart, job_key

from . import theme
from .drafts import Bound
from .field_box import set_tone
from .fields import TextField
from .form_notes import Note
from .job_row import JobRow
from .key_button import RING, KeyButton, Kind
from .keys import Action, key_of
from .language import translate

_ROW_GAP = (5, 4)


class JobRows(QWidget):
    """Shows one claim's rows; the same row serves the same number of every claim, and holds no text while hidden.

    All but the button stands RING pixels in from the left edge, so that they begin below each other.
    """

    edited = Signal(object, str, str)
    """Bound, form key, text: at every change by hand."""
    arranged = Signal()
    """Other rows are shown than before, or another line above them."""

    reached = Signal(QWidget)
    """What one was taken to, and should see."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, JobRow] = {}
        self._added: dict[UUID, int] = {}
        self._bound: Bound | None = None
        self._form = Form()
        self._found: Mapping[str, Note] = {}
        self._late: frozenset[str] = frozenset()
        self._locked = True
        self._shown: tuple[int, ...] = ()
        self.warning = QLabel()
        self.warning.setProperty("kind", "note")
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.warning.setContentsMargins(RING, 0, 0, 0)
        self.warning.hide()
        self.add = KeyButton(Kind.PLAIN, key=key_of(Action.ADD_JOB))
        self.add.small = True
        self.add.clicked.connect(self.add_row)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.warning)
        self._layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def fields(self) -> list[TextField]:
        """What can be filled in, from top to bottom."""
        return [field for number in self._shown for field in self._rows[number].fields.values()]

    @property
    def stops(self) -> list[QWidget]:
        """What Tab reaches, from top to bottom."""
        return [*(stop for number in self._shown for stop in self._rows[number].stops), self.add]

    def note_of(self, key: str) -> str:
        """What stands under a row of one of its fields."""
        boxes = (box for number in self._shown for box in self._rows[number].boxes.values())
        return next(
            (box.note.text() for box in boxes if isinstance(box.control, TextField) and box.control.key == key), ""
        )

    def show_jobs(
        self, bound: Bound, form: Form, found: Mapping[str, Note], *, late: frozenset[str], locked: bool
    ) -> None:
        """Show the employments on the form of a claim, with what is to be said of each."""
        self._bound, self._form, self._found, self._late, self._locked = bound, form, found, late, locked
        self._show()

    def warn(self, text: str) -> None:
        """Say above the rows what the officer must know of all of them; nothing with an empty text."""
        if text != self.warning.text():
            self.warning.setText(text)
            self.warning.setToolTip(text)
            self.warning.setVisible(bool(text))
            set_tone(self.warning, "warn" if text else "")
            self.arranged.emit()

    def add_row(self) -> bool:
        """Add a row and go into it, or into the one that is still empty; False where no more can be added."""
        number = self._empty() or self._free()
        if self._bound is None or self._locked or number is None:
            return False
        self._added[self._bound.claim_id] = number
        self._show()
        self._reach(self._rows[number].fields[JobPart.EMPLOYER])
        return True

    def remove_entered(self) -> bool:
        """Remove the row one is in; False where one is in none."""
        number = next((n for n in self._shown if any(stop.hasFocus() for stop in self._rows[n].stops)), None)
        if number is None or self._locked:
            return False
        self.remove_row(number)
        return True

    def remove_row(self, number: int) -> None:
        """Empty the texts of a row, and go to the one that takes its place, the one before, or the button."""
        bound = self._bound
        if bound is None or self._locked:
            return
        self._leave(number)
        if self._added.get(bound.claim_id) == number:
            del self._added[bound.claim_id]
        for field in self._rows[number].fields.values():
            if field.plain:
                self.edited.emit(bound, field.key, "")
        self._show()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self._name()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._layout.setSpacing(_ROW_GAP[theme.current().density is not theme.ROOMY])
        self.warning.setFont(theme.font(theme.current().density.label))
        for row in self._rows.values():
            row.restyle()
        self.add.updateGeometry()

    def _show(self) -> None:
        numbers = self._numbers()
        for number in set(self._shown) - set(numbers):
            self._rows[number].hide()
            self._rows[number].show_texts(None, {}, locked=True)
        for number in numbers:
            self._fill(number)
        self.add.setVisible(not self._locked)
        if numbers != self._shown:
            self._arrange(numbers)
        self._name_button()

    def _numbers(self) -> tuple[int, ...]:
        written = {job.number for job in self._form.jobs}
        added = self._added.get(self._bound.claim_id) if self._bound is not None and not self._locked else None
        return tuple(sorted(written | ({added} if added is not None else set())))

    def _fill(self, number: int) -> None:
        row = self._rows.get(number) or self._make(number)
        texts = {part: self._form.text(job_key(number, part)) for part in JobPart}
        row.show_texts(self._bound, texts, locked=self._locked)
        for part, box in row.boxes.items():
            key = job_key(number, part)
            late = translate("Form", "Not saved on this desk yet") if key in self._late else ""
            box.show_note(self._found.get(key), late)

    def _make(self, number: int) -> JobRow:
        row = self._rows[number] = JobRow(number)
        row.edited.connect(self._edit)
        row.removed.connect(self.remove_row)
        row.passed.connect(self._pass)
        return row

    def _arrange(self, numbers: tuple[int, ...]) -> None:
        self._shown = numbers
        for place, number in enumerate(numbers, start=1):
            self._layout.insertWidget(place, self._rows[number])
            self._rows[number].show()
        self._name()
        self.arranged.emit()

    def _name(self) -> None:
        for place, number in enumerate(self._shown, start=1):
            self._rows[number].name(place)
        self._name_button()

    def _name_button(self) -> None:
        full = self._empty() is None and self._free() is None
        self.add.setEnabled(not full)
        self.add.name(
            translate("Form", "At most %1 rows").replace("%1", str(MAX_JOBS))
            if full
            else translate("Form", "+ Add an employer")
        )

    def _empty(self) -> int | None:
        """The added row in which nothing is written yet."""
        added = self._added.get(self._bound.claim_id) if self._bound is not None else None
        return None if added in [job.number for job in self._form.jobs] else added

    def _free(self) -> int | None:
        """The number behind all others, or where that is the last, the first that is free."""
        taken = [job.number for job in self._form.jobs]
        if not taken or taken[-1] < MAX_JOBS:
            return taken[-1] + 1 if taken else 1
        return next((number for number in range(1, MAX_JOBS) if number not in taken), None)

    def _edit(self, bound: Bound, key: str, text: str) -> None:
        """Keep the row in which one writes, also while it is emptied."""
        self._added[bound.claim_id] = int(key.split(".")[1])
        self.edited.emit(bound, key, text)

    def _pass(self, number: int) -> None:
        place = self._shown.index(number) + 1
        following = self._rows[self._shown[place]].stops[0] if place < len(self._shown) else self.add
        self._reach(following)

    def _leave(self, number: int) -> None:
        row, place = self._rows[number], self._shown.index(number)
        if not any(stop.hasFocus() for stop in row.stops):
            return
        others = [*self._shown[place + 1 : place + 2], *self._shown[max(place - 1, 0) : place]]
        part = next((part for part, field in row.fields.items() if field.hasFocus()), JobPart.EMPLOYER)
        self._reach(self._rows[others[0]].fields[part] if others else self.add)

    def _reach(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(widget)
