"""Opens the letter of a booth's claim, follows the claim, and has files written on a thread of its own."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QWidget

from cso_desk.desk.model import Fate, Officer, Refusal
from cso_desk.worker import Worker

from .bridge import Bridge
from .letter import Judge, Letter, letter_of
from .letter_dialog import LetterDialog
from .letter_file import Written, write_whole
from .seat import Seat

logger = logging.getLogger(__name__)


class Letters(QObject):
    """The papers of one window; the thread begins with the first file and ends with `stop`."""

    def __init__(self, officer: Officer, *, judge: Judge, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._officer, self._judge, self._now, self._window = officer, judge, now, parent
        self._bridge = Bridge()
        self._bridge.letter_written.connect(self._show_written)
        self._worker: Worker | None = None
        self._dialog: LetterDialog | None = None
        self._shown: Seat | None = None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = Path(documents)

    @property
    def dialog(self) -> LetterDialog | None:
        """The open preview, None while there is none."""
        return self._dialog

    def open(self, seat: Seat) -> Refusal | None:
        """Show the letter of the claim in a seat, or tell why there is none."""
        if self._dialog is not None:
            return None
        if seat.held is None:
            return Refusal("nobody_sits", None, seat.number)
        if seat.held.decision_fate is Fate.REFUSED:
            return Refusal("unread_refusal", seat.held.claim.id, seat.number)
        dialog = LetterDialog(
            seat.number, self._letter(seat), write=self._write, folder=self._folder, parent=self._window
        )
        dialog.finished.connect(self._closed)
        self._dialog, self._shown = dialog, seat
        dialog.open()
        return None

    def follow(self, seats: Sequence[Seat]) -> None:
        """Show what has become of the claim since; close when another one sits there or the centre refused it."""
        before = self._shown
        if self._dialog is None or before is None or before.held is None:
            return
        seat = seats[before.number - 1]
        held = seat.held
        if held is None or held.claim.id != before.held.claim.id or held.decision_fate is Fate.REFUSED:
            self._dialog.reject()
            return
        if held != before.held:
            self._shown = seat
            self._dialog.show_letter(self._letter(seat))

    def stop(self) -> None:
        """Close the preview, and let a file that is being written be finished."""
        if self._dialog is not None:
            self._dialog.reject()
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _letter(self, seat: Seat) -> Letter:
        assert seat.held is not None
        return letter_of(seat.held, self._judge, self._officer, self._now())

    def _write(self, path: Path, content: bytes) -> None:
        self._folder = path.parent
        if self._worker is None:
            self._worker = Worker("letters")
            self._worker.start()
        self._worker.do(lambda: self._bridge.letter_written.emit(_written(path, content)))

    @Slot(object)
    def _show_written(self, value: Written) -> None:
        if self._dialog is not None:
            self._dialog.show_written(value)

    @Slot()
    def _closed(self) -> None:
        self._dialog = self._shown = None
        self._window.activateWindow()  # not every platform gives the keys back by itself


def _written(path: Path, content: bytes) -> Written:
    written = write_whole(path, content)
    if written.fault is not None:
        logger.warning("a letter was not saved: %s", written.fault)
    return written
