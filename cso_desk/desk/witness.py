"""Makes the desk a witness: keeps what the centre signs of its logs, and hands it in where the logs are others."""

import logging
import random
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from cso_desk.wire.checkpoints import (
    Checkpoint,
    CheckpointList,
    Evidence,
    Head,
    NotProven,
    Proof,
    Verdict,
    Witnessed,
    verify_checkpoint,
)

from .asking import problem_in
from .client import Answer, LineDown
from .contact import Contact
from .model import Officer
from .store import DeskStore

log = logging.getLogger(__name__)

M = TypeVar("M", bound=BaseModel)

EVERY_S = 3600.0
"""The centre signs once an hour."""

NOT_AS_SIGNED = "not_as_signed"
"""The centre has signed another history than the one it told this desk."""

BAD_CHECKPOINT = "bad_checkpoint"
"""What the centre calls a checkpoint is signed by nobody, or proves nothing."""

HALTED = "halted"
"""The centre has stopped: it does not have what it signed."""

_FIRST_WITHIN = 1 / 12
_AGAIN = 1 / 12


class Calls(Protocol):
    """What a witness needs of a line to the centre."""

    def call(self, method: str, path: str, *, body: bytes | None = None, params: Any = None) -> Answer:
        """Ask the centre; raises LineDown where no whole answer came."""


class Witness:
    """Takes its turns beside the feed, on the feed's line; nothing that fails here holds up the feed.

    Raises StoreError only. `every_s` is how often checkpoints are asked for; the first time comes within a part of
    that, so that the desks of a country do not ask together.
    """

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        line: Calls,
        contact: Contact,
        *,
        every_s: float = EVERY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept = store.checkpoints
        self._officer = officer
        self._line = line
        self._contact = contact
        self._every_s = every_s
        self._clock = clock
        self._due = clock() + random.uniform(0.0, every_s * _FIRST_WITHIN)
        self._is_open = True
        self._handed_in: set[tuple[int, int]] = set()

    def look(self) -> None:
        """Ask for the newest checkpoints if it is time, and hold them against what the desk has verified."""
        if self._clock() >= self._due:
            self._due = self._clock() + (self._every_s if self._fetch() else self._every_s * _AGAIN)
        if not self._is_open:
            return
        differs, self._is_open = self._kept.compare()
        if differs is None:
            self._contact.believe(NOT_AS_SIGNED)
            return
        log.error("alarm: checkpoint %d was signed over another history than ours", differs.checkpoint.id)
        self._contact.doubt(NOT_AS_SIGNED)
        if differs.proof is not None:
            self._hand_in(differs.checkpoint, differs.proof)

    def testify(self) -> None:
        """The centre does not have what this desk has verified: hand in the newest proof that it once had it."""
        evidence = self._kept.evidence()
        if evidence is not None:
            self._hand_in(*evidence)

    def start_over(self) -> None:
        """Another history begins: what was kept is held against it when the desk has followed it."""
        self._is_open = True
        self._contact.believe(NOT_AS_SIGNED)

    def _fetch(self) -> bool:
        newest, key = self._kept.newest()
        told = self._ask(CheckpointList, "GET", "/v1/checkpoints", params={"since": newest})
        if told is None:
            return False
        try:
            verified = [(self._verified(one), one) for one in told.checkpoints if one.proof is not None]
        except NotProven as why:
            log.error("alarm: the centre told a checkpoint that proves nothing: %s", why)
            self._contact.doubt(BAD_CHECKPOINT)
            return False
        self._contact.believe(BAD_CHECKPOINT)
        if key and any(one.checkpoint.key_id != key for _head, one in verified):
            log.error("alarm: the centre signs its checkpoints with another key than before")
        self._kept.keep(verified)
        self._is_open = self._is_open or bool(verified)
        return True

    def _verified(self, one: Witnessed) -> Head:
        assert one.proof is not None
        head = verify_checkpoint(one.checkpoint.key_id, one.checkpoint, one.proof)
        if head.branch != self._officer.branch:
            raise NotProven("it is of another branch")
        return head

    def _hand_in(self, checkpoint: Checkpoint, proof: Proof) -> None:
        """Once each; one that the centre could not hear is handed in again at the next occasion."""
        name = (checkpoint.epoch, checkpoint.id)
        if name in self._handed_in:
            return
        body = Evidence(checkpoint=checkpoint, proof=proof).model_dump_json().encode()
        verdict = self._ask(Verdict, "POST", "/v1/checkpoints/evidence", body=body)
        if verdict is not None:
            self._handed_in.add(name)
            if verdict.halted:
                self._contact.bad("feed", HALTED)
            log.error("alarm: checkpoint %d was handed in; the centre %s", checkpoint.id, _HEARD[verdict.halted])

    def _ask(self, kind: type[M], method: str, path: str, *, body: bytes | None = None, params: Any = None) -> M | None:
        """The centre's answer; None where it did not come or was none."""
        try:
            answer = self._line.call(method, path, body=body, params=params)
        except LineDown as down:
            log.warning("checkpoints: %s", down.cause)
            return None
        if answer.status != _OK:
            log.warning("checkpoints: %d %s", answer.status, problem_in(answer).code)
            return None
        try:
            return kind.model_validate_json(answer.body)
        except ValidationError:
            log.warning("checkpoints: what answers is no centre")
            return None


_OK = 200
_HEARD = ("has what it signed", "has stopped")
