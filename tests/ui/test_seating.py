"""What the window makes of the booths, from one moment to the next."""

from datetime import timedelta

import pytest

from cso_desk.claims.checks import assess
from cso_desk.desk.model import DeskView
from cso_desk.ui.seat import Seat
from cso_desk.ui.seating import Seating
from tests.ui.conftest import MakeSeat


def test_a_booth_in_which_nothing_happens_is_the_same_a_moment_later(make_seat: MakeSeat) -> None:
    held = make_seat(1).held
    assert held is not None
    clock = [held.called_at]
    seating = Seating({}, judge=lambda claim, on: assess(claim, on=on), now=lambda: clock[0])

    def look(now: float) -> tuple[Seat, ...]:
        return seating.seats(DeskView(booths=(held, None)), selected=2, selected_since=0.0, now=now)

    first = look(100.0)
    clock[0] += timedelta(seconds=7, microseconds=3)
    assert look(107.0) == first
    clock[0] += timedelta(hours=1)  # the machine slept, which the monotonic clock does not count
    assert look(108.0)[0].seated_since == pytest.approx(100.0 - 3599.0, abs=0.1)
