"""The program's log: one rotating file in the profile and stderr; whatever nobody caught lands here with its traceback.

Lines carry ids, never names, numbers or faces. Should an exception's own words bring a number along that could name
a person (NIK, KPJ, account, telephone), its digits are masked before they are written.
"""

import faulthandler
import logging
import os
import re
import sys
import threading
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOG_FILE = "cso-desk.log"
FAULT_FILE = "faults.log"

_BYTES_A_FILE = 2_000_000
_OLD_FILES = 5
_LINE = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
# Nine digits and more: a KPJ has 11, a NIK 16. The last group of a UUID, which may be all digits, stays readable.
_LONG_NUMBER = re.compile(r"(?<![0-9a-f]{4}-)(?<!\d)\d{9,}")

_log = logging.getLogger("cso_desk")


def set_up(profile: Path) -> None:
    """Log from INFO to `profile`/cso-desk.log and from WARNING to stderr, for the rest of the process.

    Uncaught exceptions of any thread are logged with their traceback; a crash of the interpreter itself
    writes the stacks of all threads to `profile`/faults.log. Only the owner may read either file. A profile that
    cannot be written leaves stderr; a disk that fills up later costs lines, which are counted, and no tracebacks.
    """
    handlers: list[logging.Handler] = []
    if sys.stderr is not None:  # a windowed program on Windows has none
        handlers.append(_levelled(logging.StreamHandler(sys.stderr), logging.WARNING))
    unwritable = None
    try:
        profile.mkdir(parents=True, exist_ok=True, mode=0o700)
        handlers.append(_levelled(_LogFile(profile / LOG_FILE), logging.INFO))
        faulthandler.enable(_open_private(profile / FAULT_FILE))
    except OSError as error:
        unwritable = error
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable
    if unwritable is not None:
        _log.warning("no log file: %s", unwritable)


def masked(text: str) -> str:
    """`text` with the digits of long numbers masked."""
    return _LONG_NUMBER.sub(lambda found: "•" * len(found.group()), text)


class _MaskedFormatter(logging.Formatter):
    """Writes a record, its traceback included, with the digits of long numbers masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole text of `record`."""
        return masked(super().format(record))


class _LogFile(RotatingFileHandler):
    """The log's file; lines it cannot take are counted: told once on stderr, and in the file once there is room."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_BYTES_A_FILE, backupCount=_OLD_FILES, encoding="utf-8")
        self._lost = 0
        self._has_told = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write `record`, and after it how many before it were lost."""
        lost = self._lost
        super().emit(record)
        if lost and self._lost == lost:
            self._lost = 0
            told = {"name": __name__, "levelno": logging.WARNING, "levelname": "WARNING", "msg": f"{lost} lines lost"}
            super().emit(logging.makeLogRecord(told))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Count a line that the disk did not take; anything else is a mistake in the program and shows."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            super().handleError(record)
            return
        self._lost += 1
        if not self._has_told and sys.stderr is not None:
            self._has_told = True
            with suppress(OSError, ValueError):
                sys.stderr.write(f"The log {self.baseFilename} takes no lines: {fault.strerror}.\n")

    def _open(self) -> TextIOWrapper:
        return _open_private(Path(self.baseFilename))


def _open_private(path: Path) -> TextIOWrapper:
    return open(path, "a", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600))


def _levelled(handler: logging.Handler, level: int) -> logging.Handler:
    handler.setLevel(level)
    handler.setFormatter(_MaskedFormatter(_LINE))
    return handler


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if issubclass(args.exc_type, SystemExit):
        return
    name = args.thread.name if args.thread else "a thread already gone"
    error = args.exc_value or args.exc_type()
    _log.error("uncaught in %s", name, exc_info=(args.exc_type, error, args.exc_traceback))


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    error = args.exc_value or args.exc_type()
    _log.error(
        "%s: %s", args.err_msg or "ignored", _kind(args.object), exc_info=(args.exc_type, error, args.exc_traceback)
    )


def _kind(culprit: object) -> str:
    return getattr(culprit, "__qualname__", type(culprit).__qualname__)
