"""What may be done about a row of a comparison, and what is written down when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cso_desk.claims.checks import Assessment, Outcome
from cso_desk.claims.evidence import Box, evidence_of, prove
from cso_desk.claims.form import CheckSlot, Field
from cso_desk.claims.model import Claim
from cso_desk.desk.filed import Filed
from cso_desk.documents.compare import Row

from .claim_paper import ClaimPaper
from .keys import Action


@dataclass(frozen=True, slots=True)
class Offers:
    """The actions that are possible now: `confirmable` are the rows that would be proven, `slot` the check whose
    warning would be accepted."""

    actions: frozenset[Action] = frozenset()
    confirmable: tuple[Row, ...] = ()
    slot: CheckSlot | None = None


def offers(claim: Claim, assessment: Assessment, paper: ClaimPaper, rows: Sequence[Row], chosen: Row | None) -> Offers:
    """What may be done about the chosen row, and about all that agree."""
    sure = confirmable(claim, rows, chosen)
    slot = acceptable(assessment, chosen)
    possible = {
        Action.CONFIRM: bool(sure),
        Action.CORRECT: chosen is not None and chosen.fix is not None and paper.shown is not None,
        Action.PROPOSE: chosen is not None and chosen.proposal is not None and paper.shown is not None,
        Action.ACCEPT: slot is not None,
    }
    return Offers(frozenset(action for action, may in possible.items() if may), sure, slot)


def confirmable(claim: Claim, rows: Sequence[Row], chosen: Row | None) -> tuple[Row, ...]:
    """The rows that the document proves and that are not proven yet: those that are sure, and the chosen one."""
    return tuple(
        row
        for row in rows
        if row.is_confirmed_by_document
        and (row.is_sure or (chosen is not None and chosen.key == row.key))
        and evidence_of(claim.form, Field(row.key)) is None
    )


def acceptable(assessment: Assessment, row: Row | None) -> CheckSlot | None:
    """The check whose warning speaks of this row and has no reason yet."""
    for check in assessment.checks:
        warns = check.outcome is Outcome.WARN and check.blocks
        if warns and row is not None and check.facts.get("field") == row.key:
            return check.slot
    return None


def proof_of(row: Row, paper: ClaimPaper, file: Filed, text: str, now: datetime) -> str:
    """What is written beside a text that this row of a document proves."""
    assert row.read is not None
    proof = prove(
        text,
        sha256=file.sha256,
        box=upright(row.read.box),
        confidence=row.read.confidence,
        document=paper.kind,
        now=now,
    )
    return str(proof)


def upright(corners: Sequence[tuple[float, float]]) -> Box:
    """The upright box around four corners: left, top, width, height in whole pixels."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, top = max(round(min(across)), 0), max(round(min(down)), 0)
    return left, top, max(round(max(across)) - left, 1), max(round(max(down)) - top, 1)


def corners_of(box: Box) -> tuple[tuple[float, float], ...]:
    """The corners of an upright box."""
    left, top, wide, tall = (float(side) for side in box)
    return (left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall)
