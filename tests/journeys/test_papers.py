"""A card held to the camera of a booth: found, taken, read, compared, confirmed and kept, at the window of a desk."""

import time

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.booth.attention import Activity, BoothSignal
from cso_desk.claims.evidence import evidence_of
from cso_desk.claims.form import DocumentKind, Field, evidence_key
from cso_desk.claims.names import normal
from cso_desk.demo.embedded_centre import EmbeddedCentre
from tests.journeys.conftest import StartDesk
from tests.journeys.test_line import call, claim_in, sent

PATIENCE_MS = 60_000


def test_a_card_held_to_the_camera_is_taken_read_compared_and_proves_the_form(
    qtbot: QtBot, centre: EmbeddedCentre, start_desk: StartDesk
) -> None:
    app = start_desk(centre)
    window, shift = app.window, app.shift
    assert shift is not None
    claim = call(app, qtbot)
    source = app.cameras[1]._source
    source.sit(seed=5, name=claim.master.full_name, nik=claim.master.nik)  # type: ignore[union-attr]
    source.hold_card(True)  # type: ignore[union-attr]
    shift.bridge.signalled.emit(BoothSignal(1, Activity.SCANNING, "id_card", time.monotonic(), None))
    qtbot.waitUntil(lambda: any(seat.scan is not None for seat in window.seats), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(claim_in(app).attachments), timeout=PATIENCE_MS)
    taken = claim_in(app).attachments[0]
    assert (taken.document, taken.booth, taken.camera) == (DocumentKind.ID_CARD, 1, "booth 1")
    assert taken.taken_at is not None

    qtbot.keyClick(window.wall, Qt.Key.Key_Return)
    papers = window.focus.papers
    qtbot.waitUntil(lambda: papers.compare.shown.still is not None, timeout=PATIENCE_MS)
    rows = {row.key: row for row in papers.compare.shown.rows}
    assert rows[Field.NIK].document.text == claim.master.nik
    assert rows[Field.FULL_NAME].document.text == normal(claim.master.full_name)
    window.edited.emit(1, claim.id, Field.NIK, claim.master.nik)
    qtbot.waitUntil(lambda: claim_in(app).form.text(Field.NIK) == claim.master.nik, timeout=PATIENCE_MS)
    papers.compare.table.choose(Field.NIK)
    qtbot.keyClick(papers.compare.table, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: bool(claim_in(app).form.text(evidence_key(Field.NIK))), timeout=PATIENCE_MS)
    proof = evidence_of(claim_in(app).form, Field.NIK)
    assert proof is not None
    assert proof.sha256 == taken.sha256
    qtbot.waitUntil(lambda: sent(app), timeout=PATIENCE_MS)
    assert evidence_of(claim_in(app).form, Field.NIK) == proof  # as the centre has it now
