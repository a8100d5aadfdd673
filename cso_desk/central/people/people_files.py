"""Reads the rows of a CSV or Excel file one by one, whatever office wrote it; memory does not grow with its length."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

Cells = Sequence[object]
Rows = Iterator[tuple[int, Cells]]
"""Each row with its number in the file, from 1, as a spreadsheet counts; rows without any text are left out."""

_DELIMITERS = ",;\t"
_MOST_COLUMNS = 500
_MOST_CELL = 100_000  # characters: an unclosed quotation mark swallows what follows
_LOOK = 1 << 16
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 8 << 30
_MOST_STRINGS = 512 << 20  # bytes: a workbook's texts are held in memory while it is read
_MOST_RATIO = 200  # of unpacked to packed, for what is larger than _LARGE; sheets come to 5 to 30
_LARGE = 64 << 20


class UnreadableFile(ValueError):
    """The file cannot be read; says in one sentence what is wrong and what to do, without anybody's data."""


@contextmanager
def open_rows(path: Path, sheet: str | None = None) -> Iterator[Rows]:
    """The rows of a file; raises UnreadableFile, on opening or later."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOK)
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be read: {fault.strerror}.") from None
    if not start.strip():
        raise UnreadableFile(f"{path} is empty; export the master records once more.")
    if start.startswith(_OLE):
        raise UnreadableFile(_old_or_locked(path))
    if start.startswith(_ZIP):
        with _workbook(path, sheet) as rows:
            yield rows
        return
    if sheet is not None:
        raise UnreadableFile(f"{path} is no Excel workbook, so it has no sheet {sheet!r}; leave --sheet out.")
    with _text(path, start) as file:
        yield _csv_rows(path, file)


def _old_or_locked(path: Path) -> str:
    """Old workbooks and those with a password are the same kind of file."""
    if _ENCRYPTED in path.read_bytes():
        return f"{path} is protected with a password; open it in Excel and save it without one."
    return f"{path} is an old Excel file (.xls); open it in Excel and save it as .xlsx or CSV."


@contextmanager
def _text(path: Path, start: bytes) -> Iterator[io.TextIOBase]:
    encoding = _encoding(path, start)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield file


def _encoding(path: Path, start: bytes) -> str:
    """UTF-16 by its mark or its zeros, UTF-8 where the whole file is, otherwise Windows-1252."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) // 4:
        return "utf-16-be"
    if b"\0" in start:
        raise UnreadableFile(f"{path} is neither text nor an Excel workbook (.xlsx); export it as CSV or .xlsx.")
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(_LOOK):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _csv_rows(path: Path, file: io.TextIOBase) -> Rows:
    head = file.read(_LOOK)
    file.seek(0)
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(file, delimiter=_delimiter(head))
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise UnreadableFile(
            f"{path} cannot be read after row {number}: a quotation mark is opened there and never closed, or a cell "
            f"holds over {_MOST_CELL} characters; mend that row."
        ) from None
    except UnicodeError:
        raise UnreadableFile(f"{path} ends in the middle of a letter; export it once more.") from None


def _delimiter(head: str) -> str:
    """The sign that cuts the most rows of the beginning into equally many cells, more than one."""

    def fits(delimiter: str) -> tuple[int, int]:
        rows = list(csv.reader(io.StringIO(head[: head.rfind("\n") + 1] or head, newline=""), delimiter=delimiter))
        counts = [len(row) for row in rows if len(row) > 1]
        common = max(set(counts), key=counts.count, default=0)
        return counts.count(common), common

    try:
        return max(_DELIMITERS, key=fits)
    except csv.Error:
        return max(_DELIMITERS, key=head.count)


@contextmanager
def _workbook(path: Path, sheet: str | None) -> Iterator[Rows]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _require_sound_zip(path)
    broken = f"{path} is no sound Excel workbook; open it in Excel and save it as .xlsx or CSV once more."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that nobody reads here
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, OSError):
        raise UnreadableFile(broken) from None
    try:
        yield _sheet_rows(_sheet(path, book, sheet), broken)
    finally:
        book.close()


def _sheet(path: Path, book: Any, name: str | None) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise UnreadableFile(f"{path} has no sheet with rows; export the master records once more.")
    if name is None and len(sheets) > 1:
        raise UnreadableFile(f"{path} has the sheets {', '.join(map(repr, sheets))}; name one with --sheet.")
    if name is not None and name not in sheets:
        raise UnreadableFile(f"{path} has no sheet {name!r}, but {', '.join(map(repr, sheets))}.")
    return next(iter(sheets.values())) if name is None else sheets[name]


def _sheet_rows(sheet: Any, broken: str) -> Rows:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), start=1):
                if any(cell is not None and str(cell).strip() for cell in cells):
                    yield number, cells
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, EOFError, OSError):
        raise UnreadableFile(broken) from None


def _require_sound_zip(path: Path) -> None:
    """A few kilobytes may unpack to terabytes: what the directory of the file says is added up first."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile(f"{path} is a broken Excel workbook; copy or export it once more.") from None
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(f"{path} is protected with a password; save it without one.")
    strings = sum(member.file_size for member in members if member.filename.endswith("sharedStrings.xml"))
    if strings > _MOST_STRINGS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise UnreadableFile(f"{path} unpacks to more than can be read safely; save it as CSV.")
    if any(member.file_size > _LARGE and member.file_size > _MOST_RATIO * member.compress_size for member in members):
        raise UnreadableFile(f"{path} unpacks to over {_MOST_RATIO} times its size; save it as CSV.")
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise UnreadableFile(f"{path} is a packed file, but no Excel workbook (.xlsx); unpack it, or export CSV.")
