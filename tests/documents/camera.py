"""A simulated camera: holds a drawn paper before it and takes the picture; one seed is one picture."""

import functools
import math
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from cso_desk.video.brush import lay
from cso_desk.video.drawn import Drawn
from cso_desk.video.participant import head, look, room
from cso_desk.video.picture import Image

Size = tuple[int, int]
Span = tuple[float, float]
Rolls = np.random.Generator

HD: Size = (1280, 720)
SIZES: tuple[Size, ...] = ((640, 480), (854, 480), HD, (1920, 1080))


class Grade(StrEnum):
    """How hard a picture is to read."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where a grade goes. Blur and fingers are in shares of the paper's width in the frame.

    `width` is the paper's share of the frame's width (of its height for an upright page), `roll` and `tilt` degrees,
    `focus` the deviation of the blur's bell, `motion` the way moved while the shutter was open, `noise` the deviation
    in grey levels, `glare` the chance of a reflection, its strength in grey levels (print is gone under 250 and more)
    and its radius, `light` what all is multiplied by, `shadow` how much darker its dark side is, `finger` how deep
    fingers reach into the paper, `jpeg` the quality.
    """

    width: Span
    roll: float
    tilt: float
    focus: Span
    motion: Span
    noise: Span
    glare: tuple[float, float, Span]
    light: Span
    shadow: Span
    finger: Span
    jpeg: tuple[int, int]


RANGES = MappingProxyType(
    {
        Grade.EASY: Range(
            width=(0.55, 0.80),
            roll=4,
            tilt=8,
            focus=(0.0, 0.0004),
            motion=(0.0, 0.0008),
            noise=(1.0, 3.0),
            glare=(0.0, 0, (0.0, 0.0)),
            light=(0.85, 1.05),
            shadow=(0.0, 0.10),
            finger=(0.0, 0.02),
            jpeg=(85, 95),
        ),
        Grade.MEDIUM: Range(
            width=(0.50, 0.72),
            roll=10,
            tilt=18,
            focus=(0.0004, 0.0010),
            motion=(0.0, 0.0020),
            noise=(3.0, 7.0),
            glare=(0.4, 110, (0.05, 0.10)),
            light=(0.65, 1.10),
            shadow=(0.05, 0.30),
            finger=(0.01, 0.04),
            jpeg=(70, 85),
        ),
        Grade.HARD: Range(
            width=(0.38, 0.62),
            roll=25,
            tilt=32,
            focus=(0.0010, 0.0024),
            motion=(0.001, 0.0060),
            noise=(6.0, 13.0),
            glare=(0.8, 330, (0.08, 0.20)),
            light=(0.35, 1.25),
            shadow=(0.2, 0.55),
            finger=(0.03, 0.10),
            jpeg=(40, 70),
        ),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """What the camera took: `frame` is BGR, `quad` the paper's own corners in it (upper left, upper right, lower right,
    lower left) as (4, 2) float32."""

    frame: Image
    quad: NDArray[np.float32]
    drawn: Drawn
    grade: Grade


def shot(
    drawn: Drawn,
    grade: Grade,
    seed: int,
    *,
    size: Size = HD,
    turned: float = 0.0,
    width: float | None = None,
    shine: float = 1.0,
) -> Shot:
    """Hold `drawn` to the camera, turned by `turned` degrees (180 is upside down) beside the grade's own roll.

    `width` is the paper's share of the frame's width instead of one of the grade's. `shine` is how many times lighter
    than it is drawn the paper is, such as a screen.
    """
    rolls = np.random.default_rng([seed, *grade.encode()])
    span = RANGES[grade]
    frame = _background(rolls, size)
    share = width or rolls.uniform(*span.width)
    quad = _placed(drawn.image, size, share, rolls, (span, turned))
    _hold(frame, drawn.image, quad, rolls, (span, shine))
    across = float(np.linalg.norm(quad[1] - quad[0]))
    frame = _lit(frame, quad, rolls, span)
    frame = _blurred(frame, across * rolls.uniform(*span.focus), across * rolls.uniform(*span.motion), rolls)
    frame = _noisy(frame, rolls.uniform(*span.noise), rolls)
    ok, coded = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, int(rolls.integers(*span.jpeg))])
    assert ok
    return Shot(np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8), quad, drawn, grade)


def nothing_held(seed: int, *, size: Size = HD) -> Image:
    """A frame with nobody showing anything: a participant, a table or clutter, with noise."""
    rolls = np.random.default_rng([seed, 7])
    return _noisy(_background(rolls, size), rolls.uniform(1, 6), rolls)


def _placed(paper: Image, size: Size, share: float, rolls: Rolls, how: tuple[Range, float]) -> NDArray[np.float32]:
    """The corners of the paper in the frame, seen through a lens; the paper is moved to be wholly within it."""
    span, turned = how
    height, width = paper.shape[:2]
    corners = np.array([(-width, -height, 0), (width, -height, 0), (width, height, 0), (-width, height, 0)]) / 2.0
    tilt = math.radians(rolls.uniform(0.3, 1) * span.tilt)
    axis = rolls.uniform(0, 2 * math.pi)
    roll = math.radians(rolls.uniform(-span.roll, span.roll) + turned)
    corners = corners @ _rotation((0, 0, 1), roll).T @ _rotation((math.cos(axis), math.sin(axis), 0), tilt).T
    wanted = share * size[0] if width >= height else share * size[1] * width / height * 1.15
    away = 2.2 * max(width, height)  # a paper at twice its length: the foreshortening of a webcam
    seen = corners[:, :2] * away / (away + corners[:, 2:])
    seen *= wanted / np.linalg.norm(seen[1] - seen[0])
    room_ = np.array(size) * 0.985 - np.ptp(seen, axis=0)
    if room_.min() < 0:
        seen *= (np.array(size) * 0.985 / np.ptp(seen, axis=0)).min()
        room_ = np.maximum(np.array(size) * 0.985 - np.ptp(seen, axis=0), 0)
    shift = room_ * (0.5 + rolls.uniform(-0.4, 0.4, 2)) + np.array(size) * 0.0075
    return (seen - seen.min(axis=0) + shift).astype(np.float32)


def _rotation(axis: tuple[float, float, float], angle: float) -> NDArray[np.float64]:
    return np.asarray(cv2.Rodrigues(np.array(axis) * angle)[0], np.float64)


def _hold(frame: Image, paper: Image, quad: NDArray[np.float32], rolls: Rolls, how: tuple[Range, float]) -> None:
    """Lay the paper into the frame, over a hand and under its fingers."""
    span, shine = how
    hand = _SKINS[int(rolls.integers(len(_SKINS)))]
    grip = rolls.uniform(0.25, 0.75)
    below = quad[3] + (quad[2] - quad[3]) * grip
    down = (quad[3] - quad[0]) / np.linalg.norm(quad[3] - quad[0])
    along = quad[2] - quad[3]
    across = float(np.linalg.norm(along))
    palm = below + down * across * 0.30
    cv2.ellipse(frame, _fixed(palm), _fixed((across * 0.24, across * 0.34)), _angle(along), 0, 360, hand, -1, 16, 4)
    _lay(frame, paper, quad, shine)
    depth = across * rolls.uniform(*span.finger)
    for place in (grip - 0.09, grip + 0.09) if rolls.random() < 0.5 else (grip,):
        tip = quad[3] + along * place - down * (depth - across * 0.05)
        darker = tuple(0.75 * channel for channel in hand)
        cv2.ellipse(
            frame, _fixed(tip), _fixed((across * 0.038, across * 0.05)), _angle(along), 0, 360, darker, -1, 16, 4
        )
        cv2.ellipse(
            frame, _fixed(tip), _fixed((across * 0.034, across * 0.046)), _angle(along), 0, 360, hand, -1, 16, 4
        )


def _lay(frame: Image, paper: Image, quad: NDArray[np.float32], shine: float) -> None:
    """Warp the paper into `quad`; it is made smaller first, since a warp alone would leave out lines."""
    across = float(np.linalg.norm(quad[1] - quad[0])) / paper.shape[1]
    if across < 0.8:
        paper = np.asarray(cv2.resize(paper, None, fx=across * 1.2, fy=across * 1.2, interpolation=cv2.INTER_AREA))
    height, width = paper.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getPerspectiveTransform(corners - 0.5, quad)
    size = frame.shape[1], frame.shape[0]
    warped = cv2.warpPerspective(paper, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    edge = np.zeros_like(frame)
    cv2.fillPoly(edge, [(quad * 16).round().astype(np.int32)], (255, 255, 255), cv2.LINE_AA, 4)
    share = edge.astype(np.float32) * np.float32(1 / 255)
    lit = np.minimum(warped.astype(np.float32) * np.float32(shine), 255)
    frame[:] = frame + (lit - frame) * share


def _lit(frame: Image, quad: NDArray[np.float32], rolls: Rolls, span: Range) -> Image:
    """Light of a strength and a tone, a soft shadow over a side, and perhaps a reflection on the paper."""
    height, width = frame.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle, edge = rolls.uniform(0, 2 * math.pi), rolls.uniform(-0.3, 0.3)
    way = (x / width - 0.5) * math.cos(angle) + (y / height - 0.5) * math.sin(angle) - edge
    dark = rolls.uniform(*span.shadow) / (1 + np.exp(-way * rolls.uniform(6, 30)))
    tone = (rolls.uniform(*span.light) * (1 + rolls.uniform(-0.05, 0.05, 3))).astype(np.float32)
    lit = frame * tone * (1 - dark.astype(np.float32))[:, :, None]
    chance, strength, radii = span.glare
    if rolls.random() < chance:
        across = float(np.linalg.norm(quad[1] - quad[0]))
        weights = rolls.dirichlet(np.ones(4))
        at = weights @ quad
        radius = across * rolls.uniform(*radii)
        long = rolls.uniform(1.0, 2.2)
        lean = rolls.uniform(0, math.pi)
        u = ((x - at[0]) * math.cos(lean) + (y - at[1]) * math.sin(lean)) / (radius * long)
        v = ((y - at[1]) * math.cos(lean) - (x - at[0]) * math.sin(lean)) / radius
        lit += (strength * np.exp(-((u * u + v * v) ** 1.5))).astype(np.float32)[:, :, None]
    return np.clip(lit, 0, 255).astype(np.uint8)


def _blurred(frame: Image, focus: float, motion: float, rolls: Rolls) -> Image:
    """Out of focus by `focus` pixels, moved by `motion` pixels while the shutter was open."""
    if focus > 0.2:
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), focus), np.uint8)
    if motion > 1:
        side = int(motion) * 2 + 3
        kernel = np.zeros((side, side), np.float32)
        angle = rolls.uniform(0, math.pi)
        reach = np.array((math.cos(angle), math.sin(angle))) * motion / 2
        middle = np.array((side // 2, side // 2))
        cv2.line(kernel, _fixed(middle - reach), _fixed(middle + reach), 1.0, 1, cv2.LINE_AA, 4)
        frame = np.asarray(cv2.filter2D(frame, -1, kernel / kernel.sum()), np.uint8)
    return frame


def _noisy(frame: Image, sigma: float, rolls: Rolls) -> Image:
    """Grain of the sensor, in all colours together and in each a little: a piece of one large picture of noise."""
    height, width = frame.shape[:2]
    top, left = rolls.integers(0, 200, 2)
    grain = _grain()[top : top + height, left : left + width] * np.float32(sigma)
    return np.clip(frame + grain, 0, 255).astype(np.uint8)


@functools.lru_cache(maxsize=1)
def _grain() -> NDArray[np.float32]:
    rolls = np.random.default_rng(99)
    grey = rolls.standard_normal((1280, 2120, 1), np.float32)
    tint = cv2.resize(rolls.standard_normal((640, 1060, 3), np.float32), (2120, 1280), interpolation=cv2.INTER_LINEAR)
    return np.asarray(grey + np.float32(0.6) * tint, np.float32)


def _background(rolls: Rolls, size: Size) -> Image:
    """Three times in five a participant in a booth, else a table of wood, cloth or clutter."""
    kind = rolls.integers(5)
    if kind < 3:
        scene = _booth(int(rolls.integers(40)))
    elif kind == 3:
        scene = _table(int(rolls.integers(6)))
    else:
        scene = _clutter(int(rolls.integers(6)))
    return _covering(scene, size)


@functools.lru_cache(maxsize=12)
def _booth(seed: int) -> Image:
    person = look(seed)
    image = room(person)
    lay(image, head(person))
    return np.ascontiguousarray(image[:, :, :3])


@functools.lru_cache(maxsize=6)
def _table(seed: int) -> Image:
    rolls = np.random.default_rng([seed, 1])
    base = np.array(_TABLES[seed % len(_TABLES)], np.float32)
    grain = cv2.resize(rolls.standard_normal((90, 8), np.float32), (1280, 720), interpolation=cv2.INTER_CUBIC)
    fine = cv2.resize(rolls.standard_normal((720, 40), np.float32), (1280, 720), interpolation=cv2.INTER_LINEAR)
    return np.clip(base * (1 + 0.06 * grain + 0.03 * fine)[:, :, None], 0, 255).astype(np.uint8)


@functools.lru_cache(maxsize=6)
def _clutter(seed: int) -> Image:
    """Boxes, lines and spots of many colours: shelves, posters, a pattern on a shirt."""
    rolls = np.random.default_rng([seed, 2])
    image = np.full((720, 1280, 3), rolls.integers(60, 200, 3), np.uint8)
    for _ in range(14):
        at, reach = rolls.integers((0, 0), (1280, 720)), rolls.integers((20, 20), (260, 200))
        box = cv2.boxPoints((at.astype(float).tolist(), reach.astype(float).tolist(), rolls.uniform(0, 90)))
        colour = rolls.integers(20, 230, 3).tolist()
        cv2.fillPoly(image, [box.astype(np.int32)], colour, cv2.LINE_AA)
    for _ in range(12):
        ends = rolls.integers(0, (1280, 720), (2, 2))
        cv2.line(image, ends[0].tolist(), ends[1].tolist(), rolls.integers(20, 230, 3).tolist(), 3, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 2.0), np.uint8)


def _covering(scene: Image, size: Size) -> Image:
    """The middle of `scene`, as large as `size`."""
    scale = max(size[0] / scene.shape[1], size[1] / scene.shape[0])
    large = cv2.resize(scene, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    top, left = (large.shape[0] - size[1]) // 2, (large.shape[1] - size[0]) // 2
    return np.ascontiguousarray(large[top : top + size[1], left : left + size[0]])


def _fixed(point: object) -> tuple[int, int]:
    x, y = (np.asarray(point, np.float64) * 16).round().astype(int)
    return int(x), int(y)


def _angle(along: NDArray[np.float32]) -> float:
    return math.degrees(math.atan2(along[1], along[0]))


_SKINS = ((140, 160, 190), (110, 136, 172), (96, 120, 156), (84, 106, 140), (120, 146, 178))
_TABLES = ((70, 100, 140), (150, 150, 150), (40, 50, 70), (190, 200, 205))
