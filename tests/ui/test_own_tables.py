"""What the window says where the branch judges by tables of its own."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cso_desk.claims.checks import assess
from cso_desk.claims.form import CheckSlot, acceptance_key
from cso_desk.claims.model import Verdict
from cso_desk.claims.table_files import put_in_force
from cso_desk.paths import resource
from cso_desk.ui import form_words, second_words
from cso_desk.ui.bar_notice import notice_of
from cso_desk.ui.drafts import Bound
from cso_desk.ui.focus_view import FocusView
from cso_desk.ui.interview_panel import InterviewPanel, QuestionRow
from cso_desk.ui.seat import Seat
from tests.ui.conftest import OFFICER
from tests.ui.second_values import claim

MakeSeat = Callable[..., Seat]
Change = Callable[[str, str, str], None]
SMALL = 4_000_000
LIMIT = 'stage = 1\nrole = "officer"'
TODAY = date(2026, 11, 26)
_SLIPS = {acceptance_key(CheckSlot.DOCUMENTS): "slip gaji"}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Change]:
    """Puts one packaged table in force with one of its lines changed."""

    def change(name: str, old: str, new: str) -> None:
        text = (resource("rules") / name).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
        put_in_force(tmp_path)

    yield change
    put_in_force(None)


def test_who_gives_the_second_word_sees_why_it_is_asked_for(own: Change) -> None:
    assert second_words.why(claim(1)) == "Rp 50 m or more"
    assert second_words.why(claim(1, amount=SMALL)) == "Needs a second approver"
    own("ladder.toml", "second_sample = 0", "second_sample = 100")
    assert second_words.why(claim(1, amount=SMALL)) == "Random sample"
    own("ladder.toml", "second_if_accepted = []", 'second_if_accepted = ["documents"]')
    accepted = claim(1, amount=SMALL)
    form = accepted.form.with_text(acceptance_key(CheckSlot.DOCUMENTS), "slip gaji")
    assert second_words.why(claim(1, amount=SMALL, form=form)) == "A warning was accepted"


def test_the_officer_is_told_of_the_second_word_before_but_not_of_a_sample(make_seat: MakeSeat, own: Change) -> None:
    def said(form: dict[str, str] | None = None) -> str:
        notice = notice_of(make_seat(1, form, master={"contributions": SMALL, "returns": 0}), saving=False)
        return "" if notice is None else notice.title

    assert said(_SLIPS) == ""
    own("ladder.toml", "second_if_accepted = []", 'second_if_accepted = ["documents"]')
    assert (said(), said(_SLIPS)) == ("", "A warning was accepted: goes on to a second approver")
    own("ladder.toml", "second_sample = 0", "second_sample = 100")
    assert said() == ""


def test_a_reason_that_the_branch_added_is_told_in_its_own_words(own: Change) -> None:
    assert form_words.reason("R16", TODAY) == "R16"
    own(
        "reasons.toml",
        'code = "P01"',
        '''code = "R16"
verdicts = ["return"]
text = "Antrean ditutup"
source = "Kantor cabang"

[[reason]]
code = "P01"''',
    )
    assert form_words.reason("R16", TODAY) == "Antrean ditutup"


def test_a_reason_of_the_program_is_told_in_the_branchs_words_where_it_changed_them(own: Change) -> None:
    assert form_words.reason("R01", TODAY) == "Documents incomplete or unreadable"
    own("reasons.toml", 'text = "Dokumen tidak lengkap', 'text = "Berkas kurang, atau dokumen tidak lengkap')
    assert form_words.reason("R01", TODAY).startswith("Berkas kurang, atau dokumen tidak lengkap")
    assert form_words.reason("R02", TODAY) == "Data differ between the documents"


def test_the_officer_is_told_before_that_an_amount_is_more_than_the_first_step_allows(
    focus_view: FocusView, make_seat: MakeSeat, own: Change
) -> None:
    focus_view.show_seat(make_seat(1, master={"contributions": SMALL, "returns": 1}), now=1000.0)
    assert focus_view.bar.can_approve(saving=False)
    own("ladder.toml", LIMIT, f"{LIMIT}\nup_to = {SMALL}")
    focus_view.show_seat(make_seat(2, master={"contributions": SMALL, "returns": 0}), now=1000.0)
    assert focus_view.bar.can_approve(saving=False)
    focus_view.show_seat(make_seat(1, master={"contributions": SMALL, "returns": 1}), now=1000.0)
    assert (
        focus_view.bar.notice == "More than the Rp 4,000,000 that you may approve. Refer it to the supervisor (Ctrl+J)"
    )
    assert not focus_view.bar.can_approve(saving=False)
    assert focus_view.bar.buttons[Verdict.REFER].isEnabled()


def test_a_reason_that_the_branch_added_is_told_on_its_days_alone(own: Change) -> None:
    added = f'code = "R16"\nuntil = {TODAY}\nverdicts = ["return"]\ntext = "Antrean ditutup"\nsource = "Kantor cabang"'
    own("reasons.toml", 'code = "P01"', f'{added}\n\n[[reason]]\ncode = "P01"')
    assert form_words.reason("R16", TODAY) == "Antrean ditutup"
    assert form_words.reason("R16", TODAY + timedelta(days=1)) == "R16"


def test_a_question_that_changes_on_a_day_is_put_as_on_the_day_of_judging(
    qtbot: QtBot, make_seat: MakeSeat, own: Change
) -> None:
    later = TODAY + timedelta(days=1)
    before = f'code = "clear"\nuntil = {TODAY}\nlabel = "Suara saja"\ntext = "Jelas?"'
    own("interview.toml", 'code = "clear"', f'{before}\n\n[[question]]\ncode = "clear"\nfrom = {later}')
    panel = InterviewPanel(OFFICER)
    qtbot.addWidget(panel)
    held = make_seat(1).held
    assert held is not None
    shown = []
    for day in (TODAY, later):
        panel.show_claim(Bound(1, held.claim.id), held.claim, assess(held.claim, on=day), locked=True)
        rows = [row for row in panel.findChildren(QuestionRow) if not row.isHidden()]
        shown.append([row.accessibleName() for row in rows if row.accessibleName().startswith("Suara")])
    assert shown == [["Suara saja: not asked yet"], ["Suara dan gambar jelas: not asked yet"]]
