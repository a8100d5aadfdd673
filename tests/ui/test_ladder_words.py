"""What the window says of the second word where a ladder of one's own asks for it by risk and by sample."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cso_desk.claims.model import CheckSlot, acceptance_key
from cso_desk.claims.table_files import put_in_force
from cso_desk.paths import resource
from cso_desk.ui import second_words
from cso_desk.ui.bar_notice import notice_of
from cso_desk.ui.seat import Seat
from tests.ui.second_values import claim

MakeSeat = Callable[..., Seat]
SMALL = 4_000_000
_SLIPS = {acceptance_key(CheckSlot.DOCUMENTS): "slip gaji"}


@pytest.fixture
def ladder(tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Puts the packaged ladder in force with one of its lines changed."""
    text = (resource("rules") / "ladder.toml").read_text(encoding="utf-8")

    def change(old: str, new: str) -> None:
        assert old in text
        (tmp_path / "ladder.toml").write_text(text.replace(old, new), encoding="utf-8")
        put_in_force(tmp_path)

    yield change
    put_in_force(None)


def test_who_gives_the_second_word_sees_why_it_is_asked_for(ladder: Callable[[str, str], None]) -> None:
    assert second_words.why(claim(1)) == "Rp 50 m or more"
    assert second_words.why(claim(1, amount=SMALL)) == "Needs a second approver"
    ladder("second_sample = 0", "second_sample = 100")
    assert second_words.why(claim(1, amount=SMALL)) == "Random sample"
    ladder("second_if_accepted = []", 'second_if_accepted = ["documents"]')
    accepted = claim(1, amount=SMALL)
    form = accepted.form.with_text(acceptance_key(CheckSlot.DOCUMENTS), "slip gaji")
    assert second_words.why(claim(1, amount=SMALL, form=form)) == "A warning was accepted"


def test_the_officer_is_told_of_the_second_word_before_but_not_of_a_sample(
    make_seat: MakeSeat, ladder: Callable[[str, str], None]
) -> None:
    def said(form: dict[str, str] | None = None) -> str:
        notice = notice_of(make_seat(1, form, master={"contributions": SMALL, "returns": 0}), saving=False)
        return "" if notice is None else notice.title

    assert said(_SLIPS) == ""
    ladder("second_if_accepted = []", 'second_if_accepted = ["documents"]')
    assert (said(), said(_SLIPS)) == ("", "A warning was accepted: goes on to a second approver")
    ladder("second_sample = 0", "second_sample = 100")
    assert said() == ""
