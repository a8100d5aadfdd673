"""The number of an identity card against the day of birth and the sex that are printed on it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cso_desk.claims.identity import InvalidNik, Nik, Sex

from .fields import Found
from .grammar import Said
from .looking_again import Candidates, said

_FITS_THOUGH_LESS_LIKELY = 0.02  # of the likeliest number: a number that fits the card is preferred down to this
_CONTRADICTED = 0.6
_PUT_RIGHT = 0.85
_IMPOSSIBLE = 0.3
_UNCONFIRMED = 0.97
_CONFIRMED = 0.97
"""So sure one may be of a date or sex that the number tells too: it was printed and read twice."""


def settled(found: Found, told: Candidates, born: Said | None, sex: Said | None) -> Said | None:
    """The number that the card most likely has, and how sure that is beside its day of birth and sex.

    A number that contradicts them is never certain; of two that may be meant the one that fits is taken. A number
    without a possible day of birth is hardly believed.
    """
    best = said(found, told)
    if best is None:
        return None
    day = date.fromisoformat(born.text) if born else None
    fitting = [one for one in told if fits(one[0], day, sex)]
    if fitting and fitting[0][1] >= told[0][1] * _FITS_THOUGH_LESS_LIKELY:
        chosen = said(found, fitting)
        assert chosen is not None
        if chosen.text != best.text:
            return replace(chosen, corrected=best.text).at_most(_PUT_RIGHT)
        return chosen if born and sex else replace(chosen, confidence=chosen.confidence * _UNCONFIRMED)
    return best.at_most(_CONTRADICTED if _possible(best.text) else _IMPOSSIBLE)


def held_against(said: Mapping[str, Said | None], number: Said | None) -> dict[str, Said | None]:
    """The number, and the day of birth and sex made surer by it where they agree, doubtful where they do not."""
    born, sex = said.get("birth_date"), said.get("sex")
    held: dict[str, Said | None] = {"nik": number}
    if number is None:
        return held
    if born is not None:
        held["birth_date"] = _beside(born, number, agrees=fits(number.text, date.fromisoformat(born.text), None))
    if sex is not None:
        held["sex"] = _beside(sex, number, agrees=fits(number.text, None, sex))
    return held


def _beside(said: Said, number: Said, *, agrees: bool) -> Said:
    if not agrees:
        return said.at_most(_CONTRADICTED)
    return replace(said, confidence=max(said.confidence, min(number.confidence, _CONFIRMED)))


def fits(digits: str, born: date | None, sex: Said | None) -> bool:
    """Whether a number is possible and tells nothing else than the day of birth and the sex that are printed."""
    try:
        nik = Nik(digits)
    except InvalidNik:
        return False
    if born is not None and not nik.fits(born):
        return False
    return sex is None or (nik.sex is Sex.FEMALE) == (sex.text == "PEREMPUAN")


def _possible(digits: str) -> bool:
    return fits(digits, None, None)
