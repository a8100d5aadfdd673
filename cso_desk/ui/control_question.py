"""The one question that keeps a hurried hand from approving in the wrong booth: which bank is this claim paid to?"""

from dataclasses import dataclass

from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim

KEYS = ("Q", "W", "E")
_BANKS = (
    ("BRI", "RAKYAT INDONESIA"),
    ("BNI", "NEGARA INDONESIA"),
    ("Mandiri", "MANDIRI"),
    ("BCA", "CENTRAL ASIA"),
    ("BTN", "TABUNGAN NEGARA"),
    ("BSI", "SYARIAH INDONESIA"),
)


@dataclass(frozen=True, slots=True)
class ControlQuestion:
    """Three banks of which one is that of the claim, in an order that differs from claim to claim."""

    options: tuple[str, ...]
    answer: str


def control_question(claim: Claim) -> ControlQuestion:
    """Ask for the bank of a claim; the wrong ones are never another name of the right one."""
    answer = claim.form.text(Field.BANK).strip()
    known = answer.upper()
    others = [short for short, full in _BANKS if short.upper() not in known and full not in known]
    shift = claim.id.int % len(others)
    wrong = [others[shift], others[(shift + 1) % len(others)]]
    place = claim.id.int // 7 % len(KEYS)
    wrong.insert(place, answer)
    return ControlQuestion(tuple(wrong), answer)
