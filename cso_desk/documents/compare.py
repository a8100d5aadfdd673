"""A document that was read beside form, master record and uploaded copy: what is the same, which letters differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from cso_desk.claims.dates import format_date, parse_date
from cso_desk.claims.digits import InvalidNumber, read_digits
from cso_desk.claims.eligibility import Severity
from cso_desk.claims.form import DocumentKind, Field
from cso_desk.claims.identity import InvalidNik, Nik, Sex
from cso_desk.claims.matching import slight_finding
from cso_desk.claims.model import Claim, MasterRecord
from cso_desk.claims.names import NameComparison, Span, compare, normal
from cso_desk.claims.workflow import CORRECTABLE
from cso_desk.video.paper import Paper as Kind

from .reading import CERTAIN, Reading
from .reading import Field as Read

SEX = "sex"
"""The one row that is no field of the form: the form tells it by its NIK."""


class Found(StrEnum):
    """What one row says; facts: `letters` (or digits) that differ, `side`: `form`, `master` or `copy`."""

    SAME = "same"
    DIGITS_SAME = "digits_same"  # digits: how many
    FITS_NIK = "fits_nik"
    LETTERS_DIFFER = "letters_differ"  # letters, side
    USUAL_FORM = "usual_form"  # side
    DIGITS_DIFFER = "digits_differ"  # digits, side
    DIFFERS = "differs"  # side
    MOVED = "moved"  # side: an address may change
    NOT_READ = "not_read"
    FORM_EMPTY = "form_empty"
    NOTHING = "nothing"  # neither read nor written


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: its text, the spans that differ from another side, and whether it agrees with the document."""

    text: str = ""
    marks: tuple[Span, ...] = ()
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One field on all its sides. `key` is a form key, or SEX; `read` is what the camera read, with its box.

    `fix` is what the form would say if it followed the document, None where there is nothing to put right. `proposal`
    is what the record says and what it should say, None where it agrees or such a wish cannot be made.
    """

    key: str
    found: Found
    severity: Severity
    document: Cell
    form: Cell
    master: Cell
    copy: Cell
    read: Read | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    fix: str | None = None
    proposal: tuple[str, str] | None = None

    @property
    def is_sure(self) -> bool:
        """True where the reading may be taken without a second look."""
        return self.read is not None and self.read.confidence >= CERTAIN

    @property
    def is_confirmed_by_document(self) -> bool:
        """True where form and document say the same, so that the document may prove the field."""
        return self.key in tuple(Field) and self.read is not None and bool(self.form.text) and self.form.agrees


@dataclass(frozen=True, slots=True)
class _Line:
    """How one row comes about: the key of the reading, the form key, what the record knows, how texts are laid side by
    side, and whether a difference only informs."""

    read: str
    key: str
    known: Callable[[MasterRecord], str] | None = None
    is_number: bool = False
    is_date: bool = False
    informs: bool = False


def kind_of(document: DocumentKind) -> Kind | None:
    """How a document of a claim is read, None where it is not."""
    return _KINDS.get(document)


def document_of(kind: Kind) -> DocumentKind:
    """The document of a claim that a kind of reading is of."""
    return next(document for document, known in _KINDS.items() if known is kind)


def compare_document(
    document: DocumentKind, claim: Claim, reading: Reading | None, copy: Reading | None = None
) -> tuple[Row, ...]:
    """The rows of a document, in the order in which they are shown; none for a document that is not read.

    Without a reading form and record still stand side by side. `copy` is the reading of what was uploaded.
    """
    kind = kind_of(document)
    if kind is None:
        return ()
    read = _fields(reading, kind)
    other = _fields(copy, kind)
    return tuple(_row(line, claim, read.get(line.read), other.get(line.read)) for line in _LINES[kind])


def _fields(reading: Reading | None, kind: Kind) -> Mapping[str, Read]:
    return reading.fields if reading is not None and reading.kind is kind else {}


def _row(line: _Line, claim: Claim, read: Read | None, copy: Read | None) -> Row:
    if line.key == SEX:
        return _sex(claim, read, copy)
    document = _written(line, "" if read is None else read.text, iso=True)
    form = _written(line, claim.form.text(line.key))
    master = "" if line.known is None else _written(line, line.known(claim.master))
    uploaded = _written(line, "" if copy is None else copy.text, iso=True)
    reference = document or uploaded or form
    sides = {
        side: compare(reference, text)
        for side, text in (("form", form), ("master", master), ("copy", uploaded))
        if text and reference
    }
    found, severity, facts = _judged(line, read, form, sides)
    if found is Found.SAME and line.is_date and _fits(claim, reference):
        found = Found.FITS_NIK
    return Row(
        key=line.key,
        found=found,
        severity=severity,
        document=Cell(document, _marks(document, sides.values())),
        form=_cell(form, sides.get("form")),
        master=_cell(master, sides.get("master")),
        copy=_cell(uploaded, sides.get("copy")),
        read=read,
        facts=facts,
        fix=_fix(line, claim, document if read is None or line.is_date else read.text, sides.get("form")),
        proposal=_proposal(line, document, master, sides.get("master")),
    )


def _judged(
    line: _Line, read: Read | None, form: str, sides: Mapping[str, NameComparison]
) -> tuple[Found, Severity, Mapping[str, Any]]:
    """The gravest of what the sides show; a side that is empty is not compared."""
    worst: tuple[Found, Severity, Mapping[str, Any]] | None = None
    for side, compared in sides.items():
        if compared.same:
            continue
        found, severity = _difference(line, compared)
        facts = {"side": side, "letters": compared.letters, "digits": compared.letters}
        if worst is None or _GRAVITY[severity] > _GRAVITY[worst[1]]:
            worst = found, severity, facts
    if worst is not None:
        return worst
    if read is None:
        found = Found.NOT_READ if form else Found.NOTHING
        return found, Severity.UNKNOWN, {}
    if not form:
        return Found.FORM_EMPTY, Severity.UNKNOWN, {}
    if line.is_number:
        return Found.DIGITS_SAME, Severity.INFORMATION, {"digits": len(read.text)}
    return Found.SAME, Severity.INFORMATION, {}


def _difference(line: _Line, compared: NameComparison) -> tuple[Found, Severity]:
    if line.is_number:
        return Found.DIGITS_DIFFER, Severity.BLOCKS
    if line.is_date:
        return Found.DIFFERS, Severity.BLOCKS
    if line.key == Field.ADDRESS:
        return Found.MOVED, Severity.INFORMATION
    slight = slight_finding(compared)
    if slight is None:
        return Found.DIFFERS, Severity.INFORMATION if line.informs else Severity.BLOCKS
    found = Found.USUAL_FORM if compared.usual else Found.LETTERS_DIFFER
    return found, Severity.INFORMATION if line.informs else Severity.NEEDS_REASON


_GRAVITY = {Severity.INFORMATION: 0, Severity.UNKNOWN: 1, Severity.NEEDS_REASON: 2, Severity.BLOCKS: 3}


def _cell(text: str, compared: NameComparison | None) -> Cell:
    if compared is None:
        return Cell(text)
    return Cell(compared.right, compared.right_marks, compared.same)


def _marks(text: str, sides: Any) -> tuple[Span, ...]:
    """The letters of the document that any other side has otherwise."""
    places = {at for compared in sides for start, end in compared.left_marks for at in range(start, end)}
    places = {at for at in places if at < len(text)}
    return tuple((at, at + 1) for at in sorted(places))


def _fix(line: _Line, claim: Claim, document: str, compared: NameComparison | None) -> str | None:
    if not document or (compared is not None and compared.same):
        return None
    if line.is_number or line.is_date or line.key == Field.ADDRESS:
        return document
    written = claim.form.text(line.key)
    return document if written and written == written.upper() else document.title()


def _proposal(line: _Line, document: str, master: str, compared: NameComparison | None) -> tuple[str, str] | None:
    if line.key not in CORRECTABLE or not document or not master or compared is None or compared.same:
        return None
    return master, document


def _written(line: _Line, text: str, *, iso: bool = False) -> str:
    """A text as it is compared: numbers as bare digits, dates dd-mm-yyyy, words in capitals without dots."""
    text = text.strip()
    if line.is_number:
        return _digits(text)
    if line.is_date:
        return _day(text, iso=iso)
    return normal(text)


def _digits(text: str) -> str:
    try:
        return read_digits(text)
    except InvalidNumber:
        return text


def _day(text: str, *, iso: bool) -> str:
    if not iso:
        day = parse_date(text)
        return text if day is None else format_date(day)
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def _fits(claim: Claim, day: str) -> bool:
    """Whether a date of birth is the one that the form's NIK tells."""
    born = parse_date(day)
    try:
        nik = Nik.parse(claim.form.text(Field.NIK))
    except InvalidNik:
        return False
    return born is not None and nik.fits(born)


def _sex(claim: Claim, read: Read | None, copy: Read | None) -> Row:
    """The sex on the card beside the one that the NIK of form and record tells."""
    form, master = _sex_of(claim.form.text(Field.NIK)), _sex_of(claim.master.nik)
    document = _sex_in("" if read is None else read.text)
    uploaded = _sex_in("" if copy is None else copy.text)
    apart = next(
        (side for side, sex in (("form", form), ("master", master)) if document and sex and sex != document), ""
    )
    if not document:
        found, severity = (Found.NOT_READ, Severity.UNKNOWN) if form else (Found.NOTHING, Severity.UNKNOWN)
    elif apart:
        found, severity = Found.DIFFERS, Severity.BLOCKS
    else:
        found, severity = Found.FITS_NIK, Severity.INFORMATION

    def cell(sex: str) -> Cell:
        agrees = not sex or not document or sex == document
        return Cell(sex, () if agrees else ((0, len(sex)),), agrees)

    facts = {"side": apart} if apart else {}
    mine = Cell(document, ((0, len(document)),) if apart else ())
    return Row(SEX, found, severity, mine, cell(form), cell(master), cell(uploaded), read, facts)


_SEXES = {Sex.MALE: "LAKI-LAKI", Sex.FEMALE: "PEREMPUAN"}


def _sex_of(nik: str) -> str:
    try:
        return _SEXES[Nik.parse(nik).sex]
    except InvalidNik:
        return ""


def _sex_in(text: str) -> str:
    """What the card says, however it is cut short: LAKI-LAKI or L, PEREMPUAN or P."""
    head = text.strip().upper()[:1]
    return _SEXES[Sex(head)] if head in tuple(Sex) else ""


_KINDS: Mapping[DocumentKind, Kind] = MappingProxyType(
    {
        DocumentKind.ID_CARD: Kind.KTP,
        DocumentKind.FAMILY_CARD: Kind.KK,
        DocumentKind.MEMBERSHIP_CARD: Kind.KPJ,
        DocumentKind.EMPLOYMENT_LETTER: Kind.PAKLARING,
        DocumentKind.BANK_BOOK: Kind.TABUNGAN,
        DocumentKind.TAX_CARD: Kind.NPWP,
    }
)
_NAME = _Line("name", Field.FULL_NAME, lambda known: known.full_name)
_LINES: Mapping[Kind, tuple[_Line, ...]] = MappingProxyType(
    {
        Kind.KTP: (
            _Line("nik", Field.NIK, lambda known: known.nik, is_number=True),
            _NAME,
            _Line("birth_place", Field.BIRTH_PLACE, lambda known: known.birth_place, informs=True),
            _Line("birth_date", Field.BIRTH_DATE, lambda known: format_date(known.birth_date), is_date=True),
            _Line("sex", SEX),
            _Line("address", Field.ADDRESS, lambda known: known.address, informs=True),
        ),
        Kind.KK: (_Line("number", Field.FAMILY_CARD, is_number=True),),
        Kind.KPJ: (_Line("kpj", Field.KPJ, lambda known: known.kpj, is_number=True), _NAME),
        Kind.PAKLARING: (
            _NAME,
            _Line("employer", Field.EMPLOYER, lambda known: known.employer, informs=True),
            _Line("from", Field.EMPLOYED_FROM, is_date=True),
            _Line("until", Field.EMPLOYED_UNTIL, is_date=True),
        ),
        Kind.TABUNGAN: (
            _Line("bank", Field.BANK, informs=True),
            _Line("number", Field.ACCOUNT_NUMBER, is_number=True),
            _Line("holder", Field.ACCOUNT_HOLDER, lambda known: known.full_name),
        ),
        Kind.NPWP: (_Line("number", Field.NPWP, is_number=True), _NAME),
    }
)
