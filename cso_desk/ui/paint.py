"""The strokes that painted widgets share: text, icons, number badges, key caps, check marks."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cso_desk.claims.checks import Outcome
from cso_desk.paths import resource

from . import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


_widths: dict[tuple[str, int], float] = {}
_KEPT_WIDTHS = 8192


def width(text: str, font: QFont) -> float:
    """How wide a text is, in logical pixels; `font` is one of the theme's, which live as long as the program."""
    key = (text, id(font))
    known = _widths.get(key)
    if known is None:
        if len(_widths) >= _KEPT_WIDTHS:
            _widths.clear()
        known = _widths[key] = QFontMetricsF(font).horizontalAdvance(text)
    return known


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    colour: str,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line of text in `rect`, elided at its right end when too long; returns the width it took."""
    shown = words
    if width(words, font) > rect.width() + 0.5:
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return min(width(shown, font), rect.width())


@lru_cache(maxsize=512)
def icon_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon in one colour, `size` logical pixels square, sharp at the screen's device pixel ratio."""
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(painter: QPainter, x: float, centre_y: float, name: str, colour: str, size: int = 16) -> float:
    """Draw an icon with its left edge at `x`, centred on `centre_y`; returns its width."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(QPointF(x, round(centre_y - size / 2)), icon_pixmap(name, colour, size, ratio))
    return float(size)


def badge(painter: QPainter, x: float, centre_y: float, number: int, fill: str, ink: str, size: int) -> float:
    """Draw a booth's number badge; returns its width."""
    rect = QRectF(x, round(centre_y - size / 2), size, size)
    rounded(painter, rect, size / 4, fill)
    text(painter, rect, str(number), theme.font(size * 0.62, 700), ink, CENTRE)
    return float(size)


def key_cap(painter: QPainter, x: float, centre_y: float, key: str, ink: str, line: str, fill: str) -> float:
    """Draw a key as it looks on the keyboard; returns its width."""
    font = theme.font(11, 600)
    wide = max(20.0, width(key, font) + 12)
    rect = QRectF(round(x) + 0.5, round(centre_y - 10) + 0.5, round(wide) - 1, 19)
    rounded(painter, rect, 4, fill, line)
    text(painter, rect, key, font, ink, CENTRE)
    return float(round(wide))


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: str | None, line: str | None = None) -> None:
    """Draw a rounded rectangle, filled, outlined by a hairline, or both."""
    painter.setPen(QPen(QColor(line), 1) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, radius, radius)


def check_mark(painter: QPainter, x: float, centre_y: float, outcome: Outcome, size: float = 13) -> float:
    """Draw a check's mark: a disc with a tick, a triangle, an octagon with a cross, or a dashed ring."""
    palette = theme.current().palette
    top = centre_y - size / 2
    rect = QRectF(x, top, size, size)
    if outcome is Outcome.PASS:
        rounded(painter, rect, size / 2, palette.passed)
        _stroke(painter, palette.surface, size, x, top, (0.26, 0.52), (0.44, 0.70), (0.75, 0.34))
    elif outcome is Outcome.WARN:
        _polygon(painter, palette.warn, size, x, top, (0.5, 0.0), (1.04, 0.96), (-0.04, 0.96))
        _stroke(painter, palette.surface, size, x, top, (0.5, 0.34), (0.5, 0.62))
        _stroke(painter, palette.surface, size, x, top, (0.5, 0.77), (0.5, 0.79))
    elif outcome is Outcome.FAIL:
        near, far = 0.29, 0.71
        _polygon(
            painter, palette.fail, size, x, top,
            (near, 0), (far, 0), (1, near), (1, far), (far, 1), (near, 1), (0, far), (0, near),
        )  # fmt: skip
        _stroke(painter, palette.surface, size, x, top, (0.32, 0.32), (0.68, 0.68))
        _stroke(painter, palette.surface, size, x, top, (0.68, 0.32), (0.32, 0.68))
    else:
        pen = QPen(QColor(palette.pend), 1.3, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1.6, 2.1])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(0.8, 0.8, -0.8, -0.8))
    return size


def _stroke(painter: QPainter, ink: str, size: float, x: float, y: float, *points: tuple[float, float]) -> None:
    painter.setPen(QPen(QColor(ink), size * 0.13, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(size, x, y, points))


def _polygon(painter: QPainter, fill: str, size: float, x: float, y: float, *points: tuple[float, float]) -> None:
    painter.setPen(QPen(QColor(fill), 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QColor(fill))
    path = _path(size, x, y, points)
    path.closeSubpath()
    painter.drawPath(path)


def _path(size: float, x: float, y: float, points: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath(QPointF(x + points[0][0] * size, y + points[0][1] * size))
    for across, down in points[1:]:
        path.lineTo(x + across * size, y + down * size)
    return path
