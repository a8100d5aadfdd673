"""The claim form: its fields and their keys, what they may hold, and the form as it was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Cause(StrEnum):
    """Why the savings are claimed (*sebab klaim*)."""

    PENSION_AGE = "USIA_PENSIUN"
    PENSION_BY_AGREEMENT = "PENSIUN_PKB"
    RESIGNED = "RESIGN"
    LAID_OFF = "PHK"
    CONTRACT_ENDED = "PKWT"
    OWN_ACCOUNT_STOPPED = "BPU"
    LEFT_INDONESIA_FOREIGNER = "TINGGALKAN_RI_WNA"
    LEFT_INDONESIA_CITIZEN = "TINGGALKAN_RI_WNI"
    DISABLED = "CACAT"
    DIED = "MENINGGAL"
    PARTIAL_10 = "SEBAGIAN_10"
    PARTIAL_30 = "SEBAGIAN_30"


class Field(StrEnum):
    """The fields of the claim form (Formulir 5) and what the officer notes beside them."""

    FULL_NAME = "full_name"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    MOTHER_NAME = "mother_name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    KPJ = "kpj"
    OTHER_KPJ = "other_kpj"
    EMPLOYER = "employer"
    EMPLOYED_FROM = "employed_from"
    EMPLOYED_UNTIL = "employed_until"
    CAUSE = "cause"
    CAUSE_DATE = "cause_date"
    NPWP = "npwp"
    BANK = "bank"
    ACCOUNT_NUMBER = "account_number"
    ACCOUNT_HOLDER = "account_holder"
    ACCOUNT_ACTIVE = "account_active"
    ID_CARD_ORIGINAL = "id_card_original"
    FACE_MATCHES = "face_matches"
    RECORDING_CONSENT = "recording_consent"
    NOT_WORKING = "not_working"
    UNDISPUTED = "undisputed"
    AMOUNT_AGREED = "amount_agreed"
    HEIR_NAME = "heir_name"
    HEIR_NIK = "heir_nik"
    HEIR_RELATION = "heir_relation"


class JobPart(StrEnum):
    """What the form tells of one earlier employment."""

    EMPLOYER = "employer"
    FROM = "from"
    UNTIL = "until"


class Relation(StrEnum):
    """What an heir was to the participant who died."""

    SPOUSE = "janda_duda"
    CHILD = "anak"
    PARENT = "orang_tua"
    GRANDCHILD = "cucu"
    SIBLING = "saudara_kandung"
    PARENT_IN_LAW = "mertua"
    BY_WILL = "wasiat"


class Answer(StrEnum):
    """What a question asked of the participant, or of the officer's eyes, was answered with."""

    UNASKED = ""
    YES = "yes"
    NO = "no"


class DocumentKind(StrEnum):
    """The papers a claim may need."""

    MEMBERSHIP_CARD = "kartu_peserta"
    ID_CARD = "ktp"
    PASSPORT = "paspor"
    STAY_PERMIT = "kitas"
    FAMILY_CARD = "kartu_keluarga"
    BANK_BOOK = "buku_tabungan"
    EMPLOYMENT_LETTER = "paklaring"
    PENSION_LETTER = "surat_pensiun"
    LAYOFF_PROOF = "bukti_phk"
    DISABILITY_LETTER = "surat_cacat"
    NO_RETURN_STATEMENT = "pernyataan_tidak_kembali"
    NOT_WORKING_STATEMENT = "pernyataan_tidak_bekerja"
    DEATH_CERTIFICATE = "akta_kematian"
    HEIR_LETTER = "surat_ahli_waris"
    RELATION_PROOF = "bukti_hubungan"
    HOUSE_DOCUMENT = "dokumen_perumahan"
    TAX_CARD = "npwp"
    PORTRAIT = "foto_diri"


class DocumentStatus(StrEnum):
    """What the officer saw of one document."""

    NOT_SEEN = ""
    ORIGINAL = "original"
    UNREADABLE = "unreadable"
    MISSING = "missing"


class Need(StrEnum):
    """What makes a booth hard for a participant: hearing, sight and reading hold an `Answer`, language a code."""

    HEARING = "hearing"
    SIGHT = "sight"
    READING = "reading"
    LANGUAGE = "language"


class CheckSlot(StrEnum):
    """The eight places of the checklist, in the order they are always shown."""

    ID_CARD = "id_card"
    FACE = "face"
    CIVIL_REGISTRY = "civil_registry"
    MATCH = "match"
    ELIGIBILITY = "eligibility"
    DUPLICATE = "duplicate"
    DOCUMENTS = "documents"
    ACCOUNT = "account"


def document_key(kind: DocumentKind) -> str:
    """The form key under which the officer's finding on one document is kept."""
    return f"document.{kind}"


def acceptance_key(slot: CheckSlot) -> str:
    """The form key under which the reason is kept for accepting a check that only warns."""
    return f"accepted.{slot}"


def covers_key(slot: CheckSlot) -> str:
    """The form key under which is kept what the reason for accepting a check was given for: see `Check.covers`."""
    return f"covers.{slot}"


def interview_key(code: str) -> str:
    """The form key under which the answer to a question of the interview is kept."""
    return f"interview.{code}"


def evidence_key(field: Field) -> str:
    """The form key under which that is kept which proves a field: see `evidence`."""
    return f"evidence.{field}"


def need_key(need: Need) -> str:
    """The form key under which is kept what the participant needs in the booth."""
    return f"need.{need}"


MAX_JOBS = 20
"""The most earlier employments that a form holds."""


def job_key(number: int, part: JobPart) -> str:
    """The form key of one part of an earlier employment; `number` from 1 to MAX_JOBS."""
    return f"job.{number}.{part}"


ANSWER_FIELDS = (
    *(Field.ID_CARD_ORIGINAL, Field.FACE_MATCHES, Field.RECORDING_CONSENT),
    *(Field.NOT_WORKING, Field.UNDISPUTED, Field.ACCOUNT_ACTIVE, Field.AMOUNT_AGREED),
)
"""The fields that hold an `Answer`."""

FORM_KEYS: frozenset[str] = frozenset(
    [
        *Field,
        *(job_key(number, part) for number in range(1, MAX_JOBS + 1) for part in JobPart),
        *(document_key(kind) for kind in DocumentKind),
        *(acceptance_key(slot) for slot in CheckSlot),
        *(covers_key(slot) for slot in CheckSlot),
        *(evidence_key(field) for field in Field),
        *(need_key(need) for need in Need),
    ]
)
"""Every key a form may hold, but for those of the interview, whose questions are a table."""

_INTERVIEW_KEY = re.compile(r"interview\.[a-z][a-z_]{0,39}", re.ASCII)


def is_form_key(key: str) -> bool:
    """True for a key under which a form may hold a text."""
    return key in FORM_KEYS or _INTERVIEW_KEY.fullmatch(key) is not None


@dataclass(frozen=True, slots=True)
class Job:
    """One earlier employment as it was written: its number on the form, and its three texts."""

    number: int
    employer: str = ""
    start: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The claim form as it was typed, half-typed and faulty texts included: nothing an officer writes is lost.

    Keys are those of which `is_form_key` is true; dates are written dd-mm-yyyy; a key that is absent reads as "".
    """

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, key: str) -> str:
        """What stands in one field."""
        return self.values.get(key, "")

    def with_text(self, key: str, text: str) -> "Form":
        """This form with one field changed."""
        return Form(MappingProxyType({**self.values, key: text}))

    def answer(self, key: str) -> Answer:
        """What stands in a field that holds an answer; anything unknown reads as not asked."""
        return _ANSWERS.get(self.text(key), Answer.UNASKED)

    def document(self, kind: DocumentKind) -> DocumentStatus:
        """What the officer saw of one document; anything unknown reads as not seen."""
        return _STATUSES.get(self.text(document_key(kind)), DocumentStatus.NOT_SEEN)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The earlier employments of which anything is written, in the order of their numbers."""
        texts = (tuple(self.text(key) for key in keys) for keys in _JOB_KEYS)
        return tuple(Job(number, *row) for number, row in enumerate(texts, start=1) if any(map(str.strip, row)))

    @property
    def cause(self) -> Cause | None:
        """The cause of the claim, None while none or an unknown one is chosen."""
        return _CAUSES.get(self.text(Field.CAUSE))


_JOB_KEYS = tuple(tuple(job_key(number, part) for part in JobPart) for number in range(1, MAX_JOBS + 1))
_ANSWERS: Mapping[str, Answer] = MappingProxyType({str(answer): answer for answer in Answer})
_STATUSES: Mapping[str, DocumentStatus] = MappingProxyType({str(status): status for status in DocumentStatus})
_CAUSES: Mapping[str, Cause] = MappingProxyType({str(cause): cause for cause in Cause})
