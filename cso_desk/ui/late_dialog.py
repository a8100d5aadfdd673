"""Says in waiting booths that the officer is late, and by how many minutes."""

from collections.abc import Collection, Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from . import theme
from .choice import Choice, Option
from .drafts import Bound
from .entry_parts import EntryDialog
from .language import translate

MINUTES = (5, 10, 15, 20, 30, 45, 60)
_USUAL = 10
_NOBODY = Bound(0, UUID(int=0))


class LateDialog(EntryDialog):
    """All waiting booths are chosen at first; Enter tells them, Del takes back what they were told."""

    told = Signal(object, int)
    """The booths, a frozenset, and the minutes, 0 where it is taken back."""

    def __init__(self, booths: Collection[int], late: Mapping[int, int], place: str, *, parent: QWidget) -> None:
        """`late` is what booths were told already, in minutes from now."""
        super().__init__("clock", translate("Talk", "You are late"), place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_words(
            translate(
                "Talk",
                "The chosen booths are told in their language, on the screen and by a recorded sentence. "
                "It ends when you talk with them.",
            )
        )
        self._late = late
        self.boxes: dict[int, QCheckBox] = {}
        for booth in sorted(booths):
            box = QCheckBox(_label(booth, late.get(booth)))
            box.setFont(theme.font(theme.current().density.body))
            box.setChecked(True)
            box.toggled.connect(self._check)
            self.boxes[booth] = box
            self._body.addWidget(box)
        question = translate("Talk", "About how many minutes")
        self.add_words(question)
        options = tuple(Option(str(minutes), str(minutes)) for minutes in MINUTES)
        self.minutes = Choice("minutes", options)
        self.minutes.name(question, options)
        self._choose(_NOBODY, "", str(_USUAL))
        self.minutes.edited.connect(self._choose)
        self._body.addWidget(self.minutes)
        self.end_body()
        self.cancel = self.button(translate("Talk", "Cancel"), Qt.Key.Key_Escape)
        self.back = self.button(translate("Talk", "Take back"), Qt.Key.Key_Delete, icon="x")
        self.go = self.button(translate("Talk", "Tell them"), Qt.Key.Key_Return, icon="clock")
        self.lay_out((self.cancel,), (self.back, self.go))
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self._tell(0))
        self.go.clicked.connect(lambda: self._tell(int(self.minutes.value)))
        self._check()
        self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _chosen(self) -> frozenset[int]:
        return frozenset(booth for booth, box in self.boxes.items() if box.isChecked())

    def _choose(self, bound: Bound, key: str, minutes: str) -> None:
        self.minutes.show_text(_NOBODY, minutes, locked=False)

    def _check(self) -> None:
        self.go.setEnabled(bool(self._chosen()))
        self.back.setEnabled(any(booth in self._late for booth in self._chosen()))

    def _tell(self, minutes: int) -> None:
        self.accept()
        self.told.emit(self._chosen(), minutes)


def _label(booth: int, late: int | None) -> str:
    if late is None:
        return translate("Talk", "Booth %1").replace("%1", str(booth))
    return translate("Talk", "Booth %1, told %2 min").replace("%1", str(booth)).replace("%2", str(late))
