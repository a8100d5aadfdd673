"""A tile that shows one camera, and never lets an old picture look live."""

import time
from collections import deque
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cso_desk.documents.scan import Scan
from cso_desk.video.camera import Camera, Viewer
from cso_desk.video.feed import STALE_AFTER_S, FeedState, FeedStatus, feed_state
from cso_desk.video.frame import Frame
from cso_desk.video.picture import fitted

from . import scan_paint, theme, tile_paint
from .image import to_qimage
from .tile_face import Face, face_of
from .tile_paint import Note, Pill, Role

__all__ = ["Note", "Role", "VideoTile"]

WORDS_EVERY_S = 0.5
QUIET_CONNECTING_S = 0.3
AGES_KEPT = 4096
_PILLS_KEPT = 8


class VideoTile(QWidget):
    """Shows one camera; `refresh` is called by the one frame timer of all tiles.

    The picture is whole, never cropped, and drawn at the size in which it came, but for the moment after a resize.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.corners = "surface"
        self.marks_papers = True
        """Whether a paper is seen by the very camera that is shown; else its corners belong into another picture."""
        self.painted = 0
        self.ages: deque[float] = deque(maxlen=AGES_KEPT)
        self._camera: Camera | None = None
        self._viewer: Viewer | None = None
        self._replaced_before = 0
        self._fps: float | None = None
        self._notes: tuple[Note | None, Note | None] = (None, None)
        self._scan: Scan | None = None
        self._warning: Note | None = None
        self._frame: Frame | None = None
        self._image = QImage()
        self._painted_frame: Frame | None = None
        self._waiting_since = 0.0
        self._face = Face(FeedState.OFF)
        self._face_at = -1.0
        self._line = ""
        self._worst_age_s = 0.0
        self._corners = QPainterPath()
        self._pills: dict[Pill, QPixmap] = {}
        self._veiled: tuple[object, QPixmap] | None = None

    def show_camera(self, camera: Camera | None) -> None:
        """Show another camera, or none; the same one again changes nothing. The camera is not started or stopped."""
        if camera is self._camera:
            return
        self._leave()
        self._camera = camera
        if camera is not None:
            self._viewer = camera.view(self._pixels())
            self._viewer.limit_fps(self._fps)
            if not self.isVisible():
                self._viewer.hide()
        self._forget_picture()

    def limit_fps(self, fps: float | None) -> None:
        """Show at most `fps` pictures a second; None lifts the limit."""
        self._fps = fps
        if self._viewer is not None:
            self._viewer.limit_fps(fps)

    def set_notes(self, bottom_left: Note | None, bottom_right: Note | None) -> None:
        """Show these pills at the foot of the picture."""
        if (bottom_left, bottom_right) != self._notes:
            self._notes = (bottom_left, bottom_right)
            self._pills.clear()
            self.update()

    def show_scan(self, scan: Scan | None) -> None:
        """Mark the document that is held to the camera, and say how taking it stands."""
        if scan != self._scan:
            self._scan = scan
            self.update()

    def show_warning(self, warning: Note | None) -> None:
        """Show a pill above those at the foot of the picture, or there if there are none."""
        if warning != self._warning:
            self._warning = warning
            self.update()

    def refresh(self, now: float) -> None:
        """Take the newest picture and say how old it is at `now`; repaint only if something on the tile changed."""
        frame = self._viewer.mailbox.take() if self._viewer is not None else None
        if frame is not None:
            self._frame = frame
            self._image = to_qimage(frame)
            self.update()
        state = self._face.state
        if self._frame is not None:
            age_s = now - self._frame.captured_at
            self._worst_age_s = max(self._worst_age_s, age_s)
            state = feed_state(age_s, 0.0)
        if state is self._face.state and now - self._face_at < WORDS_EVERY_S:
            return
        face = self._face_now(now)
        if face.state is FeedState.COVERED:
            self._drop_picture()
        self._face_at, self._worst_age_s = now, 0.0
        if face != self._face:
            self._face = face
            self.update()

    @property
    def status(self) -> FeedStatus:
        """What may be said of what this tile shows, which may be older than what its camera has."""
        return self._status(time.monotonic())

    @property
    def face(self) -> Face:
        """What the tile says now."""
        return self._face

    def show_line(self, trouble: str) -> None:
        """Say beside a live picture what is amiss with its line, in a word or two; "" where nothing is."""
        if trouble != self._line:
            self._line, self._face_at = trouble, -1.0

    @property
    def replaced(self) -> int:
        """How many pictures were replaced by newer ones before this tile took them."""
        return self._replaced_before + (self._viewer.mailbox.replaced if self._viewer is not None else 0)

    def sizeHint(self) -> QSize:
        """A small 16:9 picture."""
        return QSize(320, 180)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pictures of the new size; the present one is stretched until they come."""
        self._corners = tile_paint.corners(self.size())
        self._resize_viewer()

    def showEvent(self, event: QShowEvent) -> None:
        """Take pictures again."""
        self._resize_viewer()
        if self._viewer is not None:
            self._viewer.show()
        self._waiting_since = time.monotonic()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take none, and forget the last one: shown again, it would be old."""
        if self._viewer is not None:
            self._viewer.hide()
        self._forget_picture()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._face_at = -1.0
            self._pills.clear()
            self.update()

    def event(self, event: QEvent) -> bool:
        """Follow a change of the screen's pixel ratio."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._pills.clear()
            self._resize_viewer()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the newest picture as it is, or an old one so that it looks old, and what is said about it."""
        painter = QPainter(self)
        look = theme.current()
        if self._face.pill and not self._image.isNull():
            self._paint_picture(painter)
        elif self._frame is not None and self._face.state is FeedState.LOST:
            painter.drawPixmap(0, 0, self._veiled_picture())
        else:
            painter.fillRect(self.rect(), look.colour("video"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._face.state is FeedState.STALE:
            tile_paint.stale_line(painter, self.size())
        if self._face.pill:
            pill = self._pill(tile_paint.state_pill(self._face, self.width()))
            painter.drawPixmap(tile_paint.INSET, tile_paint.INSET, pill)
        elif self._face.title:
            foot = tile_paint.PILL_TALL + tile_paint.INSET if any(self._notes) or self._warning else 0
            tile_paint.words(painter, self._face, self.size(), foot=foot)
        if self._face.pill and self.marks_papers:
            scan_paint.draw_corners(painter, self._picture_area(), self._scan)
        self._paint_notes(painter)
        painter.fillPath(self._corners, look.colour(self.corners))

    def closeEvent(self, event: QEvent) -> None:
        """Let the camera go when the tile is a window of its own and is closed."""
        self.show_camera(None)

    def _leave(self) -> None:
        if self._viewer is not None:
            self._viewer.close()
            self._replaced_before += self._viewer.mailbox.replaced
            self._viewer = None

    def _drop_picture(self) -> None:
        self._frame = self._painted_frame = self._veiled = None
        self._image = QImage()

    def _forget_picture(self) -> None:
        self._drop_picture()
        self._waiting_since = time.monotonic()
        self._face_at = -1.0
        self._face = Face(FeedState.OFF)
        self.update()

    def _pixels(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _resize_viewer(self) -> None:
        if self._viewer is not None:
            self._viewer.resize(self._pixels())

    def _status(self, now: float) -> FeedStatus:
        if self._camera is None:
            return FeedStatus(FeedState.OFF)
        status = self._camera.status(now)
        if status.state in (FeedState.OFF, FeedState.COVERED) or self._frame is None:
            return status
        age_s = max(now - self._frame.captured_at, 0.0)
        return replace(status, state=feed_state(age_s, 0.0), age_s=age_s)

    def _face_now(self, now: float) -> Face:
        status = self._status(now)
        waited_s = now - self._waiting_since
        if self._frame is None and status.state in (FeedState.LIVE, FeedState.STALE):
            status = replace(status, state=FeedState.CONNECTING, age_s=None)  # the camera has one, this tile not yet
        if status.state is FeedState.CONNECTING and waited_s < QUIET_CONNECTING_S:
            return Face(FeedState.CONNECTING)
        if status.state is FeedState.LIVE:
            status = replace(status, age_s=max(status.age_s or 0.0, min(self._worst_age_s, STALE_AFTER_S)))
        face = face_of(status, waited_s=waited_s)
        return replace(face, line=self._line) if face.state is FeedState.LIVE else face

    def _paint_picture(self, painter: QPainter) -> None:
        area = self._picture_area()
        if area.toAlignedRect() != self.rect():
            painter.fillRect(self.rect(), theme.current().colour("video"))
        ratio = self.devicePixelRatioF()
        if self._image.size() == (area.size() * ratio).toSize():
            self._image.setDevicePixelRatio(ratio)
            painter.drawImage(area.topLeft(), self._image)
        else:
            painter.drawImage(area, self._image)
        if self._frame is not self._painted_frame and self._frame is not None:
            self._painted_frame = self._frame
            self.painted += 1
            self.ages.append((time.monotonic() - self._frame.captured_at) * 1000)

    def _picture_area(self) -> QRectF:
        """Where the picture stands, in the middle and on whole pixels of the screen."""
        wide, tall = self._pixels()
        source = self._frame.source_size if self._frame is not None else (wide, tall)
        fit, ratio = fitted(source, (wide, tall)), self.devicePixelRatioF()
        left, top = (wide - fit[0]) // 2, (tall - fit[1]) // 2
        return QRectF(left / ratio, top / ratio, fit[0] / ratio, fit[1] / ratio)

    def _veiled_picture(self) -> QPixmap:
        """The last picture as one that is lost looks; drawn once for each picture and size."""
        key = (self._frame, self.size(), self.devicePixelRatioF())
        if self._veiled is None or self._veiled[0] != key:
            veil = tile_paint.veiled(self._image, self._picture_area(), self.size(), self.devicePixelRatioF())
            self._veiled = (key, veil)
        return self._veiled[1]

    def _paint_notes(self, painter: QPainter) -> None:
        left, right = self._notes
        right = (scan_paint.note_of(self._scan) if self._face.pill else None) or right
        bottom = self.height() - tile_paint.INSET - tile_paint.PILL_TALL
        if self._warning is not None:
            above = bottom - tile_paint.PILL_TALL - tile_paint.INSET if left or right else bottom
            pill = self._pill(tile_paint.note_pill(self._warning))
            if tile_paint.INSET + pill.deviceIndependentSize().width() > self.width():
                pill = self._pill(tile_paint.note_pill(replace(self._warning, text="")))  # its sign alone
            painter.drawPixmap(tile_paint.INSET, above, pill)
        across = float(self.width() - tile_paint.INSET)
        if right is not None:
            pill = self._pill(tile_paint.note_pill(right))
            across -= pill.deviceIndependentSize().width()
            painter.drawPixmap(round(across), bottom, pill)
        if left is not None:
            pill = self._pill(tile_paint.note_pill(left))
            if tile_paint.INSET + pill.deviceIndependentSize().width() > across - tile_paint.INSET and left.icon:
                pill = self._pill(tile_paint.note_pill(replace(left, text="")))  # its sign alone, where both are long
            if tile_paint.INSET + pill.deviceIndependentSize().width() <= across:
                painter.drawPixmap(tile_paint.INSET, bottom, pill)

    def _pill(self, pill: Pill) -> QPixmap:
        if pill not in self._pills:
            if len(self._pills) >= _PILLS_KEPT:
                self._pills.clear()
            self._pills[pill] = tile_paint.pill_pixmap(pill, self.devicePixelRatioF())
        return self._pills[pill]
