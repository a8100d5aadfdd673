"""The words around a document: where its picture comes from, why there is none, why it was not read."""

from collections.abc import Callable, Sequence

from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.form import DocumentKind
from cso_desk.claims.model import Claim, Proposal
from cso_desk.desk.filed import Filed
from cso_desk.documents.compare import Row, document_of, kind_of
from cso_desk.documents.reading import Reading, Unread
from cso_desk.video.copies import Copy, Sign
from cso_desk.video.paper import Paper
from cso_desk.video.quality import Fault

from . import compare_words, form_keys, form_words, keys, scan_words
from .claim_paper import ClaimPaper
from .document_strip import Strip
from .keys import Action
from .language import translate


def origin(file: Filed | None) -> str:
    """Where a picture comes from: camera and time, or that it was brought; and the ends of its hash."""
    if file is None:
        return ""
    print_ = translate("Papers", "fingerprint %1").replace("%1", f"{file.sha256[:4]}…{file.sha256[-2:]}")
    if file.shot is None:
        return f"{translate('Papers', 'brought as a file')} · {print_}"
    text = translate("Papers", "taken %1").replace("%1", f"{file.shot.taken_at.astimezone(JAKARTA):%H.%M.%S}")
    return f"{text} · {print_}"


def no_picture(paper: ClaimPaper, cause: str) -> str:
    """What stands where a picture would be."""
    if paper.shown is None:
        text = translate("Papers", "No picture yet. Ask for the document to be held to the camera, then press %1.")
        return text.replace("%1", keys.key_of(Action.TAKE))
    return {
        "": translate("Papers", "The picture is being fetched…"),
        "elsewhere": translate("Papers", "This picture lies at another desk or at the centre."),
        "damaged": translate("Papers", "The copy on this desk is damaged. Take the picture again."),
        "no_picture": translate("Papers", "There is no preview of such a file."),
    }[cause]


def strip(
    papers: Sequence[ClaimPaper], open_: DocumentKind | None, reading: Callable[[Filed | None], Reading | Unread | None]
) -> Strip:
    """What the strip shows of a claim's documents; `reading` tells what was read of a file."""
    remarks = {one.kind: remark(one, reading(one.shown)) for one in papers}
    return Strip(tuple(papers), open_, remarks, frozenset(one.kind for one in papers if sign(reading(one.shown))))


def remark(paper: ClaimPaper, read: Reading | Unread | None) -> str:
    """What is being done with a document, for the strip; "" where there is nothing to say."""
    if isinstance(read, Unread):
        return translate("Papers", "not readable")
    if read is not None and read.signs:
        return copy(read.signs[0])
    waits = paper.shown is not None and read is None and kind_of(paper.kind) is not None
    return translate("Papers", "being read…") if waits else ""


def copy(sign: Sign) -> str:
    """What a picture may show instead of the document itself, in a word or two."""
    return {
        Copy.SCREEN: translate("Papers", "a screen?"),
        Copy.PHOTOCOPY: translate("Papers", "a photocopy?"),
    }[sign.copy]


def sign(read: Reading | Unread | None) -> str:
    """That a picture may show a copy, with what was measured and the limit; "" where nothing says so."""
    if not isinstance(read, Reading):
        return ""
    return ", ".join(_measured(one) for one in read.signs)


def _measured(one: Sign) -> str:
    text = {
        Copy.SCREEN: translate("Papers", "maybe a photo of a screen: grid %1 dB, limit %2"),
        Copy.PHOTOCOPY: translate("Papers", "maybe a photocopy: colour %1, limit %2"),
    }[one.copy]
    places = 0 if one.copy is Copy.SCREEN else 2
    value, limit = (f"{number:.{places}f}".replace(".", ",") for number in (one.value, one.limit))
    return text.replace("%1", value).replace("%2", limit)


def told(paper: ClaimPaper, read: Reading | Unread | None, row: Row | None, claim: Claim) -> str:
    """How the reading or a proposal stands, where that is what one has to know first."""
    if isinstance(read, Unread):
        return unread(read)
    if remark(paper, read) and read is None:
        return translate("Papers", "The picture is being read…")
    made = [one for one in claim.proposals if row is not None and one.field == row.key]
    return proposed(made[-1]) if made else ""


def unread(value: Unread) -> str:
    """Why nothing was read, and what to do."""
    if value.reason == "other_document":
        return translate(
            "Papers", "This looks like another document: %1. Choose the right one, or take it again."
        ).replace("%1", _named(value.seen))
    if value.reason in tuple(Fault):
        text = translate("Papers", "The picture is not good enough to be read: %1. Take it again.")
        return text.replace("%1", scan_words.fault(value.reason))
    return {
        "no_picture": translate(
            "Papers", "This file cannot be opened to be read. Compare by eye, or ask for the original."
        ),
        "no_text": translate("Papers", "No text is seen in this picture. Take it again, or compare by eye."),
        "unreadable": translate("Papers", "The text is not clear enough to be read. Take it again, or compare by eye."),
    }.get(value.reason) or translate("Papers", "No such document was read in this picture. Compare by eye.")


def _named(seen: str | None) -> str:
    """The name of the document that was seen instead."""
    if seen in tuple(Paper):
        return form_words.document(document_of(Paper(seen)))
    return seen or "?"


def proposed(value: Proposal) -> str:
    """A correction that was proposed."""
    text = translate("Papers", "Correction of the record proposed at %1: %2 → %3")
    text = text.replace("%1", f"{value.proposed_at.astimezone(JAKARTA):%H.%M}")
    old, new = (form_keys.shown(value.field, one, other) for one, other in _both(value))
    return text.replace("%2", old).replace("%3", new)


def why_propose(row: Row) -> str:
    """The question before a correction is proposed."""
    old = compare_words.differing(row, row.master, row.document)
    new = compare_words.differing(row, row.document, row.master)
    return translate("Papers", "Record %1 → %2. Why?").replace("%1", old).replace("%2", new)


def _both(value: Proposal) -> tuple[tuple[str, str], tuple[str, str]]:
    return (value.old, value.new), (value.new, value.old)
