"""Instants as the centre's tables keep them: UTC, and on SQLite without saying so."""

from datetime import UTC, datetime


def utc(instant: datetime) -> datetime:
    """The instant as it is written, so that SQLite, which keeps no zone, orders instants rightly too."""
    return instant.astimezone(UTC)


def instant(written: datetime | None) -> datetime | None:
    """The instant that was written, with its zone; None where there is none."""
    if written is None:
        return None
    return written.replace(tzinfo=UTC) if written.tzinfo is None else written
