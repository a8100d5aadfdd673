"""What a machine has to know to be a desk of a branch, and how it comes to know it."""

import logging
import platform
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from cso_desk import __version__
from cso_desk.wire.credentials import EnrolAnswer, EnrolRequest

from .asking import ask, read
from .client import FixedAccess, Line
from .key import desk_key
from .sealed import SealedFile, Unreadable

log = logging.getLogger(__name__)

ENROLMENT_FILE = "enrolment.sealed"

_MOST_TOLD = 200
_PURPOSE = "enrolment"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Which desk of which branch this machine is; `token` proves it to the centre at `url`.

    `name` is what the desk is called in its branch, `desk` what it is called in the centre's log.
    """

    url: str
    desk: str
    name: str
    branch: int
    branch_name: str
    token: str = field(repr=False)


class _Told(EnrolAnswer):
    name: str = ""


class KeptEnrolment:
    """The enrolment of a profile, in a file that only this desk reads."""

    def __init__(self, profile: Path, desk_key: bytes) -> None:
        self._file = SealedFile(profile / ENROLMENT_FILE, desk_key, _PURPOSE)

    def read(self) -> Enrolment | None:
        """The enrolment; None where there is none, or none that can be read: then the machine is enrolled anew."""
        try:
            kept = self._file.read()
            return None if kept is None else _ENROLMENTS.validate_json(kept)
        except (Unreadable, ValidationError):
            log.error("the enrolment of this profile cannot be read")
            return None

    def keep(self, enrolment: Enrolment) -> None:
        """Put an enrolment in place of the one there may be; raises OSError."""
        self._file.write(_ENROLMENTS.dump_json(enrolment))


def read_enrolment(profile: Path) -> Enrolment | None:
    """The enrolment of a profile, None where it has none; may be read while a desk works there. Raises OSError."""
    if not (profile / ENROLMENT_FILE).exists():
        return None
    return KeptEnrolment(profile, desk_key(profile)).read()


class Enrolling:
    """One attempt to be enrolled; `cut` ends it from another thread."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._line = Line(self._url, FixedAccess("none"))

    def enrol(self, code: str, inc: UUID) -> Enrolment:
        """Trade an administrator's one-time code for an enrolment; `inc` is the incarnation of the desk's store.

        Raises Refused: `wrong_code`, `too_many_tries` (`after_s`), `desk_quarantined`, `bad_message`; and LineDown.
        """
        told = (platform.node() or "?")[:_MOST_TOLD]
        asked = EnrolRequest(code=code.strip()[:_MOST_TOLD], inc=inc, machine=told, version=__version__)
        try:
            answer = read(_Told, ask(self._line, "POST", "/v1/enrol", asked))
        finally:
            self._line.close()
        name = answer.name or answer.desk
        log.info("enrolled as desk %s of branch %d", answer.desk, answer.branch)
        return Enrolment(self._url, answer.desk, name, answer.branch, answer.branch_name, answer.token)

    def cut(self) -> None:
        """Give the attempt up: it ends at once."""
        self._line.cut()


def enrol(url: str, code: str, inc: UUID) -> Enrolment:
    """As `Enrolling.enrol`, for who waits for it."""
    return Enrolling(url).enrol(code, inc)


_ENROLMENTS = TypeAdapter(Enrolment)
