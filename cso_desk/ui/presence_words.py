"""The words for a chair in which not what one expects is seen: empty under an open claim, or taken without one."""

from cso_desk.video.presence import Presence

from . import words
from .language import translate
from .seat import Seat
from .tile_paint import Note, Role


def note(seat: Seat, now: float) -> Note | None:
    """The pill on the picture, with since when; None where all is as expected, or nothing is known."""
    if seat.sat is None:
        return None
    ago = words.spell(now - seat.sat.since)
    if seat.held is not None and seat.held.claim.is_open and seat.sat.presence is Presence.AWAY:
        return Note(translate("Booth", "Chair empty for %1").replace("%1", ago), "user", Role.WARN)
    if seat.held is None and seat.sat.presence is Presence.HERE:
        return Note(translate("Booth", "Somebody is here, %1").replace("%1", ago), "user")
    return None
