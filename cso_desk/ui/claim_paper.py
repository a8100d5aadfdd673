"""The documents of a claim as the strip shows them: each with what the officer saw of it, its picture and its copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cso_desk.claims.checks import Assessment
from cso_desk.claims.form import DocumentKind, DocumentStatus
from cso_desk.claims.model import Claim
from cso_desk.desk.filed import Filed

from .drafts import Bound


@dataclass(frozen=True, slots=True)
class ClaimPaper:
    """One document: `picture` is the newest that a camera took of it, `copy` the newest file that was brought."""

    kind: DocumentKind
    status: DocumentStatus = DocumentStatus.NOT_SEEN
    picture: Filed | None = None
    copy: Filed | None = None

    @property
    def shown(self) -> Filed | None:
        """What there is to be looked at: the original before the copy."""
        return self.picture or self.copy


@dataclass(frozen=True, slots=True)
class Open:
    """Which claim is shown, and with which documents."""

    bound: Bound
    claim: Claim
    assessment: Assessment
    files: tuple[Filed, ...]
    papers: tuple[ClaimPaper, ...]
    locked: bool


def papers(claim: Claim, files: Sequence[Filed], needed: Iterable[DocumentKind]) -> tuple[ClaimPaper, ...]:
    """The documents that a claim needs, in their order, then those that it has besides."""
    order = list(dict.fromkeys(needed))
    order += [kind for kind in DocumentKind if kind not in order and any(file.document == kind for file in files)]
    return tuple(_paper(kind, claim, files) for kind in order)


def _paper(kind: DocumentKind, claim: Claim, files: Sequence[Filed]) -> ClaimPaper:
    own = [file for file in files if file.document == kind and file.is_linked]
    taken = [file for file in own if file.shot is not None]
    brought = [file for file in own if file.shot is None]
    return ClaimPaper(kind, claim.form.document(kind), taken[-1] if taken else None, brought[-1] if brought else None)
