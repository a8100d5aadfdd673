"""The page of the claims at other desks, and the one thing to be done with them: taking one back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QKeyCombination, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cso_desk.desk.model import DeskView, Fate, HeldElsewhere

from . import second_rows, second_words
from .key_button import KeyButton, Kind
from .language import translate
from .record_parts import note
from .revoke_dialog import RevokeDialog
from .row_list import RowList

_SIDE = 16


class HeldPage(QWidget):
    """Shows who holds which claim, and until when."""

    revoked = Signal(object, str)
    """Claim id, why."""

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._view = DeskView(booths=())
        self._dialog: RevokeDialog | None = None
        self.summary = note()
        self.list = RowList("")
        self.hint = note()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.take = KeyButton(Kind.RETURN, "undo-2", "A")
        self.take.clicked.connect(self._ask)
        self.list.currentRowChanged.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 6)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        layout.addWidget(self.hint)
        self.retranslate()

    @property
    def buttons(self) -> list[KeyButton]:
        """The page's buttons, from left to right."""
        return [self.take]

    @property
    def keys(self) -> Mapping[QKeyCombination, KeyButton]:
        """The buttons by their keys."""
        return {QKeyCombination(Qt.Key.Key_A): self.take}

    @property
    def dialog(self) -> RevokeDialog | None:
        """The open question why, None while there is none."""
        return self._dialog

    @property
    def chosen(self) -> HeldElsewhere | None:
        """The claim one is on, None while there is none."""
        return next((one for one in self._view.elsewhere if one.claim.id == self.list.chosen), None)

    def show_desk(self, view: DeskView) -> None:
        """Follow what the desk announces."""
        self._view = view
        now = second_words.centre_time(self._now(), view.clock_ahead_s)
        self.summary.setText(second_words.held_summary(view.elsewhere, now))
        self.list.show_rows([second_rows.held(one, now) for one in view.elsewhere])
        self.list.setVisible(bool(view.elsewhere))
        if self._dialog is not None:
            shown = self._dialog.claim_id
            one = next((one for one in view.elsewhere if one.claim.id == shown), None)
            self._dialog.follow(one, line_is_up=view.line_is_up)
        self._choose()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.list.setAccessibleName(translate("Second", "Claims at other desks"))
        self.take.name(translate("Second", "Take back"))
        self.show_desk(self._view)

    def _choose(self) -> None:
        hinders = self._hinders(self.chosen)
        self.take.setEnabled(self.chosen is not None and not hinders)
        self.take.setAccessibleDescription(hinders)
        self.hint.setText(hinders)

    def _hinders(self, one: HeldElsewhere | None) -> str:
        if one is None:
            return ""
        if one.is_under_way:
            return second_words.fate(one.fate)
        if one.fate is Fate.REFUSED:
            return translate("Second", "Read first what the centre said (X).")
        return "" if self._view.line_is_up else second_words.offline_elsewhere()

    def _ask(self) -> None:
        one = self.chosen
        if self._dialog is not None or one is None or self._hinders(one):
            return
        dialog = RevokeDialog(one, parent=self.window())
        dialog.revoked.connect(self.revoked)
        dialog.finished.connect(self._asked)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _asked(self) -> None:
        self._dialog = None
        self.window().activateWindow()  # not every platform gives the keys back by itself
