"""Drawn participants: the still layers of a synthetic booth, a person's head apart so that it can sway."""

import random
from dataclasses import dataclass
from enum import Enum

import numpy as np

from .brush import Colour, Points, colour, ellipse, fill, lay, line, mixed, outlines, shade
from .picture import Image
from .time_code import HEIGHT, WIDTH

UNIT = WIDTH / 448  # the outlines are drawn in a space of 448x252
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)

_CHAIR = "M150 252c-6-40 6-74 26-82h96c20 8 32 42 26 82z"
_TORSO = "M104 252c3-36 22-56 58-67l38-13h48l38 13c36 11 55 31 58 67z"
_NECK = "M203 146h42v28c-4 14-38 14-42 0z"
_NECK_SHADOW = "M203 152h42v12c-12 12-30 12-42 0z"
_COLLAR = "M201 170l23 24 23-24 10 6-20 36-13-14-13 14-20-36z"
_FACE = "M224 56c-27 0-41 20-41 48 0 32 17 58 41 58s41-26 41-58c0-28-14-48-41-48z"
_BROWS = "M199 101q7-4.5 14-1.5M235 99.5q7-3 14 1.5"
_NOSE = "M224 112l-3.5 15q3.5 2.5 7 .6"
_SHORT_HAIR = "M180 106c-6-42 16-62 46-62 32 0 48 22 42 62-2-16-8-26-16-30-18 4-38 2-54-4-10 6-16 18-18 34z"
_GREY_HAIR = "M180 104c-4-34 14-56 44-56s48 22 44 56c-2-14-6-22-12-28-20-6-44-6-64 0-6 6-10 14-12 28z"
_LONG_HAIR_BEHIND = "M224 46c-38 0-54 26-54 62 0 34-6 62-14 84 30 12 106 12 136 0-8-22-14-50-14-84 0-36-16-62-54-62z"
_LONG_HAIR = "M181 104c-2-36 16-56 43-56s45 20 43 56c-4-14-10-22-20-26-14 10-40 14-54 8-6 4-10 10-12 18z"
_HIJAB = "M224 40c-40 0-60 28-60 66 0 26-4 44-18 62 16 30 44 48 78 48s62-18 78-48c-14-18-18-36-18-62 0-38-20-66-60-66z"
_HIJAB_FACE = "M224 62c-24 0-36 18-36 44 0 30 15 52 36 52s36-22 36-52c0-26-12-44-36-44z"
_HIJAB_FOLD = "M180 168c22 22 66 22 88 0-6 30-30 46-44 48-14-2-38-18-44-48z"
_PECI = "M180 92c-2-10-1-16 1-20l6-26c16-6 58-6 74 0l6 26c2 4 3 10 1 20-26-8-62-8-88 0z"
_PECI_RIM = "M180 92c26-8 62-8 88 0l1-9c-28-8-62-8-90 0z"
_GLASSES = (
    "M192 105q0-5 6-5h14q6 0 6 5v8q0 5-6 5h-14q-6 0-6-5z"
    "M230 105q0-5 6-5h14q6 0 6 5v8q0 5-6 5h-14q-6 0-6-5z"
    "M218 106q6-4 12 0"
)

_SKINS = ("#B29A8A", "#A88F7F", "#A18878", "#9C8272", "#8F7464")
_CLOTHES = ("#41627D", "#55604F", "#6A6254", "#5B4A55", "#4A5568", "#6B4A4A")
_SCARVES = ("#7C5A66", "#4C6070", "#5E6B4E", "#7A6A4F", "#595070")
_HAIRS = ("#171D23", "#15191D", "#231C18")
_GREY = "#8D969E"


class Headgear(Enum):
    """What is seen on a head."""

    HAIR = "hair"
    GREY_HAIR = "grey hair"
    PECI = "peci"
    LONG_HAIR = "long hair"
    HIJAB = "hijab"


_WOMEN = (Headgear.HIJAB, Headgear.HIJAB, Headgear.LONG_HAIR)
_MEN = (Headgear.HAIR, Headgear.PECI, Headgear.GREY_HAIR, Headgear.HAIR)


@dataclass(frozen=True, slots=True)
class Look:
    """How a drawn participant looks."""

    headgear: Headgear
    glasses: bool
    skin: Colour
    clothes: Colour
    cloth: Colour

    @property
    def is_woman(self) -> bool:
        """Whether the participant is drawn as a woman."""
        return self.headgear in _WOMEN


def look(seed: int, sex: str = "") -> Look:
    """The look that belongs to `seed`; `sex` "L" or "P" leaves only men's or women's, as on an identity card."""
    dice = random.Random(f"look {seed}")
    woman = sex == "P" if sex else seed % 2 == 1
    headgear = (_WOMEN if woman else _MEN)[seed // 2 % (len(_WOMEN) if woman else len(_MEN))]
    cloth = _SCARVES if headgear is Headgear.HIJAB else (_GREY,) if headgear is Headgear.GREY_HAIR else _HAIRS
    return Look(
        headgear,
        glasses=headgear is Headgear.GREY_HAIR or seed % 7 == 6,
        skin=colour(dice.choice(_SKINS)),
        clothes=colour(dice.choice(_CLOTHES)),
        cloth=colour(dice.choice(cloth)),
    )


def shapes(path: str, dx: float = 0.0, dy: float = 0.0) -> list[Points]:
    """The outlines of `path`, moved, in pixels of the picture."""
    return [(shape + np.array((dx, dy))) * UNIT for shape in outlines(path)]


def room(person: Look | None) -> Image:
    """Everything that stands still: the booth's wall and light, the chair, a body if any. 1280x720 BGRA, opaque."""
    image = _wall()
    fill(image, shapes(_CHAIR), colour("#12181E"), 0.55)
    if person is None:
        return image
    if person.headgear is Headgear.LONG_HAIR:
        fill(image, shapes(_LONG_HAIR_BEHIND), person.cloth)
    fill(image, shapes(_TORSO), person.clothes)
    shade(image, shapes(_TORSO), 0.22)
    fill(image, shapes(_NECK), person.skin)
    fill(image, shapes(_NECK_SHADOW), _BLACK, 0.2)
    if person.headgear is not Headgear.HIJAB:
        fill(image, shapes(_COLLAR), _WHITE, 0.13)
    return image


def head(person: Look) -> Image:
    """The head without eyes and mouth, on a see-through ground of 1280x720."""
    image = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    dy = 2.0 if person.headgear is Headgear.HIJAB else 0.0
    if person.headgear is Headgear.HIJAB:
        fill(image, shapes(_HIJAB), person.cloth)
        shade(image, shapes(_HIJAB), 0.22)
        fill(image, shapes(_HIJAB_FACE), person.skin)
        shade(image, shapes(_HIJAB_FACE), 0.2)
        fill(image, shapes(_HIJAB_FOLD), _BLACK, 0.14)
    else:
        for x in (182, 266):
            fill(image, [ear * UNIT for ear in ellipse(x, 112, 5, 11)], person.skin)
        fill(image, shapes(_FACE), person.skin)
        shade(image, shapes(_FACE), 0.22)
        _cover(image, person)
    line(image, shapes(_BROWS, dy=dy), colour("#1A1512"), 2.6 * UNIT, 0.42)
    line(image, shapes(_NOSE, dy=dy), colour("#1A1512"), 1.8 * UNIT, 0.30)
    if person.glasses:
        line(image, shapes(_GLASSES, dy=dy), colour("#20272E"), 2.2 * UNIT, 0.75)
    return image


def face_ink(person: Look) -> tuple[Colour, Colour]:
    """The colours of eyes and of lips on this skin."""
    return mixed(person.skin, colour("#17120F"), 0.62), mixed(person.skin, colour("#1A1512"), 0.45)


def portrait(person: Look) -> Image:
    """The participant before a blue ground, as on an identity card: a square of 560 pixels, BGRA."""
    image = room(person)
    image[:, :, :3] = colour("#2F6FB0")
    if person.headgear is Headgear.LONG_HAIR:
        fill(image, shapes(_LONG_HAIR_BEHIND), person.cloth)
    fill(image, shapes(_TORSO), person.clothes)
    fill(image, shapes(_NECK), person.skin)
    lay(image, head(person))
    eyes, lips = face_ink(person)
    for x in (206, 242):
        fill(image, [eye * UNIT for eye in ellipse(x, 110, 3.4, 2.7)], eyes)
    line(image, shapes("M213 140q11 5.5 22 0"), lips, 2.4 * UNIT)
    middle = WIDTH // 2
    return image[100:660, middle - 280 : middle + 280].copy()


def _wall() -> Image:
    fade = np.linspace(0, 1, HEIGHT)[:, None, None]
    image = np.empty((HEIGHT, WIDTH, 4), np.uint8)
    image[:, :, :3] = np.array(colour("#3F4C58")) * (1 - fade) + np.array(colour("#222B34")) * fade
    image[:, :, 3] = 255
    for index in range(8):
        left = index * 56
        panel = [np.array([(left, 0), (left + 55, 0), (left + 55, 252), (left, 252)]) * UNIT]
        fill(image, panel, colour("#9FB4C6"), 0.10 if index % 2 == 0 else 0.05)
    fill(image, [np.array([(0, 214), (448, 214), (448, 252), (0, 252)]) * UNIT], _BLACK, 0.16)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    away = np.hypot(x - 0.74 * WIDTH, (y + 0.04 * HEIGHT) * WIDTH / HEIGHT) / (0.95 * WIDTH)
    light = (0.16 * np.clip(1 - away, 0, 1))[:, :, None]
    image[:, :, :3] = (image[:, :, :3] * (1 - light) + 255 * light).astype(np.uint8)
    return image


def _cover(image: Image, person: Look) -> None:
    if person.headgear is Headgear.PECI:
        fill(image, shapes(_PECI), colour("#14181C"))
        fill(image, shapes(_PECI_RIM), _BLACK, 0.35)
        return
    hair = {Headgear.GREY_HAIR: _GREY_HAIR, Headgear.LONG_HAIR: _LONG_HAIR}.get(person.headgear, _SHORT_HAIR)
    fill(image, shapes(hair), person.cloth)
