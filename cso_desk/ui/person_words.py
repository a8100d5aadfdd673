"""What a participant's record says, line by line: the facts of the card, other cards, claims, clashes, payments."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot, Field
from cso_desk.claims.masks import mask_kpj, mask_mother, mask_nik
from cso_desk.claims.model import ClaimState, MasterRecord
from cso_desk.claims.transitions import Action, allowed
from cso_desk.desk.model import Officer
from cso_desk.wire.people_wire import Card, PastClaim, Payment, PersonFile

from . import check_words, form_words, people_words, words
from .language import translate

_DECIDED = (ClaimState.RETURNED, ClaimState.APPROVED, ClaimState.REJECTED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One card, claim or payment: what it is, how it stands, and what else is known of it."""

    title: str
    remark: str = ""
    details: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it for a screen reader."""
        return ", ".join(part for part in (self.title, self.remark, *self.details) if part)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: how grave it is, what it is, and about which claim."""

    outcome: Outcome
    text: str
    about: str = ""


def source(file: PersonFile) -> str:
    """Where the record comes from, and how old it is."""
    text = translate("People", "Centre's data of %1").replace(
        "%1", words.day(file.updated_at.astimezone(JAKARTA).date())
    )
    return f"{text} · {people_words.branch(file.branch)}"


def facts(record: MasterRecord, *, whole: bool) -> list[tuple[str, str]]:
    """The facts of a card with their labels; numbers and mother's name are masked unless they are wanted whole."""
    hide = _whole if whole else _masked
    return [
        (form_words.field(Field.NIK), hide(record.nik, mask_nik)),
        (form_words.field(Field.KPJ), hide(record.kpj, mask_kpj)),
        (form_words.field(Field.BIRTH_DATE), words.day(record.birth_date)),
        (form_words.field(Field.MOTHER_NAME), hide(record.mother_name, mask_mother)),
        (form_words.field(Field.EMPLOYER), record.employer),
        (translate("People", "Membership"), _membership(record.member_since, record.inactive_since)),
        (translate("People", "Segment"), people_words.segment(record.segment)),
        (translate("Words", "JHT balance"), _money(record.balance)),
        (check_words.slot(CheckSlot.CIVIL_REGISTRY), _registry(record.registry_match)),
        (form_words.field(Field.NPWP), _npwp(record)),
    ]


def cards(file: PersonFile, *, whole: bool) -> list[Entry]:
    """The person's other cards, those of which only the number is known last."""
    known = {card.kpj for card in file.cards}
    hide = _whole if whole else _masked
    unknown = [number for number in file.record.other_kpj if number not in known]
    return [*(_card(card, hide) for card in file.cards), *(Entry(_kpj(hide(kpj, mask_kpj))) for kpj in unknown)]


def claims(file: PersonFile) -> list[Entry]:
    """The person's claims at all branches, the newest first."""
    return [_claim(one) for one in file.claims]


def reopenable(file: PersonFile, officer: Officer) -> PastClaim | None:
    """The person's newest claim at the officer's branch, where it is decided and that officer may open it again.

    One that waits for a second word is none: it stands on the supervisor's page.
    """
    newest = next((one for one in file.claims if one.branch == officer.branch), None)
    if newest is None or newest.id is None or newest.state not in _DECIDED:
        return None
    return newest if Action.REOPEN in allowed(newest.state, officer.role) else None


def payments(file: PersonFile) -> list[Entry]:
    """What was paid before, on all cards."""
    return [_payment(one) for one in file.prior_payments]


def findings(file: PersonFile) -> list[Found]:
    """Each pair of claims that clash once, with all by which they are the same; or that there is none."""
    slot = check_words.slot(CheckSlot.DUPLICATE)
    pairs: set[frozenset[str]] = set()
    found = []
    for claim, number, by in _clashes(file):
        pair = frozenset((claim.number, number))
        if pair in pairs:
            continue
        pairs.add(pair)
        same = ", ".join(text for kind in by if (text := people_words.same(kind)))
        text = f"{slot}: {number}"
        about = translate("People", "on claim %1, %2").replace("%1", claim.number)
        about = about.replace("%2", words.claim_state(claim.state))
        found.append(Found(Outcome.FAIL, f"{text} · {same}" if same else text, about))
    if found:
        return found
    none = check_words.finding(Check(CheckSlot.DUPLICATE, Outcome.PASS, Finding.NONE))
    return [Found(Outcome.PASS, f"{slot}: {none}")]


def _clashes(file: PersonFile) -> Iterator[tuple[PastClaim, str, list[str]]]:
    for claim in file.claims:
        for clash in claim.clashes:
            yield claim, clash.number, clash.by


def _card(card: Card, hide: "_Hide") -> Entry:
    details = (
        _membership(card.member_since, card.inactive_since),
        _money(card.balance),
        people_words.branch(card.branch),
    )
    return Entry(_kpj(hide(card.kpj, mask_kpj)), card.employer, (" · ".join(details),))


def _claim(one: PastClaim) -> Entry:
    days = [translate("People", "filed %1").replace("%1", words.day(one.filed_at.astimezone(JAKARTA).date()))]
    if one.decided_at is not None:
        decided = words.day(one.decided_at.astimezone(JAKARTA).date())
        days.append(translate("People", "decided %1").replace("%1", decided))
    if one.amount:
        days.append(_money(one.amount))
    notes = tuple(translate("People", "Note: %1").replace("%1", note) for note in one.notes)
    title = f"{one.number} · {words.short_cause(one.cause)}"
    return Entry(title, words.claim_state(one.state), (" · ".join([*days, people_words.branch(one.branch)]), *notes))


def _payment(one: Payment) -> Entry:
    share = translate("People", "in part") if one.partial else translate("People", "in full")
    return Entry(f"{words.day(one.paid_on)} · {_money(one.gross)}", share)


def _membership(since: date, until: date | None) -> str:
    if until is None:
        return translate("People", "active since %1").replace("%1", words.day(since))
    text = translate("People", "%1 until %2, inactive")
    return text.replace("%1", words.day(since)).replace("%2", words.day(until))


def _registry(match: bool | None) -> str:
    finding = {True: Finding.REGISTERED, False: Finding.NOT_REGISTERED, None: Finding.UNKNOWN}[match]
    return check_words.finding(Check(CheckSlot.CIVIL_REGISTRY, Outcome.PASS, finding))


def _npwp(record: MasterRecord) -> str:
    return translate("People", "given") if record.has_npwp else translate("People", "not given")


def _kpj(number: str) -> str:
    return translate("People", "KPJ %1").replace("%1", number)


def _money(amount: int) -> str:
    return f"Rp {words.rupiah(amount)}"


_Hide = Callable[[str, Callable[[str], str]], str]


def _masked(text: str, mask: Callable[[str], str]) -> str:
    return mask(text)


def _whole(text: str, mask: Callable[[str], str]) -> str:
    return text
