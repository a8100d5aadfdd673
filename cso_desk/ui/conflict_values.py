"""The conflicts among the desk's work: each refused piece with what fell with it, and both sides of every field."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cso_desk.claims.model import Claim, ClaimState
from cso_desk.desk.model import Piece, Unsettled
from cso_desk.wire import Kind


@dataclass(frozen=True, slots=True)
class Side:
    """One field as the officer saw it, as the officer wrote it, and as it stands at the centre."""

    key: str
    seen: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One refused piece of work on a claim as the centre has it now; `fallen` was refused because of it."""

    claim: Claim
    piece: Piece
    fallen: tuple[Piece, ...] = ()

    @property
    def op_ids(self) -> tuple[UUID, ...]:
        """The ops that are settled with it."""
        return self.piece.op_id, *(fallen.op_id for fallen in self.fallen)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The fields that the officer wrote and the centre has not taken; of several texts for one the newest."""
        form = self.claim.form
        written = {
            key: Side(key, seen, mine, form.text(key))
            for piece in (self.piece, *self.fallen)
            for key, (seen, mine) in piece.fields.items()
        }
        return tuple(written.values())

    def can_write_again(self, desk: str) -> bool:
        """True where the claim still sits in a booth of this desk, and something written there is not at the centre."""
        ours = self.claim.desk == desk and self.claim.state is ClaimState.IN_BOOTH and self.claim.booth is not None
        return ours and any(side.mine != side.theirs for side in self.sides)


def conflicts(unsettled: Sequence[Unsettled]) -> tuple[Conflict, ...]:
    """The conflicts of all claims, the oldest first; what fell with another piece stands with that one."""
    return tuple(conflict for one in unsettled for conflict in _of(one))


def _of(one: Unsettled) -> list[Conflict]:
    refused = [piece for piece in one.pieces if piece.is_refused]
    first = [piece for piece in refused if not _fell(piece)] or refused[:1]
    rest = [piece for piece in refused if piece not in first]
    return [
        Conflict(one.claim, piece, tuple(rest) if place == len(first) - 1 else ()) for place, piece in enumerate(first)
    ]


def _fell(piece: Piece) -> bool:
    return piece.kind == Kind.EDIT and piece.code == "dependency"
