"""The program's log: one rotating file in the profile and stderr; whatever nobody caught lands here with its traceback.

Lines carry ids, never names, numbers or faces. Should an exception's own words bring a number along that could name
a person (NIK, KPJ, account, telephone), its digits are masked before they are written.
"""

import faulthandler
import logging
import re
import sys
import threading
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
    writes the stacks of all threads to `profile`/faults.log. A profile that cannot be written leaves stderr.
    """
    handlers: list[logging.Handler] = []
    if sys.stderr is not None:  # a windowed program on Windows has none
        handlers.append(_levelled(logging.StreamHandler(sys.stderr), logging.WARNING))
    unwritable = None
    try:
        profile.mkdir(parents=True, exist_ok=True, mode=0o700)
        handlers.append(_levelled(_file_handler(profile / LOG_FILE), logging.INFO))
        faulthandler.enable((profile / FAULT_FILE).open("a", encoding="utf-8"))
    except OSError as error:
        unwritable = error
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable
    if unwritable is not None:
        _log.warning("no log file: %s", unwritable)


class _MaskedFormatter(logging.Formatter):
    """Writes a record, its traceback included, with the digits of long numbers masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole text of `record`."""
        return _LONG_NUMBER.sub(lambda found: "•" * len(found.group()), super().format(record))


def _file_handler(path: Path) -> logging.Handler:
    return RotatingFileHandler(path, maxBytes=_BYTES_A_FILE, backupCount=_OLD_FILES, encoding="utf-8")


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
