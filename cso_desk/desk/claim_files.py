"""Tells the files of the claims in the booths from the claims, the desk's own attachments and its work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from cso_desk.claims.model import Attachment as Listed
from cso_desk.claims.model import Claim
from cso_desk.wire import Kind

from .attached import Attachment, AttachmentState
from .filed import Filed, FileStand, Shot
from .model import BoothClaim
from .work import Queued, Work

_STANDS = {
    AttachmentState.STORED: FileStand.STORED,
    AttachmentState.RELEASED: FileStand.STORED,
    AttachmentState.REFUSED: FileStand.REFUSED,
    AttachmentState.LOST: FileStand.LOST,
}


def with_files(
    booths: Sequence[BoothClaim | None], queue: Iterable[Queued], kept: Mapping[UUID, tuple[Attachment, ...]]
) -> tuple[BoothClaim | None, ...]:
    """The claims in the booths with their files; `kept` are the desk's own attachments by the id of their claim."""
    works = {queued.claim.id: queued.works for queued in queue}
    return tuple(
        None if held is None else replace(held, files=_files(held.claim, works, kept.get(held.claim.id, ())))
        for held in booths
    )


def _files(claim: Claim, works: Mapping[UUID, tuple[Work, ...]], kept: Iterable[Attachment]) -> tuple[Filed, ...]:
    own = {one.sha256: one for one in kept}
    listed = tuple(_listed(one, own.get(one.sha256)) for one in claim.attachments)
    shas = {one.sha256 for one in listed}
    attaching = [work for work in works.get(claim.id, ()) if work.kind == Kind.ATTACH]
    return (*listed, *(_unlisted(work) for work in attaching if work.body["sha256"] not in shas))


def _listed(one: Listed, own: Attachment | None) -> Filed:
    shot = None if one.booth is None or one.taken_at is None else Shot(one.booth, one.camera, one.taken_at)
    filed = Filed(
        one.sha256,
        one.document,
        one.size,
        one.mime,
        FileStand.ELSEWHERE,
        is_late=one.late,
        added_at=one.added_at,
        shot=shot,
    )
    if own is None:
        return filed
    return replace(filed, stand=_stand(own), sent=own.offset, cause=own.last_error)


def _unlisted(work: Work) -> Filed:
    """A file that its claim does not have: the centre refused it, or work before it keeps it out of sight."""
    body = work.body
    stand = FileStand.REFUSED if work.state.is_refused else FileStand.WAITING
    return Filed(
        sha256=body["sha256"],
        document=body.get("document", ""),
        size=body["size"],
        mime=body["mime"],
        stand=stand,
        cause=work.result.code if work.result is not None and work.state.is_refused else "",
        is_linked=not work.state.is_refused,
        added_at=work.captured_at,
    )


def _stand(own: Attachment) -> FileStand:
    waiting = FileStand.SENDING if own.offset else FileStand.WAITING
    return _STANDS.get(own.state, waiting)
