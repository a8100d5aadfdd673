"""What waits to be sent to the centre, claim by claim, and what the centre refused, both sides beside each other."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim
from cso_desk.desk.model import DeskView, Officer, Parcel, Piece, Stand, SyncStatus, Unsettled

from . import conflict_words, sync_words
from .conflict_panel import ConflictPanel
from .conflict_values import Conflict, conflicts
from .dialog_parts import button_row, draw_surface
from .entry_parts import Band
from .key_button import RING, KeyButton, Kind
from .language import translate
from .record_parts import note
from .row_list import Line, Row, RowList
from .tabs import Tabs

_SIDE = 16
_WIDE, _TALL = 1080, 720
_ROOM = 40
_LIST_SHARE = (2, 3)
_STATES = {
    Stand.UNSURE: WorkState.NEED,
    Stand.REFUSED: WorkState.LOST,
    Stand.PARKED: WorkState.NEED,
}


class QueuePage(IntEnum):
    """The pages of the dialog."""

    OUTBOX = 0
    CONFLICTS = 1


class QueueDialog(QDialog):
    """Follows the desk while it is open; closed, it has changed nothing."""

    hurried = Signal()
    acknowledged = Signal(object)
    """The op id of refused work that is settled."""
    edited = Signal(int, object, str, str)
    """Booth, claim id, form key, text: written once more."""
    booth_wanted = Signal(int)

    def __init__(
        self,
        view: DeskView,
        line: SyncStatus,
        *,
        officer: Officer,
        now: Callable[[], datetime],
        page: QueuePage,
        parent: QWidget,
    ) -> None:
        """`officer` is whose desk it is; `now` the time by the window's clock."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view, self._line, self._desk, self._now = view, line, officer.desk, now
        self._conflicts: tuple[Conflict, ...] = ()
        self.tabs = Tabs("F6")
        self.summary = note()
        self.outbox = RowList("")
        self.list = RowList("")
        self.panel = ConflictPanel(officer.id)
        self.empty = note()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._outbox_page())
        self._pages.addWidget(self._conflict_page())
        self._make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, _SIDE - RING)
        layout.setSpacing(0)
        self._band = Band("list", translate("Sync", "Between this desk and the centre"), officer.place)
        layout.addWidget(self._band)
        layout.addWidget(self.tabs)
        layout.addWidget(self._pages, 1)
        layout.addLayout(button_row([self.close_button], [self.go, self.settled, self.theirs, self.mine, self.send]))
        self.setFixedSize(_size(parent.size()))
        self.tabs.chosen.connect(self._turn)
        self.list.currentRowChanged.connect(self._choose)
        self._retranslate()
        self._show()
        self.tabs.choose(page)
        self._turn(page)

    def show_desk(self, view: DeskView) -> None:
        """Follow what the desk announces."""
        self._view = view
        self._show()

    def show_line(self, line: SyncStatus) -> None:
        """Follow how the line is."""
        self._line = line
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that a key belongs to; a key held down acts once."""
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
        button = self._keys.get(key)
        if key == Qt.Key.Key_F6 and not event.isAutoRepeat():
            self.tabs.next()
        elif button is None:
            super().keyPressEvent(event)
        elif button.isVisible() and button.isEnabled() and not event.isAutoRepeat():
            button.click()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its frame."""
        draw_surface(self)

    # what is shown

    def _show(self) -> None:
        now = self._now()
        self._conflicts = conflicts(self._view.unsettled)
        waiting = [one for one in self._view.unsettled if sync_words.is_waiting(one)]
        self.summary.setText(sync_words.backlog(self._view, self._line))
        self.summary.setAccessibleName(self.summary.text())
        self.outbox.show_rows([_row(one, self._line, now) for one in waiting])
        self.outbox.setVisible(bool(waiting))
        self.list.show_rows([_conflict_row(one, now) for one in self._conflicts])
        self.empty.setVisible(not self._conflicts)
        self.tabs.name(
            (
                translate("Sync", "To be sent (%1)").replace("%1", str(len(waiting))),
                translate("Sync", "Conflicts (%1)").replace("%1", str(len(self._conflicts))),
            )
        )
        self._choose()

    @property
    def conflict(self) -> Conflict | None:
        """The conflict that is shown, None while there is none."""
        return next((one for one in self._conflicts if one.piece.op_id == self.list.chosen), None)

    def _choose(self) -> None:
        one = self.conflict
        self.panel.show_conflict(one)
        on_conflicts = self.tabs.at == QueuePage.CONFLICTS
        again = one is not None and one.can_write_again(self._desk)
        self.mine.setVisible(on_conflicts and again)
        self.theirs.setVisible(on_conflicts and again)
        self.settled.setVisible(on_conflicts and one is not None and not again)
        booth = None if one is None else self._booth_of(one)
        self.go.setVisible(on_conflicts and booth is not None)
        self.send.setVisible(not on_conflicts)
        self.send.setEnabled(self.outbox.count() > 0)

    def _booth_of(self, one: Conflict) -> int | None:
        """Where the claim of a conflict is to be seen at this desk."""
        booths = enumerate(self._view.booths, start=1)
        return next((n for n, held in booths if held is not None and held.claim.id == one.claim.id), None)

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._choose()
        widget = self.list if page == QueuePage.CONFLICTS and self._conflicts else self.outbox
        (widget if widget.count() else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # what the officer does

    def _settle(self) -> None:
        one = self.conflict
        if one is not None:
            for op_id in one.op_ids:
                self.acknowledged.emit(op_id)

    def _write_mine(self) -> None:
        """Write once more what the centre has not taken, then settle the conflict."""
        one = self.conflict
        if one is None or one.claim.booth is None or not one.can_write_again(self._desk):
            return
        for side in one.sides:
            if side.mine != side.theirs:
                self.edited.emit(one.claim.booth, one.claim.id, side.key, side.mine)
        for op_id in one.op_ids:
            self.acknowledged.emit(op_id)

    def _open(self) -> None:
        one = self.conflict
        booth = None if one is None else self._booth_of(one)
        if booth is not None:
            self.reject()
            self.booth_wanted.emit(booth)

    # how it is built

    def _outbox_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 6)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.outbox, 1)
        layout.addStretch(0)
        return page

    def _conflict_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 6)
        layout.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.list, _LIST_SHARE[0])
        row.addWidget(self.panel, _LIST_SHARE[1])
        layout.addLayout(row, 1)
        return page

    def _make_buttons(self) -> None:
        self.close_button = KeyButton(Kind.PLAIN, "", "Esc")
        self.go = KeyButton(Kind.PLAIN, "monitor", "B")
        self.send = KeyButton(Kind.PLAIN, "arrow-up", "F5")
        self.settled = KeyButton(Kind.PLAIN, "check", "X")
        self.theirs = KeyButton(Kind.PLAIN, "check", "K")
        self.mine = KeyButton(Kind.PLAIN, "pencil", "J")
        self._keys = {
            Qt.Key.Key_B: self.go,
            Qt.Key.Key_F5: self.send,
            Qt.Key.Key_X: self.settled,
            Qt.Key.Key_K: self.theirs,
            Qt.Key.Key_J: self.mine,
        }
        self.close_button.clicked.connect(self.reject)
        self.go.clicked.connect(self._open)
        self.send.clicked.connect(self.hurried)
        self.settled.clicked.connect(self._settle)
        self.theirs.clicked.connect(self._settle)
        self.mine.clicked.connect(self._write_mine)

    def _retranslate(self) -> None:
        title = translate("Sync", "Between this desk and the centre")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.outbox.setAccessibleName(translate("Sync", "Work to be sent"))
        self.list.setAccessibleName(translate("Sync", "Conflicts"))
        self.empty.setText(translate("Sync", "No conflicts. What the centre refuses stands here until it is settled."))
        self.close_button.name(translate("Sync", "Close"))
        self.go.name(translate("Sync", "Open the booth"))
        self.send.name(translate("Sync", "Send now"))
        self.settled.name(translate("Sync", "Settled"))
        self.theirs.name(translate("Sync", "Take the centre's"))
        self.mine.name(translate("Sync", "Write mine again"))


def _row(one: Unsettled, line: SyncStatus, now: datetime) -> Row:
    """What waits of one claim: the work in its order, then the attachments."""
    why = sync_words.line_cause(line.cause)
    return Row(
        key=one.claim.id,
        title=one.claim.number,
        about=_name(one.claim),
        remark=sync_words.age(one.oldest_at, now),
        lines=(
            *(_piece_line(piece, why, now) for piece in one.pieces),
            *(_parcel_line(parcel) for parcel in one.parcels),
        ),
    )


def _piece_line(piece: Piece, why: str, now: datetime) -> Line:
    stand = sync_words.stand(piece.stand)
    remark = f"{stand} · {sync_words.age(piece.at, now)}"
    if piece.is_refused:
        remark = f"{stand} · {conflict_words.kind(piece)}"
    elif why and piece.stand in (Stand.KEPT, Stand.UNSURE):
        remark = f"{stand} · {why} · {sync_words.age(piece.at, now)}"
    icon, state = sync_words.STAND_ICONS[piece.stand], _STATES.get(piece.stand, WorkState.SOLO)
    return Line(icon, sync_words.work(piece), remark, state=state)


def _parcel_line(parcel: Parcel) -> Line:
    share = min(1.0, parcel.sent / max(parcel.size, 1))
    state = WorkState.LOST if parcel.is_stuck else WorkState.SOLO
    why = sync_words.parcel_cause(parcel.cause)
    return Line("file-text", sync_words.parcel(parcel), why, share, state)


def _conflict_row(one: Conflict, now: datetime) -> Row:
    icon = sync_words.STAND_ICONS[one.piece.stand]
    state = _STATES[one.piece.stand]
    lines = [Line(icon, conflict_words.kind(one.piece), state=state), Line("history", sync_words.work(one.piece))]
    return Row(
        key=one.piece.op_id,
        title=one.claim.number,
        about=_name(one.claim),
        remark=sync_words.age(one.piece.at, now),
        lines=tuple(lines),
    )


def _name(claim: Claim) -> str:
    return claim.form.text(Field.FULL_NAME) or claim.master.full_name


def _size(room: QSize) -> QSize:
    return QSize(min(_WIDE, room.width() - _ROOM), min(_TALL, room.height() - _ROOM))
