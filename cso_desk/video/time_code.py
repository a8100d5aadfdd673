"""A time code in the picture: the monotonic clock as two rows of light and dark blocks, which survives scaling."""

import time

import numpy as np

from .picture import Image

WIDTH, HEIGHT = 1280, 720
_COLUMNS, _ROWS, _BLOCK = 24, 2, 12
_LEFT, _TOP = WIDTH - _COLUMNS * _BLOCK - 12, 12
_DARK, _LIGHT = 32, 208
_MIN_CONTRAST = 60
_BITS = np.arange(_COLUMNS * _ROWS - 1, -1, -1)
_WRAPS_AT_MS = 2**32


def write_time_code(image: Image, now: float) -> None:
    """Draw `now`, in seconds on the monotonic clock, into a picture of 1280x720 pixels."""
    code = _with_sum(int(now * 1000) % _WRAPS_AT_MS)
    bits = (code >> _BITS & 1).astype(np.uint8).reshape(_ROWS, _COLUMNS)
    blocks = np.where(bits, np.uint8(_LIGHT), np.uint8(_DARK)).repeat(_BLOCK, 0).repeat(_BLOCK, 1)
    image[_TOP : _TOP + _ROWS * _BLOCK, _LEFT : _LEFT + _COLUMNS * _BLOCK, :3] = blocks[:, :, None]


def read_time_code(image: Image) -> float | None:
    """The monotonic clock in seconds, to the millisecond, as written in a picture of any size; None if there is none.

    The code wraps round after 49 days; the reading nearest to now is meant.
    """
    height, width = image.shape[:2]
    columns = ((_LEFT + (np.arange(_COLUMNS) + 0.5) * _BLOCK) * width / WIDTH).astype(int)
    rows = ((_TOP + (np.arange(_ROWS) + 0.5) * _BLOCK) * height / HEIGHT).astype(int)
    light = image[rows[:, None], columns, :3].mean(axis=2).reshape(-1)
    if light.max() - light.min() < _MIN_CONTRAST:
        return None
    code = int(((light > (light.max() + light.min()) / 2).astype(np.int64) << _BITS).sum())
    written_ms = code >> 16
    if _with_sum(written_ms) != code:
        return None
    now_ms = time.monotonic() * 1000
    return (written_ms + round((now_ms - written_ms) / _WRAPS_AT_MS) * _WRAPS_AT_MS) / 1000


def _with_sum(number: int) -> int:
    checksum = 0xFFFF
    for byte in number.to_bytes(4, "big"):
        checksum ^= byte << 8
        for _ in range(8):
            checksum = checksum << 1 ^ (0x1021 if checksum & 0x8000 else 0)
            checksum &= 0xFFFF
    return number << 16 | checksum
