"""The centre's log: one line an event on stderr, as JSON or as text, with the id of the request that it belongs to.

Lines carry ids and counts. What an exception brings along of its own is cut: the digits of long numbers, and the rows
that PostgreSQL shows where one is refused.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, TextIO

from cso_desk.log import masked

_ROW_SHOWN = re.compile(r"^(DETAIL|CONTEXT|LINE \d+|\[parameters):?.*$", re.MULTILINE)

log = logging.getLogger(__name__)


class Form(StrEnum):
    """How the log is written."""

    JSON = "json"
    TEXT = "text"
    QUIET = "quiet"
    """Text, and only what is a warning or worse."""


@dataclass(slots=True)
class _About:
    """The request that is being answered, and the desk that sent it once that is known."""

    request: str
    desk: str = ""


_about: ContextVar[_About | None] = ContextVar("about", default=None)


def set_up(form: Form) -> None:
    """Log to stderr for the rest of the process; what nobody caught is logged with its traceback too."""
    logging.basicConfig(level=logging.INFO, handlers=[handler(form, sys.stderr)], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def handler(form: Form, stream: TextIO) -> logging.Handler:
    """Writes lines of that form to a stream."""
    writes = logging.StreamHandler(stream)
    writes.setFormatter(_JsonLine() if form is Form.JSON else _TextLine())
    writes.setLevel(logging.WARNING if form is Form.QUIET else logging.INFO)
    return writes


@contextmanager
def of_request(request: str) -> Iterator[_About]:
    """Every line inside belongs to a request, those of the threads that work for it too."""
    about = _About(request)
    token = _about.set(about)
    try:
        yield about
    finally:
        _about.reset(token)


def note_desk(desk: str) -> None:
    """Say which desk sent the request that is being answered."""
    about = _about.get()
    if about is not None:
        about.desk = desk


class _TextLine(logging.Formatter):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what is known of the request behind it, and the traceback below."""
        told = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        line, _, trace = super().format(record).partition("\n")
        whole = f"{line} {told}".rstrip() + (f"\n{trace}" if trace else "")
        return _cut(whole)


class _JsonLine(logging.Formatter):
    """A line for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _cut(record.getMessage()),
            **{name: _cut(value) if isinstance(value, str) else value for name, value in _facts(record).items()},
        }
        if record.exc_info:
            line["trace"] = _cut(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    about = _about.get()
    told: dict[str, Any] = {} if about is None else {"request": about.request}
    if about is not None and about.desk:
        told["desk"] = about.desk
    return {**told, **getattr(record, "facts", {})}


def _cut(text: str) -> str:
    return masked(_ROW_SHOWN.sub(r"\1: left out", text))


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.critical("uncaught", exc_info=(kind, error or kind(), trace))
