"""A drawn identity card of a province that does not exist, held up to the camera."""

import cv2
import numpy as np

from .brush import Points, colour, fill, line, outlines
from .participant import Look, portrait
from .picture import Image

WIDTH, HEIGHT = 690, 435
SYNTHETIC_REGION = "990101"
_INK = colour("#1D2F3D")
_MONTHS = 12
_WOMAN_DAY = 40
_TILT_DEGREES = 2.0


def synthetic_nik(seed: int, sex: str) -> str:
    """An identity number of a region that does not exist; a woman's day of birth counts from 41."""
    day = 1 + seed * 7 % 28 + (_WOMAN_DAY if sex == "P" else 0)
    return f"{SYNTHETIC_REGION}{day:02}{1 + seed * 5 % _MONTHS:02}{60 + seed * 11 % 40:02}{1 + seed % 9999:04}"


def draw_card(person: Look, *, nik: str, name: str) -> Image:
    """The card, tilted a little, on a see-through ground: BGRA."""
    card = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    fill(card, [_rounded(WIDTH, HEIGHT)], colour("#CFE3F0"))
    for y in range(60, HEIGHT + 60, 50):
        wave = outlines(f"M-40 {y}C140 {y - 90} 320 {y + 90} 740 {y - 45}")
        line(card, wave, colour("#6FA3C4"), 2, 0.3)
    _centred(card, "PROVINSI CONTOH", 44, 0.86)
    _centred(card, "KOTA CONTOH", 76, 0.78)
    _text(card, "NIK", 30, 126, 0.9, 2)
    _text(card, f": {nik}", 150, 126, 0.98, 2)
    for index, (label, value) in enumerate(_lines(person, nik, name)):
        y = 164 + 34 * index
        _text(card, label, 30, y, 0.52, 1)
        _text(card, f": {value}", 190, y, 0.56, 1)
    face = cv2.resize(portrait(person)[:, 90:470], (132, 176), interpolation=cv2.INTER_AREA)
    card[196:372, 536:668] = face
    return _tilted(card)


def draw_hand(person: Look) -> Image:
    """The thumb and fingers that hold the card, on a see-through ground of 200x220: BGRA."""
    image = np.zeros((220, 200, 4), np.uint8)
    fill(image, outlines("M40 220c-6-60 6-110 50-150 40-34 96-24 104-4 6 20-20 44-40 76l-10 78z"), person.skin)
    line(image, outlines("M76 92c20-26 52-34 66-20"), colour("#4F3F36"), 3, 0.5)
    return image


def _lines(person: Look, nik: str, name: str) -> tuple[tuple[str, str], ...]:
    day, month, year = int(nik[6:8]) % _WOMAN_DAY, nik[8:10], nik[10:12]
    century = "19" if int(year) > 30 else "20"
    return (
        ("Nama", name.upper()),
        ("Tempat/Tgl Lahir", f"CONTOH, {day:02}-{month}-{century}{year}"),
        ("Jenis Kelamin", "PEREMPUAN" if person.is_woman else "LAKI-LAKI"),
        ("Alamat", "JL. CONTOH NO. 1"),
        ("Pekerjaan", "KARYAWAN SWASTA"),
        ("Kewarganegaraan", "WNI"),
        ("Berlaku Hingga", "SEUMUR HIDUP"),
    )


def _rounded(width: int, height: int, radius: int = 22) -> Points:
    corners = []
    for x, y, start in ((width - 1, 0, 270), (width - 1, height - 1, 0), (0, height - 1, 90), (0, 0, 180)):
        centre = np.clip((x, y), radius, (width - 1 - radius, height - 1 - radius))
        turn = np.radians(np.linspace(start, start + 90, 9))
        corners.append(np.column_stack([centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)]))
    return np.concatenate(corners)


def _centred(card: Image, words: str, y: int, size: float) -> None:
    width = cv2.getTextSize(words, cv2.FONT_HERSHEY_DUPLEX, size, 2)[0][0]
    _text(card, words, (WIDTH - width) // 2, y, size, 2)


def _text(card: Image, words: str, x: int, y: int, size: float, width: int) -> None:
    cv2.putText(card, words, (x, y), cv2.FONT_HERSHEY_DUPLEX, size, (*_INK, 255), width, cv2.LINE_AA)


def _tilted(card: Image) -> Image:
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), _TILT_DEGREES, 0.97)
    return cv2.warpAffine(card, turn, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR).astype(np.uint8, copy=False)
