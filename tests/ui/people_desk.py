"""The search for participants on a screen, as the tests type in it and answer what it asks."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Cause
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import LineState, Officer, SyncStatus
from cso_desk.desk.people import Asked, Opening, Told, Trouble
from cso_desk.ui.people_dialog import PeopleDialog
from cso_desk.wire.people_wire import Card, Clash, PastClaim, Payment, PersonFile, PersonFound
from tests.people_values import AT, file_of, found, record

OFFICER = Officer("u-1", "Petugas Satu", "9900001", "114-1", 114, "Cabang Contoh")
SYNCED = SyncStatus(LineState.SYNCED, since=AT)
OFFLINE = SyncStatus(LineState.OFFLINE, since=AT, cause="unreachable")
PATIENT = 10_000
RIZKY, SITI = found(1, "Muhammad Rizky Pratama"), found(2, "Siti Nurhayati", employer="CV Contoh Logam")


@dataclass
class Desk:
    """A dialog, and what it asked; `answer` tells it what came of the newest question."""

    qtbot: QtBot
    dialog: PeopleDialog
    asked: list[Asked | None] = field(default_factory=list)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.dialog.field, text)

    def press(self, key: Qt.Key, *, repeat: bool = False) -> None:
        widget = self.dialog.focusWidget() or self.dialog
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeat)
        QCoreApplication.sendEvent(widget, event)

    def wait(self, asked: Asked) -> None:
        self.qtbot.waitUntil(lambda: bool(self.asked) and self.asked[-1] == asked, timeout=PATIENT)

    def answer(self, *people: PersonFound, after: str = "", trouble: Trouble | None = None, cause: str = "") -> None:
        asked = self.asked[-1]
        assert asked is not None
        self.dialog.show_told(Told(asked, people, after, trouble=trouble, cause=cause))

    def find(self, text: str, *people: PersonFound, after: str = "") -> None:
        self.dialog.field.setText(text)
        self.press(Qt.Key.Key_Return)
        self.answer(*people, after=after, trouble=None if people else Trouble.NOTHING_FOUND)

    def open(self, file: PersonFile) -> None:
        self.press(Qt.Key.Key_Return)
        assert self.asked[-1] == Opening(file.id)
        self.dialog.show_told(Told(Opening(file.id), file=file))

    @property
    def names(self) -> list[str]:
        return [row.title for row in self.dialog.list.rows]

    @property
    def summary(self) -> str:
        return self.dialog.summary.text()


def open_dialog(qtbot: QtBot, parent: QWidget, line: SyncStatus = SYNCED) -> Desk:
    desk = Desk(qtbot, PeopleDialog(line, officer=OFFICER, parent=parent))
    desk.dialog.asked.connect(desk.asked.append)
    with qtbot.waitExposed(desk.dialog):
        desk.dialog.open()
    qtbot.waitUntil(desk.dialog.field.hasFocus, timeout=PATIENT)
    return desk


def rich_file() -> PersonFile:
    claims = [
        PastClaim(
            number="KJ-2511-0403",
            branch=114,
            cause=Cause.LAID_OFF,
            state=ClaimState.WAITING,
            filed_at=AT,
            decided_at=None,
            amount=0,
            clashes=[Clash(number="KJ-2511-0404", by=["person", "account", "moon"])],
        ),
        PastClaim(
            number="KJ-2511-0404",
            branch=11,
            cause=Cause.LAID_OFF,
            state=ClaimState.IN_BOOTH,
            filed_at=AT - timedelta(days=1),
            decided_at=None,
            amount=0,
            clashes=[
                Clash(number="KJ-2511-0403", by=["person", "account"]),
                Clash(number="KJ-2511-0409", by=["document"]),
                Clash(number="KX-1", by=[]),
            ],
        ),
        PastClaim(
            number="KJ-2301-0001",
            branch=11,
            cause=Cause.PARTIAL_10,
            state=ClaimState.PAID,
            filed_at=AT - timedelta(days=900),
            decided_at=AT - timedelta(days=899),
            amount=4_000_000,
            notes=["Sesuai <b>KTP</b>"],
        ),
    ]
    card = Card(
        id=UUID(int=9),
        kpj="17110000009",
        employer="CV Contoh Pangan",
        branch=7,
        member_since=date(2014, 2, 1),
        inactive_since=date(2019, 3, 31),
        balance=1_200_000,
    )
    known = record(1, "Muhammad Rizky Pratama", other_kpj=("17110000009", "21040000001"))
    paid = Payment(gross=4_000_000, paid_on=date(2023, 6, 1), partial=True)
    return file_of(1, "Muhammad Rizky Pratama", record=known, cards=[card], prior_payments=[paid], claims=claims)
