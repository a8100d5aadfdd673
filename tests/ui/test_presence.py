"""What the window says of a chair: empty under an open claim, or taken without one; it decides nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from cso_desk.booth.diary import Happening
from cso_desk.claims.checks import assess
from cso_desk.claims.model import ClaimState
from cso_desk.desk.model import DeskView
from cso_desk.shift_talk import chair_of
from cso_desk.ui import presence_words
from cso_desk.ui.seat import Seat
from cso_desk.ui.seating import Seating
from cso_desk.ui.tile_paint import Note, Role
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState, FeedStatus
from cso_desk.video.frame import Frame
from cso_desk.video.presence import SEEN_AT, Presence, Sat
from cso_desk.video.synthetic import SyntheticSource

from .office import Office

NOW = 1000.0
HERE, AWAY = Sat(Presence.HERE, NOW - 70), Sat(Presence.AWAY, NOW - 120)
MakeSeat = Callable[..., Seat]


class Seen(Camera):
    """A camera whose feed is as it is told to be."""

    state = FeedState.LIVE

    def status(self, now: float | None = None) -> FeedStatus:
        return FeedStatus(self.state, 0.0)


def test_an_empty_chair_is_told_where_a_claim_is_open_and_a_person_where_none_is(make_seat: MakeSeat) -> None:
    seat, empty = make_seat(), make_seat(empty=True)
    told = presence_words.note(replace(seat, sat=AWAY), NOW)
    assert told == Note("Chair empty for 2 min", "user", Role.WARN)
    assert presence_words.note(replace(empty, sat=HERE), NOW) == Note("Somebody is here, 1 min 10 s", "user")
    decided = make_seat(claim={"state": ClaimState.APPROVED})
    as_expected = (replace(seat, sat=HERE), replace(empty, sat=AWAY), replace(decided, sat=AWAY), seat, empty)
    assert [presence_words.note(one, NOW) for one in as_expected] == [None] * 5


@pytest.mark.parametrize("state", list(FeedState))
def test_nothing_is_said_of_a_chair_whose_picture_is_not_live(state: FeedState) -> None:
    camera = Seen(SyntheticSource(seed=1), name="chair")
    camera.state = state
    seating = Seating(
        {1: camera},
        judge=lambda claim, on: assess(claim, on=on),
        now=lambda: datetime(2026, 11, 26, tzinfo=UTC),
        sat=lambda booth: AWAY,
    )
    (seat,) = seating.seats(DeskView(booths=(None,)), selected=1, selected_since=0.0, now=NOW)
    assert seat.sat == (AWAY if state is FeedState.LIVE else None)


@pytest.mark.parametrize(
    ("before", "after", "happened"),
    [
        (Sat(Presence.UNKNOWN, 0.0), HERE, None),
        (Sat(Presence.UNKNOWN, 0.0), AWAY, Happening.LEFT_CHAIR),
        (HERE, AWAY, Happening.LEFT_CHAIR),
        (AWAY, HERE, Happening.BACK_IN_CHAIR),
    ],
)
def test_who_leaves_the_chair_and_comes_back_is_written_down(
    before: Sat, after: Sat, happened: Happening | None
) -> None:
    assert chair_of(before, after) is happened


def test_the_window_looks_at_the_chairs_each_second_and_tells_what_changed(office: Office) -> None:
    camera = Camera(SyntheticSource(seed=1), name="chair")
    window = office.window
    window._presence.__init__({2: camera}, left_after_s=20.0)  # type: ignore[misc]
    told: list[tuple[object, ...]] = []
    window.sat_changed.connect(lambda *news: told.append(news))
    source = SyntheticSource(seed=1)
    for second in range(2):
        image = cv2.resize(source.draw(NOW + second), SEEN_AT, interpolation=cv2.INTER_AREA)
        frame = Frame(np.asarray(image, np.uint8), NOW + second, second, (1280, 720))
        window._presence._viewers[2].mailbox.put(frame)
        window._tick()
    assert told == [(2, Sat(Presence.UNKNOWN, 0.0), Sat(Presence.HERE, NOW + 1))]
    window.close()
    assert camera._viewers == ()
