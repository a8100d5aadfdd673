"""An officer and a supervisor at two desks of one centre: the second word, and a claim that is taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.app import App
from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.claims.table_files import in_force
from cso_desk.claims.tables import Role
from cso_desk.demo.embedded_centre import EmbeddedCentre
from cso_desk.ui.second_dialog import SecondDialog
from tests.journeys.test_line import approve, call, claim_in, held, sent, verify

StartDesk = Callable[..., App]
PATIENCE_MS = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_supervisor_gives_the_second_word_on_a_large_claim_and_takes_another_back(
    start_desk: StartDesk, centre: EmbeddedCentre, qtbot: QtBot
) -> None:
    officer = start_desk(centre)
    large = call(officer, qtbot, 1)
    assert large.master.balance >= in_force().ladder.limits[0].second_from
    verify(officer, qtbot, 1)
    approve(officer, qtbot, 1)
    assert claim_in(officer, 1).state is ClaimState.AWAITING_SECOND
    kept = call(officer, qtbot, 2)
    qtbot.waitUntil(lambda: sent(officer, 1) and sent(officer, 2), timeout=PATIENCE_MS)

    boss = start_desk(
        centre, profile="above", desk="Meja 1", number="000900", name="Hendra Gunawan", role=Role.SUPERVISOR
    )
    qtbot.waitUntil(lambda: boss.window.top.second.text().endswith("1"), timeout=PATIENCE_MS)
    qtbot.keyClick(boss.window.wall, Qt.Key.Key_F5)
    dialog = boss.window.dialogs.dialog
    assert isinstance(dialog, SecondDialog)
    assert [row.title for row in dialog.second.list.rows] == [claim_in(officer, 1).form.text(Field.FULL_NAME)]
    assert claim_in(officer, 1).number in " ".join(dialog.second.panel.texts)
    qtbot.keyClick(dialog.second.list, Qt.Key.Key_Return, CTRL)
    asked = dialog.second.dialog
    assert asked is not None
    qtbot.keyClick(asked.cancel, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: claim_in(officer, 1).state is ClaimState.APPROVED, timeout=PATIENCE_MS)
    words = [(one.stage, one.verdict, one.officer) for one in claim_in(officer, 1).decisions]
    assert words == [(1, Verdict.APPROVE, officer.session.officer.id), (2, Verdict.APPROVE, boss.session.officer.id)]
    qtbot.waitUntil(lambda: not dialog.second.list.rows, timeout=PATIENCE_MS)

    qtbot.keyClick(dialog, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: [row.about for row in dialog.held.list.rows] == [kept.number])
    qtbot.keyClick(dialog.held.list, Qt.Key.Key_A)
    why = dialog.held.dialog
    assert why is not None
    qtbot.keyClicks(why.why, "Petugas pulang sakit")
    qtbot.keyClick(why.why, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: held(officer, 2) is None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not dialog.held.list.rows, timeout=PATIENCE_MS)
    assert dialog.said.text == ""
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert boss.window.dialogs.dialog is None
    assert call(boss, qtbot, 1).id == kept.id
