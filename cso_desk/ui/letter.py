"""The two papers for a participant: the letter of completeness of an open claim, the receipt of a decided one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cso_desk.claims.checks import Assessment
from cso_desk.claims.dates import day_of
from cso_desk.claims.form import Cause, Field
from cso_desk.claims.masks import mask_account, mask_kpj, mask_nik
from cso_desk.claims.model import Claim, ClaimState, Decision, Verdict
from cso_desk.claims.receipts import receipt_number
from cso_desk.claims.table_files import in_force
from cso_desk.claims.workdays import pay_by
from cso_desk.desk.model import BoothClaim, Fate, Officer

from .letter_findings import Item, fine, is_eligible, shortcomings
from .letter_sums import SumRow, approved_sum, sum_rows
from .letter_texts import day, moment, say

Judge = Callable[[Claim, date], Assessment]

_ON_THE_WAY = (Fate.DRAFT, Fate.SENDING, Fate.UNSURE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of who and what."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part: things to do, sentences behind a mark, amounts, and a remark."""

    title: str
    items: tuple[Item, ...] = ()
    sentences: tuple[str, ...] = ()
    sums: tuple[SumRow, ...] = ()
    remark: str = ""
    mark: str = "–"


@dataclass(frozen=True, slots=True)
class Letter:
    """All that stands on one paper, as plain text; `number` and `provisional` are a receipt's."""

    title: str
    branch: str
    claim_number: str
    file_name: str
    rows: tuple[Row, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    stated: str
    officer: str
    number: str = ""
    provisional: str = ""


def letter_of(held: BoothClaim, judge: Judge, officer: Officer, now: datetime) -> Letter:
    """The paper that fits a claim as it stands: a receipt where it is decided, a letter of completeness before."""
    decision = held.claim.decision
    if held.claim.is_open or decision is None:
        return _completeness(held.claim, judge(held.claim, day_of(now)), officer, now)
    return _receipt(held, decision, judge(held.claim, day_of(decision.decided_at)), officer, now)


def _completeness(claim: Claim, assessment: Assessment, officer: Officer, now: datetime) -> Letter:
    found = shortcomings(claim, assessment, on=day_of(now))
    ours = tuple(item for item in found if not item.do)
    theirs = tuple(item for item in found if item.do)
    opening = [say("open.greeting", name=_addressee(claim)), say("open.opening", moment=moment(now))]
    if not theirs:
        opening.append(say("open.waits" if ours else "open.complete"))
    return Letter(
        title=say("frame.letter"),
        branch=officer.branch_name,
        claim_number=claim.number,
        file_name=_file_name("kelengkapan", claim),
        rows=_who(claim),
        opening=tuple(opening),
        parts=tuple(_open_parts(claim, assessment, theirs, ours, day_of(now))),
        closing=(say("open.kept"), say("open.again", number=claim.number)),
        stated=say("frame.stated", branch=officer.branch_name, day=day(now)),
        officer=officer.name,
    )


def _open_parts(
    claim: Claim, assessment: Assessment, theirs: tuple[Item, ...], ours: tuple[Item, ...], on: date
) -> Iterable[Part]:
    if theirs:
        yield Part(say("open.repair"), items=theirs)
    if ours:
        yield Part(say("open.pending"), sentences=tuple(item.what for item in ours))
    seen = fine(claim, assessment, on=on)
    if seen:
        yield Part(say("open.fine"), sentences=seen, mark="✓")
    if is_eligible(assessment):
        yield Part(say("open.sums"), sums=sum_rows(claim, assessment), remark=say("open.sums_note", day=day(on)))


def _receipt(held: BoothClaim, decision: Decision, assessment: Assessment, officer: Officer, now: datetime) -> Letter:
    claim, number = held.claim, receipt_number(decision.id)
    on = day_of(decision.decided_at)
    waits = held.decision_fate in _ON_THE_WAY
    verify = say("receipt.verify_provisional") if waits else say("receipt.verify", number=number)
    verdict = _verdict(claim, decision)
    return Letter(
        title=say("frame.receipt"),
        branch=officer.branch_name,
        claim_number=claim.number,
        file_name=_file_name("tanda-terima", claim),
        rows=(*_who(claim), *_what(held, decision, verdict, now)),
        opening=(say("receipt.greeting", name=_addressee(claim)), say(f"verdict.{verdict}.text")),
        parts=tuple(_decided_parts(claim, decision, assessment, verdict, on)),
        closing=(verify,),
        stated=say("frame.stated", branch=officer.branch_name, day=day(now)),
        officer=officer.name,
        number=number,
        provisional=say("receipt.provisional") if waits else "",
    )


def _decided_parts(claim: Claim, decision: Decision, assessment: Assessment, verdict: str, on: date) -> Iterable[Part]:
    if decision.verdict is Verdict.RETURN:
        found = shortcomings(claim, assessment, on=on)
        theirs = tuple(item for item in found if item.do)
        if theirs:
            yield Part(say("receipt.bring"), items=theirs)
    if decision.verdict is Verdict.APPROVE:
        same = decision.amount == assessment.gross
        sums = sum_rows(claim, assessment) if same else approved_sum(decision.amount)
        yield Part(say("receipt.sums_second" if verdict == "second" else "receipt.sums"), sums=sums)


def _who(claim: Claim) -> tuple[Row, ...]:
    form, master = claim.form, claim.master
    rows = [Row(say("row.name"), form.text(Field.FULL_NAME).strip() or master.full_name)]
    if form.cause is Cause.DIED:
        rows.append(Row(say("row.heir"), form.text(Field.HEIR_NAME).strip() or "–"))
    cause = say(f"cause.{form.cause or 'none'}")
    return (
        *rows,
        Row(say("row.nik"), mask_nik(form.text(Field.NIK) or master.nik)),
        Row(say("row.kpj"), mask_kpj(form.text(Field.KPJ) or master.kpj)),
        Row(say("row.claim"), claim.number),
        Row(say("row.cause"), cause),
    )


def _what(held: BoothClaim, decision: Decision, verdict: str, now: datetime) -> Iterable[Row]:
    claim, at = held.claim, decision.decided_at.astimezone(now.tzinfo)
    yield Row(say("row.decision"), say(f"verdict.{verdict}.name"))
    yield Row(say("row.decided"), moment(at))
    if decision.verdict in (Verdict.RETURN, Verdict.REJECT):
        yield from _why(decision)
    if decision.verdict is Verdict.APPROVE:
        yield Row(say("row.account"), _account(claim))
        rules = in_force()
        last = pay_by(decision.amount, day_of(at), rules.ladder, rules.calendar)
        if last is not None:
            yield Row(say("row.pay_by"), say(f"verdict.{verdict}.pay_by", day=day(last)))
    yield Row(say("row.state"), f"{_state(held)} ({moment(now)})")


def _why(decision: Decision) -> Iterable[Row]:
    """Reason and note; those of a referral are words for the supervisor and stand on no paper."""
    reasons = in_force().reasons_on(day_of(decision.decided_at))
    reason = next((reason.text for reason in reasons if reason.code == decision.reason), "")
    if reason:
        yield Row(say("row.reason"), reason)
    if decision.note:
        yield Row(say("row.note"), decision.note)


def _verdict(claim: Claim, decision: Decision) -> str:
    if decision.verdict is Verdict.APPROVE and claim.state is ClaimState.AWAITING_SECOND:
        return "second"
    return str(decision.verdict)


def _state(held: BoothClaim) -> str:
    if held.decision_fate is Fate.UNSURE:
        return say("receipt.state.unsure")
    if held.decision_fate in _ON_THE_WAY:
        return say("receipt.state.here")
    if held.receipt is None:
        return say("receipt.state.received")
    return say("receipt.state.entry", n=held.receipt.n)


def _account(claim: Claim) -> str:
    form = claim.form
    return f"{form.text(Field.BANK)} {mask_account(form.text(Field.ACCOUNT_NUMBER))}".strip()


def _addressee(claim: Claim) -> str:
    """Who the paper is for: the heir where the participant has died."""
    name = claim.form.text(Field.FULL_NAME).strip() or claim.master.full_name
    if claim.form.cause is Cause.DIED:
        return claim.form.text(Field.HEIR_NAME).strip() or say("frame.heir_of", name=name)
    return name


def _file_name(kind: str, claim: Claim) -> str:
    return f"{kind}-{re.sub(r'[^0-9A-Za-z-]+', '-', claim.number)}.pdf"
