"""Attaching a file at the window: chosen or dropped, looked at, given its document, kept; or refused, and why."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.form import DocumentKind
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.desk.attaching import Asked, Ended, Look, Seen, Wish
from cso_desk.desk.attachments import NotAttachable
from cso_desk.desk.filed import FileStand
from cso_desk.desk.model import DeskView, LineState, Refusal, SyncStatus
from cso_desk.ui import attach_words, theme
from cso_desk.ui.attach_dialog import AttachDialog
from cso_desk.ui.desk_dialogs import DeskDialogs
from cso_desk.ui.documents_panel import DocumentsPanel
from cso_desk.ui.drawn_still import DrawnStill, draw_file, draw_still
from cso_desk.ui.dropped import files_in
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.language import Language
from cso_desk.ui.seat import Seat
from cso_desk.ui.theme import DARK, DENSE, LIGHT, ROOMY
from cso_desk.ui.theme import Look as Style
from cso_desk.video.opened import MAX_PIXELS
from cso_desk.video.opening import MAX_PAGES
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime
from tests.documents.heic import heic
from tests.real_files import large_png, pdf, picture
from tests.ui.attach_desk import AT, CARD, SHA, Attach, filed, found
from tests.ui.conftest import NOW, OFFICER, MakeSeat
from tests.ui.painted import texts_of
from tests.ui.said import CODE, LANGUAGES, is_said

pytestmark = pytest.mark.usefixtures("speak")
CTRL = Qt.KeyboardModifier.ControlModifier
SCENE = np.zeros((64, 96, 3), np.uint8)


def judge(claim: Claim, day: date) -> Assessment:
    return assess(claim, on=day)


@pytest.fixture
def attach(qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, tmp_path: Path) -> Iterator[Attach]:
    made = Attach(qtbot, parent, make_seat(1), tmp_path)
    yield made
    if isValid(made.dialog):
        made.dialog.reject()


def dropped(widget: QWidget, *urls: QUrl) -> bool:
    """Drag something over a widget and, where it is welcome, drop it; True where it was."""
    data = QMimeData()
    data.setUrls(list(urls))
    place, act = QPoint(20, 20), Qt.DropAction.CopyAction
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, act, data, buttons, held)
    entering.ignore()
    QCoreApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False
    QCoreApplication.sendEvent(widget, QDropEvent(QPointF(place), act, data, buttons, held))
    return True


# a file is found


def test_a_file_that_is_chosen_is_looked_at_shown_and_attached_as_the_first_missing_document(attach: Attach) -> None:
    look = attach.look(Path("/media/stik/ktp.jpg"))
    assert look.path == Path("/media/stik/ktp.jpg")
    assert attach.dialog.preview.words == "Membaca berkas…"
    assert not attach.dialog.attach_button.isEnabled()
    attach.dialog.show_told(Seen(look.number, found()))
    assert attach.dialog.preview.words == ""
    assert attach.dialog.about.text().startswith("JPEG · ")
    assert attach.dialog.about.text().endswith("640 × 480")
    attach.press(Qt.Key.Key_Return, CTRL)
    wish = attach.asked_wish
    claim = attach.seat.held
    assert claim is not None
    assert (wish.claim_id, wish.booth, wish.found.sha256) == (claim.claim.id, 1, SHA)
    assert wish.document == attach.dialog.documents.kind
    assert not attach.dialog.attach_button.isEnabled()
    attach.dialog.show_told(Ended(wish.number))
    assert not isValid(attach.dialog) or not attach.dialog.isVisible()


def test_the_arrows_choose_the_document_and_letters_do_not(attach: Attach) -> None:
    attach.see()
    attach.press(Qt.Key.Key_Down)
    attach.press(Qt.Key.Key_B)
    attach.press(Qt.Key.Key_Return, CTRL)
    assert attach.asked_wish.document == attach.dialog.documents.kind
    assert attach.dialog.documents.currentRow() == 1


def test_the_first_document_without_a_file_is_offered_and_those_with_one_are_counted(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, tmp_path: Path
) -> None:
    bare = Attach(qtbot, parent, make_seat(1), tmp_path)
    kinds = [bare.dialog.documents.kind]
    bare.press(Qt.Key.Key_Down)
    kinds.append(bare.dialog.documents.kind)
    bare.dialog.reject()
    attach = Attach(qtbot, parent, make_seat(1, files=(filed(kinds[0]), filed(kinds[1], FileStand.LOST))), tmp_path)
    assert attach.dialog.documents.kind == kinds[1]
    assert attach.dialog.documents.texts[0].endswith("1 berkas")
    assert attach.dialog.documents.texts[-1] == "Berkas lain"
    attach.dialog.reject()


def test_while_a_file_is_being_kept_nothing_else_is_begun(attach: Attach) -> None:
    attach.see()
    attach.press(Qt.Key.Key_Return, CTRL)
    asked = len(attach.asked)
    attach.press(Qt.Key.Key_Return, CTRL)
    attach.press(Qt.Key.Key_O, CTRL)
    attach.dialog.look_at((Path("/other.jpg"),))
    assert not dropped(attach.dialog, QUrl.fromLocalFile("/other.jpg"))
    assert len(attach.asked) == asked
    assert attach.dialog.chooser is None
    assert attach.dialog.busy.text() == "Menyimpan berkas…"


def test_a_file_that_was_not_kept_can_be_tried_again(attach: Attach) -> None:
    attach.see()
    attach.press(Qt.Key.Key_Return, CTRL)
    attach.dialog.show_told(Ended(attach.asked_wish.number, Refusal("disk_full", UUID(int=1), 1)))
    assert is_said(attach.dialog.said.text)
    assert attach.dialog.attach_button.isEnabled()
    attach.press(Qt.Key.Key_Return, CTRL)
    assert attach.asked_wish.number > 0


def test_an_answer_to_an_older_question_is_no_news(attach: Attach) -> None:
    first = attach.look()
    attach.look(Path("/media/stik/kk.jpg"))
    assert not attach.dialog.show_told(Seen(first.number, found()))
    assert attach.dialog.found is None
    assert attach.dialog.name.accessibleName() == "kk.jpg"


# how it comes here


def test_ctrl_o_asks_for_a_file_and_remembers_its_folder(qtbot: QtBot, attach: Attach, tmp_path: Path) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    (stick / "kk.jpg").write_bytes(CARD)
    attach.press(Qt.Key.Key_O, CTRL)
    chooser = attach.dialog.chooser
    assert chooser is not None
    assert Path(chooser.directory().absolutePath()) == tmp_path
    chooser.fileSelected.emit(str(stick / "kk.jpg"))
    chooser.reject()
    assert attach.asked_look.path == stick / "kk.jpg"
    assert attach.dialog.folder == stick
    assert attach.dialog.chooser is None
    assert attach.dialog.focusWidget() is attach.dialog.documents


def test_files_dropped_on_the_dialog_are_looked_at_one_by_one(attach: Attach) -> None:
    assert dropped(attach.dialog, QUrl.fromLocalFile("/media/a.jpg"), QUrl.fromLocalFile("/media/b.jpg"))
    assert attach.asked_look.path == Path("/media/a.jpg")
    assert attach.dialog.said.text == "2 berkas masuk, ini yang pertama. Lampirkan yang lain satu per satu."


@pytest.mark.parametrize(
    "urls", [(), (QUrl("https://example.org/ktp.jpg"),), (QUrl.fromLocalFile("/a.jpg"), QUrl("https://example.org"))]
)
def test_what_is_not_a_file_of_this_machine_is_not_welcome(attach: Attach, urls: Sequence[QUrl]) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    assert files_in(data) == ()
    assert not dropped(attach.dialog, *urls)
    assert attach.asked == []


def test_a_file_dropped_on_the_documents_of_the_focus_view_is_for_the_claim_in_it(
    focus_view: FocusView, make_seat: MakeSeat
) -> None:
    seat = make_seat(2)
    focus_view.show_seat(seat, now=NOW)
    wanted: list[tuple[Seat, Sequence[Path]]] = []
    focus_view.attach_wanted.connect(lambda its, files: wanted.append((its, files)))
    [panel] = focus_view.findChildren(DocumentsPanel)
    assert dropped(panel, QUrl.fromLocalFile("/media/a.jpg"))
    assert [(its.number, list(files)) for its, files in wanted] == [(2, [Path("/media/a.jpg")])]


# what cannot be attached


@pytest.mark.parametrize(
    ("code", "facts", "says"),
    [
        ("not_attachable", {"why": "empty"}, "kosong"),
        ("not_attachable", {"why": "too_large", "size": 30 << 20, "limit": MAX_BLOB_BYTES}, "paling"),
        ("not_attachable", {"why": "type"}, "PDF"),
        ("not_attachable", {"why": "damaged"}, "rusak"),
        ("not_attachable", {"why": "pixels", "width": 9000, "height": 9000, "limit": MAX_PIXELS}, "9000 × 9000"),
        ("not_attachable", {"why": "encrypted"}, "kata sandi"),
        ("not_attachable", {"why": "pages", "pages": 25, "limit": MAX_PAGES}, "25 halaman"),
        ("not_attachable", {"why": "slow"}, "terlalu lama"),
        ("not_readable", {"why": "gone"}, "sudah tidak ada"),
        ("not_readable", {"why": "folder"}, "folder"),
        ("not_readable", {"why": "device"}, "perangkat"),
        ("not_readable", {"why": "forbidden"}, "tidak boleh"),
        ("not_readable", {"why": "fault"}, "tidak dapat dibaca"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_against_a_file_is_said_in_words_and_the_file_is_not_attached(
    attach: Attach, speak: Language, language: str, code: str, facts: dict[str, object], says: str
) -> None:
    speak.use(language)
    said = attach.refuse(code, **facts)
    assert is_said(said)
    assert language != "id" or says in said
    assert "triangle" not in said
    assert attach.dialog.preview.words in ("Berkas ini tidak dapat dilampirkan.", "This file cannot be attached.")
    attach.press(Qt.Key.Key_Return, CTRL)
    assert not any(isinstance(asked, Wish) for asked in attach.asked)
    attach.see()
    assert attach.dialog.said.text == ""
    assert attach.dialog.attach_button.isEnabled()


def test_the_very_same_bytes_are_not_attached_twice_unless_they_were_lost(attach: Attach, make_seat: MakeSeat) -> None:
    attach.see()
    attach.dialog.show_seat(make_seat(1, files=(filed(str(DocumentKind.ID_CARD)),)))
    assert "sudah" in attach.dialog.said.text
    attach.press(Qt.Key.Key_Return, CTRL)
    assert not any(isinstance(asked, Wish) for asked in attach.asked)
    attach.dialog.show_seat(make_seat(1, files=(filed(stand=FileStand.LOST),)))
    assert attach.dialog.attach_button.isEnabled()


def test_a_decided_claim_is_told_to_get_its_file_late(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, tmp_path: Path
) -> None:
    attach = Attach(qtbot, parent, make_seat(1, claim={"state": ClaimState.APPROVED}), tmp_path)
    assert "susulan" in attach.dialog.late.text()
    assert attach.dialog.late.isVisible()
    attach.dialog.reject()


def test_the_dialog_goes_when_another_claim_sits_there(attach: Attach, make_seat: MakeSeat) -> None:
    attach.see()
    attach.dialog.show_seat(make_seat(2))
    assert not isValid(attach.dialog) or not attach.dialog.isVisible()


# what is seen of it


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp"])
def test_a_picture_is_previewed_no_larger_than_needed_and_told_with_its_own_size(attach: Attach, kind: str) -> None:
    mime = {".jpg": Mime.JPEG, ".png": Mime.PNG, ".webp": Mime.WEBP}[kind]
    one = found(mime=mime, content=picture(kind, (1600, 400)))
    assert isinstance(one.picture, DrawnStill)
    assert (one.picture.image.width(), one.picture.image.height()) == (1400, 350)
    attach.see(one)
    assert attach.dialog.about.text().endswith("1600 × 400")


@pytest.mark.parametrize(("content", "mime"), [(pdf(2), Mime.PDF), (heic(SCENE), Mime.HEIC)], ids=["pdf", "heic"])
def test_the_first_page_of_a_pdf_and_a_telephones_picture_are_previewed(
    attach: Attach, content: bytes, mime: Mime
) -> None:
    attach.see(found(mime=mime, content=content))
    assert attach.dialog.preview.words == ""
    assert attach.dialog.attach_button.isEnabled()


@pytest.mark.parametrize(
    ("content", "mime", "facts"),
    [
        (picture(".png", (64, 64))[:90], Mime.PNG, {"why": "damaged", "limit": MAX_BLOB_BYTES}),
        (pdf(25), Mime.PDF, {"why": "pages", "pages": 25, "limit": MAX_PAGES}),
        (large_png(9000, 9000), Mime.PNG, {"why": "pixels", "width": 9000, "height": 9000, "limit": MAX_PIXELS}),
    ],
    ids=["damaged", "pages", "pixels"],
)
def test_what_cannot_be_opened_cannot_be_attached_and_why_is_told(
    content: bytes, mime: Mime, facts: dict[str, object]
) -> None:
    with pytest.raises(NotAttachable) as refused:
        draw_still(content, mime)
    assert refused.value.facts == facts


def test_what_cannot_be_read_is_not_attached_and_why_is_told_and_what_to_do() -> None:
    plain = cv2.imencode(".png", np.full((700, 900, 3), 250, np.uint8))[1].tobytes()
    with pytest.raises(NotAttachable) as refused:
        draw_file(plain, Mime.PNG)
    told = attach_words.problem(Refusal("not_attachable", None, None, facts=refused.value.facts))
    assert told == "Tidak ada tulisan dalam gambar ini. Pilih berkas lain, atau ambil sisi lainnya."
    assert draw_still(plain, Mime.PNG).pixels == (900, 700)


@pytest.mark.parametrize("fault", ["closer", "more_light", "less_light", "fingers", "still", "blank"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_of_a_picture_has_its_words(speak: Language, language: str, fault: str) -> None:
    speak.use(language)
    told, other = (
        attach_words.problem(Refusal("not_attachable", None, None, facts={"why": why})) for why in (fault, "else")
    )
    assert is_said(told)
    assert told != other


def test_a_name_that_turns_its_signs_round_is_shown_plain() -> None:
    assert attach_words.file_name("ktp\u202egpj.exe\n") == "ktpgpj.exe"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stand", FileStand)
def test_each_file_of_a_claim_says_where_it_stands(speak: Language, language: str, stand: FileStand) -> None:
    speak.use(language)
    one = filed(stand=stand, sent=170_000, cause="too_large" if stand is FileStand.REFUSED else "", is_late=True)
    said = attach_words.sentence(one)
    assert is_said(said)
    assert attach_words.stand(one) in said
    assert "JPEG" in attach_words.kind(one)
    assert language != "id" or said.count("susulan") == 1


@pytest.mark.parametrize(("size", "style"), [((1920, 1080), Style(LIGHT, ROOMY)), ((1180, 660), Style(DARK, DENSE))])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat, tmp_path: Path, speak: Language, language: str,
    size: tuple[int, int], style: Style,
) -> None:  # fmt: skip
    speak.use(language)
    theme.use(style)
    parent.resize(*size)
    attach = Attach(qtbot, parent, make_seat(1), tmp_path)
    attach.refuse("not_attachable", why="too_large", size=30 << 20, limit=MAX_BLOB_BYTES)
    dialog = attach.dialog
    for widget in (dialog.close_button, dialog.choose_button, dialog.attach_button, dialog.said, dialog.documents):
        assert dialog.rect().contains(widget.geometry())
        assert widget.width() >= widget.minimumSizeHint().width()
    assert not any(text.is_cut for text in texts_of(dialog.documents.viewport()))
    assert not any(CODE.search(text) for text in dialog.documents.texts)
    dialog.reject()


# among the dialogs of the window


def test_a_refusal_that_no_dialog_shows_any_more_is_told_elsewhere(
    qtbot: QtBot, parent: QWidget, make_seat: MakeSeat
) -> None:
    dialogs = DeskDialogs(OFFICER, pack=6, judge=judge, now=lambda: AT, parent=parent)
    refused: list[Refusal] = []
    asked: list[Asked] = []
    dialogs.refused.connect(refused.append)
    dialogs.file_asked.connect(asked.append)
    dialogs.open_attach(make_seat(3, empty=True), ())
    assert [(one.code, one.booth) for one in refused] == [("nobody_here", 3)]
    dialogs.open_attach(make_seat(1), (Path("/media/a.jpg"),))
    dialog = dialogs.dialog
    assert isinstance(dialog, AttachDialog)
    look = asked[-1]
    assert isinstance(look, Look)
    dialogs.show_file(Seen(look.number, found()))
    assert dialog.found is not None
    dialogs.follow((make_seat(1),), DeskView(booths=()), SyncStatus(LineState.SYNCED))
    dialog.attach()
    wish = asked[-1]
    assert isinstance(wish, Wish)
    dialog.reject()
    dialogs.show_file(Ended(wish.number, Refusal("disk_full", wish.claim_id, 1)))
    assert [one.code for one in refused] == ["nobody_here", "disk_full"]
