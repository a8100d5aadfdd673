"""The papers on A4: what was typed shows as text, long ones have numbered pages, files are whole or not there."""

import io
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from cso_desk.claims.form import Field
from cso_desk.claims.model import Verdict
from cso_desk.desk.model import Fate
from cso_desk.ui.letter_file import FileFault, Written, write_whole
from cso_desk.ui.letter_page import html_of, paint, pdf_of
from tests.ui.letter_values import RICH, decided, held_with, letter

pytestmark = pytest.mark.usefixtures("qapp")

_NOBODY = 65534
_SMALL = 1000
HOSTILE = "Rizky <b>\"Pratama\"</b> & 'Anak' <img src=x> $title"


def pages(content: bytes) -> list[str]:
    """The text of each page, line breaks as blanks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_a_receipt_is_one_page_of_a4_with_its_title_and_the_bundled_font() -> None:
    content = pdf_of(letter(decided(held_with(master=RICH), Verdict.APPROVE, decision_fate=Fate.SENDING)))
    reader = PdfReader(io.BytesIO(content))
    (page,) = reader.pages
    (text,) = pages(content)
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert reader.metadata is not None
    assert reader.metadata.title == "Tanda Terima Klaim JHT KJ-2511-0412"
    assert "SEMENTARA: keputusan ini belum diterima pusat" in text
    assert "Rp 72.283.950" in text
    assert "Halaman" not in text
    fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]  # a PDF's own dictionary
    assert all("OpenSans" in fonts[name]["/BaseFont"] for name in fonts)


def test_what_people_typed_shows_as_the_text_it_is() -> None:
    held = held_with({Field.FULL_NAME: HOSTILE})
    note = f"Baris satu\nBaris dua {HOSTILE}"
    text = pages(pdf_of(letter(decided(held, Verdict.RETURN, "R02", note, decision_fate=Fate.SENT))))[0]
    assert text.count(HOSTILE) >= 3
    assert "<img" not in html_of(letter(held))


def test_a_long_paper_goes_over_numbered_pages_and_loses_nothing() -> None:
    words = [f"kata{n:03}" for n in range(900)]
    held = decided(held_with(), Verdict.REJECT, "R04", " ".join(words), decision_fate=Fate.SENT)
    texts = pages(pdf_of(letter(held)))
    assert len(texts) >= 2
    for number, text in enumerate(texts, start=1):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert letter(held).number in text
    whole = "".join(texts).replace(" ", "")
    assert [word for word in words if word not in whole] == []
    assert "Petugas Satu" in texts[-1]


def test_a_printer_is_given_the_same_pages(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert paint(letter(held_with(master=RICH)), printer)
    (text,) = pages((tmp_path / "printed.pdf").read_bytes())
    assert "Rp 72.283.950" in text
    assert "Petugas Satu" in text


@pytest.mark.qt_log_ignore("QPainter::begin\\(\\): Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_told(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    assert not paint(letter(held_with()), printer)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"before")
    return path


@pytest.fixture
def nobody(target: Path) -> Iterator[None]:
    """A user that may not write into the folder: root may write everywhere."""
    target.parent.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(_NOBODY)
    yield
    if root:
        os.seteuid(0)
    target.parent.chmod(0o700)


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond a kilobyte; for one write only, since the log of the tests may be a file as well."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_written_whole_for_its_owner_alone(target: Path) -> None:
    assert write_whole(target, b"after") == Written(target)
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o077 == 0
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, target: Path) -> None:
    for path in (tmp_path / "gone" / "surat.pdf", target / "surat.pdf"):
        assert write_whole(path, b"after") == Written(path, FileFault.GONE)


@pytest.mark.usefixtures("nobody")
def test_a_folder_that_may_not_be_written_is_told(target: Path) -> None:
    assert write_whole(target, b"after") == Written(target, FileFault.FORBIDDEN)


def test_a_full_disk_leaves_what_was_there_and_no_rest(target: Path) -> None:
    with no_room():
        written = write_whole(target, bytes(2 * _SMALL))
    assert written == Written(target, FileFault.FULL)
    assert target.read_bytes() == b"before"
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    assert write_whole(tmp_path, b"after").fault is FileFault.OTHER
    assert list(tmp_path.iterdir()) == []
