"""Where the parts of the focus view stand."""

import pytest
from PySide6.QtCore import QRect, QSize

from cso_desk.ui import theme
from cso_desk.ui.focus_layout import Shape, lay_out, lay_out_bound, lay_out_ribbon

SIZES = [
    (QSize(1920, 1026), theme.ROOMY),
    (QSize(1366, 726), theme.DENSE),
    (QSize(1366, 686), theme.DENSE),
    (QSize(2560, 1386), theme.ROOMY),
]


def overlapping(rects: list[QRect]) -> list[tuple[QRect, QRect]]:
    pairs = [(one, other) for at, one in enumerate(rects) for other in rects[at + 1 :]]
    return [pair for pair in pairs if pair[0].intersects(pair[1])]


@pytest.mark.parametrize(("size", "density"), SIZES)
@pytest.mark.parametrize("others", range(1, 8))
def test_ribbon_and_frame_stand_side_by_side_within_the_view(size: QSize, density: theme.Density, others: int) -> None:
    layout = lay_out(size, density, others=others)
    parts = [part for part in (layout.ribbon, layout.bound) if part is not None and not part.isEmpty()]
    assert not overlapping(parts)
    assert all(QRect(0, 0, size.width(), size.height()).contains(part) for part in parts)


@pytest.mark.parametrize(("size", "density"), SIZES)
@pytest.mark.parametrize("others", range(1, 8))
def test_the_other_booths_stand_in_their_order_within_the_ribbon(
    size: QSize, density: theme.Density, others: int
) -> None:
    ribbon = QSize(density.ribbon, size.height() - 20)
    thumbs = list(lay_out_ribbon(ribbon, density, others).thumbs)
    assert len(thumbs) == others
    assert not overlapping(thumbs)
    assert [thumb.y() for thumb in thumbs] == sorted(thumb.y() for thumb in thumbs)
    assert all(QRect(0, 0, ribbon.width(), ribbon.height()).contains(thumb) for thumb in thumbs)


@pytest.mark.parametrize(("size", "density"), SIZES)
@pytest.mark.parametrize("talks", [False, True])
def test_the_parts_of_the_frame_do_not_overlap_and_spare_room_goes_to_the_picture(
    size: QSize, density: theme.Density, talks: bool
) -> None:
    shape = Shape(talks=talks, resume=90)
    layout = lay_out_bound(size, density, head=density.header, shape=shape)
    parts = [layout.stage, layout.resume, layout.interview, layout.papers, layout.form, layout.bar]
    assert not overlapping([*parts, layout.talk] if talks else parts)
    more = QSize(size.width() + 200, size.height() + 100)
    wider = lay_out_bound(more, density, head=density.header, shape=shape)
    assert wider.stage.width() * wider.stage.height() > layout.stage.width() * layout.stage.height()
    assert wider.form.width() == layout.form.width()


def test_a_desk_whose_booths_do_not_talk_gives_no_room_to_a_bar() -> None:
    size, density = SIZES[1]
    layout = lay_out_bound(size, density, head=density.header, shape=Shape())
    assert layout.talk.height() == 0
