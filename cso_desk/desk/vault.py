"""What a desk keeps of its officers, so that they can go on without the centre for a while; worth nothing without
their passwords, and nothing on another machine."""

import logging
import os
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from argon2 import Parameters
from argon2.low_level import hash_secret_raw
from argon2.profiles import RFC_9106_LOW_MEMORY
from pydantic import TypeAdapter, ValidationError

from .asking import Refused
from .sealed import SealedFile, Unreadable, derived, seal, unseal

log = logging.getLogger(__name__)

OFFICERS_FILE = "officers.sealed"
FREE_TRIES = 5
FIRST_WAIT_S, MOST_WAIT_S = 30.0, 3600.0

_PURPOSE = "officers"
_UNLOCKING = "offline unlock"
_SALT_BYTES = 16
_CLOCK_MAY_DIFFER = timedelta(minutes=5)
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedOfficer:
    """An officer's session at this desk, as the centre gave it; `until` is how long it does without the centre."""

    session: UUID
    secret: str = field(repr=False)
    officer: str
    name: str
    role: str
    branch: int
    desk: str
    until: datetime


@dataclass(frozen=True, slots=True)
class _Locked:
    """`salt` and `box` are hexadecimal."""

    until: datetime
    salt: str
    box: str
    tries: int = 0
    free_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Content:
    newest: datetime | None = None
    officers: dict[str, _Locked] = field(default_factory=dict)


class Vault:
    """The officers of one profile, in a file that only this desk reads; used from any thread.

    Each officer's part is encrypted once more, under a key made of the officer's password (Argon2id, RFC 9106) and
    the desk's key together. Time is judged by the later of the clock and the newest time that was ever seen here: a
    clock that is set back prolongs nothing. A file that cannot be read is as good as none.
    """

    def __init__(
        self, profile: Path, desk_key: bytes, *, now: Callable[[], datetime], cost: Parameters = RFC_9106_LOW_MEMORY
    ) -> None:
        self._file = SealedFile(profile / OFFICERS_FILE, desk_key, _PURPOSE)
        self._desk_key = desk_key
        self._now = now
        self._cost = cost
        self._lock = threading.RLock()
        self._content = self._read()

    def keep(self, password: str, kept: SignedOfficer) -> None:
        """Let an officer who has just signed in at the centre unlock with this password; raises OSError.

        The clock of now counts from here on, also where it was ahead before.
        """
        salt = os.urandom(_SALT_BYTES)
        box = seal(self._key(password, salt), _SIGNED.dump_json(kept), kept.officer)
        with self._lock:
            locked = _Locked(kept.until, salt.hex(), box.hex())
            officers = {**self._content.officers, kept.officer: locked}
            self._write(_Content(self._now(), officers))

    def forget(self, officer: str) -> None:
        """Let an officer unlock no more; raises OSError."""
        with self._lock:
            if officer in self._content.officers:
                officers = {number: one for number, one in self._content.officers.items() if number != officer}
                self._write(replace(self._content, officers=officers))

    def until(self, officer: str) -> datetime | None:
        """How long an officer may unlock without the centre; None who may not."""
        with self._lock:
            return None if self.why_not(officer) else self._content.officers[officer].until

    def why_not(self, officer: str) -> str:
        """Why an officer may not: `no_offline`, `offline_over` or `clock_behind`; "" who may."""
        with self._lock:
            locked, time = self._content.officers.get(officer), self._time()
            if locked is None:
                return "no_offline"
            if time < locked.until:
                return ""
            return "clock_behind" if self._now() + _CLOCK_MAY_DIFFER < time else "offline_over"

    def unlock(self, officer: str, password: str) -> SignedOfficer:
        """What was kept of an officer. A try is on the disk before it is judged.

        Raises Refused: `no_offline`, `offline_over`, `clock_behind`, `too_many_tries` (`after_s`),
        `wrong_credentials`; and OSError.
        """
        with self._lock:
            locked = self._counted(officer)
        try:
            key = self._key(password, bytes.fromhex(locked.salt))
            content = unseal(key, bytes.fromhex(locked.box), officer)
        except Unreadable:
            log.warning("security: a wrong password for the offline unlock")
            raise Refused("wrong_credentials") from None
        with self._lock:
            if self._content.officers.get(officer) == locked:
                self._put(officer, replace(locked, tries=0, free_at=None))
        return _SIGNED.validate_json(content)

    def note_time(self) -> None:
        """Note how late it is, about once a minute; harmless where the disk does not take it."""
        with self._lock:
            newest, now = self._content.newest, self._now()
            if self._content.officers and (newest is None or now >= newest + _NOTED_EVERY):
                try:
                    self._write(replace(self._content, newest=now))
                except OSError as fault:
                    log.warning("the time cannot be noted: %s", fault.strerror)

    def _counted(self, officer: str) -> _Locked:
        if why_not := self.why_not(officer):
            raise Refused(why_not)
        locked, time = self._content.officers[officer], self._time()
        if locked.free_at is not None and time < locked.free_at:
            raise Refused("too_many_tries", {"after_s": (locked.free_at - time).total_seconds()})
        tries = locked.tries + 1
        free_at = time + timedelta(seconds=wait_s(tries)) if wait_s(tries) else None
        counted = replace(locked, tries=tries, free_at=free_at)
        self._put(officer, counted)
        return counted

    def _put(self, officer: str, locked: _Locked) -> None:
        self._write(_Content(self._time(), {**self._content.officers, officer: locked}))

    def _time(self) -> datetime:
        newest = self._content.newest
        return self._now() if newest is None else max(self._now(), newest)

    def _key(self, password: str, salt: bytes) -> bytes:
        """The key of an officer's part; passwords that look alike are alike (NFKC)."""
        cost = self._cost
        hashed = hash_secret_raw(
            unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass"),
            salt,
            time_cost=cost.time_cost,
            memory_cost=cost.memory_cost,
            parallelism=cost.parallelism,
            hash_len=cost.hash_len,
            type=cost.type,
        )
        return derived(hashed + self._desk_key, _UNLOCKING, salt)

    def _read(self) -> _Content:
        try:
            content = self._file.read()
            return _Content() if content is None else _CONTENTS.validate_json(content)
        except (Unreadable, ValidationError):
            log.error("what this desk keeps of its officers cannot be read")
            return _Content()

    def _write(self, content: _Content) -> None:
        self._file.write(_CONTENTS.dump_json(content))
        self._content = content


def wait_s(tries: int) -> float:
    """How long the next try waits after so many wrong ones, in seconds; the first five are free."""
    if tries < FREE_TRIES:
        return 0.0
    return min(MOST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(tries - FREE_TRIES, 16))


_SIGNED = TypeAdapter(SignedOfficer)
_CONTENTS = TypeAdapter(_Content)
