"""Pushes as the centre reads them, and what became of their ops."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cso_desk.central.errors import CallRefused
from cso_desk.wire import Entry, Op, Push, Result, chain


@dataclass(frozen=True, slots=True)
class Sent:
    """One op of a push, understood, with the digest of its bytes."""

    op: Op
    request_hash: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push whose ops were understood."""

    message: Push
    sent: Sequence[Sent]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a push's ops; `refusal` ended it early. `entries` are new in the log of its branch."""

    results: tuple[Result, ...]
    entries: tuple[Entry, ...]
    refusal: CallRefused | None = None


class Overtaken(Exception):
    """Another transaction changed the same row meanwhile: nothing is written, it may be tried again."""


def read_ops(raw: Sequence[dict[str, Any]]) -> tuple[list[Sent], CallRefused | None]:
    """The ops of a push up to the first that is none, and the refusal of that one."""
    sent = []
    for one in raw:
        try:
            sent.append(Sent(Op.model_validate(one), chain.request_hash(one)))
        except ValidationError as error:
            return sent, CallRefused(422, "BAD_OP", errors=described(error))
        except (ValueError, RecursionError):
            return sent, CallRefused(422, "BAD_OP", errors=["it cannot be spelled in JSON"])
    return sent, None


def described(error: ValidationError) -> list[str]:
    """Where a message is wrong and why, without repeating what it said."""
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)][:10]
