"""Heads of branches and checkpoints over them, signed with a key that the tests know."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cso_desk.wire.checkpoints import (
    Checkpoint,
    Head,
    merkle_root,
    public_key_of,
    sign,
)
from tests.central.account_values import NOW

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_key_of(KEY)


def heads(count: int) -> list[Head]:
    return [Head(branch=number, n=number * 7, hash=f"{number:064x}") for number in range(1, count + 1)]


def signed(some: list[Head], id: int = 1, epoch: int = 1) -> Checkpoint:
    root = merkle_root(some)
    return sign(KEY, Checkpoint(id=id, epoch=epoch, at=NOW, size=len(some), root=root, key_id=PUBLIC))
