"""The pictures of one window: which tile has which camera, when they are drawn, and what was painted of each booth."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from cso_desk.video.camera import Camera

from .focus_view import FocusView
from .video_view import VideoTile
from .wall_view import WallView
from .window_settings import Settings

_FRAME_MS = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """What was painted of one booth: pictures a second, and the newest ones' ages in milliseconds when painted."""

    fps: float
    ages_ms: tuple[float, ...]


class Pictures(QObject):
    """Draws the newest picture of every tile that can be seen; a tile out of sight lets its camera go."""

    def __init__(
        self,
        cameras: Mapping[int, Camera],
        wall: WallView,
        focus: FocusView,
        *,
        settings: Settings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._cameras, self._wall, self._focus = cameras, wall, focus
        self._papers: dict[int, Camera] = {}
        self._settings = settings
        self._selected = 1
        self._first_at: dict[int, float] = {}
        self._painted = dict.fromkeys(wall.tiles, 0)
        self._counted = dict.fromkeys(self._tiles(), 0)
        self._timer = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._draw)
        self._timer.start()

    def attach(self, selected: int, *, on_wall: bool, on_focus: bool) -> None:
        """Give every tile that can be seen its camera; `selected` is the booth in focus."""
        self._selected = selected
        for number, tile in self._wall.tiles.items():
            tile.limit_fps(self._settings.wall_fps)
            tile.show_camera(self._cameras.get(number) if on_wall else None)
        for number, tile in self._focus.tiles.items():
            tile.limit_fps(self._settings.off_stage_fps)
            shown = on_focus and number != selected
            tile.show_camera(self._cameras.get(number) if shown else None)
        face, papers = self._cameras.get(selected), self._papers.get(selected)
        self._focus.second.show(*((face, papers) if on_focus else (None, None)))
        self._focus.papers.show_camera(self._cameras.get(selected) if on_focus else None)

    def look_at_papers(self, number: int, camera: Camera | None) -> None:
        """Know the camera of a booth that looks at papers, None where that is the one that looks at the face."""
        if camera is None:
            self._papers.pop(number, None)
        else:
            self._papers[number] = camera
        for tiles in (self._wall.tiles, self._focus.tiles):
            if (tile := tiles.get(number)) is not None:
                tile.marks_papers = camera is None

    def shown(self) -> Mapping[int, Shown]:
        """What was painted of each booth since its first picture, over all the places where it is shown."""
        now = time.monotonic()
        ages: dict[int, list[float]] = {number: [] for number in self._wall.tiles}
        for tiles in (self._wall.tiles, self._focus.tiles):
            for number, tile in tiles.items():
                ages[number].extend(tile.ages)
        return {
            number: Shown(self._painted[number] / max(now - self._first_at.get(number, now), 1e-9), tuple(ages[number]))
            for number in ages
        }

    def stop(self) -> None:
        """Draw no more, and let every camera go."""
        self._timer.stop()
        for tile in self._tiles():
            tile.show_camera(None)
        self._focus.second.show(None, None)
        self._focus.papers.show_camera(None)
        self._focus.own.show_camera(None)

    def _numbered_tiles(self) -> list[tuple[int, VideoTile]]:
        return [*self._wall.tiles.items(), *self._focus.tiles.items(), (self._selected, self._focus.stage)]

    def _tiles(self) -> list[VideoTile]:
        return [tile for _, tile in self._numbered_tiles()]

    @Slot()
    def _draw(self) -> None:
        now = time.monotonic()
        for inset in (self._focus.own, self._focus.second.tile):
            if inset.isVisible():
                inset.refresh(now)
        for number, tile in self._numbered_tiles():
            if tile.isVisible():
                tile.refresh(now)
            if tile.painted != self._counted[tile]:
                self._first_at.setdefault(number, now)
                self._painted[number] += tile.painted - self._counted[tile]
                self._counted[tile] = tile.painted
