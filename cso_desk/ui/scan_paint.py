"""The marks of a document on a live picture: a corner at each corner of it, and one note at the foot."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cso_desk.documents.scan import Scan

from . import scan_words
from .tile_paint import Note, Role

_VIOLET = "#C9B6FF"
_LINE = 3.5
_ARM = 0.16
_APART = 6.0


def note_of(scan: Scan | None) -> Note | None:
    """The pill that says how a document stands, None while none is seen."""
    if scan is None or not scan.is_seen:
        return None
    icon = "check" if scan.taken else "scan"
    return Note(scan_words.note(scan), icon, Role.WARN if scan.refused or scan.faults else Role.SCAN)


def draw_corners(painter: QPainter, area: QRectF, scan: Scan | None) -> None:
    """Draw the corners of the document into a picture that stands in `area`."""
    if scan is None or len(scan.corners) < 3:
        return
    points = [QPointF(area.x() + x * area.width(), area.y() + y * area.height()) for x, y in scan.corners]
    middle = QPointF(sum(p.x() for p in points) / len(points), sum(p.y() for p in points) / len(points))
    points = [_outwards(point, middle) for point in points]
    pen = QPen(QColor(_VIOLET), _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for at, corner in enumerate(points):
        before, after = points[at - 1], points[(at + 1) % len(points)]
        painter.drawPolyline([_towards(corner, before), corner, _towards(corner, after)])


def _towards(start: QPointF, end: QPointF) -> QPointF:
    return start + (end - start) * _ARM


def _outwards(point: QPointF, middle: QPointF) -> QPointF:
    away = point - middle
    length = math.hypot(away.x(), away.y()) or 1.0
    return point + away * (_APART / length)
