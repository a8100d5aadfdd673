"""Files are taken into claims from a disk: looked at, kept encrypted, told; each that cannot be, with its reason."""

import hashlib
import os
from pathlib import Path

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.desk.attached import AttachmentState
from cso_desk.desk.attaching import Answered, Attaching, Ended, Found, Look, Seen, Wish, read_file
from cso_desk.desk.attachments import Attachments, NotAttachable
from cso_desk.desk.filed import FileStand
from cso_desk.desk.whole_view import WholeView
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime
from cso_desk.worker import InlineWorker
from tests.contract.doubles import KEY, Table, exchange
from tests.full_disk import files_no_larger_than
from tests.real_files import picture

CARD = picture(".jpg")
SHA = hashlib.sha256(CARD).hexdigest()


class Booth:
    """A claim in booth 1, a folder with files, and what was told."""

    def __init__(self, table: Table, folder: Path) -> None:
        self.table, self.folder = table, folder
        self.claim_id = table.seat().claim.id
        self.attachments = Attachments(folder / "attachments", KEY)
        self.told: list[Answered] = []
        self.kept = 0
        self.drawn: list[Mime] = []
        self.attaching = Attaching(
            self.attachments, table.desk, InlineWorker(), draw=self._draw, on_told=self.told.append, on_kept=self._kept
        )

    def _draw(self, content: bytes, mime: Mime) -> object:
        if b"cannot be drawn" in content:
            raise NotAttachable(why="damaged", limit=MAX_BLOB_BYTES)
        self.drawn.append(mime)
        return "a picture"

    def _kept(self) -> None:
        self.kept += 1

    def file(self, content: bytes, name: str = "ktp.jpg") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def look(self, path: Path, number: int = 1) -> Seen:
        self.attaching.ask(Look(number, path))
        seen = self.told[-1]
        assert isinstance(seen, Seen)
        assert seen.number == number
        return seen

    def found(self, path: Path) -> Found:
        found = self.look(path).found
        assert found is not None
        return found

    def wish(self, found: Found, document: str = "id_card", *, booth: int = 1, number: int = 2) -> Ended:
        self.attaching.ask(Wish(number, self.claim_id, booth, document, found))
        ended = self.told[-1]
        assert isinstance(ended, Ended)
        assert ended.number == number
        return ended

    def why(self, path: Path) -> tuple[str, str]:
        seen = self.look(path)
        assert seen.found is None
        assert seen.refusal is not None
        return seen.refusal.code, str(seen.refusal.facts["why"])


@pytest.fixture
def booth(table: Table, tmp_path: Path) -> Booth:
    return Booth(table, tmp_path)


def test_a_look_tells_what_the_file_is_and_changes_nothing(booth: Booth) -> None:
    path = booth.file(CARD)
    assert booth.look(path) == Seen(1, Found(path, CARD, SHA, Mime.JPEG, "a picture"))
    assert booth.table.booth().claim.attachments == ()
    assert not booth.attachments.has(SHA)
    assert CARD not in repr(booth.told[-1]).encode("latin-1", "replace")


def test_what_is_attached_are_the_bytes_that_were_looked_at_whatever_becomes_of_the_file(
    booth: Booth, central: CentralStore
) -> None:
    path = booth.file(CARD)
    found = booth.found(path)
    path.write_bytes(b"another file")
    assert booth.wish(found) == Ended(2)
    assert booth.kept == 1
    assert booth.attachments.read(SHA) == CARD
    assert [one.document for one in booth.table.booth().claim.attachments] == ["id_card"]
    assert [one.state for one in booth.table.store.attachments.of_claim(booth.claim_id)] == [AttachmentState.WAITING]
    exchange(booth.table, central)
    claim = central.claim(booth.claim_id)
    assert claim is not None
    assert [(one.sha256, one.size, one.mime) for one in claim.attachments] == [(SHA, len(CARD), "image/jpeg")]


def test_a_kept_file_shows_in_the_booth_as_waiting_to_be_sent(booth: Booth) -> None:
    booth.wish(booth.found(booth.file(CARD)))
    views = []
    WholeView(booth.table.store, booth.table.officer, booth.table.reach, views.append).tell(booth.table.view)
    held = views[-1].booths[0]
    assert held is not None
    assert [(one.document, one.stand, one.percent) for one in held.files] == [("id_card", FileStand.WAITING, 0)]


def test_a_full_disk_keeps_nothing_and_says_so(booth: Booth) -> None:
    found = booth.found(booth.file(CARD))
    with files_no_larger_than(100):
        ended = booth.wish(found)
    assert ended.refusal is not None
    assert (ended.refusal.code, ended.refusal.claim_id, ended.refusal.booth) == ("disk_full", booth.claim_id, 1)
    assert booth.kept == 0
    assert booth.table.booth().claim.attachments == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"MZ program", "type"),
        (CARD[:-2] + b"cannot be drawn\xff\xd9", "damaged"),
    ],
    ids=["empty", "a program", "not to be drawn"],
)
def test_a_file_that_is_none_to_attach_is_refused_with_its_reason(booth: Booth, content: bytes, why: str) -> None:
    assert booth.why(booth.file(content)) == ("not_attachable", why)


def test_of_a_file_that_is_too_large_both_sizes_are_told(booth: Booth) -> None:
    path = booth.file(b"\xff\xd8\xff" + b"\0" * MAX_BLOB_BYTES)
    seen = booth.look(path)
    assert seen.refusal is not None
    assert seen.refusal.facts == {"why": "too_large", "limit": MAX_BLOB_BYTES, "size": MAX_BLOB_BYTES + 3}


def test_what_is_no_readable_file_is_refused_with_its_reason(booth: Booth, tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    assert booth.why(tmp_path) == ("not_readable", "folder")
    assert booth.why(tmp_path / "nothing.jpg") == ("not_readable", "gone")
    assert booth.why(tmp_path / ("n" * 300)) == ("not_readable", "gone")
    assert booth.why(tmp_path / "a\0b") == ("not_readable", "gone")
    assert booth.why(loop) == ("not_readable", "gone")
    assert booth.why(pipe) == ("not_readable", "device")
    assert booth.why(Path("/dev/zero")) == ("not_readable", "device")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused_as_such(booth: Booth) -> None:
    path = booth.file(CARD)
    path.chmod(0)
    assert booth.why(path) == ("not_readable", "forbidden")


def test_a_file_behind_a_link_is_read(booth: Booth, tmp_path: Path) -> None:
    link = tmp_path / "link.jpg"
    link.symlink_to(booth.file(CARD))
    assert read_file(link) == CARD
