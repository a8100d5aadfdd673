"""A booth that talks, with a document camera of the network beside its browser: seen, taken from, cut and back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.booth.messages import Track
from cso_desk.booth.peer import ended_early
from cso_desk.booth.simulation.booth import SimulatedBooth
from cso_desk.booth.stills import StillTaken
from cso_desk.claims.form import DocumentKind, Field
from cso_desk.config import BROWSER, Booth
from cso_desk.conversation import Conversation
from cso_desk.demo.embedded_centre import EmbeddedCentre
from cso_desk.network import NetworkLoop
from cso_desk.video import camera as camera_module
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.feed import FeedState
from cso_desk.video.paper import Paper
from cso_desk.video.synthetic import SyntheticSource
from tests.documents.camera import Grade, shot
from tests.video.rtsp_camera import Server

from .conftest import StartDesk
from .test_line import call, claim_in

PATIENCE_MS = 60_000
SIZE = (960, 540)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card under the document camera."""
    path = tmp_path / "card.png"
    cv2.imwrite(str(path), shot(drawn(Paper.KTP, invented(4)), Grade.EASY, 2, size=SIZE).frame)
    return path


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.kill()


@pytest.fixture
def enter() -> Iterator[Callable[[Conversation], None]]:
    """Let somebody sit down in booth 1, until the end of the test."""
    street = NetworkLoop("street", harmless=ended_early)
    street.start()
    visitors: list[SimulatedBooth] = []

    def enter(conversation: Conversation) -> None:
        booths = conversation.booths
        code, lenses = booths.pairing_code(1).text, {Track.FACE: SyntheticSource(seed=1).draw}
        booth = SimulatedBooth(f"https://127.0.0.1:{booths.port}", booths.certificate.pin, code, lenses=lenses)
        visitors.append(booth)
        street.submit(booth.run())

    yield enter
    for visitor in visitors:
        street.submit(visitor.stop()).result(20)
    street.stop()


def test_the_document_camera_of_a_booth_is_seen_beside_the_face_taken_from_and_back_after_a_cut(
    qtbot: QtBot,
    centre: EmbeddedCentre,
    start_desk: StartDesk,
    server: Server,
    enter: Callable[[Conversation], None],
    card: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(camera_module, "LONGEST_REST_S", 0.3)
    server.start(*SIZE, picture=card)
    app = start_desk(centre, booths=(Booth(1, BROWSER, server.uri), Booth(2, "")))
    conversation, stills = app.conversation, list[StillTaken]()
    assert conversation is not None
    conversation.still_taken.connect(stills.append)
    enter(conversation)
    call(app, qtbot)
    qtbot.keyClick(app.window.wall, Qt.Key.Key_Return)
    focus = app.window.focus
    face, papers = focus.stage, focus.second.tile
    qtbot.waitUntil(lambda: face.face.state is papers.face.state is FeedState.LIVE, timeout=PATIENCE_MS)
    assert (face._camera, papers._camera) == (app.cameras[1], app._document_cameras[1])

    qtbot.waitUntil(lambda: papers._scan is not None and bool(papers._scan.corners), timeout=PATIENCE_MS)
    assert face._scan is None
    qtbot.keyClick(focus, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(claim_in(app).attachments), timeout=PATIENCE_MS)
    taken = claim_in(app).attachments[0]
    assert (taken.document, taken.booth, taken.camera) == (DocumentKind.ID_CARD, 1, "booth 1 papers")
    assert stills == []
    focus.papers.open_document(DocumentKind.ID_CARD)
    compare = focus.papers.compare
    qtbot.waitUntil(lambda: compare.shown.still is not None and bool(compare.shown.rows), timeout=PATIENCE_MS)
    rows = {row.key: row for row in compare.shown.rows}
    assert rows[Field.NIK].document.text == invented(4).nik

    qtbot.keyClick(focus, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert (face._camera, papers._camera) == (app._document_cameras[1], app.cameras[1])
    server.kill()
    qtbot.waitUntil(lambda: face.face.state is FeedState.LOST and bool(face.face.hint), timeout=PATIENCE_MS)
    assert face.face.hint == "Kamera menolak sambungan"
    qtbot.waitUntil(lambda: papers.face.state is FeedState.LIVE, timeout=PATIENCE_MS)
    server.start(*SIZE, picture=card)
    qtbot.waitUntil(lambda: face.face.state is FeedState.LIVE, timeout=PATIENCE_MS)
