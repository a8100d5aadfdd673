"""What a caller is told when the database does not do its part: wait and come again, nothing was kept of this call."""

import random
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

_LEAST_WAIT_S, _MOST_WAIT_S = 1, 5

_IN_VAIN_STATES = frozenset(
    {
        "55P03",  # a lock did not come within lock_timeout
        "57014",  # longer than statement_timeout
    }
)
_BUSY_STATES = _IN_VAIN_STATES | {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "53300",  # too many connections
}
_BUSY_WORDS = ("database is locked", "database table is locked")
_FULL_STATE = "53100"
_FULL_WORDS = "database or disk is full"


@dataclass(frozen=True, slots=True)
class Wait:
    """Come again after so many seconds, and why in a word."""

    http_status: int
    code: str
    after_s: int


def wait_for(error: BaseException) -> Wait | None:
    """How a fault of the database is answered; None where it is no such fault but our own mistake."""
    if isinstance(error, TimeoutError) or _is_busy(error):
        return busy()
    if isinstance(error, OperationalError | InterfaceError) or _is_gone(error):
        return Wait(503, "NO_DATABASE", _some_seconds())
    return None


def waited_in_vain(error: BaseException) -> bool:
    """Whether a transaction waited in vain for what others hold: whatever needs the same would wait as long."""
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) in _IN_VAIN_STATES or str(error.orig).startswith(_BUSY_WORDS)


def has_no_room(error: DBAPIError) -> bool:
    """Whether the database's disk is full: then nothing is taken, however it is tried."""
    return getattr(error.orig, "sqlstate", None) == _FULL_STATE or _FULL_WORDS in str(error.orig)


def busy() -> Wait:
    """Too many wait already."""
    return Wait(429, "BUSY", _some_seconds())


def _is_busy(error: BaseException) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) in _BUSY_STATES or str(error.orig).startswith(_BUSY_WORDS)


def _is_gone(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _some_seconds() -> int:
    """Not the same for everybody, or all would come back at once."""
    return random.randint(_LEAST_WAIT_S, _MOST_WAIT_S)
