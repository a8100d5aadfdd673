"""What happens to the demonstration's people: for each what was filled in wrongly, and what an officer finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from cso_desk.claims.form import Answer, Cause, DocumentKind, DocumentStatus, Field, Relation, interview_key
from cso_desk.claims.identity import Sex
from cso_desk.claims.model import Channel, Segment, Verdict

_YES, _NO = Answer.YES, Answer.NO


@dataclass(frozen=True, slots=True)
class Story:
    """One person's story: what is known of them, what they typed, what the officer will see and then decide.

    What is None is drawn by chance. `typed` and `known` replace texts of the form and facts of the master record;
    `corrected` names fields the officer puts right from the card; `uploaded` holds what stands on the form already,
    `shown` what the documents prove to be when they are held to the camera, an original where nothing is said.
    `answers` are those of the interview that do not fit, by form key. `prior` holds earlier payments: years ago, gross
    rupiah, and whether it was a part. `unmerged_months` were worked before the record begins, on cards not merged yet.
    `filed` is the day on which the claim was filed, where that is long ago.
    """

    cause: Cause
    verdict: Verdict = Verdict.APPROVE
    reason: str = ""
    note: str = ""
    channel: Channel = Channel.BOOTH
    name: str = ""
    sex: Sex | None = None
    age: int | None = None
    balance: int | None = None
    waited: int = 42
    member_months: int | None = None
    unmerged_months: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    corrected: tuple[Field, ...] = ()
    uploaded: Mapping[DocumentKind, DocumentStatus] = field(default_factory=dict)
    shown: Mapping[DocumentKind, DocumentStatus] = field(default_factory=dict)
    prior: tuple[tuple[int, int, bool], ...] = ()
    duplicates: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    face_matches: Answer = _YES
    filed: date | None = None


def _returned(cause: Cause, reason: str, note: str, **facts: Any) -> Story:
    return Story(cause, Verdict.RETURN, reason, note, **facts)


def _referred(cause: Cause, reason: str, note: str, **facts: Any) -> Story:
    return Story(cause, Verdict.REFER, reason, note, **facts)


_PICTURE = (
    Story(
        Cause.LAID_OFF,
        name="Muhammad Rizky Pratama",
        sex=Sex.MALE,
        age=34,
        balance=73_456_789,
        known={"full_name": "Muhammad Risky Pratama"},
    ),
    Story(
        Cause.RESIGNED,
        name="Sri Wahyuni",
        sex=Sex.FEMALE,
        age=29,
        balance=8_214_500,
        waited=61,
        uploaded={DocumentKind.EMPLOYMENT_LETTER: DocumentStatus.UNREADABLE},
    ),
    Story(Cause.PENSION_AGE, name="Bambang Setiawan", sex=Sex.MALE, age=56, balance=148_920_311),
    Story(Cause.CONTRACT_ENDED, name="Nur Aisyah", sex=Sex.FEMALE, age=28, balance=6_482_130, waited=12),
    Story(Cause.RESIGNED, name="Agus Salim Harahap", sex=Sex.MALE, age=41, balance=21_305_720, waited=75),
    Story(
        Cause.PARTIAL_10,
        name="Ketut Sudarmini",
        sex=Sex.FEMALE,
        age=47,
        balance=112_400_000,
        member_months=136,
    ),
)

_FAULTY = (
    _returned(Cause.RESIGNED, "R05", "Datang lagi setelah lewat masa tunggu, bawa paklaring", waited=-9),
    _returned(Cause.RESIGNED, "R04", "Minta perusahaan menonaktifkan kepesertaan", known={"inactive_since": None}),
    _returned(
        Cause.LAID_OFF,
        "R06",
        "Bawa buku tabungan atas nama sendiri",
        typed={Field.ACCOUNT_HOLDER: "Dewi Contoh Anggraini"},
    ),
    Story(Cause.RESIGNED, typed={Field.NIK: "99010112089100"}, corrected=(Field.NIK,)),
    _returned(
        Cause.CONTRACT_ENDED,
        "R01",
        "Bawa paklaring asli yang terbaca",
        shown={DocumentKind.EMPLOYMENT_LETTER: DocumentStatus.UNREADABLE},
    ),
    _referred(Cause.RESIGNED, "P04", "Nomor peserta sama dengan klaim lain", duplicates=("KJ-2001-9001",)),
    _returned(Cause.RESIGNED, "R03", "Perbarui data di Dukcapil, bawa KTP baru", known={"registry_match": False}),
    Story(Cause.PENSION_AGE, channel=Channel.ONLINE, age=57, balance=312_750_400),
    Story(Cause.PARTIAL_30, age=44, balance=300_000_000, member_months=181),
    _referred(
        Cause.PARTIAL_10,
        "P05",
        "Di data pusat belum sepuluh tahun; kartu dari perusahaan lama belum digabung",
        age=43,
        balance=31_000_000,
        member_months=75,
        unmerged_months=70,
    ),
    Story(Cause.LAID_OFF, age=45, balance=210_000_000, prior=((1, 90_000_000, True),)),
    Story(Cause.RESIGNED, age=51, balance=90_000_000, prior=((2, 10_000_000, True),), known={"has_npwp": False}),
    Story(
        Cause.DIED,
        age=49,
        balance=38_400_000,
        typed={
            Field.ACCOUNT_HOLDER: "Wulan Contoh Lestari",
            Field.HEIR_NAME: "Wulan Contoh Lestari",
            Field.HEIR_RELATION: Relation.SPOUSE,
        },
    ),
    Story(Cause.LEFT_INDONESIA_FOREIGNER, name="Daniel Hartmann", sex=Sex.MALE, age=39, balance=64_120_000),
    Story(Cause.LEFT_INDONESIA_CITIZEN, age=33, balance=17_950_000),
    Story(Cause.DISABLED, age=46, balance=42_300_000),
    Story(Cause.OWN_ACCOUNT_STOPPED, balance=2_145_000),
    Story(Cause.PENSION_BY_AGREEMENT, channel=Channel.COLLECTIVE, age=55, balance=97_310_000),
    Story(
        Cause.LAID_OFF,
        Verdict.REJECT,
        "R13",
        "Yang hadir bukan peserta; peserta wajib datang sendiri",
        face_matches=_NO,
    ),
    _returned(Cause.CONTRACT_ENDED, "R01", "Bawa KTP asli, bukan fotokopi", answers={Field.ID_CARD_ORIGINAL: _NO}),
    _returned(
        Cause.RESIGNED, "R06", "Aktifkan rekening atau bawa buku tabungan lain", answers={Field.ACCOUNT_ACTIVE: _NO}
    ),
    _returned(
        Cause.LAID_OFF,
        "R08",
        "Bawa kartu peserta atau surat kehilangan",
        shown={DocumentKind.MEMBERSHIP_CARD: DocumentStatus.MISSING},
    ),
    Story(Cause.RESIGNED, typed={Field.KPJ: "99120000001"}, known={"other_kpj": ("99120000001",)}),
    _returned(
        Cause.RESIGNED,
        "R09",
        "Gabungkan saldo semua kartu, bawa paklaring tiap perusahaan",
        typed={Field.OTHER_KPJ: "99130000002"},
        known={"other_kpj": ("99130000002",)},
    ),
    _returned(
        Cause.CONTRACT_ENDED,
        "R02",
        "Samakan nama di KTP dan kartu peserta",
        known={"full_name": "Hendra Contoh Gunawan"},
        name="Wahyu Hidayat Siregar",
    ),
    _referred(
        Cause.LAID_OFF,
        "P04",
        "PHK masih diperselisihkan di pengadilan hubungan industrial",
        answers={Field.UNDISPUTED: _NO},
    ),
    Story(
        Cause.RESIGNED,
        Verdict.REJECT,
        "R14",
        "Saldo kartu ini sudah dibayar pada klaim sebelumnya",
        duplicates=("KJ-2109-9002",),
    ),
    Story(
        Cause.PENSION_AGE,
        Verdict.REJECT,
        "R15",
        "Baru 43 tahun dan masih bekerja; JHT dibayar pada usia 56 tahun",
        age=43,
    ),
    _returned(
        Cause.RESIGNED,
        "R02",
        "Nama ibu kandung tidak sama dengan data pusat; bawa akta kelahiran",
        answers={interview_key("person"): _NO},
    ),
    _referred(
        Cause.CONTRACT_ENDED,
        "P05",
        "Pekerja migran; minta arahan penyelia",
        known={"segment": Segment.MIGRANT},
    ),
    _returned(Cause.RESIGNED, "R07", "Bawa paklaring asli dengan tanggal berhenti yang benar"),
    _returned(
        Cause.LAID_OFF,
        "R11",
        "Ajukan lagi setelah tidak bekerja dan kepesertaan dinonaktifkan",
        answers={Field.NOT_WORKING: _NO},
    ),
    _returned(Cause.RESIGNED, "R10", "Peserta tidak menjawab panggilan", channel=Channel.ONLINE),
    _returned(
        Cause.RESIGNED,
        "R12",
        "Kirim foto diri terbaru tampak depan",
        channel=Channel.ONLINE,
        uploaded={DocumentKind.PORTRAIT: DocumentStatus.UNREADABLE},
        shown={DocumentKind.PORTRAIT: DocumentStatus.UNREADABLE},
    ),
    _referred(
        Cause.PARTIAL_10,
        "P05",
        "Sudah pernah mengambil sebagian",
        balance=88_000_000,
        member_months=170,
        prior=((3, 9_700_000, True),),
    ),
    Story(Cause.CONTRACT_ENDED, channel=Channel.COLLECTIVE, typed={Field.NIK: "9.90101E+15"}, corrected=(Field.NIK,)),
    Story(Cause.LAID_OFF, typed={Field.BIRTH_DATE: "31-02-1990"}, corrected=(Field.BIRTH_DATE,)),
    _returned(Cause.RESIGNED, "R03", "Dukcapil belum menjawab; dihubungi lagi", known={"registry_match": None}),
    _referred(Cause.LAID_OFF, "P02", "Cap surat PHK tampak ditempel", channel=Channel.COLLECTIVE),
    _returned(Cause.PENSION_AGE, "R02", "Tanggal lahir di kartu dan KTP harus sama", age=54, balance=51_200_000),
)

_OLD_LAW = (
    Story(Cause.CONTRACT_ENDED, channel=Channel.COLLECTIVE, balance=12_680_000, filed=date(2022, 4, 27)),
)  # the last day of Permenaker 19/2015, by which the end of a contract waits a month too

STORIES: tuple[Story, ...] = (*_PICTURE, *_FAULTY, *_OLD_LAW)
"""The written stories: first the six of a good picture, then every cause and every fault once, and the older law."""

_ORDINARY = (Cause.RESIGNED, Cause.RESIGNED, Cause.RESIGNED, Cause.LAID_OFF, Cause.CONTRACT_ENDED)
_CHANNELS = (*(Channel.BOOTH,) * 7, *(Channel.ONLINE,) * 2, Channel.COLLECTIVE)
_FAULTY_SHARE = 0.15


def story_of(n: int) -> Story:
    """Tell the story of the person with number n, from 1; beyond the written ones most are ordinary."""
    if n <= len(STORIES):
        return STORIES[n - 1]
    chance = Random(f"story {n}")
    if chance.random() < _FAULTY_SHARE:
        return chance.choice(_FAULTY)
    return Story(chance.choice(_ORDINARY), channel=chance.choice(_CHANNELS), waited=chance.randint(0, 300))
