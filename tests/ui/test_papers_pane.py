from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.claims.evidence import evidence_in, prove
from cso_desk.claims.form import CheckSlot, DocumentKind, Field, acceptance_key, document_key, evidence_key
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import Correction
from cso_desk.desk.stills import Still
from cso_desk.documents.reading import Unread
from cso_desk.ui import theme
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.keys import Action
from cso_desk.ui.known_papers import MOST_PICTURES
from cso_desk.ui.papers_pane import PapersPane
from cso_desk.ui.proof_mark import ProofMark
from cso_desk.video.copies import Copy, Sign
from tests.ui.conftest import NOW, MakeSeat
from tests.ui.painted import texts_of
from tests.ui.paper_values import CARD, TAKEN, filed, reading, still

pytestmark = pytest.mark.usefixtures("speak")

FORM = {Field.BIRTH_PLACE: "Rekaan", Field.ADDRESS: "Kp Teladan"}
RISKY = {"full_name": "Muhammad Risky Pratama"}

Show = Callable[..., PapersPane]


@pytest.fixture
def show(focus_view: FocusView, make_seat: MakeSeat) -> Show:
    """Seat a claim with an identity card that was taken, drawn and read; `form` and `master` as asked."""

    def made(form: dict[str, str] | None = None, *, read: Any = None, number: int = 1, **more: Any) -> PapersPane:
        files = more.pop("files", (filed(),))
        focus_view.show_seat(make_seat(number, {**FORM, **(form or {})}, files=files, **more), now=NOW)
        for file in files:
            focus_view.papers.show_picture(still(file))
            if file.document == DocumentKind.ID_CARD:
                focus_view.papers.show_reading(file.sha256, read or reading())
        return focus_view.papers

    return made


def painted(widget: QWidget, colour: QColor) -> bool:
    """Whether a widget paints anything in a colour."""
    image = widget.grab().toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixel(*place) == colour.rgb() for place in places)


def row_says(papers: PapersPane, key: str) -> str:
    papers.compare.table.choose(key)
    return papers.compare.table.accessibleName()


def test_a_claim_with_a_picture_opens_beside_it_at_the_row_that_needs_the_officer(show: Show) -> None:
    papers = show(master=RISKY)
    assert papers.comparing
    assert papers.compare.table.accessibleName() == "Data pusat menulis RISKY, KTP menulis RIZKY."
    drawn = {text.words for text in texts_of(papers.compare.table)}
    assert {"KTP (dibaca kamera)", "Formulir", "Data pusat", "Hasil", "16 angka sama", "beda 1 huruf"} <= drawn
    assert "9974011208910012" not in drawn


def test_without_a_picture_checks_and_findings_are_what_one_sees(show: Show) -> None:
    papers = show(files=())
    assert not papers.comparing
    assert papers.checks.isVisible()
    assert papers.documents.isVisible()
    assert not papers.compare.isVisible()


def test_d_walks_through_all_documents_and_g_through_those_with_a_picture(show: Show) -> None:
    bank = filed(DocumentKind.BANK_BOOK, is_shot=False, mark="bank")
    papers = show(files=(filed(), bank))
    seen = []
    for _ in range(6):
        papers.run(Action.DOCUMENT)
        seen.append(papers.compare.shown.paper.kind)
    assert len(set(seen)) == 6
    assert seen[-1] is DocumentKind.ID_CARD
    for kind in (DocumentKind.BANK_BOOK, DocumentKind.ID_CARD):
        papers.run(Action.COMPARE)
        assert papers.compare.shown.paper.kind is kind


def test_confirming_proves_what_agrees_and_is_sure_and_nothing_else(qtbot: QtBot, show: Show) -> None:
    papers = show(master=RISKY)
    papers.compare.table.choose(Field.NIK)
    edits: list[tuple[Any, str, str]] = []
    papers.edited.connect(lambda *told: edits.append(told))
    assert papers.run(Action.CONFIRM)
    proofs = {key: evidence_in(text) for _, key, text in edits}
    assert set(proofs) == {
        evidence_key(field) for field in (Field.NIK, Field.FULL_NAME, Field.BIRTH_PLACE, Field.BIRTH_DATE)
    }
    proof = proofs[evidence_key(Field.NIK)]
    assert proof is not None
    assert (proof.sha256, proof.box, proof.document) == (filed().sha256, (60, 40, 200, 20), DocumentKind.ID_CARD)
    papers.compare.table.choose(Field.ADDRESS)
    edits.clear()
    papers.run(Action.CONFIRM)
    assert evidence_key(Field.ADDRESS) in {key for _, key, _ in edits}  # who looks at an unsure one may confirm it


def test_one_key_corrects_the_form_and_keeps_what_proves_it(show: Show) -> None:
    papers = show({Field.FULL_NAME: "Muhamad Rizky Pratama"})
    assert row_says(papers, Field.FULL_NAME) == "Nama di formulir: MUHAMAD → MUHAMMAD"
    edits: list[tuple[Any, str, str]] = []
    papers.edited.connect(lambda *told: edits.append(told))
    assert papers.run(Action.CORRECT)
    assert [key for _, key, _ in edits] == [Field.FULL_NAME, evidence_key(Field.FULL_NAME)]
    assert edits[0][2] == "Muhammad Rizky Pratama"


def test_a_correction_of_the_record_is_proposed_with_its_picture_and_a_reason(qtbot: QtBot, show: Show) -> None:
    papers = show(master=RISKY)
    assert papers.run(Action.PROPOSE)
    assert papers.compare.reason.text.hasFocus()
    with qtbot.waitSignal(papers.proposed) as told:
        qtbot.keyClicks(papers.compare.reason.text, "KTP asli dilihat")
        qtbot.keyClick(papers.compare.reason.text, Qt.Key.Key_Return)
    wish = Correction(Field.FULL_NAME, "MUHAMMAD RISKY PRATAMA", CARD["name"], filed().sha256, "KTP asli dilihat")
    assert told.args is not None
    assert told.args[1] == wish
    assert not papers.compare.is_asking


def test_a_difference_is_accepted_with_a_reason_and_escape_asks_no_more(qtbot: QtBot, show: Show) -> None:
    papers = show(master=RISKY)
    papers.run(Action.ACCEPT)
    assert papers.run(Action.BACK)
    assert not papers.compare.is_asking
    papers.run(Action.ACCEPT)
    with qtbot.waitSignal(papers.edited) as told:
        qtbot.keyClicks(papers.compare.reason.text, "Satu huruf, KTP asli")
        papers.compare.reason.give.click()
    assert told.args is not None
    assert told.args[1:] == [acceptance_key(CheckSlot.MATCH), "Satu huruf, KTP asli"]


def test_masked_digits_are_open_only_while_the_key_is_held_and_that_is_told_once(
    qtbot: QtBot, focus_view: FocusView, show: Show
) -> None:
    papers = show()
    told: list[tuple[Any, ...]] = []
    papers.revealed.connect(lambda *one: told.append(one))
    papers.run(Action.REVEAL)
    papers.run(Action.REVEAL)
    assert papers.compare.shown.revealed
    assert [(list(fields), document) for _, fields, document in told] == [([Field.NIK], DocumentKind.ID_CARD)]
    qtbot.keyRelease(focus_view, Qt.Key.Key_H)
    assert not papers.compare.shown.revealed
    papers.run(Action.REVEAL)
    QApplication.sendEvent(focus_view, QEvent(QEvent.Type.WindowDeactivate))
    assert not papers.compare.shown.revealed
    assert len(told) == 2


def test_a_decided_claim_can_be_looked_at_and_not_changed(show: Show) -> None:
    papers = show(master=RISKY, claim={"state": ClaimState.APPROVED})
    assert papers.compare.shown.offers == frozenset()
    assert not any(papers.run(action) for action in (Action.CONFIRM, Action.CORRECT, Action.PROPOSE, Action.ACCEPT))


def test_a_picture_is_asked_for_once_and_what_cannot_be_shown_or_read_says_why(
    focus_view: FocusView, make_seat: MakeSeat
) -> None:
    papers, wanted, readings = focus_view.papers, [], []
    papers.known.picture_wanted.connect(lambda *one: wanted.append(one))
    papers.known.reading_wanted.connect(readings.append)
    file = filed()
    for _ in range(3):
        focus_view.show_seat(make_seat(1, files=(file,)), now=NOW)
    assert wanted == [(file.sha256, "image/jpeg")]
    assert [(one.sha256, one.document, one.booth) for one in readings] == [(file.sha256, DocumentKind.ID_CARD, 1)]
    assert papers.compare.shown.told == "Gambar sedang dibaca…"
    papers.show_picture(Still(file.sha256, cause="elsewhere"))
    assert papers.compare.still.accessibleName() == "Gambar ini tersimpan di meja lain atau di pusat."
    papers.show_reading(file.sha256, Unread("other_document", seen="kk"))
    assert "Kartu Keluarga" in papers.compare.shown.told


@pytest.mark.parametrize(
    ("sign", "short", "long"),
    [
        (Sign(Copy.SCREEN, 25.8, 17.0), "foto layar?", "mungkin foto layar: pola 26 dB, batas 17"),
        (Sign(Copy.PHOTOCOPY, 0.031, 0.12), "fotokopi?", "mungkin fotokopi: warna 0,03, batas 0,12"),
    ],
)
def test_a_picture_that_may_show_a_copy_says_so_with_what_was_measured(
    show: Show, sign: Sign, short: str, long: str
) -> None:
    papers = show({document_key(DocumentKind.ID_CARD): ""})
    warning = QColor(theme.current().palette.warn)
    assert not painted(papers.strip, warning)
    papers = show({document_key(DocumentKind.ID_CARD): ""}, read=replace(reading(), signs=(sign,)))
    assert painted(papers.strip, warning)
    drawn = [text for text in texts_of(papers.compare) if text.words == long]
    assert [text.is_cut for text in drawn] == [False]
    assert papers.compare.accessibleDescription() == long
    assert short in {text.words for text in texts_of(papers.strip)}
    assert papers.run(Action.CONFIRM)
    papers.open_document(DocumentKind.BANK_BOOK)
    assert papers.compare.accessibleDescription() == ""


def test_coming_back_to_a_booth_finds_its_document_open_again(show: Show, focus_view: FocusView) -> None:
    papers = show(number=1)
    papers.open_document(DocumentKind.BANK_BOOK)
    show(number=2, files=())
    assert not papers.comparing
    show(number=1)
    assert papers.comparing
    assert papers.compare.shown.paper.kind is DocumentKind.BANK_BOOK


def test_the_picture_can_be_looked_at_closer_and_shows_the_portrait_beside_the_live_face(show: Show) -> None:
    papers = show()
    papers.run(Action.ZOOM)
    assert not papers.compare.table.isVisible()
    assert papers.compare.faces.isVisible()
    assert not papers.compare.faces.portrait.isNull()
    papers.run(Action.ZOOM)
    assert papers.compare.table.isVisible()


def test_a_field_that_is_proven_shows_the_very_picture_and_the_place(focus_view: FocusView, show: Show) -> None:
    old, new = filed(), filed(mark="new")
    proof = prove(
        CARD["nik"], sha256=old.sha256, box=(60, 40, 200, 20), confidence=0.98, document=DocumentKind.ID_CARD, now=TAKEN
    )
    papers = show({evidence_key(Field.NIK): str(proof)}, files=(old, new))
    mark = next(one for one in focus_view.form.findChildren(ProofMark) if one.key == Field.NIK)
    assert mark.isVisible()
    papers.open_document(DocumentKind.BANK_BOOK)
    mark.click()
    shown = papers.compare.shown
    assert shown.paper.kind is DocumentKind.ID_CARD
    assert shown.proof is not None
    assert (shown.proof.key, shown.proof.corners[2]) == (Field.NIK, (260.0, 60.0))
    assert "".join((old.sha256[:4], "…")) in shown.remark
    papers.compare.table.choose(Field.FULL_NAME)
    assert papers.compare.shown.proof is None
    show({evidence_key(Field.NIK): str(proof), Field.NIK: "9974011208910013"}, files=(old, new))
    assert not mark.isVisible()


def test_the_number_on_the_picture_is_covered_until_its_digits_are_opened(show: Show) -> None:
    papers = show()
    papers.compare.table.choose(Field.FULL_NAME)

    def covered() -> int:
        image = papers.compare.still.grab().toImage()
        cover = QColor("#13283B").rgb()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixel(*place) == cover for place in places)

    hidden = covered()
    assert hidden > 50
    papers.run(Action.REVEAL)
    assert covered() < hidden / 4
    papers._hide_digits()


def test_old_pictures_are_let_go_and_asked_for_again(focus_view: FocusView) -> None:
    known, wanted = focus_view.papers.known, []
    known.picture_wanted.connect(lambda sha256, _mime: wanted.append(sha256))
    files = [filed(mark=str(number)) for number in range(MOST_PICTURES + 1)]
    drawn = still(files[0])
    for file in files:
        known.take_picture(Still(file.sha256, drawn.picture))
    assert len(known.drawn) == MOST_PICTURES
    for file in files[:2]:
        known.want(DocumentKind.PORTRAIT, file, booth=1)
    assert wanted == [files[0].sha256]


def test_a_reading_that_failed_for_a_while_is_asked_for_again_when_its_document_is_opened(show: Show) -> None:
    papers = show(read=Unread("too_many"))
    wanted: list[str] = []
    papers.known.reading_wanted.connect(lambda one: wanted.append(one.sha256))
    papers.open_document(DocumentKind.BANK_BOOK)
    assert wanted == []
    papers.open_document(DocumentKind.ID_CARD)
    assert wanted == [filed().sha256]
    assert papers.compare.shown.told == "Gambar sedang dibaca…"
