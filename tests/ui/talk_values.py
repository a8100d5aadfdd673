"""Conversations as the window is told of them."""

from cso_desk.booth.hearing import Heard, Voice
from cso_desk.booth.talk import Talk, nobody
from cso_desk.booth.talk_view import TalkView, talk_view

QUIET = Voice()
SPEAKS = Voice(0.8, speaks=True)


def view_of(
    talk: Talk | None = None,
    *,
    officer: Voice = QUIET,
    booths: dict[int, Voice] | None = None,
    since: float | None = 990.0,
    playing: frozenset[int] = frozenset(),
) -> TalkView:
    """A conversation of six booths, or another one, in which these voices are heard."""
    return talk_view(talk or nobody(6), Heard(officer, booths or {}), since=since, playing=playing)
