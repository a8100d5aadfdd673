"""What is hashed and how, and the chain that the entries of a branch's log make by their hashes."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cso_desk.claims.model import Claim

from . import ENVELOPE, Entry, Position


def canonical(document: Any) -> bytes:
    """The one spelling of a JSON document that is hashed: sorted keys, no blanks, UTF-8."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def request_hash(op: dict[str, Any]) -> str:
    """The digest of an op as it was written, without its envelope."""
    return _digest({key: value for key, value in op.items() if key not in ENVELOPE})


def entry_hash(branch: int, entry: Entry) -> str:
    """What the hash of an entry has to be, from what it tells and the hash before it."""
    told = {
        "branch": branch,
        "n": entry.n,
        "kind": entry.kind,
        "entity": str(entry.entity),
        "rv": entry.rv,
        "body": entry.body,
        "digest": entry.digest,
    }
    return hashlib.sha256(entry.prev.encode() + canonical(told)).hexdigest()


def data_digest(salt: str, data: dict[str, Any]) -> str:
    """The salted digest under which an entry holds personal data."""
    return hashlib.sha256(salt.encode() + canonical(data)).hexdigest()


class FeedGap(Exception):
    """The feed does not go on where the desk stands."""


class ChainBroken(Exception):
    """An entry of the feed does not fit the hash before it: somebody tampered, or we have a bug."""


def verify(branch: int, after: Position, entries: Iterable[Entry]) -> Position:
    """Follow the chain from `after` through the entries and say where it ends; raises FeedGap and ChainBroken."""
    for entry in entries:
        if entry.n != after.n + 1:
            raise FeedGap(entry.n)
        if entry.prev != after.hash or entry.hash != entry_hash(branch, entry):
            raise ChainBroken(entry.n)
        if entry.data is not None and entry.digest != data_digest(entry.salt, entry.data):
            raise ChainBroken(entry.n)
        after = Position(n=entry.n, hash=entry.hash)
    return after


def form_hash(claim: Claim) -> str:
    """The digest of what is written in a claim's form: a decision names by it the very form that was decided."""
    return _digest({key: text for key, text in claim.form.values.items() if text})


def _digest(document: Any) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()
