"""Pairing: one-time codes that make a browser a booth, and the file that remembers which browsers are."""

import hashlib
import hmac
import json
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from cso_desk.durable import make_folder, write_whole

logger = logging.getLogger(__name__)

FILE = "booths.json"
CODE_LASTS_S = 600.0
TRIES = 5
TRIES_IN_ALL = 30
REFUSED_FOR_S = 60.0
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 6
_TOKEN_BYTES = 32
_MOST_CALLERS = 256


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A one-time code as it is read out, such as "K7Q-3MX", and the monotonic time at which it ends."""

    booth: int
    text: str
    ends_at: float


@dataclass(frozen=True, slots=True)
class Paired:
    """A browser that is a booth, since when, and by which pin it knew the desk then."""

    booth: int
    token_sha256: str
    since: str
    pin: str


@dataclass(frozen=True, slots=True)
class PairedAs:
    """The answer to a right code: the booth, and the token by which its browser is known from now on."""

    booth: int
    token: str


class NotPaired(Exception):
    """A code that is not taken; `code` says why: `wrong_code` or `too_many_tries`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Pairing:
    """The codes that are open and the booths that are paired; every method may be called from any thread.

    `pin` is that of the desk's certificate now: booths that were paired by another one cannot find the desk any more.
    """

    def __init__(
        self, folder: Path, *, booths: int, pin: str, clock: Callable[[], float], now: Callable[[], datetime]
    ) -> None:
        self._file = folder / FILE
        self._booths, self._pin = booths, pin
        self._clock, self._now = clock, now
        self._lock = threading.Lock()
        self._codes: dict[int, PairingCode] = {}
        self._tries = _Tries()
        self._paired = _read(self._file)
        for booth in sorted(self.strangers):
            logger.warning("booth %d was paired by an older certificate, and needs the new command line", booth)

    @property
    def paired(self) -> frozenset[int]:
        """The booths that have a browser."""
        with self._lock:
            return frozenset(self._paired)

    @property
    def strangers(self) -> frozenset[int]:
        """The booths that were paired by another certificate, and have to be paired again."""
        with self._lock:
            return frozenset(booth for booth, kept in self._paired.items() if kept.pin != self._pin)

    def code(self, booth: int) -> PairingCode:
        """A new one-time code for a booth; the one before it is void."""
        if not 1 <= booth <= self._booths:
            raise ValueError(f"there is no booth {booth}")
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        half = _CODE_LENGTH // 2
        code = PairingCode(booth, f"{letters[:half]}-{letters[half:]}", self._clock() + CODE_LASTS_S)
        with self._lock:
            self._codes[booth] = code
        return code

    def void(self, booth: int) -> None:
        """Let the open code of a booth hold no longer."""
        with self._lock:
            self._codes.pop(booth, None)

    def redeem(self, text: str, *, caller: str) -> PairedAs:
        """Make the browser that knows an open code a booth, in place of the one before. Raises NotPaired and OSError.

        `caller` is the address the code came from: after five wrong codes it is refused for a minute, right ones too.
        """
        told = _letters(text)
        with self._lock:
            now = self._clock()
            if self._tries.refused(caller, now):
                raise NotPaired("too_many_tries")
            found = None
            for code in self._codes.values():  # all of them, so that the time tells nothing
                if hmac.compare_digest(_letters(code.text), told) and now < code.ends_at:
                    found = code
            if found is None:
                self._tries.wrong(caller, now)
                raise NotPaired("wrong_code")
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            kept = Paired(found.booth, _hash(token), self._now().isoformat(timespec="seconds"), self._pin)
            self._keep({**self._paired, found.booth: kept})
            del self._codes[found.booth]
            self._tries.right(caller)
        return PairedAs(found.booth, token)

    def booth_of(self, token: str) -> int | None:
        """The booth whose browser has this token. One that comes back has found the desk, so it knows the pin."""
        told = _hash(token)
        with self._lock:
            found = None
            for kept in self._paired.values():
                if hmac.compare_digest(kept.token_sha256, told):
                    found = kept
            if found is not None and found.pin != self._pin and found.booth <= self._booths:
                self._keep({**self._paired, found.booth: replace(found, pin=self._pin)})
        return found.booth if found is not None and found.booth <= self._booths else None

    def forget(self, booth: int) -> None:
        """Let a booth have no browser any more. Raises OSError."""
        with self._lock:
            self._codes.pop(booth, None)
            if booth in self._paired:
                self._keep({number: kept for number, kept in self._paired.items() if number != booth})

    def _keep(self, paired: dict[int, Paired]) -> None:
        make_folder(self._file.parent)
        rows = [asdict(kept) for _, kept in sorted(paired.items())]
        write_whole(self._file, json.dumps({"booths": rows}, indent=1).encode())
        self._paired = paired


class _Tries:
    """Counts wrong codes, by caller and in all, and who is refused for them until when."""

    def __init__(self) -> None:
        self._wrong: dict[str, tuple[int, float]] = {}
        self._in_all: tuple[int, float] = (0, 0.0)

    def refused(self, caller: str, now: float) -> bool:
        return _over(self._wrong.get(caller), TRIES, now) or _over(self._in_all, TRIES_IN_ALL, now)

    def wrong(self, caller: str, now: float) -> None:
        counted = _counted(self._wrong.pop(caller, None), now)
        while len(self._wrong) >= _MOST_CALLERS:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong[caller] = counted
        self._in_all = _counted(self._in_all, now)

    def right(self, caller: str) -> None:
        self._wrong.pop(caller, None)


def _over(counted: tuple[int, float] | None, most: int, now: float) -> bool:
    return counted is not None and counted[0] >= most and now - counted[1] < REFUSED_FOR_S


def _counted(before: tuple[int, float] | None, now: float) -> tuple[int, float]:
    """One more wrong code; those of more than a minute ago are forgotten."""
    count = before[0] if before is not None and now - before[1] < REFUSED_FOR_S else 0
    return count + 1, now


def _letters(text: str) -> bytes:
    """A code as it is compared: typed in any case, with or without its dash."""
    return "".join(sign for sign in text.upper() if sign.isalnum()).encode()


def _hash(token: str) -> str:
    """A token has 256 bits of chance, so a plain hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _read(file: Path) -> dict[int, Paired]:
    """What is kept; a file that cannot be read means pairing again, which is told and harmless."""
    try:
        rows = json.loads(file.read_bytes())["booths"]
        paired = [
            Paired(int(row["booth"]), *(str(row[key]) for key in ("token_sha256", "since", "pin"))) for row in rows
        ]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        logger.error("the paired booths cannot be read: %s", type(fault).__name__)
        return {}
    return {kept.booth: kept for kept in paired}
