"""A small picture: what is said on it is whole, and stands clear of the booth's number."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from cso_desk.ui import tile_paint
from cso_desk.ui.language import Language
from cso_desk.ui.tile_face import face_of
from cso_desk.video.feed import FeedState, FeedStatus

from .painted import overlapping, texts_drawn


def test_what_is_amiss_with_the_line_ends_before_the_booths_number_on_the_pictures_beside_the_focus(
    speak: Language,
) -> None:
    for wide in (120, 220):
        face = replace(face_of(FeedStatus(FeedState.LIVE, age_s=0.1), waited_s=0), line="↓ jaringan lambat")
        pill = tile_paint.pill_pixmap(tile_paint.state_pill(face, wide), 1.0)
        assert tile_paint.INSET + pill.width() <= wide - 32
        assert (tile_paint.state_pill(face, wide).more != "") == (wide == 220)


def test_that_a_picture_lags_ends_before_the_booths_number_on_the_pictures_beside_the_focus(speak: Language) -> None:
    speak.use("id")
    for wide in (120, 214):
        face = face_of(FeedStatus(FeedState.STALE, age_s=2.4), waited_s=0)
        pill = tile_paint.state_pill(face, wide)
        assert tile_paint.INSET + tile_paint.pill_pixmap(pill, 1.0).width() <= wide - 32
        assert pill.icon
        assert (pill.words != "") == (wide == 214)


@pytest.mark.parametrize("foot", [0, tile_paint.PILL_TALL + tile_paint.INSET])
@pytest.mark.parametrize("chosen", ["id", "en"])
@pytest.mark.parametrize(("wide", "tall"), [(120, 68), (214, 120)])
def test_on_a_small_tile_no_word_is_cut_nor_stands_on_another_or_under_the_booths_number(
    speak: Language, chosen: str, wide: int, tall: int, foot: int
) -> None:
    speak.use(chosen)
    causes = ("absent", "refused", "denied", "blocked", "silent", "ended", "rubbish", "unsupported")
    faces = [
        face_of(FeedStatus(FeedState.OFF), waited_s=0),
        *(face_of(FeedStatus(FeedState.COVERED, age_s=age), waited_s=0) for age in (None, 700.0)),
        face_of(FeedStatus(FeedState.CONNECTING), waited_s=100),
        *(face_of(FeedStatus(FeedState.LOST, cause=cause), waited_s=100) for cause in causes),
        *(face_of(FeedStatus(FeedState.LOST, age_s=4000.0, cause=cause), waited_s=0) for cause in causes),
    ]
    size = QSize(wide, tall)
    for face in faces:
        texts = texts_drawn(lambda painter, face=face: tile_paint.words(painter, face, size, foot=foot), size)
        assert " ".join(text.words for text in texts).startswith(face.title)
        for text in texts:
            assert not text.is_cut, text
            assert text.x + text.width <= wide - (28 if wide < 150 else tile_paint.INSET), text
            assert text.y < tall, text
        assert overlapping(texts) == []
