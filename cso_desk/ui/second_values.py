"""What is told of second words and of claims taken back, beside the lists: how many wait, and what was refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from cso_desk.claims.model import Claim
from cso_desk.desk.model import DeskView, Officer, Piece, Refusal, Unsettled
from cso_desk.wire import Kind


@dataclass(frozen=True, slots=True)
class Refused:
    """A second word, or a wish to take a claim back or to open it again, that was not taken.

    `claim` is as the centre has it.
    """

    claim: Claim
    piece: Piece

    @property
    def refusal(self) -> Refusal:
        """Why it was not taken."""
        piece = self.piece
        return Refusal(piece.code, self.claim.id, None, op_id=piece.op_id, facts=piece.facts)


def refused(unsettled: Iterable[Unsettled]) -> tuple[Refused, ...]:
    """The second words and the wishes that the centre refused and nobody has read, the oldest first."""
    found = [Refused(one.claim, piece) for one in unsettled for piece in one.pieces if piece.is_refused]
    return tuple(sorted(filter(_is_from_above, found), key=lambda one: one.piece.at))


def waiting_for(view: DeskView, officer: Officer) -> int:
    """How many claims wait for this officer's second word."""
    return sum(one.waits_for(officer) for one in view.second)


def _is_from_above(one: Refused) -> bool:
    """A first word is given in a booth, a second one in none."""
    piece = one.piece
    return piece.kind == Kind.REVOKE or (piece.kind in (Kind.DECIDE, Kind.REOPEN) and not piece.booth)
