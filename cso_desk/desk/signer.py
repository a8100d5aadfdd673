"""What proves to the centre that an officer wrote what the outbox holds."""

from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from cso_desk.wire.credentials import op_proof


@dataclass(frozen=True, slots=True)
class Signer:
    """An officer's session at this desk; its secret never leaves the machine again."""

    officer: str
    session: UUID
    secret: str = field(repr=False)

    def proof(self, sealed: str) -> str:
        """The proof of an op's fixed bytes."""
        return op_proof(self.secret, sha256(sealed.encode()).hexdigest())
