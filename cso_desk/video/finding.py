"""Finding the card or page that is held to a camera: a printed quadrilateral of a paper's proportions.

Straight pieces of edges are joined to lines, and every two pairs of lines that could be the sides of a paper are tried:
so a side that fingers cover, or a corner that a thumb hides, does no harm.
"""

import itertools
import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .picture import Image
from .quad import Quad, ordered, pose, sides

SEARCH_WIDTH = 480
"""The width in pixels of the picture that is searched."""

ASPECTS = (1.59, 1.41, 0.707, 0.63)
"""Width by height of a paper: ID-1 and the page of a bank book, A4, and the same turned on their sides."""

MOST_PAPERS = 3
"""How many papers are looked for at once."""

_SMALLEST = 120
_THRESHOLDS = ((25, 70), (12, 36))
_LEAST_AREA, _MOST_AREA = 0.035, 0.97
_LEAST_SUPPORT = 0.55
_MOST_SKEW = 0.22
_LEAST_LIKENESS = 0.35
_ASPECT_SPREAD = 0.12
_MOST_TILT = 50.0
_OUTSIDE = 0.06
_PIECES_A_WAY = 50
_LINES_A_WAY = 8
_LEAST_PIECE = 0.05
_TRIED = 10
_STEPS = np.linspace(0.03, 0.97, 22, dtype=np.float32)
_PRINT_SIZE = (120, 80)
_CELL = 20
_LEAST_STEP = 12
_PRINTED_CELLS = 0.2
_ALONG = np.linspace(0.06, 0.94, 48)
_REACH = 0.012
_LEAST_EDGE = 7
_LEAST_STRAIGHT, _LEAST_STRAIGHT_MEAN = 0.3, 0.66
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
_SQUARE = cv2.getStructuringElement(cv2.MORPH_RECT, (5, 5))


def find(image: Image) -> Quad | None:
    """The paper in a BGR or BGRA `image`, to about a pixel; None where there is none.

    Its corners may lie a little outside of the picture where a corner is cut off. Of several papers the one with the
    best edges and most area is taken; `find_all` tells them all.
    """
    found = find_all(image)
    return found[0] if found else None


def find_all(image: Image, *, printed: bool = True) -> tuple[Quad, ...]:
    """Up to MOST_PAPERS papers in `image` that do not overlap, the best one first.

    Only what is printed is a paper, unless `printed` says that a blank one is looked for too.
    """
    if min(image.shape[:2]) < _SMALLEST:
        return ()
    small, scale = reduced(image, SEARCH_WIDTH)
    found: list[Quad] = []
    for strengths in _THRESHOLDS:
        for rough in _candidates(small, strengths):
            if any(_overlap(rough * scale, other) for other in found):
                continue
            if printed and printed_share(small, rough) < _PRINTED_CELLS:
                continue
            quad = refined(image, ((rough + 0.5) * scale - 0.5).astype(np.float32))
            if quad is not None:
                found.append(quad)
            if len(found) == MOST_PAPERS:
                return tuple(found)
        if found:
            break
    return tuple(found)


def reduced(image: Image, longest: int) -> tuple[Image, float]:
    """`image` as BGR with no side longer than `longest` pixels, and how many times smaller it is."""
    whole = max(image.shape[:2])
    while max(image.shape[:2]) >= 2 * longest:
        half = image.shape[1] // 2, image.shape[0] // 2
        image = np.asarray(cv2.resize(image, half, interpolation=cv2.INTER_AREA), np.uint8)
    if max(image.shape[:2]) > longest:
        shrink = longest / max(image.shape[:2])
        size = round(image.shape[1] * shrink), round(image.shape[0] * shrink)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    if image.shape[2] == 4:
        image = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGRA2BGR), np.uint8)
    return image, whole / max(image.shape[:2])


def _candidates(small: Image, strengths: tuple[int, int]) -> list[Quad]:
    """The quads that look most like a paper, the best one first."""
    blue, green, red = cv2.split(cv2.GaussianBlur(small, (3, 3), 0))
    warm = cv2.addWeighted(red, 1, blue, -1, 128)  # the grain of a table and most shadows have no colour of their own
    maps = [np.asarray(cv2.Canny(channel, *strengths), np.uint8) for channel in (green, warm)]
    lines = _lines(maps)
    if len(lines) < 4:
        return []
    height, width = small.shape[:2]
    quads = _combined(lines, (width, height))
    if not len(quads):
        return []
    least, mean = _support(np.asarray(cv2.dilate(maps[0] | maps[1], _SQUARE), np.uint8), quads)
    areas = np.abs(_areas(quads)) / (width * height)
    scores = np.where(least > _LEAST_SUPPORT, mean**2 * np.sqrt(areas), 0.0)
    best = [index for index in np.argsort(-scores)[:_TRIED] if scores[index] > 0]
    corners = [ordered(quads[index]) for index in best]
    rated = [float(scores[index]) * _likeness(quad, (width, height)) for index, quad in zip(best, corners, strict=True)]
    return [corners[place] for place in sorted(range(len(best)), key=lambda place: -rated[place]) if rated[place] > 0]


def _lines(maps: list[Image]) -> NDArray[np.float64]:
    """The longest straight lines along the edges, as rows of (a, b, c) with ax + by = c and a unit normal."""
    least = _LEAST_PIECE * max(maps[0].shape)
    long = _long(maps[0] | maps[1], least)
    bends = [cv2.approxPolyDP(outline, 1.5, True)[:, 0] for edges in maps for outline in _outlines(edges & long)]
    if not bends:
        return np.zeros((0, 3))
    corners = np.concatenate(bends)
    lasts = np.cumsum([len(one) for one in bends]) - 1
    follows = np.arange(1, len(corners) + 1)
    follows[lasts] = np.concatenate([[0], lasts[:-1] + 1])  # an outline's last corner goes on to its first
    ends = np.hstack([corners, corners[follows]]).astype(np.float64)
    lengths = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    angles = np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0])
    eighths = np.where(lengths > least, np.round(angles / (np.pi / 4)) % 4, -1)
    order = np.argsort(-lengths)
    # of each eighth of a turn some: the grain of a table must not crowd out all others
    ways = [order[eighths[order] == eighth][:_PIECES_A_WAY] for eighth in range(4)]
    return np.concatenate([_joined(ends[way], lengths[way]) for way in ways])


def _long(edges: Image, least: float) -> Image:
    """255 where edges hang together that are longer than `least` pixels, which those of print and grain are not."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8, ltype=cv2.CV_16U)
    sides = np.asarray(stats)[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    sides[0] = 0  # where there is no edge
    levels = np.where(sides > least, 255, 0).astype(np.uint8)
    return np.take(levels, np.asarray(labels, np.uint16))


def _outlines(edges: Image) -> Sequence[NDArray[Any]]:
    return cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]


def _joined(ends: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pieces that lie on one line made one: the longest lines."""
    points = ends.reshape(-1, 2, 2)
    free = np.ones(len(ends), bool)
    lines, weights = [], []
    for index in range(len(ends)):
        if not free[index]:
            continue
        start, stop = points[index]
        across = points @ ((start - stop)[::-1] * (1, -1) / lengths[index])
        mine = free & (np.abs(across - across[index, 0]).max(axis=1) < 3.0)
        free &= ~mine
        joined = points[mine].reshape(-1, 2).astype(np.float32)
        vx, vy, x, y = cv2.fitLine(joined, cv2.DIST_L2, 0, 0.01, 0.01).ravel().tolist()
        lines.append((-vy, vx, -vy * x + vx * y))
        weights.append(lengths[mine].sum())
        if len(lines) == 2 * _LINES_A_WAY:
            break
    return np.array(lines).reshape(-1, 3)[np.argsort(weights)[::-1][:_LINES_A_WAY]]


def _combined(lines: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
    """All quads of two pairs of lines that could be a paper's sides, (n, 4, 2)."""
    width, height = size
    a, b, c = lines.T
    sine = a[:, None] * b[None] - b[:, None] * a[None]
    steep = np.abs(sine) > 0.45
    safe = np.where(steep, sine, 1.0)
    x = (c[:, None] * b[None] - b[:, None] * c[None]) / safe
    y = (a[:, None] * c[None] - c[:, None] * a[None]) / safe
    one, two = np.triu_indices(len(lines), 1)
    along = np.abs(sine[one, two]) < 0.55
    one, two = one[along], two[along]
    first, second = np.triu_indices(len(one), 1)
    p, q, r, s = one[first], two[first], one[second], two[second]
    kept = steep[p, r] & steep[r, q] & steep[q, s] & steep[s, p]
    p, q, r, s = p[kept], q[kept], r[kept], s[kept]
    around = ((p, r), (r, q), (q, s), (s, p))
    quads = np.stack([np.stack([x[i, j], y[i, j]], 1) for i, j in around], 1)
    beyond = _OUTSIDE * width
    inside = ((quads > -beyond) & (quads < (width + beyond, height + beyond))).all(axis=(1, 2))
    quads = quads[inside]
    areas = np.abs(_areas(quads)) / (width * height)
    lengths = np.linalg.norm(np.roll(quads, -1, 1) - quads, axis=2)
    across, down = lengths[:, 0] + lengths[:, 2], lengths[:, 1] + lengths[:, 3]
    ratio = np.maximum(across, down) / np.maximum(np.minimum(across, down), 1.0)
    fits = (areas > _LEAST_AREA) & (areas < _MOST_AREA) & (ratio < 2.6) & (ratio > 1.05)
    return np.asarray(quads[fits], np.float64)


def _areas(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = quads[:, :, 0], quads[:, :, 1]
    return np.asarray((x * np.roll(y, -1, 1) - y * np.roll(x, -1, 1)).sum(1) / 2, np.float64)


def _support(edges: Image, quads: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The share of its sides along which an edge runs, of each quad: of the side that has least but one, and of all."""
    room = round(_OUTSIDE * edges.shape[1]) + 1
    around = np.asarray(cv2.copyMakeBorder(edges, room, room, room, room, cv2.BORDER_REPLICATE), np.uint8) != 0
    starts = (quads + room).astype(np.float32)
    ways = np.roll(starts, -1, 1) - starts
    x, y = ((starts[:, :, None, axis] + ways[:, :, None, axis] * _STEPS + 0.5).astype(np.int32) for axis in (0, 1))
    shares = around.ravel()[y * around.shape[1] + x].mean(axis=2, dtype=np.float32)
    return np.sort(shares, axis=1)[:, 1], shares.mean(axis=1)


def _likeness(corners: Quad, size: tuple[int, int]) -> float:
    """How near a quad is to a rectangle of a paper's proportions that is seen in perspective, up to 1; 0 for none."""
    if not cv2.isContourConvex(corners):
        return 0.0
    held = pose(corners, size)
    if held.skew > _MOST_SKEW or held.tilt_deg > _MOST_TILT:
        return 0.0
    off = min(abs(math.log(held.aspect / aspect)) for aspect in ASPECTS)
    likeness = math.exp(-((off / _ASPECT_SPREAD) ** 2))
    return likeness if likeness > _LEAST_LIKENESS else 0.0


def printed_share(image: Image, quad: Quad) -> float:
    """The share of the paper's area where something is printed: of 24 cells those with steps of brightness.

    A step counts by the paper's own contrast, so that a dark picture has as much print as a bright one.
    """
    width, height = _PRINT_SIZE
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    flat = cv2.warpPerspective(image, cv2.getPerspectiveTransform(quad, corners), _PRINT_SIZE)
    grey = np.asarray(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), np.uint8)
    levels = np.sort(grey[::3, ::3], axis=None)
    low, high = float(levels[len(levels) // 30]), float(levels[-len(levels) // 20])
    steps = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, _CROSS) > max(_LEAST_STEP, 0.22 * (high - low))
    steps[:4], steps[-4:], steps[:, :4], steps[:, -4:] = False, False, False, False
    cells = steps.reshape(height // _CELL, _CELL, width // _CELL, _CELL).mean(axis=(1, 3))
    return float((cells > 0.03).mean())


def _overlap(one: Quad, other: Quad) -> bool:
    shared, _ = cv2.intersectConvexConvex(one, other)
    return float(shared) > 0.2 * min(cv2.contourArea(one), cv2.contourArea(other))


def refined(image: Image, quad: Quad) -> Quad | None:
    """`quad` with its sides moved onto the edges nearby in the picture of full size; None where there are none.

    Along each side profiles of brightness are taken across it, and a line is laid through their steepest places by
    least squares, without those that lie off (a finger, a corner that is cut). A paper's sides are straight, so most
    profiles must lie on them; a face has 60 in a hundred at most, a card in hard light 70 at least.
    """
    reach = max(round(float(sides(quad).max()) * _REACH), 3)
    lines = []
    for start, end in itertools.pairwise([*quad.astype(np.float64), quad[0].astype(np.float64)]):
        lines.append(_line_near(image, start, end, reach))
    shares = sorted(share for _, _, share in lines)
    if shares[0] < _LEAST_STRAIGHT or sum(shares) / 4 < _LEAST_STRAIGHT_MEAN:
        return None
    corners = [_meet(lines[index - 1][:2], lines[index][:2]) for index in range(4)]
    moved = np.array([old if new is None else new for old, new in zip(quad, corners, strict=True)], np.float32)
    if np.linalg.norm(moved - quad, axis=1).max() > 2.5 * reach:
        return None
    return moved


Vector = NDArray[np.float64]


def _line_near(image: Image, start: Vector, end: Vector, reach: int) -> tuple[Vector, Vector, float]:
    """A point on the side, its way, and the share of the profiles whose steepest place lies on it."""
    way = (end - start) / max(math.dist(start, end), 1.0)
    normal = np.array((-way[1], way[0]))
    along, across = _ALONG, np.arange(-reach, reach + 1)
    places = (start + (end - start) * along[:, None])[:, None] + normal * across[None, :, None]
    x, y = (np.ascontiguousarray(places[:, :, axis], np.float32) for axis in (0, 1))
    profile = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[:, :, :3]
    smooth = cv2.blur(profile, (3, 3))
    step = np.max(cv2.absdiff(smooth[:, 2:], smooth[:, :-2]), axis=2)
    offset = across[1:-1][step.argmax(axis=1)].astype(np.float64)
    strongest = step.max(axis=1)
    kept = strongest > max(_LEAST_EDGE, 0.35 * _median(strongest))
    slope, shift = 0.0, 0.0
    for within in (0.25 * reach + 1.5, 1.5, 1.2):
        if kept.sum() < 6:
            return start, way, 0.0
        if within < 0.25 * reach + 1.5:
            slope, shift = _fit(along[kept], offset[kept])
            kept = (strongest > _LEAST_EDGE) & (np.abs(offset - slope * along - shift) < within)
        else:
            kept &= np.abs(offset - _median(offset[kept])) < within
    if kept.sum() < 6:
        return start, way, 0.0
    slope, shift = _fit(along[kept], offset[kept])
    first, last = start + normal * shift, end + normal * (shift + slope)
    return first, (last - first) / max(math.dist(first, last), 1e-9), float(kept.mean())


def _fit(x: Vector, y: Vector) -> tuple[float, float]:
    """Slope and height at 0 of the line of least squares."""
    middle_x, middle_y = float(x.sum()) / len(x), float(y.sum()) / len(y)
    away = x - middle_x
    slope = float(away @ y) / max(float(away @ away), 1e-9)
    return slope, middle_y - slope * middle_x


def _median(values: NDArray[Any]) -> float:
    """As NumPy's, without the care it takes of other shapes."""
    rising, half = np.sort(values), len(values) // 2
    return (float(rising[half]) + float(rising[half - 1 + len(values) % 2])) / 2


def _meet(one: tuple[Vector, Vector], two: tuple[Vector, Vector]) -> Vector | None:
    (a, along), (c, other) = one, two
    sine = along[0] * other[1] - along[1] * other[0]
    if abs(sine) < 0.2:
        return None
    way = c - a
    return np.asarray(a + along * ((way[0] * other[1] - way[1] * other[0]) / sine), np.float64)
