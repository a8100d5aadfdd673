"""Which attachments are on their way to the centre, and how far they have come."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from .attachments import Attached
from .rows import moment, stamp
from .schema import attachment

KEPT_FOR = timedelta(days=7)
"""How long the desk keeps its copy after the centre has said that it has the attachment."""


class AttachmentState(StrEnum):
    """How an attachment stands: REFUSED by the centre, LOST on the desk's own disk, RELEASED: the copy is gone."""

    WAITING = "waiting"
    STORED = "stored"
    REFUSED = "refused"
    LOST = "lost"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment of one claim; `offset` of its `size` bytes are at the centre, `last_error` is a code."""

    sha256: str
    claim_id: UUID
    size: int
    mime: str
    state: AttachmentState
    offset: int
    tries: int
    last_error: str
    added_at: datetime
    stored_at: datetime | None = None


class AttachmentQueue:
    """The attachments that are to be at the centre; one method is one transaction of the desk's store."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction

    def add(self, attached: Attached, claim_id: UUID, now: datetime) -> None:
        """Note that a claim has an attachment, once its file is there."""
        with self._transaction() as connection:
            add(connection, attached, claim_id, now)

    def of_claim(self, claim_id: UUID) -> tuple[Attachment, ...]:
        """A claim's attachments in the order in which they were added."""
        with self._transaction() as connection:
            return of_claim(connection, claim_id)

    def of_claims(self, claim_ids: Iterable[UUID]) -> dict[UUID, tuple[Attachment, ...]]:
        """The same of several claims; those without attachments are left out."""
        wanted = select(attachment).where(attachment.c.claim_id.in_(tuple(claim_ids)))
        found: dict[UUID, tuple[Attachment, ...]] = {}
        with self._transaction() as connection:
            for row in connection.execute(wanted.order_by(attachment.c.added_at, attachment.c.sha256)):
                found[row.claim_id] = (*found.get(row.claim_id, ()), _value(row))
        return found

    def first(self) -> Attachment | None:
        """The attachment to be sent next: the one that failed least often, of those the oldest."""
        waiting = select(attachment).where(attachment.c.state == str(AttachmentState.WAITING))
        oldest = waiting.order_by(attachment.c.tries, attachment.c.added_at, attachment.c.sha256)
        with self._transaction() as connection:
            row = connection.execute(oldest.limit(1)).one_or_none()
            return None if row is None else _value(row)

    def note_offset(self, which: Attachment, offset: int) -> None:
        """Note how much of it is at the centre."""
        self._change(which, offset=offset, last_error="")

    def note_trouble(self, which: Attachment, cause: str) -> None:
        """Note why it could not be sent just now."""
        self._change(which, last_error=cause)

    def note_failure(self, which: Attachment, cause: str) -> None:
        """Note that the centre did not take it this time; others go before it."""
        self._change(which, last_error=cause, tries=attachment.c.tries + 1)

    def note_end(self, which: Attachment, state: AttachmentState, cause: str) -> None:
        """Note that it cannot be sent, and why."""
        self._change(which, state=str(state), last_error=cause)

    def note_stored(self, which: Attachment, now: datetime) -> None:
        """Take the centre's word that it has the whole."""
        self._change(which, state=str(AttachmentState.STORED), offset=which.size, last_error="", stored_at=stamp(now))

    def release(self, now: datetime, delete: Callable[[str], None]) -> int:
        """Delete the copies that the centre has had for seven days, for each of their claims; returns how many."""
        with self._transaction() as connection:
            released = _releasable(connection, now)
            for sha256 in released:
                delete(sha256)
            done = update(attachment).where(attachment.c.sha256.in_(released))
            connection.execute(done.values(state=str(AttachmentState.RELEASED)))
            return len(released)

    def ask_again(self) -> None:
        """Let what the centre refused wait again: a newer centre, or another officer, may be told otherwise."""
        refused = attachment.c.state == str(AttachmentState.REFUSED)
        with self._transaction() as connection:
            connection.execute(update(attachment).where(refused).values(state=str(AttachmentState.WAITING)))

    def _change(self, which: Attachment, **values: Any) -> None:
        same = (attachment.c.sha256 == which.sha256, attachment.c.claim_id == which.claim_id)
        with self._transaction() as connection:
            connection.execute(update(attachment).where(*same).values(values))


def add(connection: Connection, attached: Attached, claim_id: UUID, now: datetime) -> None:
    """Note that a claim has an attachment; one that was lost or let go waits again, any other stays as it is."""
    new = {
        "sha256": attached.sha256,
        "claim_id": claim_id,
        "size": attached.size,
        "mime": str(attached.mime),
        "state": str(AttachmentState.WAITING),
        "offset": 0,
        "tries": 0,
        "last_error": "",
        "added_at": stamp(now),
    }
    gone = attachment.c.state.in_((str(AttachmentState.LOST), str(AttachmentState.RELEASED)))
    again = {"state": str(AttachmentState.WAITING), "last_error": "", "stored_at": None}
    connection.execute(upsert(attachment).values(new).on_conflict_do_update(set_=again, where=gone))


def of_claim(connection: Connection, claim_id: UUID) -> tuple[Attachment, ...]:
    """A claim's attachments in the order in which they were added."""
    found = select(attachment).where(attachment.c.claim_id == claim_id)
    return tuple(map(_value, connection.execute(found.order_by(attachment.c.added_at, attachment.c.sha256))))


def offer_again(connection: Connection) -> None:
    """Let all of which the desk has a copy wait again, as after a restore of the centre: it says which ones it has."""
    kept = attachment.c.state.in_((str(AttachmentState.STORED), str(AttachmentState.REFUSED)))
    again = {"state": str(AttachmentState.WAITING), "offset": 0, "tries": 0, "stored_at": None}
    connection.execute(update(attachment).where(kept).values(again))


def _releasable(connection: Connection, now: datetime) -> list[str]:
    kept = attachment.alias()
    still_needed = select(kept.c.sha256).where(
        kept.c.sha256 == attachment.c.sha256,
        (kept.c.stored_at.is_(None)) | (kept.c.stored_at > stamp(now - KEPT_FOR)),
    )
    done = attachment.c.state == str(AttachmentState.STORED)
    return list(connection.scalars(select(attachment.c.sha256).where(done, ~still_needed.exists()).distinct()))


def _value(row: Row[Any]) -> Attachment:
    return Attachment(
        sha256=row.sha256,
        claim_id=row.claim_id,
        size=row.size,
        mime=row.mime,
        state=AttachmentState(row.state),
        offset=row.offset,
        tries=row.tries,
        last_error=row.last_error,
        added_at=moment(row.added_at),
        stored_at=None if row.stored_at is None else moment(row.stored_at),
    )
