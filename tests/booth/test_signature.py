import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cso_desk.booth.messages import MAX_MESSAGE_BYTES
from cso_desk.booth.signature import HEIGHT, WIDTH, draw_signature


def _read(png: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)


def test_the_ink_is_where_the_finger_was_and_the_rest_is_white() -> None:
    picture = _read(draw_signature([[(0.1, 0.5), (0.5, 0.5)], [(0.9, 0.1)]]))
    assert picture.shape == (HEIGHT, WIDTH)
    assert picture[HEIGHT // 2, WIDTH * 3 // 10] < 60
    assert picture[4 + round((HEIGHT - 8) * 0.1), 4 + round((WIDTH - 8) * 0.9)] < 120
    assert (picture[:, WIDTH * 6 // 10 : WIDTH * 8 // 10] == 255).all()
    assert (picture[HEIGHT * 3 // 4 :] == 255).all()


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=30), min_size=1, max_size=9)
)
def test_any_strokes_leave_ink_inside_a_small_picture(strokes: list[list[tuple[float, float]]]) -> None:
    png = draw_signature(strokes)
    assert len(png) < MAX_MESSAGE_BYTES
    assert _read(png).min() < 200


@pytest.mark.parametrize("strokes", [[], [[]], [[(float("nan"), 0.5)]], [[(0.1, float("inf"))]]])
def test_no_stroke_and_no_number_is_no_signature(strokes: list[list[tuple[float, float]]]) -> None:
    with pytest.raises(ValueError):
        draw_signature(strokes)
