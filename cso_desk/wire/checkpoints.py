"""Signed checkpoints of all logs: what the centre signs each hour, and how a desk that keeps one proves it later.

A checkpoint is the Merkle root (RFC 6962, 2.1) over the heads of all logs, signed with Ed25519 (RFC 8032). Whoever
holds one, with the proof that a head is in it, can show that the centre once had that log, whatever the centre has now.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field

from cso_desk.wire.chain import canonical

ACCESS_LOG = -1
"""Stands in the place of a branch for the log of who read personal data."""


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Number = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Head(_Message):
    """The last entry of one log: its branch (or ACCESS_LOG), its number, and its hash, "" where there is none."""

    branch: Annotated[int, Field(ge=ACCESS_LOG, le=2**31 - 1)]
    n: Annotated[int, Field(ge=0, le=2**53)]
    hash: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class Checkpoint(_Message):
    """What the centre signed: the root over `size` heads at one time. `key_id` is the public key in hexadecimal."""

    id: _Number
    epoch: _Number
    at: datetime
    size: _Number
    root: _Hash
    key_id: _Hash
    signature: Annotated[str, Field(pattern=r"^([0-9a-f]{128})?$")] = ""


class Proof(_Message):
    """That a head is the leaf `index` of a checkpoint's tree; `path` holds the hashes beside its way up, in hex."""

    head: Head
    index: _Number
    path: Annotated[list[_Hash], Field(max_length=64)]


class Witnessed(_Message):
    """A checkpoint with the proof of one's own branch; `proof` is None where that had no log yet."""

    checkpoint: Checkpoint
    proof: Proof | None = None


class CheckpointList(_Message):
    """The newest checkpoints, the oldest of them first."""

    checkpoints: list[Witnessed] = []


class Evidence(_Message):
    """A checkpoint that a desk kept, with the proof of its branch's head."""

    checkpoint: Checkpoint
    proof: Proof


class Verdict(_Message):
    """Whether the centre stops: its log does not hold what it once signed."""

    halted: bool


class NotProven(Exception):
    """A checkpoint or a proof that proves nothing; says why."""


def public_key_of(key: Ed25519PrivateKey) -> str:
    """The public half of a key, in hexadecimal: what those who verify have to know."""
    return key.public_key().public_bytes_raw().hex()


def sign(key: Ed25519PrivateKey, unsigned: Checkpoint) -> Checkpoint:
    """The checkpoint with the signature of its `key_id`."""
    return unsigned.model_copy(update={"signature": key.sign(_told(unsigned)).hex()})


def verify_signature(public_key: str, checkpoint: Checkpoint) -> None:
    """Raises NotProven unless the owner of `public_key` (hexadecimal) signed the checkpoint."""
    if checkpoint.key_id != public_key:
        raise NotProven("it was signed with another key")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(checkpoint.signature), _told(checkpoint))
    except (InvalidSignature, ValueError):
        raise NotProven("its signature does not fit") from None


def verify_checkpoint(public_key: str, checkpoint: Checkpoint, proof: Proof) -> Head:
    """The head that the owner of `public_key` signed with this checkpoint; raises NotProven."""
    verify_signature(public_key, checkpoint)
    path = [bytes.fromhex(text) for text in proof.path]
    if _root_of_path(_leaf(proof.head), proof.index, checkpoint.size, path).hex() != checkpoint.root:
        raise NotProven("the head is not in its tree")
    return proof.head


def merkle_root(heads: Sequence[Head]) -> str:
    """The root over the heads in their order, in hexadecimal."""
    return _root([_leaf(head) for head in heads]).hex()


def prove(heads: Sequence[Head], index: int) -> Proof:
    """That the head at `index` is in the tree over all of them."""
    path = _path([_leaf(head) for head in heads], index)
    return Proof(head=heads[index], index=index, path=[one.hex() for one in path])


def _told(checkpoint: Checkpoint) -> bytes:
    told = {
        "is": "cso-desk checkpoint 1",
        "id": checkpoint.id,
        "epoch": checkpoint.epoch,
        "at": checkpoint.at.astimezone(UTC).isoformat(),
        "size": checkpoint.size,
        "root": checkpoint.root,
        "key_id": checkpoint.key_id,
    }
    return canonical(told)


def _leaf(head: Head) -> bytes:
    return hashlib.sha256(b"\0" + canonical([head.branch, head.n, head.hash])).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    middle = _split(len(leaves))
    return _node(_root(leaves[:middle]), _root(leaves[middle:]))


def _path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """RFC 6962, 2.1.1: the siblings of a leaf's way up, the lowest first."""
    if len(leaves) <= 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*_path(leaves[:middle], index), _root(leaves[middle:])]
    return [*_path(leaves[middle:], index - middle), _root(leaves[:middle])]


def _root_of_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """RFC 9162, 2.1.3.2: the root that a path leads to; raises NotProven where it is too long or too short."""
    if not 0 <= index < size:
        raise NotProven("its place is not in the tree")
    at, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise NotProven("its path is too long")
        if at & 1 or at == last:
            root = _node(sibling, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = _node(root, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise NotProven("its path is too short")
    return root
