"""Judges a single picture of a paper: a still of a booth's camera at its full size, or a picture from a file."""

import cv2

from .capture import Blocked, Taken
from .finding import find_all
from .opened import open_pictures
from .picture import Image
from .quality import Fault, Limits, judge, measure

STILL_BYTES = 12 << 20
"""The largest still that a booth's page may send."""

_MEANT = 0.5


def judge_still(
    content: bytes, *, booth: int, at: float, camera: str = "", limits: Limits | None = None
) -> Taken | Blocked:
    """The paper in a still (JPEG or PNG) of a booth's camera, or why it is not taken.

    `at` is when it was asked for on the monotonic clock. Raises Unopened where the still cannot be opened.
    """
    image = open_pictures(content, most_bytes=STILL_BYTES)[0]
    return judge_picture(image, booth=booth, at=at, camera=camera, limits=limits)


def judge_picture(
    image: Image, *, booth: int, at: float, camera: str = "", limits: Limits | None = None
) -> Taken | Blocked:
    """The paper in a BGR or BGRA picture, or why it is not taken."""
    papers = find_all(image)
    if not papers:
        return Blocked(booth, (Fault.BLANK if find_all(image, printed=False) else Fault.SHOW,))
    if len(papers) > 1 and cv2.contourArea(papers[1]) > _MEANT * cv2.contourArea(papers[0]):
        return Blocked(booth, (Fault.SEVERAL,))
    quality = measure(image, papers[0])
    faults = judge(quality, limits or Limits())
    if faults:
        return Blocked(booth, faults, quality)
    image.setflags(write=False)
    return Taken(booth, image, papers[0], quality, at, camera)
