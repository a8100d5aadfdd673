"""The words of the comparison: what a row says in short, and in one sentence what differs where."""

from cso_desk.claims.checks import Outcome
from cso_desk.claims.eligibility import Severity
from cso_desk.claims.form import DocumentKind, Field
from cso_desk.claims.names import Span
from cso_desk.documents.compare import SEX, Cell, Found, Row

from . import form_keys, form_words
from .language import translate

OUTCOMES = {
    Severity.INFORMATION: Outcome.PASS,
    Severity.UNKNOWN: Outcome.OPEN,
    Severity.NEEDS_REASON: Outcome.WARN,
    Severity.BLOCKS: Outcome.FAIL,
}


def agrees(row: Row) -> bool | None:
    """Whether all sides of a row agree; None where they do not and that only informs."""
    if OUTCOMES[row.severity] in (Outcome.WARN, Outcome.FAIL):
        return False
    return None if row.found in (Found.DIFFERS, Found.MOVED, Found.USUAL_FORM, Found.LETTERS_DIFFER) else True


def outcome(row: Row) -> Outcome | None:
    """The mark of a row, None where it only informs of a difference."""
    return None if agrees(row) is None else OUTCOMES[row.severity]


def label(key: str) -> str:
    """The name of a row."""
    return {
        SEX: translate("Compare", "Sex"),
        Field.FULL_NAME: translate("Compare", "Name"),
        Field.FAMILY_CARD: translate("Compare", "Number"),
        Field.KPJ: translate("Compare", "KPJ"),
        Field.NPWP: translate("Compare", "NPWP"),
        Field.EMPLOYED_FROM: translate("Compare", "From"),
        Field.EMPLOYED_UNTIL: translate("Compare", "Until"),
        Field.EMPLOYER: translate("Compare", "Employer"),
        Field.ACCOUNT_NUMBER: translate("Compare", "Account"),
        Field.ACCOUNT_HOLDER: translate("Compare", "Holder"),
    }.get(key) or form_words.field(key)


def result(row: Row) -> str:
    """What a row says, in a few words."""
    letters = str(row.facts.get("letters", ""))
    text = {
        Found.SAME: translate("Compare", "same"),
        Found.DIGITS_SAME: translate("Compare", "%1 digits the same"),
        Found.FITS_NIK: translate("Compare", "same, fits the NIK"),
        Found.LETTERS_DIFFER: translate("Compare", "%1 letter(s) differ"),
        Found.USUAL_FORM: translate("Compare", "another usual form"),
        Found.DIGITS_DIFFER: translate("Compare", "%1 digit(s) differ"),
        Found.DIFFERS: translate("Compare", "differs"),
        Found.MOVED: translate("Compare", "differs, people move"),
        Found.NOT_READ: translate("Compare", "not read"),
        Found.FORM_EMPTY: translate("Compare", "form is empty"),
        Found.NOTHING: translate("Compare", "nothing yet"),
    }[row.found]
    return text.replace("%1", str(row.facts.get("digits", letters)))


def column(side: str, document: DocumentKind) -> str:
    """The heading of a column."""
    if side == "document":
        return translate("Compare", "%1 (read by camera)").replace("%1", form_words.document(document))
    return {
        "form": translate("Compare", "Form"),
        "master": translate("Compare", "Central record"),
        "copy": translate("Compare", "Uploaded copy"),
    }[side]


def shown(row: Row, cell: Cell, *, revealed: bool) -> str:
    """The text of one side: of a number only the digits that differ are open, unless all are."""
    masked = form_keys.masked(row.key, cell.text)
    if revealed or masked is None:
        return cell.text
    return opened(cell.text, masked, cell.marks)


def opened(text: str, masked: str, marks: tuple[Span, ...]) -> str:
    """A masked number with some places open; one whose mask is of another length shows dots but for those."""
    if not marks:
        return masked
    hidden = masked if len(masked) == len(text) else "•" * len(text)
    open_at = {at for start, end in marks for at in range(start, end)}
    return "".join(sign if at in open_at else hidden[at] for at, sign in enumerate(text))


def sentence(row: Row, document: DocumentKind) -> str:
    """What differs where, in one sentence; what the form would say if it followed the document comes first."""
    name = label(row.key)
    if row.fix is not None and row.form.text:
        text = translate("Compare", "%1 on the form: %2 → %3")
        return (
            text.replace("%1", name)
            .replace("%2", differing(row, row.form, row.document))
            .replace("%3", differing(row, row.document, row.form))
        )
    if row.found is Found.FORM_EMPTY and row.fix is not None:
        return translate("Compare", "%1 can be filled in: %2").replace("%1", name).replace("%2", _safe(row, row.fix))
    if row.facts.get("side") == "master":
        paper = form_words.document(document)
        text = translate("Compare", "The central record has %1, the %2 has %3.")
        return (
            text.replace("%1", differing(row, row.master, row.document))
            .replace("%2", paper)
            .replace("%3", differing(row, row.document, row.master))
        )
    if row.facts.get("side") == "copy":
        text = translate("Compare", "The uploaded copy has %1, the original has %2.")
        return text.replace("%1", differing(row, row.copy, row.document)).replace(
            "%2", differing(row, row.document, row.copy)
        )
    return f"{name}: {result(row)}"


def differing(row: Row, cell: Cell, other: Cell) -> str:
    """The words of a text in which it differs: of a long name only those; a number with its other digits masked."""
    if form_keys.masked(row.key, cell.text) is not None:
        return shown(row, cell, revealed=False)
    marks = cell.marks or other.marks  # a letter that is missing here is marked there
    words, at = [], 0
    for word in cell.text.split(" "):
        end = at + len(word)
        if any(start < end + 1 and at < stop for start, stop in marks):
            words.append(word)
        at = end + 1
    return " ".join(words) or cell.text


def _safe(row: Row, text: str) -> str:
    masked = form_keys.masked(row.key, text)
    return text if masked is None else masked
