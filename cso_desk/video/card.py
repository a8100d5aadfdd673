"""A drawn paper of a province that does not exist, held up to the camera of a synthetic booth."""

import zlib

import cv2
import numpy as np

from .brush import Points, colour, fill, line, outlines
from .drawn import DrawnPerson, drawn, invented
from .drawn.person import SYNTHETIC_REGION, WOMAN_DAY
from .paper import CARD_MM, SIZE_MM, Paper
from .participant import Look
from .picture import Image

CARD_WIDTH, MOST_HEIGHT = 690, 620
"""How large papers are held: a card is 690 pixels wide, and nothing is higher than 620."""

_MONTHS = 12
_TILT_DEGREES = 2.0
_KEPT = 0.97
_CORNER_MM = 2.7


def synthetic_nik(seed: int, sex: str) -> str:
    """An identity number of a region that does not exist; a woman's day of birth counts from 41."""
    day = 1 + seed * 7 % 28 + (WOMAN_DAY if sex == "P" else 0)
    return f"{SYNTHETIC_REGION}{day:02}{1 + seed * 5 % _MONTHS:02}{60 + seed * 11 % 40:02}{1 + seed % 9999:04}"


def holder(nik: str, name: str) -> DrawnPerson:
    """Whom a paper tells of: what number and name do not tell is invented, the same for the same number."""
    return invented(zlib.crc32(nik.encode()), name=name, nik=nik)


def draw_card(person: Look, *, nik: str, name: str, paper: Paper = Paper.KTP) -> Image:
    """A paper of the participant (see `holder`), tilted a little, on a see-through ground: BGRA."""
    who = holder(nik, name)
    width_mm, height_mm = SIZE_MM[paper]
    per_mm = min(CARD_WIDTH / CARD_MM[0], CARD_WIDTH * 1.3 / width_mm, MOST_HEIGHT / height_mm)
    image = drawn(paper, who, face=person, dpi=per_mm * 25.4).image
    height, width = image.shape[:2]
    corner = _CORNER_MM * per_mm if (width_mm, height_mm) == CARD_MM else 1.0
    shape = np.zeros((height, width), np.uint8)
    cv2.fillPoly(shape, [_rounded(width, height, corner).astype(np.int32)], 255)
    card = np.dstack([image, shape])
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), _TILT_DEGREES, _KEPT)
    return cv2.warpAffine(card, turn, (width, height), flags=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def draw_hand(person: Look) -> Image:
    """The thumb and fingers that hold the card, on a see-through ground of 200x220: BGRA."""
    image = np.zeros((220, 200, 4), np.uint8)
    fill(image, outlines("M40 220c-6-60 6-110 50-150 40-34 96-24 104-4 6 20-20 44-40 76l-10 78z"), person.skin)
    line(image, outlines("M76 92c20-26 52-34 66-20"), colour("#4F3F36"), 3, 0.5)
    return image


def _rounded(width: int, height: int, radius: float) -> Points:
    corners = []
    for x, y, start in ((width - 1, 0, 270), (width - 1, height - 1, 0), (0, height - 1, 90), (0, 0, 180)):
        centre = np.clip((x, y), radius, (width - 1 - radius, height - 1 - radius))
        turn = np.radians(np.linspace(start, start + 90, 9))
        corners.append(np.column_stack([centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)]))
    return np.concatenate(corners)
