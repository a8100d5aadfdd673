"""A desk at its window while the line to the centre comes and goes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.app import App
from cso_desk.claims.model import Claim, Verdict
from cso_desk.demo.embedded_centre import EmbeddedCentre
from cso_desk.demo.people import truth_of
from cso_desk.desk.model import BoothClaim, Fate, LineState
from cso_desk.shift import now
from cso_desk.ui import refusal_words, words

StartDesk = Callable[..., App]
PATIENCE_MS = 30_000


def held(app: App, booth: int = 1) -> BoothClaim | None:
    return app.window.seats[booth - 1].held


def claim_in(app: App, booth: int = 1) -> Claim:
    sitting = held(app, booth)
    assert sitting is not None
    return sitting.claim


def call(app: App, qtbot: QtBot, booth: int = 1) -> Claim:
    qtbot.waitUntil(lambda: bool(app.window.view.next_ticket), timeout=PATIENCE_MS)
    qtbot.keyClick(app.window.wall, getattr(Qt.Key, f"Key_{booth}"))
    qtbot.keyClick(app.window.wall, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: held(app, booth) is not None and claim_in(app, booth).is_open, timeout=PATIENCE_MS)
    return claim_in(app, booth)


def verify(app: App, qtbot: QtBot, booth: int = 1) -> None:
    """Write on the form all that a look at the participant tells."""
    truth = truth_of(claim_in(app, booth))
    for key, text in truth.entries.items():
        app.window.edited.emit(booth, claim_in(app, booth).id, key, text)
    for check in _warnings(app, booth):
        app.window.edited.emit(booth, claim_in(app, booth).id, f"accepted.{check}", truth.acceptance)
    qtbot.waitUntil(lambda: _ready(app, booth), timeout=PATIENCE_MS)


def approve(app: App, qtbot: QtBot, booth: int = 1) -> None:
    qtbot.keyClick(app.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = app.window.focus.dialog
    assert dialog is not None
    sitting = held(app, booth)
    assert sitting is not None
    for button in dialog.answers.values():
        button.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not claim_in(app, booth).is_open or bool(app.window.notice.sentence), timeout=PATIENCE_MS)
    assert app.window.notice.sentence == ""


def _ready(app: App, booth: int) -> bool:
    assessment = app.window.seats[booth - 1].assessment
    return assessment is not None and assessment.ready


def _warnings(app: App, booth: int) -> list[str]:
    assessment = app.window.seats[booth - 1].assessment
    assert assessment is not None
    return [str(check.slot) for check in assessment.checks if check.outcome == "warn"]


def sent(app: App, booth: int = 1) -> bool:
    sitting = held(app, booth)
    return sitting is not None and sitting.fate is Fate.SENT


def fate(app: App, booth: int = 1) -> Fate:
    sitting = held(app, booth)
    return Fate.NONE if sitting is None else sitting.decision_fate


def test_what_is_decided_while_the_line_is_down_is_receipted_when_it_is_back(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    call(app, qtbot)
    verify(app, qtbot)
    qtbot.waitUntil(lambda: sent(app), timeout=PATIENCE_MS)
    centre.stop()
    approve(app, qtbot)
    assert claim_in(app).decision is not None
    qtbot.waitUntil(lambda: app.window.line.state is LineState.OFFLINE, timeout=PATIENCE_MS)
    assert fate(app) is not Fate.SENT
    assert "gagal" not in words.reason_of(app.window.seats[0], 0.0).lower()
    centre.start(now=now())
    qtbot.waitUntil(lambda: fate(app) is Fate.SENT, timeout=PATIENCE_MS)
    receipt = held(app)
    assert receipt is not None
    assert receipt.receipt is not None
    assert str(receipt.receipt.n) in words.reason_of(app.window.seats[0], 0.0)


def test_drafts_and_decisions_made_offline_outlive_the_program(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    first = call(app, qtbot, 1)
    second = call(app, qtbot, 2)
    qtbot.keyClick(app.window.wall, Qt.Key.Key_1)
    verify(app, qtbot, 1)
    qtbot.waitUntil(lambda: sent(app, 1) and sent(app, 2), timeout=PATIENCE_MS)
    centre.stop()
    approve(app, qtbot, 1)
    app.window.edited.emit(2, second.id, "address", "Jl. Contoh Baru No. 7")
    qtbot.waitUntil(lambda: claim_in(app, 2).form.text("address") == "Jl. Contoh Baru No. 7", timeout=PATIENCE_MS)
    app.stop()

    again = start_desk(centre)
    qtbot.waitUntil(lambda: held(again, 1) is not None and held(again, 2) is not None, timeout=PATIENCE_MS)
    assert claim_in(again, 1).id == first.id
    assert claim_in(again, 1).decision is not None
    assert claim_in(again, 2).form.text("address") == "Jl. Contoh Baru No. 7"
    centre.start(now=now())
    qtbot.waitUntil(lambda: fate(again, 1) is Fate.SENT, timeout=PATIENCE_MS)


def test_of_two_desks_that_call_the_same_ticket_one_is_told_that_the_other_has_it(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    ours = start_desk(centre, profile="ours", desk="Meja 1")
    theirs = start_desk(centre, profile="theirs", desk="Meja 2", number="000418", name="Wayan Sudarma")
    for app in (ours, theirs):
        qtbot.waitUntil(lambda app=app: bool(app.window.view.next_ticket), timeout=PATIENCE_MS)
    ours.window.called.emit(1)
    theirs.window.called.emit(1)
    qtbot.waitUntil(lambda: bool(ours.window.view.refusals or theirs.window.view.refusals), timeout=PATIENCE_MS)
    refused, winner = (ours, theirs) if ours.window.view.refusals else (theirs, ours)
    assert refused.window.view.refusals[0].code == "held_by_another"
    assert not winner.window.view.refusals
    assert claim_in(winner).desk == winner.session.enrolment.desk


def test_a_second_desk_on_the_same_profile_does_not_start_and_says_why(
    start_desk: StartDesk, centre: EmbeddedCentre
) -> None:
    from cso_desk.ui.program import CannotStart

    start_desk(centre)
    with pytest.raises(CannotStart) as refused:
        start_desk(centre)
    assert refused.value.code == "profile_busy"
    assert "sudah berjalan" in refusal_words.fault(refused.value.code)


def test_a_damaged_store_is_set_aside_and_the_claims_come_back_from_the_centre(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    first = call(app, qtbot)
    qtbot.waitUntil(lambda: sent(app), timeout=PATIENCE_MS)
    app.stop()
    store = centre.folder.parent / "desk" / "desk.db"
    content = bytearray(store.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    store.write_bytes(content)

    again = start_desk(centre)
    assert "rusak" in again.window.notice.sentence
    qtbot.waitUntil(lambda: held(again) is not None, timeout=PATIENCE_MS)
    assert claim_in(again).id == first.id
    assert list(store.parent.glob("desk.damaged-*"))


def test_an_approval_is_for_the_person_that_was_on_the_screen(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    app = start_desk(centre)
    call(app, qtbot, 1)
    call(app, qtbot, 2)
    qtbot.keyClick(app.window.wall, Qt.Key.Key_1)
    verify(app, qtbot, 1)
    approve(app, qtbot, 1)
    assert app.window.isActiveWindow()
    decision = claim_in(app, 1).decision
    assert decision is not None
    assert (decision.booth, decision.verdict) == (1, Verdict.APPROVE)
    assert claim_in(app, 2).is_open
