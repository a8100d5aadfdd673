"""A desk that has attachments and nothing else to do."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cso_desk.desk.attached import Attachment, AttachmentState
from cso_desk.desk.attachments import Attachments
from cso_desk.desk.client import FixedAccess
from cso_desk.desk.pace import Pace
from cso_desk.desk.store import DeskStore
from cso_desk.desk.sync import Centre
from cso_desk.desk.upload import Upload
from cso_desk.wire.blob_wire import Mime
from tests.blob_centre import CLAIM, KEY, NOW, PATIENCE_S, token

SIZE = 700_000
CHUNKS = 3


class Desk:
    """A desk that has attachments and nothing else to do."""

    def __init__(self, profile: Path, name: str = "D-1") -> None:
        self.profile = profile
        self.name = name
        self.store = DeskStore(profile / "desk.db", KEY)
        self.attachments = Attachments(profile / "attachments", KEY)
        self.is_clear: Callable[[], bool] = lambda: True
        self.clock = NOW
        self.offsets: list[int] = []
        self.upload: Upload | None = None
        self._news = threading.Condition()

    def add(self, content: bytes, claim_id: UUID = CLAIM) -> str:
        """Attach a file to a claim; returns its hash."""
        attached = self.attachments.put(content, Mime.JPEG)
        self.clock += timedelta(seconds=1)
        self.store.attachments.add(attached, claim_id, self.clock)
        if self.upload is not None:
            self.upload.wake()
        return attached.sha256

    def connect(self, url: str, *, deadline_s: float = 10.0) -> None:
        self.upload = Upload(
            self.store,
            self.attachments,
            Centre(url, FixedAccess(token(self.name))),
            is_clear=lambda: self.is_clear(),
            on_change=self._changed,
            now=self._now,
            make_pace=lambda: Pace(floor_s=0.02, base_s=0.05, cap_s=0.2),
            deadline_s=deadline_s,
        )
        self.upload.start()

    def of(self, sha256: str, claim_id: UUID = CLAIM) -> Attachment:
        return next(kept for kept in self.store.attachments.of_claim(claim_id) if kept.sha256 == sha256)

    def state(self, sha256: str, claim_id: UUID = CLAIM) -> AttachmentState:
        return self.of(sha256, claim_id).state

    def until(self, fact: Callable[[], object]) -> None:
        with self._news:
            assert self._news.wait_for(fact, PATIENCE_S), self.store.attachments.of_claim(CLAIM)

    def until_stored(self, *shas: str) -> None:
        self.until(lambda: all(self.state(sha256) is AttachmentState.STORED for sha256 in shas))

    def disconnect(self) -> None:
        if self.upload is not None:
            self.upload.stop()
            self.upload = None

    def close(self) -> None:
        self.disconnect()
        self.store.close()

    def _now(self) -> datetime:
        return self.clock

    def _changed(self) -> None:
        with self._news:
            first = self.store.attachments.first()
            self.offsets.append(-1 if first is None else first.offset)
            self._news.notify_all()


def whole(folder: Path, sha256: str) -> bytes:
    return (folder / sha256[:2] / sha256[2:4] / sha256).read_bytes()
