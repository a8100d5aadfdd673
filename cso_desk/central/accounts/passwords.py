"""Passwords of officers: what is good enough for one, and how it is kept (Argon2id, RFC 9106)."""

import os
import re
import threading
import unicodedata

from argon2 import Parameters, PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

LEAST_LENGTH = 12
"""The fewest characters of a password."""

MOST_LENGTH = 1000
"""The most characters of a password."""

RECOMMENDED = RFC_9106_LOW_MEMORY
"""RFC 9106's second recommended option: 64 MiB, three passes, four lanes."""

LEAST = Parameters(Type.ID, 19, 16, 32, 2, 19456, 1)
"""OWASP's minimum: 19 MiB, two passes, one lane."""

_LEAST_OF_ONES_OWN = 8
_NO_PASSWORD = "nobody has this password"


class Passwords:
    """Hashes and checks passwords, as many at a time as there are processors: each takes its memory."""

    def __init__(self, parameters: Parameters = RECOMMENDED) -> None:
        self._hasher = PasswordHasher(
            time_cost=parameters.time_cost,
            memory_cost=parameters.memory_cost,
            parallelism=parameters.parallelism,
            hash_len=parameters.hash_len,
            salt_len=parameters.salt_len,
            type=parameters.type,
        )
        self._turns = threading.BoundedSemaphore(os.cpu_count() or 1)
        self._nobody = self.hash(_NO_PASSWORD)

    def hash(self, password: str) -> str:
        """The password as it is kept: salt and parameters with it."""
        with self._turns:
            return self._hasher.hash(_normal(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether it is the password that is kept; where none is, the answer is no after just as much work."""
        try:
            with self._turns:
                self._hasher.verify(kept or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Whether it was hashed with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def weakness(password: str, officer: str, name: str) -> str:
    """Why a text is no good password for an officer: `length`, `signs` or `own_data`; empty where it is one.

    What is left of it without the officer's number and the words of the name has to be worth something by itself.
    """
    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        return "length"
    if any(0xD800 <= ord(sign) <= 0xDFFF or sign == "\0" for sign in password):
        return "signs"
    left = _folded(password)
    for known in sorted((_folded(word) for word in (officer, *name.split())), key=len, reverse=True):
        left = left.replace(known, "") if known else left
    return "own_data" if len(left) < _LEAST_OF_ONES_OWN else ""


def _normal(password: str) -> bytes:
    """One spelling of what looks alike (NFKC): keyboards differ."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _folded(text: str) -> str:
    return re.sub(r"[\s\W_]", "", unicodedata.normalize("NFKC", text).casefold()) or text.casefold()
