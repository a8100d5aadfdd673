"""All that the window knows of one booth at one moment."""

from dataclasses import dataclass

from cso_desk.booth.attention import Attention
from cso_desk.claims.checks import Assessment
from cso_desk.desk.model import BoothClaim
from cso_desk.documents.scan import Scan
from cso_desk.video.presence import Sat


@dataclass(frozen=True, slots=True)
class Seat:
    """One booth: its number, the claim in it, what the rules say of that claim, and its work state.

    Picture, form and decision of a booth are one unit: a view is given the whole seat, never a part of it.
    """

    number: int
    held: BoothClaim | None
    assessment: Assessment | None
    attention: Attention
    seated_since: float = 0.0
    """Monotonic time at which the participant was called into the booth."""
    selected_since: float | None = None
    """Monotonic time since which this booth is the selected one, None while it is not."""
    scan: Scan | None = None
    """What its camera sees of a document that is held to it."""
    sat: Sat | None = None
    """Whether somebody sits there, as far as a live picture shows it; None where that is not known."""
