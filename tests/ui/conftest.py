from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.claims.checks import assess
from cso_desk.claims.model import (
    Answer,
    Cause,
    Channel,
    Claim,
    ClaimState,
    DocumentKind,
    DocumentStatus,
    Field,
    Form,
    MasterRecord,
    document_key,
)
from cso_desk.desk.model import BoothClaim
from cso_desk.ui import theme
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.seat import Seat

TODAY = date(2025, 11, 13)
NOW = 1000.0

MakeSeat = Callable[..., Seat]


def _master() -> MasterRecord:
    return MasterRecord(
        full_name="Muhammad Rizky Pratama",
        nik="9974011208910012",
        kpj="19040012337",
        birth_date=date(1991, 8, 12),
        mother_name="Siti Rahmawati",
        employer="PT Contoh Sandang Jaya",
        member_since=date(2019, 4, 1),
        inactive_since=date(2025, 9, 2),
        contributions=8_910_400,
        returns=1_546_389,
        registry_match=True,
    )


def _form(master: MasterRecord) -> dict[str, str]:
    return {
        Field.FULL_NAME: master.full_name,
        Field.NIK: master.nik,
        Field.BIRTH_DATE: "12-08-1991",
        Field.MOTHER_NAME: master.mother_name,
        Field.KPJ: master.kpj,
        Field.EMPLOYER: master.employer,
        Field.CAUSE: Cause.LAID_OFF,
        Field.CAUSE_DATE: "02-09-2025",
        Field.BANK: "BRI",
        Field.ACCOUNT_NUMBER: "001201000004417",
        Field.ACCOUNT_HOLDER: master.full_name,
        Field.ACCOUNT_ACTIVE: Answer.YES,
        Field.ID_CARD_ORIGINAL: Answer.YES,
        Field.FACE_MATCHES: Answer.YES,
        Field.RECORDING_CONSENT: Answer.YES,
        Field.AMOUNT_AGREED: Answer.YES,
        **{document_key(kind): DocumentStatus.ORIGINAL for kind in DocumentKind},
    }


def _claim(number: int, form: dict[str, str] | None, master: dict[str, Any] | None) -> Claim:
    texts = _form(_master()) | {Field.PHONE: f"0812000000{number}"} | (form or {})
    return Claim(
        id=UUID(int=1000 + number),
        number=f"KJ-2511-040{number}",
        ticket=f"B-00{number}",
        branch=11,
        channel=Channel.BOOTH,
        state=ClaimState.IN_BOOTH,
        row_version=3,
        form=Form(MappingProxyType({str(key): str(text) for key, text in texts.items()})),
        master=replace(_master(), **(master or {})),
        filed_at=datetime(2025, 11, 13, 1, 0, tzinfo=UTC),
        booth=number,
        desk="desk-3",
    )


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
    view = FocusView(booths=3, second_from=50_000_000, today=lambda: TODAY)
    view.resize(1920, 1026)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view
