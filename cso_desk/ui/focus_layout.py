"""Where the parts of the focus view stand, reckoned from its size alone."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from . import theme
from .bound_frame import EDGE
from .theme import Density

_TOP = (10, 6)
_BOTTOM = (10, 6)
_PADDING = (10, 6)
_GAP = (8, 6)
_CARDS = (400, 286)
_SIDE = (352, 314)
_RIBBON_HEAD = (28, 24)
_TALK = (46, 38)
_UNDER_RIBBON_HEAD = (2, 0)
_UNDER_THUMB = (74, 62)
"""Pixels, roomy and dense; the papers and a thumb's lines stand under their pictures, the interview at the side."""
_LEAST_STAGE = 120


@dataclass(frozen=True, slots=True)
class FocusLayout:
    """The rectangles of the ribbon and of the bound frame, in pixels."""

    ribbon: QRect
    bound: QRect


@dataclass(frozen=True, slots=True)
class RibbonLayout:
    """The rectangles of the ribbon's header and of the booths below it, in pixels from the ribbon's corner."""

    head: QRect
    thumbs: tuple[QRect, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides how the bound frame is divided.

    `occupied`: somebody sits in the booth. `talks`: the bar of the conversation stands below the picture. `comparing`:
    a document is compared. `resume` is how tall the card is of what happened while the officer was away, in pixels.
    """

    occupied: bool = True
    talks: bool = False
    comparing: bool = False
    resume: int = 0


@dataclass(frozen=True, slots=True)
class BoundLayout:
    """The rectangles of the parts within the bound frame, in pixels from its corner; `column` is the middle ground."""

    column: QRect
    stage: QRect
    talk: QRect
    resume: QRect
    interview: QRect
    papers: QRect
    form: QRect
    bar: QRect


def lay_out(size: QSize, density: Density, *, others: int) -> FocusLayout:
    """Place the frame, and the ribbon at its left where there are `others`."""
    dense = density is not theme.ROOMY
    top, left = _TOP[dense], density.margin
    tall = size.height() - _BOTTOM[dense] - top
    ribbon = QRect(left, top, density.ribbon, tall)
    if others:
        left += density.ribbon + density.column_gap
    return FocusLayout(ribbon, QRect(left, top, size.width() - density.margin - left, tall))


def lay_out_ribbon(size: QSize, density: Density, others: int) -> RibbonLayout:
    """Place the other booths below each other, none taller than its picture and its lines need."""
    dense = density is not theme.ROOMY
    gap, wide = _GAP[dense], size.width()
    head = QRect(2, 0, wide - 2, _RIBBON_HEAD[dense])
    if not others:
        return RibbonLayout(head, ())
    top = _RIBBON_HEAD[dense] + _UNDER_RIBBON_HEAD[dense]
    shared = (size.height() - top - gap * (others - 1)) / others
    each = min(shared, wide * 9 / 16 + _UNDER_THUMB[dense])
    tops = [top + index * (each + gap) for index in range(others)]
    return RibbonLayout(head, tuple(QRect(0, round(y), wide, round(y + each) - round(y)) for y in tops))


def lay_out_bound(size: QSize, density: Density, *, head: int, shape: Shape) -> BoundLayout:
    """Place the parts below the frame's header, which is `head` pixels tall; spare room goes to the picture.

    The picture of a booth in which nobody sits has the room of the papers and of the interview too. Where there is
    little room, the papers take the whole width while one compares, and the form ends where the picture does.
    """
    dense = density is not theme.ROOMY
    padding, gap = _PADDING[dense], _GAP[dense]
    wide = size.width() - 2 * EDGE
    foot = size.height() - EDGE - density.decision
    form = min(density.form, wide // 2)
    column = QRect(EDGE, head, wide - form - 1, foot - head)
    inner = column.adjusted(padding, padding, -padding, -padding)
    cards, side = (_CARDS[dense] + gap, _SIDE[dense] + gap) if shape.occupied else (0, 0)
    talk = _TALK[dense] if shape.talks else 0
    stage = max(min(inner.height() - cards - talk, (inner.width() - side) * 9 // 16), _LEAST_STAGE)
    y = inner.y() + stage + talk + gap
    rest = inner.y() + inner.height() - y
    papers = QRect(inner.x(), y, inner.width(), rest)
    tall = foot - head
    if dense and shape.comparing:
        papers.setWidth(wide - 2 * padding)
        tall = y - gap - head
        column.setHeight(tall)
    beside = inner.x() + inner.width() - side + gap
    resume = min(shape.resume, stage // 2) if shape.occupied else 0
    below = inner.y() + (resume + gap if resume else 0)
    return BoundLayout(
        column=column,
        stage=QRect(inner.x(), inner.y(), inner.width() - side, stage),
        talk=QRect(inner.x(), inner.y() + stage, inner.width() - side, talk),
        resume=QRect(beside, inner.y(), max(side - gap, 0), resume),
        interview=QRect(beside, below, max(side - gap, 0), inner.y() + stage + talk - below),
        papers=papers,
        form=QRect(EDGE + wide - form, head, form, tall),
        bar=QRect(EDGE, foot, wide, density.decision),
    )
