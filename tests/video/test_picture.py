"""Scaling: the whole picture, in its colours, in memory of its own."""

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.video.picture import ArrayPicture, DecodedPicture, Scalers, fitted

SIDE = st.integers(1, 4000)
BLUE, ORANGE = (200, 40, 20), (20, 120, 240)  # BGR


@given(SIDE, SIDE, SIDE, SIDE)
def test_a_picture_is_fitted_into_its_box_and_never_cropped(width: int, height: int, wide: int, tall: int) -> None:
    fit = fitted((width, height), (wide, tall))
    assert 1 <= fit[0] <= wide
    assert 1 <= fit[1] <= tall
    assert fit[0] == wide or fit[1] == tall


def test_nearly_the_same_proportions_fill_the_box_and_others_keep_theirs() -> None:
    assert fitted((1280, 720), (437, 246)) == (437, 246)
    assert fitted((640, 480), (640, 360)) == (480, 360)
    assert fitted((720, 1280), (640, 360)) == (202, 360)


def halves() -> np.ndarray:
    image = np.empty((72, 128, 3), np.uint8)
    image[:, :64], image[:, 64:] = BLUE, ORANGE
    return image


@pytest.mark.parametrize("size", [(128, 72), (64, 36), (63, 35), (33, 19), (256, 144)])
@pytest.mark.parametrize("kind", ["array", "decoded"])
def test_a_scaled_picture_has_its_size_its_colours_and_cannot_be_written(kind: str, size: tuple[int, int]) -> None:
    picture: ArrayPicture | DecodedPicture = ArrayPicture(halves(), 1.0)
    if kind == "decoded":
        frame = av.VideoFrame.from_ndarray(halves(), format="bgr24").reformat(format="yuv420p")
        picture = DecodedPicture(frame, 1.0, Scalers())
    image = picture.scaled(size)
    assert image.shape == (size[1], size[0], 4)
    assert image[size[1] // 2, size[0] // 8, :3] == pytest.approx(BLUE, abs=6)
    assert image[size[1] // 2, size[0] * 7 // 8, :3] == pytest.approx(ORANGE, abs=6)
    assert not image.flags.writeable


def test_a_picture_at_its_own_size_is_a_copy_of_the_canvas_it_was_drawn_on() -> None:
    canvas = np.zeros((4, 4, 4), np.uint8)
    image = ArrayPicture(canvas, 0.0).scaled((4, 4))
    canvas[:] = 255
    assert image.max() == 0
