"""The strokes of a video tile: pills, the veil over an old picture, the words where there is none."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap

from cso_desk.booth.attention import WorkState
from cso_desk.video.feed import FeedState

from . import paint, theme
from .tile_face import Face

INSET = 8
PILL_TALL = 22
_PILL_PAD, _PILL_GAP, _PILL_ICON, _PILL_RADIUS, _DOT = 8, 6, 13, 4, 7
_RADIUS = 5.0
_LINE_ICON = "triangle-alert"
_STALE_LINE = 3
_HATCH_PX = 10
_HATCH = ("#800E1318", "#8C0A0E12")
_BAR_WIDE, _BAR_TALL = 160, 4
_SMALL_TILE, _NARROW_TILE = 150, 250
_TITLE_TALL, _LINE_TALL, _BAR_SPACE = 26, 20, 16
_SMALL_TITLES, _SMALL_ROW, _SMALL_LINE = (14, 12, 11), 16, 15
_BADGE = 24
"""Pixels at the right of a small tile on which its booth's number stands."""


class Role(StrEnum):
    """What a note at the foot of a tile is about; it decides the colours."""

    PLAIN = "plain"
    TALK = "talk"
    SPEAKING = "speaking"
    SCAN = "scan"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Note:
    """A pill at the foot of a tile: words, an icon's name or nothing, and a role."""

    text: str
    icon: str = ""
    role: Role = Role.PLAIN


@dataclass(frozen=True, slots=True)
class Pill:
    """A pill to draw: words and what follows them less loudly, an icon's name or nothing, and colours."""

    words: str
    more: str
    icon: str
    fill: str
    ink: str
    dot: str = ""
    weight: int = 400


def state_pill(face: Face, tile_wide: int) -> Pill:
    """The pill that says how old the picture is; on a small tile it is but a dot or a sign, so that the face is seen.

    On a narrow one what is amiss with its line stands alone, so that it ends before the booth's number.
    """
    palette = theme.current().palette
    if face.state is FeedState.STALE:
        said = ("", "") if tile_wide < _SMALL_TILE else (face.pill, face.age)
        return Pill(*said, face.icon, _NOTE_COLOURS[Role.WARN][0], palette.staleink, weight=600)
    if face.line:
        state = face.pill if tile_wide >= _NARROW_TILE else ""
        line = face.line if tile_wide >= _SMALL_TILE else ""
        return Pill(state, line, _LINE_ICON, palette.overlay, palette.lostink)
    if tile_wide < _SMALL_TILE:
        return Pill("", "", "", palette.overlay, palette.videoink, dot=palette.live)
    return Pill(face.pill, face.age, face.icon, palette.overlay, palette.videoink, dot=palette.live)


def note_pill(note: Note) -> Pill:
    """The pill of a note."""
    palette = theme.current().palette
    if note.role is Role.PLAIN:
        return Pill(note.text, "", note.icon, palette.overlay, palette.videoink)
    if note.role is Role.TALK:
        talk = theme.current().state(WorkState.TALK)
        return Pill(note.text, "", note.icon, talk.solid, talk.on, weight=600)
    fill, ink = _NOTE_COLOURS[note.role]
    return Pill(note.text, "", note.icon, fill, ink, weight=600)


def pill_pixmap(pill: Pill, ratio: float) -> QPixmap:
    """The pill as a picture, so that text is laid out when it changes and not with each frame."""
    font, more_font = theme.font(12, pill.weight), theme.font(12)
    lead = _PILL_ICON if pill.icon else _DOT if pill.dot else 0
    wide = 2 * _PILL_PAD + paint.width(pill.words, font) + lead + (_PILL_GAP if lead and pill.words else 0)
    wide += _PILL_GAP + paint.width(pill.more, more_font) if pill.more else 0
    size = QSize(round(wide + 1), PILL_TALL)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint.rounded(painter, QRectF(0, 0, size.width(), PILL_TALL), _PILL_RADIUS, pill.fill)
    x, middle = float(_PILL_PAD), PILL_TALL / 2
    if pill.icon:
        x += paint.icon(painter, x, middle, pill.icon, pill.ink, _PILL_ICON) + _PILL_GAP
    elif pill.dot:
        paint.rounded(painter, QRectF(x, middle - _DOT / 2, _DOT, _DOT), _DOT / 2, pill.dot)
        x += _DOT + _PILL_GAP
    x += paint.text(painter, QRectF(x, 0, size.width(), PILL_TALL), pill.words, font, pill.ink)
    if pill.more:
        area = QRectF(x + _PILL_GAP, 0, size.width(), PILL_TALL)
        paint.text(painter, area, pill.more, more_font, theme.current().palette.videoink2)
    painter.end()
    return pixmap


def veiled(image: QImage, area: QRectF, size: QSize, ratio: float) -> QPixmap:
    """`image` in `area` of a tile of `size`, without colour and under hatching: nobody takes it for live."""
    veil = QPixmap(size * ratio)
    veil.setDevicePixelRatio(ratio)
    veil.fill(theme.current().colour("video"))
    painter = QPainter(veil)
    painter.drawImage(area, image.convertToFormat(QImage.Format.Format_Grayscale8))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(_HATCH[0]))
    painter.setPen(QPen(QColor(_HATCH[1]), _HATCH_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    step, tall = round(_HATCH_PX * 2 * 2**0.5), size.height()
    for x in range(-tall, size.width() + step, step):
        painter.drawLine(x - step, tall + step, x + tall + step, -step)
    painter.end()
    return veil


def stale_line(painter: QPainter, size: QSize) -> None:
    """The amber frame of a picture that lags."""
    painter.setPen(QPen(theme.current().colour("stale"), _STALE_LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = _STALE_LINE / 2
    painter.drawRoundedRect(QRectF(0, 0, *size.toTuple()).adjusted(half, half, -half, -half), _RADIUS, _RADIUS)


def words(painter: QPainter, face: Face, size: QSize, *, foot: int = 0) -> None:
    """Icon, title, lines and bar in the middle of a tile without a live picture.

    A small tile wraps its words and leaves out what has no room, `foot` pixels of its height being taken.
    """
    if size.height() < _SMALL_TILE:
        _small_words(painter, face, size, foot)
        return
    look = theme.current()
    palette = look.palette
    font = theme.font(18 if face.ink == "lostink" else 15, 600)
    ink = look.colour(face.ink).name()
    icon = 18
    lines = [line for line in (face.detail, face.hint) if line]
    tall = _TITLE_TALL + _LINE_TALL * len(lines) + (_BAR_SPACE if face.bar is not None else 0)
    wide = min(paint.width(face.title, font), size.width() - 2 * INSET - icon - 8)
    x, y = (size.width() - wide - icon - 8) / 2, (size.height() - tall) / 2
    paint.icon(painter, x, y + _TITLE_TALL / 2, face.icon, ink, icon)
    paint.text(painter, QRectF(x + icon + 8, y, wide + 1, _TITLE_TALL), face.title, font, ink)
    y += _TITLE_TALL
    for line in lines:
        area = QRectF(INSET, y, size.width() - 2 * INSET, _LINE_TALL)
        paint.text(painter, area, line, theme.font(12.5), palette.videoink2, paint.CENTRE)
        y += _LINE_TALL
    if face.bar is not None:
        _draw_bar(painter, face.bar, QRectF(0, y, size.width(), _BAR_SPACE), ink)


def _small_words(painter: QPainter, face: Face, size: QSize, foot: int) -> None:
    look = theme.current()
    ink = look.colour(face.ink).name()
    room = size.width() - 2 * INSET - (_BADGE if size.width() < _SMALL_TILE else 0)
    fonts = [theme.font(px, 600) for px in _SMALL_TITLES]
    font = next((one for one in fonts if paint.width(face.title, one) <= room), fonts[-1])
    title, thin = _rows(face.title, font, room), theme.font(_SMALL_TITLES[-1])
    lines = _rows(face.detail, thin, room)
    bar = _BAR_SPACE if face.bar is not None else 0
    free = size.height() - foot - _SMALL_ROW * len(title) - bar
    lines = lines if _SMALL_LINE * len(lines) <= free else []
    y = max((free - _SMALL_LINE * len(lines)) / 2, 0.0)
    lead = _PILL_ICON + _PILL_GAP
    lead = lead if len(title) == 1 and lead + paint.width(title[0], font) <= room else 0
    if lead:
        left = INSET + (room - lead - paint.width(title[0], font)) / 2
        paint.icon(painter, left, y + _SMALL_ROW / 2, face.icon, ink, _PILL_ICON)
    for row in title:
        paint.text(painter, QRectF(INSET + lead, y, room - lead, _SMALL_ROW), row, font, ink, paint.CENTRE)
        y += _SMALL_ROW
    for row in lines:
        paint.text(painter, QRectF(INSET, y, room, _SMALL_LINE), row, thin, look.palette.videoink2, paint.CENTRE)
        y += _SMALL_LINE
    if face.bar is not None:
        _draw_bar(painter, face.bar, QRectF(INSET, y, room, _BAR_SPACE), ink)


def _rows(text: str, font: QFont, room: float) -> list[str]:
    """A text broken between its words into rows of so many pixels; none where there is no text."""
    rows: list[str] = []
    for word in text.split():
        if rows and paint.width(f"{rows[-1]} {word}", font) <= room:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows


def _draw_bar(painter: QPainter, bar: float, room: QRectF, ink: str) -> None:
    """Draw how soon a camera is tried again, at the foot of a room."""
    wide = min(_BAR_WIDE, room.width() // 2)
    track = QRectF(room.center().x() - wide / 2, room.bottom() - _BAR_TALL, wide, _BAR_TALL)
    paint.rounded(painter, track, _BAR_TALL / 2, "#33FFFFFF")
    track.setWidth(max(wide * bar, _BAR_TALL))
    paint.rounded(painter, track, _BAR_TALL / 2, ink)


def corners(size: QSize) -> QPainterPath:
    """What lies outside a tile's rounded corners."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    path.addRect(0, 0, *size.toTuple())
    path.addRoundedRect(QRectF(0, 0, *size.toTuple()), _RADIUS, _RADIUS)
    return path


_NOTE_COLOURS = {
    Role.SPEAKING: ("#FFE3BF", "#5A2A00"),
    Role.SCAN: ("#E5DBFF", "#34208A"),
    Role.WARN: ("#FFD9A0", "#4A2500"),
}
