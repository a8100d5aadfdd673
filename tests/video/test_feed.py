"""What may be said of a feed."""

import pytest

from cso_desk.video.feed import FeedState, feed_state


@pytest.mark.parametrize(
    ("age_s", "waited_s", "state"),
    [
        (0.0, 0.0, FeedState.LIVE),
        (0.95, 99.0, FeedState.LIVE),
        (0.96, 0.0, FeedState.STALE),
        (2.9, 0.0, FeedState.STALE),
        (2.91, 0.0, FeedState.LOST),
        (None, 0.0, FeedState.CONNECTING),
        (None, 2.8, FeedState.CONNECTING),
        (None, 2.9, FeedState.LOST),
    ],
)
def test_the_state_is_told_from_the_age_of_the_picture(age_s: float | None, waited_s: float, state: FeedState) -> None:
    assert feed_state(age_s, waited_s) is state
