from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cso_desk.claims.form import Answer, Cause, Field, interview_key
from cso_desk.claims.model import ClaimState
from cso_desk.claims.table_files import in_force
from cso_desk.ui import theme
from cso_desk.ui.checks_panel import CheckRow
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.interview_panel import InterviewPanel, QuestionRow
from cso_desk.ui.keys import Action
from cso_desk.ui.language import Language

from .conftest import NOW, MakeSeat
from .painted import texts_of

Edit = tuple[int, UUID, str, str]
UNASKED = {question.key: "" for question in in_force().interview.question}
LAID_OFF = [
    "clear",
    "consent",
    "person",
    "papers",
    "",  # three of the four security features of the identity card, which ones the claim says
    "",
    "",
    "employer",
    "elsewhere",
    "dispute",
    "other_cards",
    "account",
    "agreed",
]


@pytest.fixture
def edits(focus_view: FocusView) -> list[Edit]:
    heard: list[Edit] = []
    focus_view.edited.connect(lambda *edit: heard.append(edit))
    return heard


def current(panel: InterviewPanel) -> str:
    return panel.current.code if panel.current is not None else ""


def rows(panel: InterviewPanel) -> list[str]:
    """The names of the questions in the list, in their order on the screen, without the one being asked."""
    shown = [row for row in panel.findChildren(QuestionRow) if not row.isHidden()]
    return [row.accessibleName() for row in sorted(shown, key=lambda row: row.y())]


def test_the_questions_are_asked_one_after_the_other_and_every_answer_is_written(
    focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(2, UNASKED), now=NOW)
    asked = []
    while focus_view.interview.current is not None:
        asked.append(current(focus_view.interview))
        assert focus_view.run(Action.FITS)
    assert [code if not code.startswith("ktp_") else "" for code in asked] == LAID_OFF
    assert len(set(asked)) == len(LAID_OFF)
    keys = [Field.RECORDING_CONSENT if code == "consent" else interview_key(code) for code in LAID_OFF[:3]]
    assert [edit[2:] for edit in edits[:3]] == [(key, Answer.YES) for key in keys]
    assert {edit[:2] for edit in edits} == {(2, UUID(int=1002))}
    keys = [question.key for question in in_force().interview.question if question.code in asked]
    assert [edit[2] for edit in edits] == keys
    assert not focus_view.run(Action.FITS)
    assert focus_view.interview.accessibleName() == "Interview 13 of 13 asked"


def test_what_does_not_fit_is_written_and_what_is_skipped_comes_back(
    focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    answered = {**UNASKED, **dict.fromkeys(list(UNASKED)[3:], Answer.YES)}
    focus_view.show_seat(make_seat(1, answered), now=NOW)
    panel = focus_view.interview
    assert (current(panel), panel.run(Action.SKIP), current(panel)) == ("clear", True, "consent")
    panel.run(Action.UNFIT)
    panel.run(Action.SKIP)
    assert current(panel) == "clear"
    assert [edit[2:] for edit in edits] == [(Field.RECORDING_CONSENT, Answer.NO)]
    assert "Bersedia direkam: does not fit" in rows(panel)


def test_the_last_open_question_can_be_skipped_and_is_still_there(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, {interview_key("person"): "", **_others_answered("person")}), now=NOW)
    focus_view.run(Action.SKIP)
    assert current(focus_view.interview) == "person"


def _others_answered(code: str) -> dict[str, str]:
    return {key: Answer.YES for key in UNASKED if key != interview_key(code)}


def test_the_words_name_officer_branch_account_and_money(focus_view: FocusView, make_seat: MakeSeat) -> None:
    panel = focus_view.interview
    focus_view.show_seat(make_seat(1, {**UNASKED, Field.BANK: "{0} <b>BRI</b> %1"}), now=NOW)
    assert panel.asking.words.startswith("Selamat pagi, saya Petugas Satu dari BPJAMSOSTEK Cabang Contoh.")
    _ask(panel, "person")
    assert panel.asking.known == "Centre's record: Muhammad Rizky Pratama, 12-08-1991, Siti •••••••••"
    _ask(panel, "account")
    assert panel.asking.words == "Rekening {0} <b>BRI</b> %1 ••••4417 atas nama sendiri dan masih aktif?"
    _ask(panel, "agreed")
    assert panel.asking.words == "Saldo Rp 10,456,789, pajak Rp 0, jumlah dibayar Rp 10,456,789. Apakah setuju?"


def _ask(panel: InterviewPanel, code: str) -> None:
    while current(panel) != code:
        panel.run(Action.SKIP)


def test_a_click_goes_back_to_a_question_and_its_answer_can_be_changed(
    qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1), now=NOW)
    panel = focus_view.interview
    row = next(row for row in panel.findChildren(QuestionRow) if row.accessibleName().startswith("Setuju jumlah"))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert (current(panel), row.isHidden(), panel.asking.isHidden()) == ("agreed", True, False)
    qtbot.mouseClick(panel.asking.buttons[Action.UNFIT], Qt.MouseButton.LeftButton)
    assert [edit[2:] for edit in edits] == [(Field.AMOUNT_AGREED, Answer.NO)]
    assert not row.isHidden()
    assert focus_view.hasFocus()  # the keys go on being commands


def test_a_card_whose_features_are_open_says_so_beside_the_officers_answer(
    focus_view: FocusView, make_seat: MakeSeat, speak: Language
) -> None:
    theme.use(theme.Look(theme.LIGHT, theme.DENSE))
    focus_view.resize(1366, 692)
    focus_view.restyle()
    features = [question.key for question in in_force().interview.question if question.document]
    for answers, says in ((dict.fromkeys(features, ""), "cek ciri"), (dict.fromkeys(features, Answer.NO), "ciri beda")):
        focus_view.show_seat(make_seat(1, answers), now=NOW)
        focus_view.papers.show_comparing(False)
        rows = focus_view.checks.findChildren(CheckRow)
        assert says in {text.words for row in rows for text in texts_of(row)}


def test_each_claim_keeps_its_own_place(focus_view: FocusView, make_seat: MakeSeat) -> None:
    focus_view.show_seat(make_seat(1, UNASKED), now=NOW)
    _ask(focus_view.interview, "employer")
    focus_view.show_seat(make_seat(2, UNASKED), now=NOW)
    assert current(focus_view.interview) == "clear"
    focus_view.show_seat(make_seat(1, UNASKED), now=NOW)
    assert current(focus_view.interview) == "employer"


def test_other_causes_are_asked_less_and_a_decided_claim_nothing(
    focus_view: FocusView, make_seat: MakeSeat, edits: list[Edit]
) -> None:
    focus_view.show_seat(make_seat(1, {**UNASKED, Field.CAUSE: Cause.PENSION_AGE}), now=NOW)
    assert focus_view.interview.accessibleName() == "Interview 0 of 10 asked"
    focus_view.show_seat(make_seat(1, UNASKED, claim={"state": ClaimState.APPROVED}), now=NOW)
    assert (current(focus_view.interview), focus_view.run(Action.FITS), edits) == ("", False, [])
    assert len(rows(focus_view.interview)) == 13


def test_the_question_being_asked_is_always_in_sight(qtbot: QtBot, focus_view: FocusView, make_seat: MakeSeat) -> None:
    theme.use(theme.Look(theme.LIGHT, theme.DENSE))
    focus_view.resize(1366, 692)
    focus_view.restyle()
    focus_view.show_seat(make_seat(1, UNASKED), now=NOW)
    panel = focus_view.interview
    _ask(panel, "agreed")

    def in_sight() -> bool:
        top = panel.asking.mapTo(panel.area.viewport(), panel.asking.rect().topLeft()).y()
        return top >= 0 and top + panel.asking.height() <= panel.area.viewport().height()

    qtbot.waitUntil(in_sight)
    for button in panel.asking.buttons.values():
        assert panel.asking.rect().contains(button.geometry())
