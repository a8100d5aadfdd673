"""Takes files from a disk into claims, on a thread of its own: looked at first, then kept encrypted, then told."""

import errno
import hashlib
import logging
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cso_desk.claims.errors import ClaimError
from cso_desk.wire.blob_wire import MAX_BLOB_BYTES, Mime, mime_of
from cso_desk.worker import InlineWorker, Worker

from .attachments import Attachments, NotAttachable
from .claim_desk import ClaimDesk
from .errors import StoreError
from .model import Refusal

log = logging.getLogger(__name__)

Draw = Callable[[bytes, Mime], object]
"""Opens a file and makes of it what is shown; raises NotAttachable where it cannot be opened. On the thread."""


class NotReadable(ClaimError):
    """The file cannot be read; facts: `why` (`gone`, `folder`, `device`, `forbidden`, `fault`)."""

    code = "not_readable"


@dataclass(frozen=True, slots=True)
class Look:
    """A file is to be looked at; `number` comes back in the answer."""

    number: int
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be attached, as it was read: what is attached later are these bytes, whatever becomes of it.

    `picture` is what was drawn of it.
    """

    path: Path
    content: bytes = field(repr=False)
    sha256: str
    mime: Mime
    picture: object = None

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that was found is to become part of a claim, as a document; `number` comes back in the answer."""

    number: int
    claim_id: UUID
    booth: int
    document: str
    found: Found


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look: the file, or why it cannot be attached."""

    number: int
    found: Found | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a wish: the file is on the disk and its claim has it, or why not."""

    number: int
    refusal: Refusal | None = None


Asked = Look | Wish
Answered = Seen | Ended


class Attaching:
    """Does what is asked in its order; `on_told` hears of each, on its own thread or on that of the claims.

    `on_kept` is told, on the thread of the claims, that there is a file more to be sent.
    """

    def __init__(
        self,
        attachments: Attachments,
        desk: ClaimDesk,
        worker: Worker | InlineWorker,
        *,
        draw: Draw,
        on_told: Callable[[Answered], None],
        on_kept: Callable[[], None] = lambda: None,
    ) -> None:
        self._attachments = attachments
        self._desk = desk
        self._worker = worker
        self._draw = draw
        self._on_told = on_told
        self._on_kept = on_kept

    def ask(self, asked: Asked) -> None:
        """Look at a file, or make one that was found part of a claim. Never waits."""
        if isinstance(asked, Look):
            self._worker.do(lambda: self._on_told(self._look(asked)))
        else:
            self._worker.do(lambda: self._attach(asked))

    def _look(self, look: Look) -> Seen:
        try:
            return Seen(look.number, self._found(look.path))
        except ClaimError as error:
            log.info("a file cannot be attached: %s %s", error.code, error.facts["why"])
            return Seen(look.number, refusal=Refusal(error.code, None, None, facts=error.facts))

    def _found(self, path: Path) -> Found:
        content = read_file(path)
        mime = mime_of(content)
        if mime is None:
            raise NotAttachable(why="type", limit=MAX_BLOB_BYTES)
        return Found(path, content, hashlib.sha256(content).hexdigest(), mime, self._draw(content, mime))

    def _attach(self, wish: Wish) -> None:
        def end(refusal: Refusal | None) -> None:
            if refusal is None:
                self._on_kept()
            self._on_told(Ended(wish.number, refusal))

        try:
            attached = self._attachments.put(wish.found.content, wish.found.mime)
        except (StoreError, NotAttachable) as error:
            log.error("a file was not kept: %s", error.code)
            facts = error.facts if isinstance(error, ClaimError) else {}
            end(Refusal(error.code, wish.claim_id, wish.booth, facts=facts))
            return
        self._desk.attach(wish.claim_id, wish.booth, attached, wish.document, on_end=end)


def read_file(path: Path) -> bytes:
    """All of a file that is small enough; raises NotReadable and NotAttachable, and waits for no other program."""
    try:
        return _read(path)
    except OSError as fault:
        raise NotReadable(why=_FAULTS.get(fault.errno or 0, "fault")) from fault
    except ValueError:  # no file has such a name
        raise NotReadable(why="gone") from None


def _read(path: Path) -> bytes:
    _require_file(path.stat())  # before it is opened: opening alone may move a device
    with os.fdopen(os.open(path, _READING), "rb") as file:
        size = _require_file(os.fstat(file.fileno()))
        content = file.read(MAX_BLOB_BYTES + 1)
    size = max(size, len(content))
    if size > MAX_BLOB_BYTES:
        raise NotAttachable(why="too_large", limit=MAX_BLOB_BYTES, size=size)
    if not content:
        raise NotAttachable(why="empty", limit=MAX_BLOB_BYTES)
    return content


def _require_file(status: os.stat_result) -> int:
    if stat.S_ISDIR(status.st_mode):
        raise NotReadable(why="folder")
    if not stat.S_ISREG(status.st_mode):
        raise NotReadable(why="device")
    return status.st_size


_FLAGS = ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK")
_READING: int = os.O_RDONLY | sum(getattr(os, name, 0) for name in _FLAGS)
_FAULTS = {
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP), "gone"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "forbidden"),
    errno.EISDIR: "folder",
}
