"""The electronic identity card of a province that does not exist."""

import functools
import math
import random

import numpy as np

from cso_desk.video.brush import colour
from cso_desk.video.paper import CARD_MM
from cso_desk.video.participant import Look, portrait
from cso_desk.video.picture import Image

from .ground import waves
from .person import DrawnPerson
from .sheet import Sheet, Typeface, pixels

_LIGHT, _DARK = colour("#D9E9F3"), colour("#6FA3C4")
_PEN = colour("#2A3242")
_PORTRAIT = (63.0, 15.6, 82.6, 41.4)
_FIRST_LINE, _LAST_LINE, _PITCH = 18.6, 51.6, 2.95
_LABELS, _COLON, _VALUES = 3.2, 22.6, 24.0
_EM = 2.6
Box = tuple[int, int, int, int]


def identity_card(person: DrawnPerson, look: Look, faces: Typeface, dpi: float) -> tuple[Image, Box]:
    """The card, and where its portrait is, in pixels."""
    sheet = Sheet(waves(pixels(CARD_MM, dpi), _LIGHT, _DARK, 0.55), CARD_MM[0])
    middle = CARD_MM[0] / 2
    sheet.text((middle, 5.6), "PROVINSI CONTOH", faces.bold, 3.3, anchor="ms")
    sheet.text((middle, 9.4), "KOTA CONTOH", faces.bold, 3.3, anchor="ms")
    sheet.text((_LABELS, 14.4), "NIK", faces.bold, 3.9)
    sheet.text((16.0, 14.4), ":", faces.bold, 3.9)
    sheet.text((18.0, 14.5), person.nik, faces.digits, 4.5)
    _print_lines(sheet, person, faces)
    face = sheet.paste(_portrait(look), _PORTRAIT)
    dice = random.Random(f"signature {person.nik}")
    issued = f"{dice.randrange(1, 29):02}-{dice.randrange(1, 13):02}-{dice.randrange(2012, 2025)}"
    sheet.text((72.8, 44.0), "KOTA CONTOH", faces.plain, 2.0, anchor="ms")
    sheet.text((72.8, 46.3), issued, faces.plain, 2.0, anchor="ms")
    sign(sheet, dice, (67.0, 49.8), 12.0)
    return sheet.image, face


def sign(sheet: Sheet, dice: random.Random, at: tuple[float, float], width: float) -> None:
    """Write a signature from `at` on, `width` millimetres wide."""
    turns, lean = dice.uniform(2, 5), dice.uniform(0.5, 2.5)
    points = []
    for step in np.linspace(0, 1, 60):
        round_ = 2 * math.pi * turns * step
        x = width * (step + 0.075 * math.sin(round_))
        y = width * ((0.11 - 0.075 * step) * math.cos(round_ * 1.1 + lean) - 0.07 * math.sin(3 * step))
        points.append((at[0] + x, at[1] + y))
    sheet.stroke(points, width / 48, _PEN)


def _print_lines(sheet: Sheet, person: DrawnPerson, faces: Typeface) -> None:
    width = _PORTRAIT[0] - 1.0 - _VALUES
    lines: list[tuple[str, str]] = []
    for label, value in _lines(person):
        first, *rest = sheet.wrapped(value, faces.plain, _EM, width)
        lines += [(label, first), *(("", more) for more in rest)]
    pitch = min(_PITCH, (_LAST_LINE - _FIRST_LINE) / (len(lines) - 1))
    for index, (label, value) in enumerate(lines):
        y = _FIRST_LINE + index * pitch
        if label:
            em = sheet.fitting(label, faces.plain, _EM, _COLON - _LABELS - 0.6)
            sheet.text((_LABELS, y), label, faces.plain, em)
            sheet.text((_COLON, y), ":", faces.plain, _EM)
        sheet.text((_VALUES, y), value, faces.plain, _EM)
        if label == "Jenis Kelamin":
            sheet.text((43.0, y), f"Gol. Darah : {person.blood}", faces.plain, _EM)


def _lines(person: DrawnPerson) -> tuple[tuple[str, str], ...]:
    return (
        ("Nama", person.name),
        ("Tempat/Tgl Lahir", f"{person.birth_place}, {person.birth_date:%d-%m-%Y}"),
        ("Jenis Kelamin", "PEREMPUAN" if person.sex == "P" else "LAKI-LAKI"),
        ("Alamat", person.address),
        ("     RT/RW", person.rt_rw),
        ("     Kel/Desa", person.village),
        ("     Kecamatan", person.district),
        ("Agama", person.religion),
        ("Status Perkawinan", person.marital_status),
        ("Pekerjaan", person.occupation),
        ("Kewarganegaraan", person.citizenship),
        ("Berlaku Hingga", person.valid_until),
    )


@functools.lru_cache(maxsize=32)
def _portrait(look: Look) -> Image:
    """The face before a blue ground, of a portrait's proportions."""
    square = portrait(look)[:, :, :3]
    width = round(square.shape[0] * (_PORTRAIT[2] - _PORTRAIT[0]) / (_PORTRAIT[3] - _PORTRAIT[1]))
    left = (square.shape[1] - width) // 2
    return np.ascontiguousarray(square[:, left : left + width])
