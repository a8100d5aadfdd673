"""Slows down who guesses: tries are counted in the database, so that every worker knows them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from cso_desk.central.errors import CallRefused
from cso_desk.central.instants import instant, utc
from cso_desk.central.schema import throttle

_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many wrong tries are `free`; each further one waits twice as long, from `first_s` to `most_s` seconds.

    Who has not tried for `forget_s` seconds begins anew.
    """

    free: int
    first_s: float
    most_s: float
    forget_s: float

    def wait_s(self, tries: int) -> float:
        """How long the next try waits after so many wrong ones, in seconds."""
        if tries < self.free:
            return 0.0
        return min(self.most_s, self.first_s * 2.0 ** min(tries - self.free, 32))


class Limit(Enum):
    """What is limited, and how."""

    OFFICER = Allowance(free=5, first_s=30, most_s=3600, forget_s=86_400)
    DESK = Allowance(free=30, first_s=60, most_s=900, forget_s=900)
    ADDRESS = Allowance(free=5, first_s=10, most_s=3600, forget_s=86_400)


Try = tuple[Limit, str]
"""Somebody who tries something: an officer's number, a desk, or an address."""


class Limits:
    """A try is counted before it is judged, so that guessing many at a time gains nothing; a right one is forgiven."""

    def __init__(self, engine: Engine, *, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def count(self, *tries: Try) -> float:
        """Count a try of each, or none and raise CallRefused (429) while one of them has to wait.

        Returns for how many seconds the next one has to wait should this one be wrong.
        """
        now = utc(self._now())
        with self._engine.begin() as connection:
            return max(_count(connection, one, now) for one in sorted(tries, key=_subject))


def forgive(connection: Connection, *tries: Try) -> None:
    """Take back a try that was right: an officer's wrong ones too, but not those of others at the same place."""
    for limit, whose in sorted(tries, key=_subject):
        row = throttle.c.subject == _subject((limit, whose))
        if limit is Limit.OFFICER:
            connection.execute(delete(throttle).where(row))
        else:
            connection.execute(
                update(throttle)
                .where(row, throttle.c.tries > 0)
                .values(tries=throttle.c.tries - 1, free_at=throttle.c.tried_at)
            )


def _count(connection: Connection, one: Try, now: datetime) -> float:
    subject, allowance = _subject(one), one[0].value
    held = select(throttle).where(throttle.c.subject == subject).with_for_update()
    row = connection.execute(held).one_or_none()
    if row is None:
        _begin(connection, subject, now)
        row = connection.execute(held).one()
    free_at, tried_at = instant(row.free_at), instant(row.tried_at)
    assert free_at is not None
    assert tried_at is not None
    if now < free_at:
        raise CallRefused(429, "TOO_MANY_TRIES", after_s=(free_at - now).total_seconds())
    tries = 1 if now - tried_at > timedelta(seconds=allowance.forget_s) else row.tries + 1
    wait_s = allowance.wait_s(tries)
    counted = update(throttle).where(throttle.c.subject == subject)
    connection.execute(counted.values(tries=tries, tried_at=now, free_at=now + timedelta(seconds=wait_s)))
    return wait_s


def _begin(connection: Connection, subject: str, now: datetime) -> None:
    """Make the row, unless another transaction has just done so; and let go of rows that nobody needs."""
    connection.execute(delete(throttle).where(throttle.c.tried_at < now - _KEPT))
    try:
        with connection.begin_nested():
            connection.execute(insert(throttle).values(subject=subject, tries=0, tried_at=now, free_at=now))
    except IntegrityError:
        return


def _subject(one: Try) -> str:
    """Hashed: what is typed in the place of a number may be a password."""
    return hashlib.sha256(f"{one[0].name} {one[1]}".encode("utf-8", "surrogatepass")).hexdigest()
