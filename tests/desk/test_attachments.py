import hashlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from cso_desk.desk.attached import KEPT_FOR, AttachmentState, offer_again
from cso_desk.desk.attachments import Attached, AttachmentLost, Attachments, NotAttachable
from cso_desk.desk.errors import DiskFull
from cso_desk.desk.store import DeskStore
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime
from tests.blob_centre import KEY, NOW, photo
from tests.full_disk import files_no_larger_than

PHOTO = photo(400_000)
SHA = hashlib.sha256(PHOTO).hexdigest()
CLAIM, ANOTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "desk.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "attachments"


@pytest.fixture
def attachments(folder: Path) -> Attachments:
    return Attachments(folder, KEY)


@pytest.fixture
def store(path: Path) -> Iterator[DeskStore]:
    store = DeskStore(path, KEY)
    yield store
    store.close()


def states(store: DeskStore, claim_id: UUID = CLAIM) -> list[AttachmentState]:
    return [kept.state for kept in store.attachments.of_claim(claim_id)]


def test_a_file_is_read_as_it_was_put(attachments: Attachments, folder: Path) -> None:
    attached = attachments.put(PHOTO, Mime.JPEG)
    assert attached == Attached(SHA, len(PHOTO), Mime.JPEG)
    assert attachments.read(SHA) == PHOTO
    assert Attachments(folder, KEY).read(SHA) == PHOTO
    assert attachments.has(SHA)


def test_nothing_of_a_file_can_be_read_without_the_key(attachments: Attachments, folder: Path) -> None:
    attachments.put(PHOTO, Mime.JPEG)
    kept = (folder / SHA).read_bytes()
    assert len(kept) < len(PHOTO) + 100
    assert not any(PHOTO[at : at + 16] in kept for at in range(0, len(PHOTO), 4096))
    assert KEY not in kept
    with pytest.raises(AttachmentLost):
        Attachments(folder, bytes(32)).read(SHA)


def test_the_same_file_put_twice_is_written_otherwise_and_read_the_same(attachments: Attachments, folder: Path) -> None:
    attachments.put(PHOTO, Mime.JPEG)
    first = (folder / SHA).read_bytes()
    attachments.put(PHOTO, Mime.JPEG)
    assert (folder / SHA).read_bytes()[5:17] != first[5:17]
    assert attachments.read(SHA) == PHOTO
    assert [file.name for file in folder.iterdir()] == [SHA]


@pytest.mark.parametrize("at", [0, 4, 5, 16, 17, 200_000, -17, -1])
def test_one_changed_byte_is_found_wherever_it_is(attachments: Attachments, folder: Path, at: int) -> None:
    attachments.put(PHOTO, Mime.JPEG)
    kept = bytearray((folder / SHA).read_bytes())
    kept[at] ^= 1
    (folder / SHA).write_bytes(kept)
    with pytest.raises(AttachmentLost):
        attachments.read(SHA)


@pytest.mark.parametrize("size", [0, 3, 5, 10, 17, 32, 300_000])
def test_a_file_that_was_cut_short_is_lost_and_not_shown_in_part(
    attachments: Attachments, folder: Path, size: int
) -> None:
    attachments.put(PHOTO, Mime.JPEG)
    os.truncate(folder / SHA, size)
    with pytest.raises(AttachmentLost):
        attachments.read(SHA)
    attachments.put(PHOTO, Mime.JPEG)
    assert attachments.read(SHA) == PHOTO


def test_a_file_under_the_name_of_another_is_lost(attachments: Attachments, folder: Path) -> None:
    other = attachments.put(photo(5000, seed=1), Mime.JPEG)
    attachments.put(PHOTO, Mime.JPEG)
    (folder / other.sha256).replace(folder / SHA)
    for sha256 in (SHA, other.sha256):
        with pytest.raises(AttachmentLost):
            attachments.read(sha256)
    assert not attachments.has(other.sha256)


@pytest.mark.parametrize("name", ["../desk.db", "", "partial", SHA.upper(), f"{SHA}/x"])
def test_a_name_that_is_no_hash_leads_nowhere(attachments: Attachments, name: str) -> None:
    for act in (attachments.has, attachments.delete):
        with pytest.raises(ValueError):
            act(name)
    with pytest.raises(AttachmentLost):
        attachments.read(name)


@pytest.mark.parametrize(
    ("content", "mime", "why"),
    [
        (b"", Mime.JPEG, "empty"),
        (photo(MAX_BLOB_BYTES + 1), Mime.JPEG, "too_large"),
        (b"MZ" + bytes(100), Mime.JPEG, "type"),
        (PHOTO, Mime.PDF, "type"),
    ],
)
def test_what_the_centre_would_not_take_is_not_attached(
    attachments: Attachments, folder: Path, content: bytes, mime: Mime, why: str
) -> None:
    with pytest.raises(NotAttachable) as caught:
        attachments.put(content, mime)
    assert caught.value.facts["why"] == why
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing_half_written(attachments: Attachments, folder: Path) -> None:
    small = attachments.put(photo(5000), Mime.JPEG)
    with files_no_larger_than(100_000), pytest.raises(DiskFull):
        attachments.put(PHOTO, Mime.JPEG)
    assert [file.name for file in folder.iterdir()] == [small.sha256]
    attachments.put(PHOTO, Mime.JPEG)
    assert attachments.read(SHA) == PHOTO


def test_files_and_folder_are_for_their_owner_alone(attachments: Attachments, folder: Path) -> None:
    attachments.put(PHOTO, Mime.JPEG)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / SHA).stat().st_mode) == 0o600


_DIES_AT = """
import os, signal, sys
from pathlib import Path
from cso_desk.wire.blob_wire import Mime
from cso_desk.desk.attachments import Attachments
from tests.blob_centre import KEY, photo

left = int(sys.argv[2])

def dying(call):
    def counted(*args):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args)
    return counted

attachments = Attachments(Path(sys.argv[1]), KEY)
os.open, os.fsync, Path.replace = dying(os.open), dying(os.fsync), dying(Path.replace)
attachments.put(photo(400_000), Mime.JPEG)
"""


def test_a_kill_at_any_step_leaves_the_whole_file_or_none(folder: Path) -> None:
    ended = []
    for step in range(7):
        command = [sys.executable, "-c", _DIES_AT, str(folder), str(step)]
        ended.append(subprocess.run(command, check=False, timeout=60).returncode)
        attachments = Attachments(folder, KEY)
        assert {file.name for file in folder.iterdir()} <= {SHA}
        if attachments.has(SHA):
            assert attachments.read(SHA) == PHOTO
            attachments.delete(SHA)
    assert ended[:5] == [-signal.SIGKILL] * 5
    assert ended[-1] == 0


def test_what_waits_is_told_in_its_order_and_what_failed_comes_last(store: DeskStore) -> None:
    queue = store.attachments
    shas = [f"{number:064}" for number in range(3)]
    for minutes, sha256 in enumerate(shas):
        queue.add(Attached(sha256, 100, Mime.PNG), CLAIM, NOW + timedelta(minutes=minutes))
    first = queue.first()
    assert first is not None
    assert (first.sha256, first.claim_id, first.mime, first.added_at) == (shas[0], CLAIM, "image/png", NOW)
    queue.note_trouble(first, "unreachable")
    assert queue.first() == queue.of_claim(CLAIM)[0]
    queue.note_failure(first, "http_500")
    second = queue.first()
    assert second is not None
    assert second.sha256 == shas[1]
    queue.note_stored(second, NOW)
    queue.note_offset(first, 64)
    assert [(kept.offset, kept.tries, kept.last_error) for kept in queue.of_claim(CLAIM)] == [
        (64, 1, ""),
        (100, 0, ""),
        (0, 0, ""),
    ]
    assert states(store) == [AttachmentState.WAITING, AttachmentState.STORED, AttachmentState.WAITING]


def test_what_is_added_again_stays_as_it_is_unless_its_file_was_gone(store: DeskStore) -> None:
    queue, attached = store.attachments, Attached(SHA, len(PHOTO), Mime.JPEG)
    for state, after in (
        (AttachmentState.WAITING, AttachmentState.WAITING),
        (AttachmentState.STORED, AttachmentState.STORED),
        (AttachmentState.REFUSED, AttachmentState.REFUSED),
        (AttachmentState.LOST, AttachmentState.WAITING),
        (AttachmentState.RELEASED, AttachmentState.WAITING),
    ):
        queue.add(attached, CLAIM, NOW)
        (kept,) = queue.of_claim(CLAIM)
        queue.note_end(kept, state, "")
        queue.add(attached, CLAIM, NOW)
        assert states(store) == [after]


def test_a_copy_goes_seven_days_after_the_receipt_and_never_without_one(
    store: DeskStore, attachments: Attachments
) -> None:
    queue = store.attachments
    kept = attachments.put(PHOTO, Mime.JPEG)
    unsent = attachments.put(photo(5000), Mime.JPEG)
    queue.add(kept, CLAIM, NOW)
    queue.add(unsent, CLAIM, NOW)
    queue.add(kept, ANOTHER, NOW)
    (of_another,) = queue.of_claim(ANOTHER)
    queue.note_stored(next(one for one in queue.of_claim(CLAIM) if one.sha256 == SHA), NOW)
    later = NOW + KEPT_FOR
    assert queue.release(later, attachments.delete) == 0
    queue.note_stored(of_another, NOW + timedelta(days=1))
    assert queue.release(later + timedelta(hours=23), attachments.delete) == 0
    assert attachments.has(SHA)
    assert queue.release(later + timedelta(days=1), attachments.delete) == 1
    assert not attachments.has(SHA)
    assert attachments.has(unsent.sha256)
    assert states(store, ANOTHER) == [AttachmentState.RELEASED]
    assert sorted(states(store)) == [AttachmentState.RELEASED, AttachmentState.WAITING]


def test_after_a_restore_of_the_centre_all_that_is_still_here_is_offered_again(store: DeskStore) -> None:
    queue = store.attachments
    for number, state in enumerate(AttachmentState):
        queue.add(Attached(f"{number:064}", 100, Mime.PNG), UUID(int=number), NOW)
        (kept,) = queue.of_claim(UUID(int=number))
        queue.note_stored(kept, NOW)
        queue.note_end(kept, state, "why")
    with store._transaction() as connection:
        offer_again(connection)
    after = [states(store, UUID(int=number))[0] for number in range(len(AttachmentState))]
    assert after == [
        AttachmentState.WAITING,
        AttachmentState.WAITING,
        AttachmentState.WAITING,
        AttachmentState.LOST,
        AttachmentState.RELEASED,
    ]


def test_what_is_queued_outlives_the_program(store: DeskStore, path: Path) -> None:
    store.attachments.add(Attached(SHA, len(PHOTO), Mime.JPEG), CLAIM, NOW)
    before = store.attachments.of_claim(CLAIM)
    store.close()
    again = DeskStore(path, KEY)
    assert again.attachments.of_claim(CLAIM) == before
    again.close()
