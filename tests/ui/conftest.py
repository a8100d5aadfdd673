from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.claims.checks import assess
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim
from cso_desk.desk.model import BoothClaim, Officer
from cso_desk.ui import theme
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.language import Language
from cso_desk.ui.seat import Seat
from cso_desk.ui.theme import LIGHT, ROOMY, Look
from tests.claim_values import claim_with
from tests.ui import said
from tests.ui.focus_fields import Edit
from tests.ui.office import MakeOffice, Office

TODAY = date(2025, 11, 13)
OFFICER = Officer("u-1", "Petugas Satu", "9900001", "D-1", 1, "Cabang Contoh")
NOW = 1000.0

MakeSeat = Callable[..., Seat]


def _claim(number: int, form: dict[str, str] | None, master: dict[str, Any] | None) -> Claim:
    return claim_with(
        {Field.PHONE: f"0812000000{number}", **(form or {})},
        master=master,
        id=UUID(int=1000 + number),
        number=f"KJ-2511-040{number}",
        ticket=f"B-00{number}",
        booth=number,
    )


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Language]:
    """The language of the window: Indonesian until a test chooses another, by day and with room."""
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    language = Language("id")
    yield language
    language.use("en")
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))


@pytest.fixture
def english_afterwards(qapp: QApplication) -> Iterator[None]:
    """For tests of words alone, which choose the language by themselves."""
    yield
    said.speak("en")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """The smallest window that dialogs are shown over."""
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def make_seat() -> MakeSeat:
    """A seat with a claim that may be approved, changed as asked; `empty` makes a booth without a claim."""

    def make(
        number: int = 1,
        form: dict[str, str] | None = None,
        *,
        master: dict[str, Any] | None = None,
        claim: dict[str, Any] | None = None,
        selected_since: float | None = 0.0,
        empty: bool = False,
        **held: Any,
    ) -> Seat:
        if empty:
            return Seat(number, None, None, Attention(number, WorkState.CLOSED, "empty", NOW))
        made = replace(_claim(number, form, master), **(claim or {}))
        booth_claim = replace(BoothClaim(made, version="v1", called_at=made.filed_at), **held)
        assessment = assess(made, on=TODAY)
        state = WorkState.READY if assessment.ready else WorkState.NEED
        attention = Attention(number, state, "verify", NOW - 10)
        return Seat(number, booth_claim, assessment, attention, seated_since=500.0, selected_since=selected_since)

    return make


@pytest.fixture
def focus_view(qtbot: QtBot, make_seat: MakeSeat) -> FocusView:
    """A focus view of three booths on the screen, in command mode, before it is shown any seat."""
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    view = FocusView(booths=3, officer=OFFICER, today=lambda: TODAY)
    view.resize(1920, 1026)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


@pytest.fixture
def edits(focus_view: FocusView) -> list[Edit]:
    """Every edit that the view announces."""
    heard: list[Edit] = []
    focus_view.edited.connect(lambda *edit: heard.append(edit))
    return heard


@pytest.fixture
def open_office(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeOffice]:
    """Opens offices with a window of 1366x768 in front, and closes them."""
    theme.use(Look(LIGHT, ROOMY))
    offices: list[Office] = []

    def make(booths: int = 6, *, size: tuple[int, int] = (1366, 768), **wishes: object) -> Office:
        office = Office(tmp_path, booths, **wishes)  # type: ignore[arg-type]
        offices.append(office)
        qtbot.addWidget(office.window)
        office.window.resize(*size)
        with qtbot.waitExposed(office.window):
            office.window.show()
        office.window.activateWindow()
        qtbot.waitUntil(office.window.isActiveWindow)
        return office

    yield make
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for office in offices:
        office.close()
    application.setStyleSheet("")
    theme.use(Look(LIGHT, ROOMY))


@pytest.fixture
def office(open_office: MakeOffice) -> Office:
    return open_office()
