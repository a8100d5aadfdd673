"""Finds the paper in a picture, measures how well it is seen, and reads it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cso_desk.video import finding
from cso_desk.video.copies import Traces, traces
from cso_desk.video.paper import SIZE_MM, Paper
from cso_desk.video.picture import Image
from cso_desk.video.quad import Quad as Corners
from cso_desk.video.quad import rectified, sides
from cso_desk.video.quality import Fault, Limits, judge, measure

from .detection import Quad
from .ocr import Ocr
from .paper_reader import read_paper
from .reading import Examined, Field, Member, Reading, Unread
from .upright import lying

_SCANNED_SIDE, _FEWEST_LINES = 960, 3
_CUT = 2  # fields that run into the border: the document is not wholly in the picture
_BORDER = 0.006  # of the picture's width
_PARTS = (
    frozenset(("nik", "name")),
    frozenset(("nik", "name", "birth_place", "birth_date", "sex")),
    frozenset(("marital_status", "occupation", "citizenship", "valid_until")),
)
_BLANK = 6.0  # grey levels of deviation: a picture of nothing but paper
_AS_LARGE = 0.5  # of the best paper's area: from there on a second one is meant to be read too
_HOPELESS = Limits(sharpness=60.0, glare=0.5, coverage=0.0, tilt_deg=55.0, darkest=15.0, fingers=0.2, width_px=260.0)
"""Worse than this nobody could read it; what is only too bad to be taken is tried."""


def examine(ocr: Ocr, image: Image, kind: Paper | None, *, quick: bool = False) -> Examined:
    """Read the paper in a BGR picture, held before a camera or lying flat; `kind` None tells the kind by its words.

    Where nothing can be read, `reason` is a `Fault` or one of `Unread`'s own. Boxes are in pixels of the picture.
    """
    started = time.process_time()
    papers = finding.find_all(image)
    if len(papers) > 1 and cv2.contourArea(papers[1]) > _AS_LARGE * cv2.contourArea(papers[0]):
        examined = Examined(Unread(Fault.SEVERAL), measure(image, papers[0]))
    else:
        examined = _Look(ocr, image, kind, quick).at(papers[0] if papers else None)
    return replace(examined, answer=replace(examined.answer, seconds=time.process_time() - started))


def examine_flat(ocr: Ocr, image: Image, kind: Paper | None, *, quick: bool = False, guessed: bool = False) -> Examined:
    """Read a picture that a paper fills, upright or not, such as a still that was taken; it is not measured again.

    Where the kind is `guessed` a paper of another one is read as what it is.
    """
    answer = read_paper(ocr, image, kind, quick=quick, guessed=guessed)
    return Examined(answer, None, traces(image) if isinstance(answer, Reading) and not quick else None)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One look at a picture: who reads, and what is looked for."""

    ocr: Ocr
    image: Image
    kind: Paper | None
    quick: bool

    def at(self, corners: Corners | None) -> Examined:
        """What is seen of the paper within corners, None where no edges of one were found.

        Where that is little or nothing the print of the whole picture is asked; only print that runs out of the
        picture is a reason to doubt what was read within edges: those of a card that is cut are easily mistaken.
        """
        tried = None if corners is None else self._within(corners)
        if tried is not None and not self._says_little(tried.answer):
            return tried
        lines = self.ocr.find(self.image, longest=_SCANNED_SIDE)
        out = _runs_out(lines, self.image)
        if tried is not None and isinstance(tried.answer, Reading) and not out:
            return tried
        told = self._by_its_print(lines)
        if told is not None:
            return told
        if out and len(lines) >= _FEWEST_LINES and not (corners is not None and _holds_most(corners, lines)):
            return Examined(Unread(Fault.FARTHER), None)  # what was measured is not the paper
        return tried or Examined(Unread(_nothing(self.image)), None)

    def _within(self, corners: Corners) -> Examined:
        """The paper within corners read, or why it could not be: what is wrong with the picture, or with the paper."""
        quality = measure(self.image, corners)
        hopeless = [fault for fault in judge(quality, _HOPELESS) if fault is not Fault.FARTHER]
        answer, traced = (Unread(hopeless[0]), None) if hopeless else self._read(corners)
        if isinstance(answer, Unread) and answer.reason in ("no_text", "unreadable"):
            faults = judge(quality, Limits())
            blank = Fault.BLANK if answer.reason == "no_text" else answer.reason
            answer = replace(answer, reason=faults[0] if faults else blank)
        return Examined(answer, quality, traced)

    def _by_its_print(self, lines: Sequence[Quad]) -> Examined | None:
        """What is read where print is, without a paper's edges, as in a scan; None where that is nothing."""
        if len(lines) < _FEWEST_LINES:
            return None
        corners = lying(lines)
        answer, traced = self._read(corners)
        if isinstance(answer, Unread) and answer.reason in ("no_text", "unreadable"):
            return None
        if isinstance(answer, Reading) and self._says_little(answer) and _runs_out(lines, self.image):
            answer, traced = Unread(Fault.FARTHER, answer.kind), None
        return Examined(answer, measure(self.image, corners), traced)

    def _says_little(self, answer: Reading | Unread) -> bool:
        """Whether nothing was told, or of an identity card so little that it may be cut."""
        if isinstance(answer, Unread):
            return answer.seen is None
        return not self.quick and _is_part(answer)

    def _read(self, corners: Corners) -> tuple[Reading | Unread, Traces | None]:
        flat = rectified(self.image, corners, aspect=_aspect(corners, self.kind))
        answer = read_paper(self.ocr, flat, self.kind, quick=self.quick)
        if isinstance(answer, Unread):
            return answer, None
        size = flat.shape[1], flat.shape[0]
        flat_corners = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
        back = cv2.getPerspectiveTransform(flat_corners, corners.astype(np.float32))
        fields = {key: _moved(field, back) for key, field in answer.fields.items()}
        members = tuple(
            Member(_moved(one.name, back), _moved(one.nik, back) if one.nik else None) for one in answer.members
        )
        whole = {key: field for key, field in fields.items() if not _reaches_border(field.box, self.image)}
        if len(fields) - len(whole) >= _CUT:
            return Unread(Fault.FARTHER), None
        return replace(answer, fields=whole, members=members), None if self.quick else traces(flat)


def _holds_most(corners: Corners, quads: Sequence[Quad]) -> bool:
    """Whether most of the print stands within corners; else they are not those of the paper it stands on."""
    middles = np.mean(np.array(quads, np.float32), axis=1)
    within = [cv2.pointPolygonTest(corners.astype(np.float32), (float(x), float(y)), False) >= 0 for x, y in middles]
    return sum(within) * 2 > len(within)


def _is_part(reading: Reading) -> bool:
    """Whether of an identity card neither number nor name was read, or nothing above its middle, or nothing below."""
    return reading.kind is Paper.KTP and not all(reading.fields.keys() & part for part in _PARTS)


def _runs_out(lines: Sequence[Quad], image: Image) -> bool:
    """Whether a line of print runs into the border of the picture: some of what it stands on is outside."""
    return any(_reaches_border(quad, image) for quad in lines)


def _nothing(image: Image) -> Fault:
    """Why a picture without a printed paper shows none: a paper is blank, or there is none."""
    if float(image.std()) < _BLANK or finding.find_all(image, printed=False):
        return Fault.BLANK
    return Fault.SHOW


def _reaches_border(box: Quad, image: Image) -> bool:
    """Whether a piece of print runs into the border of the picture: some of it may be outside."""
    height, width = image.shape[:2]
    near = _BORDER * width
    return any(x < near or y < near or x > width - 1 - near or y > height - 1 - near for x, y in box)


def _moved(field: Field, back: NDArray[Any]) -> Field:
    corners = cv2.perspectiveTransform(np.array([field.box], np.float64), back)[0]
    first, second, third, fourth = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
    box: Quad = (first, second, third, fourth)
    return replace(field, box=box)


def _aspect(corners: Corners, kind: Paper | None) -> float:
    """The proportions of the kind as it is held, upright or on its side; 0 where the kind is not known."""
    if kind is None:
        return 0.0
    width, height = SIZE_MM[kind]
    upper, right, lower, left = sides(corners)
    lies = upper + lower >= right + left
    return width / height if lies == (width >= height) else height / width
