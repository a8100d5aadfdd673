"""Reads pictures of claims from the desk's own disk to be shown, on a thread of its own: decrypted, then drawn."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from cso_desk.claims.errors import ClaimError
from cso_desk.wire.blob_wire import Mime
from cso_desk.worker import InlineWorker, Worker

from .attachments import Attachments
from .errors import StoreError

log = logging.getLogger(__name__)

Draw = Callable[[bytes, Mime], object]
"""Makes what is shown of a file, None where there is nothing to be seen; raises NotAttachable. On the thread."""


@dataclass(frozen=True, slots=True)
class Still:
    """What came of a picture: what was drawn of it, or the code of why there is nothing."""

    sha256: str
    picture: object = None
    cause: str = ""


class Stills:
    """Fetches what is asked for in its order; `on_told` hears of each on its own thread."""

    def __init__(
        self,
        attachments: Attachments,
        worker: Worker | InlineWorker,
        *,
        draw: Draw,
        on_told: Callable[[Still], None],
    ) -> None:
        self._attachments = attachments
        self._worker = worker
        self._draw = draw
        self._on_told = on_told

    def ask(self, sha256: str, mime: str) -> None:
        """Fetch a picture. Never waits."""
        self._worker.do(lambda: self._on_told(self._still(sha256, mime)))

    def _still(self, sha256: str, mime: str) -> Still:
        if not self._attachments.has(sha256):
            return Still(sha256, cause="elsewhere")
        try:
            picture = self._draw(self._attachments.read(sha256), Mime(mime))
        except (StoreError, ClaimError, ValueError) as fault:
            log.warning("a picture cannot be shown: %s", getattr(fault, "code", "type"))
            return Still(sha256, cause="damaged")
        return Still(sha256, picture, "" if picture is not None else "no_picture")
