"""Reads a paper that lies flat in a picture: finds which way is up, reads its lines, and what they say of it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from cso_desk.video.paper import Paper
from cso_desk.video.picture import Image

from . import kk, kpj, ktp, looking_again, nik, npwp, paklaring, tabungan
from .fields import Found
from .grammar import Said
from .kinds import kind_of
from .layout import label_end, level
from .looking_again import Number
from .ocr import Line, Ocr
from .reading import Field, Member, Reading, Unread
from .upright import WHOLE, Upright, upright
from .washed import is_washed_out

SEARCH_SIDE: Mapping[Paper, int] = {Paper.KK: 1024, Paper.PAKLARING: 1056}
"""Pixels of the longer side at which the lines of a kind are found; the least at which none is lost."""

_CARD_SEARCH_SIDE = 672
_QUICK = ("nik", "name", "birth_date", "sex")
_QUICK_LABELS = ("NIK", "Nama", "Tempat/Tgl Lahir", "Jenis Kelamin")
_QUICK_PART = (0.17, 0.5)  # of an identity card's height: where these four stand
_QUICK_PROBED = (0.17, 0.455)  # without the address, which stands below where the name takes one row
_LABELS_FIRST = 0.02  # of its way to the right: so much lower a line counts, so that a label comes before its value
_WORDS = frozenset(("name", "birth_place", "address", "village", "district", "head", "employer", "holder", "bank"))
_WASHED_OUT = 0.6
"""So sure one may be of words and of numbers of no fixed length beside which a reflection lies: they read as well where
some of them is gone."""

_WRITTEN_WITH = " .-"  # 99.123.456.7-001.000, and accounts in groups
_NUMBERS: Mapping[Paper, Number] = {
    Paper.KTP: Number("nik", ktp.NIK),
    Paper.KK: Number("number", kk.COUNTS),
    Paper.KPJ: Number("kpj", kpj.COUNTS),
    Paper.TABUNGAN: Number("number", tabungan.COUNTS, _WRITTEN_WITH),
    Paper.NPWP: Number("number", npwp.COUNTS, _WRITTEN_WITH),
}


class Parser(Protocol):
    """What makes fields of the lines of one kind of document, `width` pixels wide."""

    def __call__(self, lines: Sequence[Line], width: float) -> dict[str, Found]:
        """The fields that were found."""


_PARSERS: Mapping[Paper, Parser] = {
    Paper.KTP: ktp.parse,
    Paper.KK: kk.parse,
    Paper.KPJ: kpj.parse,
    Paper.PAKLARING: paklaring.parse,
    Paper.TABUNGAN: tabungan.parse,
    Paper.NPWP: npwp.parse,
}


def read_paper(
    ocr: Ocr, image: Image, kind: Paper | None, *, quick: bool = False, guessed: bool = False
) -> Reading | Unread:
    """Read a (height, width, 3) uint8 BGR picture that a paper fills; `kind` None tells the kind by its words.

    `quick` reads of an identity card only its number and name, and what confirms them: day of birth and sex. Where the
    kind is `guessed` a paper whose words tell another one is read as that.
    """
    started = time.process_time()
    answer = _read(ocr, image, kind, quick=quick and kind is Paper.KTP, guessed=guessed)
    if isinstance(answer, Reading) and answer.kind is not kind and answer.kind in SEARCH_SIDE:
        answer = _read(ocr, image, answer.kind, quick=False)  # a page whose small print was not looked for
    return replace(answer, seconds=time.process_time() - started)


def _read(ocr: Ocr, image: Image, kind: Paper | None, *, quick: bool, guessed: bool = False) -> Reading | Unread:
    side = SEARCH_SIDE.get(kind, _CARD_SEARCH_SIDE) if kind else _CARD_SEARCH_SIDE
    turned = upright(ocr, image, longest=side, within=_QUICK_PROBED if quick else WHOLE)
    if turned is None:
        return Unread("no_text")
    lines = _quick_lines(ocr, turned) if quick else turned.read(ocr, turned.quads)
    seen = _quick_kind_of(lines) if quick else kind_of(lines)
    chosen = _chosen(kind, seen, guessed=guessed)
    if chosen is None:
        return Unread("unreadable" if seen is None else "other_document", seen)
    fields = _fields(ocr, turned, chosen, lines)
    if quick:
        fields = {key: field for key, field in fields.items() if key in _QUICK}
    if not fields:
        return Unread("unreadable", seen)
    members = _members(ocr, turned, lines) if chosen is Paper.KK else ()
    return Reading(chosen, fields, 0.0, members, turned.turns)


def _quick_kind_of(lines: Sequence[Line]) -> Paper | None:
    """An identity card where one of its labels was read; None where none was, which need not mean anything."""
    read = any(label_end(line.text, words) for line in lines for words in _QUICK_LABELS)
    return Paper.KTP if read else None


def _quick_lines(ocr: Ocr, turned: Upright) -> list[Line]:
    """The lines of an identity card down to its address, whose label tells that there is no more to come."""
    quads = turned.between(*_QUICK_PART)
    lines: list[Line] = []
    for quad in sorted(quads, key=lambda quad: level(quad) + _LABELS_FIRST * quad[0][0]):
        lines += turned.read(ocr, [quad])
        if label_end(lines[-1].text, "Alamat") is not None:
            break
    return lines


def _chosen(wanted: Paper | None, seen: str | None, *, guessed: bool) -> Paper | None:
    """The kind to read as: the wanted one, unless the words say that it is another; else the seen one."""
    if wanted is not None and seen in (None, wanted):
        return wanted
    if wanted is not None and not guessed:
        return None
    return Paper(seen) if seen in list(Paper) else None


def _fields(ocr: Ocr, turned: Upright, kind: Paper, lines: Sequence[Line]) -> dict[str, Field]:
    """The fields of a kind, its number looked at again and all that can be held against each other held."""
    found = _PARSERS[kind](lines, turned.image.shape[1])
    said = {key: _beside_light(one, one.said, turned) if key in _WORDS else one.said for key, one in found.items()}
    number = _NUMBERS.get(kind)
    if number is not None and number.key in found:
        printed = found[number.key]
        told = looking_again.candidates(ocr, turned.image, printed, number)
        said[number.key] = looking_again.said(printed, told)
        if number.may_be_shorter:
            said[number.key] = _beside_light(printed, said[number.key], turned)
        if kind is Paper.KTP:
            said |= nik.held_against(said, nik.settled(printed, told, said.get("birth_date"), said.get("sex")))
    return {key: _field(one, said[key], turned) for key, one in found.items() if said[key] is not None}


def _members(ocr: Ocr, turned: Upright, lines: Sequence[Line]) -> tuple[Member, ...]:
    members = []
    for name, number in kk.members(lines):
        words = _beside_light(name, name.said, turned)
        if words is None:
            continue
        told = None
        if number is not None:
            told = looking_again.said(number, looking_again.candidates(ocr, turned.image, number, _NUMBERS[Paper.KK]))
        members.append(Member(_field(name, words, turned), _field(number, told, turned) if number and told else None))
    return tuple(members)


def _beside_light(found: Found, said: Said | None, turned: Upright) -> Said | None:
    """What a field says, no surer than it can be where a reflection may have taken some of it."""
    if said is None or not any(is_washed_out(turned.image, part.box) for part in found.parts):
        return said
    return said.at_most(_WASHED_OUT)


def _field(found: Found, said: Said | None, turned: Upright) -> Field:
    assert said is not None
    return Field(said.text, said.confidence, turned.back(found.box), said.corrected)
