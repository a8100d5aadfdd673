"""Finds the paper in a picture, measures how well it is seen, and reads it."""

import time
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cso_desk.video import finding
from cso_desk.video.paper import SIZE_MM, Paper
from cso_desk.video.picture import Image
from cso_desk.video.quad import Quad as Corners
from cso_desk.video.quad import rectified, sides
from cso_desk.video.quality import Fault, Limits, Quality, judge, measure

from .detection import Quad
from .ocr import Ocr
from .paper_reader import read_paper
from .reading import Field, Member, Reading, Unread
from .upright import lying

_SCANNED_SIDE, _FEWEST_LINES = 960, 3
_AS_LARGE = 0.5  # of the best paper's area: from there on a second one is meant to be read too
_TOO_BAD = Limits(sharpness=60.0, glare=0.25, coverage=0.0, tilt_deg=55.0, darkest=15.0, fingers=0.2, width_px=260.0)
"""Worse than this nobody could read it; what is only too bad to be taken by itself is tried."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a picture shows: what was read, or why not, and how well the paper is seen; None where none was found."""

    answer: Reading | Unread
    quality: Quality | None


def examine(ocr: Ocr, image: Image, kind: Paper | None, *, quick: bool = False) -> Examined:
    """Read the paper in a BGR picture, held before a camera or lying flat; `kind` None tells the kind by its words.

    Where nothing can be read, `reason` is a `Fault` or one of `Unread`'s own. Boxes are in pixels of the picture.
    """
    started = time.process_time()
    papers = finding.find_all(image)
    if len(papers) > 1 and cv2.contourArea(papers[1]) > _AS_LARGE * cv2.contourArea(papers[0]):
        return Examined(Unread(Fault.SEVERAL, seconds=time.process_time() - started), measure(image, papers[0]))
    corners = papers[0] if papers else _printed(ocr, image)
    if corners is None:
        return Examined(Unread(Fault.SHOW, seconds=time.process_time() - started), None)
    quality = measure(image, corners)
    too_bad = judge(quality, _TOO_BAD)
    answer = Unread(too_bad[0]) if too_bad and papers else _read(ocr, image, corners, kind, quick=quick)
    if isinstance(answer, Unread) and answer.reason in ("no_text", "unreadable"):
        answer = replace(answer, reason=_why(quality, found=bool(papers), text=answer.reason != "no_text"))
    answer = replace(answer, seconds=time.process_time() - started)
    return Examined(answer, quality if papers or isinstance(answer, Reading) else None)


def examine_flat(ocr: Ocr, image: Image, kind: Paper | None, *, quick: bool = False) -> Examined:
    """Read a picture that a paper fills, upright or not, such as a still that was taken; it is not measured again."""
    return Examined(read_paper(ocr, image, kind, quick=quick), None)


def _why(quality: Quality, *, found: bool, text: bool) -> str:
    """Why nothing could be read: what is wrong with the picture of a paper, or that there is none."""
    faults = judge(quality, Limits()) if found else ()
    if not text:
        return faults[0] if faults else Fault.BLANK if found else Fault.SHOW
    return faults[0] if faults else "unreadable" if found else Fault.SHOW


def _read(ocr: Ocr, image: Image, corners: Corners, kind: Paper | None, *, quick: bool) -> Reading | Unread:
    flat = rectified(image, corners, aspect=_aspect(corners, kind))
    answer = read_paper(ocr, flat, kind, quick=quick)
    if isinstance(answer, Unread):
        return answer
    size = flat.shape[1], flat.shape[0]
    flat_corners = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    back = cv2.getPerspectiveTransform(flat_corners, corners.astype(np.float32))
    fields = {key: _moved(field, back) for key, field in answer.fields.items()}
    members = tuple(
        Member(_moved(one.name, back), _moved(one.nik, back) if one.nik else None) for one in answer.members
    )
    return replace(answer, fields=fields, members=members)


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


def _printed(ocr: Ocr, image: Image) -> Corners | None:
    """Where print is in a picture that shows no paper's edges, such as a scan; None where there is next to none."""
    quads = ocr.find(image, longest=_SCANNED_SIDE)
    return lying(quads) if len(quads) >= _FEWEST_LINES else None
