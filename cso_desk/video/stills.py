"""Judges a single picture of a paper: a still of a booth's camera at its full size, or a picture from a file."""

import cv2
import numpy as np

from .capture import Blocked, Taken
from .finding import find_all
from .opened import open_pictures
from .picture import Image
from .quality import Fault, Limits, judge, measure

STILL_BYTES = 12 << 20
"""The largest still that a booth's page may send."""

_MEANT = 0.5
_PLAIN = 6.0  # grey levels of deviation: nothing but paper, or nothing at all
_MUCH = 0.18  # of a picture: more than the portrait takes of a card that fills it


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


def judge_file(image: Image, limits: Limits | None = None) -> Fault | None:
    """Why a picture in a file is too bad to be kept, None where it is not.

    What a scanner or another program made shows no sides of a paper: it is judged whole, and then not for reflections
    and fingers. How large a paper is in its picture, and how it lies there, say nothing of what somebody brings.
    """
    limits = limits or Limits()
    tall, wide = image.shape[:2]
    whole = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
    papers = [quad for quad in find_all(image) if cv2.contourArea(quad) > _MUCH * tall * wide]
    quality = measure(image, papers[0] if papers else whole)
    checks = (
        (quality.width_px < limits.width_px, Fault.CLOSER),
        (quality.brightness < limits.darkest, Fault.MORE_LIGHT),
        (float(image[:, :, :3].std()) < _PLAIN, Fault.BLANK),
        (bool(papers) and quality.glare > limits.glare, Fault.LESS_LIGHT),
        (bool(papers) and quality.fingers > limits.fingers, Fault.FINGERS),
        (0 < quality.sharpness < limits.sharpness, Fault.STILL),
    )
    return next((fault for wrong, fault in checks if wrong), None)
