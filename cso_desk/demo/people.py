"""The demonstration's people: invented participants with claims of all kinds, the same ones every time.

Nobody of them exists: their NIKs begin with 99, a province that there is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from cso_desk.claims.checks import documents_of
from cso_desk.claims.dates import add_months, format_date, full_months
from cso_desk.claims.form import (
    Answer,
    Cause,
    DocumentKind,
    DocumentStatus,
    Field,
    Form,
    JobPart,
    document_key,
    job_key,
)
from cso_desk.claims.identity import Sex
from cso_desk.claims.laws import filed_on, law_of
from cso_desk.claims.model import Channel, Claim, ClaimState, MasterRecord, PriorPayment, Verdict
from cso_desk.claims.table_files import in_force
from cso_desk.video.card import holder

from .stories import Story, story_of

_MEN = (
    "Adi Agus Andi Bagus Budi Dedi Eko Fajar Galih Hendra Indra Joko Lukman Made Rahmat Rudi Slamet Teguh Wahyu Yusuf"
)
_WOMEN = (
    "Ani Ayu Citra Desi Dewi Endah Fitri Indah Kartika Lestari Maya Ningsih Nur Putri Ratna Rina Sari Siti Tuti Wulan"
)
_SECOND = "Cahya Dwi Eka Kurnia Kusuma Permana Pratama Putra Ramadhan Santosa Saputra Tri Utama Wibawa Yuda"
_LAST = (
    "Aritonang Firmansyah Gunawan Handayani Hidayat Kusnadi Nasution Nugroho Setiawan Siregar Suryani Susanto Wijaya"
)
_EMPLOYERS = ("Sandang Jaya", "Pangan Sejahtera", "Logam Mulia", "Niaga Bersama", "Kayu Lestari", "Angkutan Makmur")
_MOVED = 0.3
_STREETS = ("Melati", "Kenanga", "Anggrek", "Cempaka", "Flamboyan", "Dahlia")
_BANKS = (
    ("BRI", 15),
    ("BNI", 10),
    ("Mandiri", 13),
    ("BCA", 10),
    ("BTN", 16),
    ("BSI", 10),
)  # name, digits of an account
_TICKETS = {Channel.BOOTH: "B", Channel.ONLINE: "D", Channel.COLLECTIVE: "K"}
_ACCEPTED = "Sesuai KTP asli dan jawaban peserta"
_WITH_HISTORY = 3  # one in so many wrote earlier employers, and everybody who claims a part
_MOST_JOBS = 4
_SMALL_SHARE = 0.7  # of the balances are below Rp 10 million


@dataclass(frozen=True, slots=True)
class Truth:
    """What a scripted officer finds when looking at a person, and what the officer then decides.

    `answers` are those of the interview of the day of filing, by form key; `corrections` are the form's texts as the
    original card has them; `acceptance` is the reason written beside a check that only warns.
    """

    answers: Mapping[str, Answer]
    face_matches: Answer
    documents: Mapping[DocumentKind, DocumentStatus]
    corrections: Mapping[str, str]
    acceptance: str
    verdict: Verdict
    reason: str
    note: str

    @property
    def entries(self) -> Mapping[str, str]:
        """All that the officer writes on the form, by form key; the answers of the interview last."""
        return {
            **self.corrections,
            Field.FACE_MATCHES: self.face_matches,
            **{document_key(kind): status for kind, status in self.documents.items()},
            **self.answers,
        }


def participants(
    count: int, *, today: date, seed: int = 1, branch: int = 1, now: datetime | None = None
) -> tuple[Claim, ...]:
    """Make the first `count` people and their waiting claims, the same ones for the same seed and day.

    The first in the queue has waited longest, 25 minutes before `now`; without it all came the day before. One of
    them filed on the last day of the older law.
    """
    moment = now or datetime.combine(today, time(), UTC) - timedelta(hours=12)
    tickets = dict.fromkeys(Channel, 0)
    claims = []
    for n in range(1, count + 1):
        story, chance = story_of(n), Random(f"{seed}/{n}")
        tickets[story.channel] += 1
        filed_on = min(today, story.filed or today)
        filed_at = moment - timedelta(seconds=round(60_000 / (40 + n), 3)) - (today - filed_on)
        left = add_months(filed_on - timedelta(days=story.waited), -1)
        name, sex = _name(story, chance)
        master = _master(n, story, (name, sex), (left, today), chance)
        claims.append(
            Claim(
                id=uuid5(NAMESPACE_URL, f"cso-desk/demo/{seed}/{n}"),
                number=f"KJ-{filed_on:%y%m}-{n:04}",
                ticket=f"{_TICKETS[story.channel]}-{tickets[story.channel]:03}",
                branch=branch,
                channel=story.channel,
                state=ClaimState.WAITING,
                row_version=1,
                form=_form(n, story, replace(master, full_name=name), left, chance),
                master=replace(master, **story.known),
                filed_at=filed_at,
                duplicates=story.duplicates,
            )
        )
    return tuple(claims)


def truth_of(claim: Claim) -> Truth:
    """Tell what is true of one of the demonstration's people. Raises ValueError for anybody else's claim."""
    _, _, n = claim.number.rpartition("-")
    if not n.isdigit() or not claim.master.nik.startswith("99"):
        raise ValueError(f"claim {claim.number} is not one of the demonstration's")
    story = story_of(int(n))
    day = filed_on(claim)
    law = law_of(claim, day)
    needed = () if law is None else documents_of(claim, law)
    asked = [question.key for question in in_force().interview.for_claim(claim, day)]
    corrections: dict[str, str] = {key: _true_text(claim.master, key) for key in story.corrected}
    return Truth(
        answers=MappingProxyType({key: story.answers.get(key, Answer.YES) for key in asked}),
        face_matches=story.face_matches,
        documents=MappingProxyType({kind: story.shown.get(kind, DocumentStatus.ORIGINAL) for kind in needed}),
        corrections=MappingProxyType(corrections),
        acceptance=_ACCEPTED,
        verdict=story.verdict,
        reason=story.reason,
        note=story.note,
    )


def _name(story: Story, chance: Random) -> tuple[str, Sex]:
    sex = story.sex or chance.choice(tuple(Sex))
    first = chance.choice((_MEN if sex is Sex.MALE else _WOMEN).split())
    rest = [chance.choice(_SECOND.split()), chance.choice(_LAST.split())]
    return story.name or " ".join([first, *rest[chance.randint(0, 1) :]]), sex


def _master(n: int, story: Story, person: tuple[str, Sex], days: tuple[date, date], chance: Random) -> MasterRecord:
    name, sex = person
    left, today = days
    active = story.cause in (Cause.PARTIAL_10, Cause.PARTIAL_30, Cause.PENSION_AGE)
    months = story.member_months or chance.randint(14, 110)
    years = story.age or max(chance.randint(20, 45), 18 + months // 12)
    birth = add_months(today, -12 * years) - timedelta(days=chance.randint(10, 340))
    balance = story.balance or _balance(chance)
    returns = balance * chance.randint(8, 22) // 100
    since = add_months(today if active else left, -months)
    nik = _nik(n, birth, sex, chance)
    card = holder(nik, name)
    moved = f"Jl. Contoh {chance.choice(_STREETS)} No. {chance.randint(1, 180)}"
    return MasterRecord(
        full_name=name,
        nik=nik,
        kpj=f"{since:%y}{chance.randint(0, 9999):04}{n:05}",
        birth_date=birth,
        mother_name=f"{chance.choice(_WOMEN.split())} {chance.choice(_LAST.split())}",
        employer=f"PT Contoh {chance.choice(_EMPLOYERS)}",
        member_since=since,
        inactive_since=None if active else left,
        contributions=balance - returns,
        returns=returns,
        registry_match=True,
        prior_payments=tuple(
            PriorPayment(gross, date(today.year - years_ago, 6, 15), partial)
            for years_ago, gross, partial in story.prior
        ),
        birth_place=card.birth_place.title(),
        address=moved if chance.random() < _MOVED else card.address.title(),
    )


def _balance(chance: Random) -> int:
    """Seven in ten below Rp 10 million, the others up to Rp 60 million."""
    if chance.random() < _SMALL_SHARE:
        return chance.randint(800_000, 9_999_999)
    return chance.randint(10_000_000, 60_000_000)


def _nik(n: int, birth: date, sex: Sex, chance: Random) -> str:
    day = birth.day + (40 if sex is Sex.FEMALE else 0)
    region = f"99{chance.randint(1, 20):02}{chance.randint(1, 12):02}"
    return f"{region}{day:02}{birth:%m%y}{(n - 1) % 9999 + 1:04}"


def _form(n: int, story: Story, master: MasterRecord, left: date, chance: Random) -> Form:
    """The form as the participant filled it in; what an officer must find out is left empty."""
    bank, digits = chance.choice(_BANKS)
    worked_until = master.inactive_since
    values: dict[str, str] = {
        Field.FULL_NAME: master.full_name,
        Field.NIK: master.nik,
        Field.FAMILY_CARD: f"{master.nik[:6]}{left:%d%m%y}{(n + 4) % 9999 + 1:04}",
        Field.BIRTH_PLACE: master.birth_place,
        Field.BIRTH_DATE: format_date(master.birth_date),
        Field.MOTHER_NAME: master.mother_name,
        Field.PHONE: f"0812-0000-{n % 10_000:04}",
        Field.EMAIL: f"peserta{n}@contoh.id",
        Field.ADDRESS: holder(master.nik, master.full_name).address.title(),
        Field.KPJ: master.kpj,
        Field.EMPLOYER: master.employer,
        Field.EMPLOYED_FROM: format_date(master.member_since),
        Field.EMPLOYED_UNTIL: "" if worked_until is None else format_date(worked_until),
        Field.CAUSE: story.cause,
        Field.CAUSE_DATE: "" if worked_until is None else format_date(left),
        Field.BANK: bank,
        Field.ACCOUNT_NUMBER: "99" + "".join(str(chance.randint(0, 9)) for _ in range(digits - 2)),
        Field.ACCOUNT_HOLDER: master.full_name,
    }
    if story.channel is not Channel.BOOTH:
        values[document_key(DocumentKind.PORTRAIT)] = DocumentStatus.ORIGINAL
    if story.channel is not Channel.BOOTH or n % 3 == 0:
        values[document_key(DocumentKind.FAMILY_CARD)] = DocumentStatus.ORIGINAL
    values |= {document_key(kind): status for kind, status in story.uploaded.items()}
    if n % _WITH_HISTORY == 0 or story.cause in (Cause.PARTIAL_10, Cause.PARTIAL_30):
        values |= _jobs(story, master.member_since, worked_until or left, chance)
    return Form(MappingProxyType({**values, **story.typed}))


def _jobs(story: Story, member_since: date, until: date, chance: Random) -> dict[str, str]:
    """One to four earlier employments, the first from the beginning of membership or of the cards not merged yet.

    They follow each other without a day between; the last employment on the form begins where they end.
    """
    count = chance.randint(1, _MOST_JOBS)
    begin = add_months(member_since, -story.unmerged_months)
    months = full_months(begin, until)
    starts = [begin, *(add_months(begin, months * place // (count + 1)) for place in range(1, count + 1))]
    values: dict[str, str] = {Field.EMPLOYED_FROM: format_date(starts[-1])}
    employers = chance.sample(_EMPLOYERS, count)
    for number, (employer, (start, end)) in enumerate(zip(employers, pairwise(starts), strict=True), start=1):
        values[job_key(number, JobPart.EMPLOYER)] = f"CV Contoh {employer}"
        values[job_key(number, JobPart.FROM)] = format_date(start)
        values[job_key(number, JobPart.UNTIL)] = format_date(end - timedelta(days=1))
    return values


def _true_text(master: MasterRecord, key: Field) -> str:
    texts = {
        Field.FULL_NAME: master.full_name,
        Field.NIK: master.nik,
        Field.BIRTH_DATE: format_date(master.birth_date),
        Field.KPJ: master.kpj,
        Field.MOTHER_NAME: master.mother_name,
    }
    return texts[key]
