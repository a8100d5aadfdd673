"""Drawn papers of people who do not exist: what synthetic booths show, and what reading is tested on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cso_desk.video.paper import Paper
from cso_desk.video.participant import Look, look
from cso_desk.video.picture import Image

from .identity_card import identity_card
from .pages import bank_book, family_card, reference
from .person import DrawnPerson, invented
from .sheet import Typeface
from .small_cards import membership_card, tax_card

__all__ = ["Drawn", "DrawnPerson", "Typeface", "drawn", "invented", "truth"]

CARD_DPI, PAGE_DPI = 300.0, 200.0
_PAGES = (Paper.KK, Paper.PAKLARING)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A drawn paper: `image` is BGR, `truth` what it says (see `truth`), `portrait` (x, y, width, height) in pixels."""

    kind: Paper
    image: Image
    truth: Mapping[str, str]
    person: DrawnPerson
    portrait: tuple[int, int, int, int] | None = None


def drawn(
    kind: Paper, person: DrawnPerson, *, face: Look | None = None, faces: Typeface | None = None, dpi: float = 0.0
) -> Drawn:
    """Draw a paper of `person`: cards and bank books at 300 dots an inch and pages at 200 unless `dpi` says otherwise.

    `face` is the look of the portrait, else one of the person's own.
    """
    faces = faces or Typeface()
    dpi = dpi or (PAGE_DPI if kind in _PAGES else CARD_DPI)
    if kind is Paper.KTP:
        image, portrait = identity_card(person, face or look(int(person.nik[-4:]), person.sex), faces, dpi)
        return Drawn(kind, image, truth(kind, person), person, portrait)
    return Drawn(kind, _PRINTERS[kind](person, faces, dpi), truth(kind, person), person)


def truth(kind: Paper, person: DrawnPerson) -> Mapping[str, str]:
    """What a paper says, by key: words as they are printed, numbers as digits alone, dates as ISO 8601.

    ktp: `nik name birth_place birth_date sex address rt_rw village district marital_status occupation citizenship
    valid_until`. kk: `number head address rt_rw village district`, and for each member from 1 `member_1_name
    member_1_nik member_1_sex member_1_birth_date member_1_relation`. kpj: `kpj name`. paklaring: `name employer from
    until`. tabungan: `bank number holder`. npwp: `npwp name`.
    """
    return MappingProxyType(_TRUTHS[kind](person))


_PRINTERS = {
    Paper.KK: family_card,
    Paper.KPJ: membership_card,
    Paper.PAKLARING: reference,
    Paper.TABUNGAN: bank_book,
    Paper.NPWP: tax_card,
}


def _of_identity_card(person: DrawnPerson) -> dict[str, str]:
    until = person.valid_until
    return {
        "nik": person.nik,
        "name": person.name,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "sex": _sex(person.sex),
        "address": person.address,
        "rt_rw": person.rt_rw,
        "village": person.village,
        "district": person.district,
        "marital_status": person.marital_status,
        "occupation": person.occupation,
        "citizenship": person.citizenship,
        "valid_until": "-".join(reversed(until.split("-"))),
    }


def _of_family_card(person: DrawnPerson) -> dict[str, str]:
    said = {
        "number": person.family_card,
        "head": person.members[0].name,
        "address": person.address,
        "rt_rw": person.rt_rw,
        "village": person.village,
        "district": person.district,
    }
    for index, member in enumerate(person.members, 1):
        said |= {
            f"member_{index}_name": member.name,
            f"member_{index}_nik": member.nik,
            f"member_{index}_sex": _sex(member.sex),
            f"member_{index}_birth_date": member.birth_date.isoformat(),
            f"member_{index}_relation": member.relation,
        }
    return said


def _of_reference(person: DrawnPerson) -> dict[str, str]:
    return {
        "name": person.name,
        "employer": person.employer,
        "from": person.employed_from.isoformat(),
        "until": person.employed_until.isoformat(),
    }


def _of_membership_card(person: DrawnPerson) -> dict[str, str]:
    return {"kpj": person.kpj, "name": person.name}


def _of_bank_book(person: DrawnPerson) -> dict[str, str]:
    return {"bank": person.bank, "number": person.account, "holder": person.name}


def _of_tax_card(person: DrawnPerson) -> dict[str, str]:
    return {"npwp": person.npwp, "name": person.name}


_TRUTHS = {
    Paper.KTP: _of_identity_card,
    Paper.KK: _of_family_card,
    Paper.KPJ: _of_membership_card,
    Paper.PAKLARING: _of_reference,
    Paper.TABUNGAN: _of_bank_book,
    Paper.NPWP: _of_tax_card,
}


def _sex(letter: str) -> str:
    return "PEREMPUAN" if letter == "P" else "LAKI-LAKI"
