"""Lines of text in a picture: where they are and what they say, by RapidOCR's models on one thread."""

import sys
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from cso_desk.video.picture import Image

from .decoding import Probabilities, likeliest
from .detection import Quad, quads

ALPHABET = "".join(chr(code) for code in range(ord("!"), ord("~") + 1)) + " "
"""What Indonesian documents are written with; the models know 18,700 signs and take a smudge for any of them."""

_WIDE = {
    "：": ":",
    "，": ",",
    "。": ".",
    "（": "(",
    "）": ")",
    "／": "/",
    "－": "-",
    "—": "-",
    "–": "-",
    "’": "'",
    "；": ";",
}
_DETECTOR, _RECOGNIZER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_LINE_HEIGHT = 48
_LEAST_WIDTH, _MOST_WIDTH = 64, 1280
_WIDTH_STEP = 8  # pixels a step of the recognizer
_SIDE_STEP = 32  # the detector's pyramid wants whole multiples


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; for each of its signs how sure the recognizer is, and where in the line it stands, 0 to 1."""

    text: str
    quad: Quad
    sure: tuple[float, ...]
    at: tuple[float, ...]

    @classmethod
    def even(cls, text: str, quad: Quad, confidence: float = 1.0) -> "Line":
        """A line of which no more is known: every sign as sure and as wide as the others."""
        count = len(text)
        return cls(text, quad, (confidence,) * count, tuple((place + 0.5) / count for place in range(count)))

    @property
    def confidence(self) -> float:
        """The mean certainty of the signs, 0 to 1."""
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


class ModelsMissing(Exception):
    """The models of RapidOCR are not where its package should have them."""


class Ocr:
    """Finds lines and reads them; a picture always reads the same. The models are loaded at first need, never fetched.

    Not to be shared between threads.
    """

    def load(self) -> None:
        """Load the models now, so that the first picture need not wait for them."""
        assert self._detector
        assert self._columns

    def find(self, image: Image, *, longest: int) -> list[Quad]:
        """Where lines are in a (height, width, 3) uint8 BGR image, seen with a longer side of `longest` pixels."""
        scale = longest / max(image.shape[:2])
        size = _whole(image.shape[1] * scale, _SIDE_STEP), _whole(image.shape[0] * scale, _SIDE_STEP)
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        (found,) = self._detector.run(None, {"x": _tensor(small)})
        return quads(found[0, 0], (image.shape[1], image.shape[0]))

    def read(self, image: Image, quad: Quad) -> Line:
        """What stands in a quadrilateral of the image."""
        said = likeliest(self.probabilities(image, quad), ALPHABET)
        return Line(said.text, quad, said.sure, said.at)

    def probabilities(self, image: Image, quad: Quad) -> Probabilities:
        """All that the recognizer thinks of each step, left to right."""
        return self._recognized(strip(image, quad))

    def _recognized(self, line: Image) -> Probabilities:
        (found,) = self._recognizer.run(None, {"x": _tensor(line)})
        found = found[0]
        kept: Probabilities = found[:, self._columns].copy()
        for column, sign in self._wide:
            kept[:, sign] += found[:, column]
        return kept

    @cached_property
    def _detector(self) -> onnxruntime.InferenceSession:
        return _session(_DETECTOR)

    @cached_property
    def _recognizer(self) -> onnxruntime.InferenceSession:
        return _session(_RECOGNIZER)

    @cached_property
    def _signs(self) -> list[str]:
        known: str = self._recognizer.get_modelmeta().custom_metadata_map["character"]
        return ["", *known.splitlines(), " "]

    @cached_property
    def _columns(self) -> list[int]:
        return [0, *(self._signs.index(sign) for sign in ALPHABET)]

    @cached_property
    def _wide(self) -> list[tuple[int, int]]:
        return [(self._signs.index(w), ALPHABET.index(n) + 1) for w, n in _WIDE.items() if w in self._signs]


def strip(image: Image, quad: Quad) -> Image:
    """The quadrilateral as a line for the recognizer: upright, 48 pixels high, of its own proportions."""
    corners = np.asarray(quad, np.float32)
    across = float(max(np.hypot(*(corners[1] - corners[0])), np.hypot(*(corners[2] - corners[3])), 1))
    down = float(max(np.hypot(*(corners[3] - corners[0])), np.hypot(*(corners[2] - corners[1])), 1))
    width = int(np.clip(_whole(_LINE_HEIGHT * across / down, _WIDTH_STEP), _LEAST_WIDTH, _MOST_WIDTH))
    target = np.array([(0, 0), (width, 0), (width, _LINE_HEIGHT), (0, _LINE_HEIGHT)], np.float32)
    warp = cv2.getPerspectiveTransform(corners, target)
    size = width, _LINE_HEIGHT
    line = cv2.warpPerspective(image, warp, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(line, np.uint8)


def _tensor(image: NDArray[Any]) -> NDArray[np.float32]:
    return (image.astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[np.newaxis]


def _whole(length: float, step: int) -> int:
    return max(round(length / step), 1) * step


def _package() -> Path:
    """The folder of RapidOCR's wheel; the frozen program has brought its models along without it."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "rapidocr"
    found = find_spec("rapidocr")
    return Path(found.origin).parent if found and found.origin else Path("rapidocr")


def _session(name: str) -> onnxruntime.InferenceSession:
    path = _package() / "models" / name
    if not path.is_file():
        raise ModelsMissing(str(path))
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # lines have all widths: both only hoard memory
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
