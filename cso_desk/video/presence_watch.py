"""Looks once a second at the face cameras of all booths, small and grey, for whether somebody sits there."""

from collections.abc import Iterator, Mapping

import cv2
import numpy as np

from .camera import Camera
from .presence import EVERY_S, SEEN_AT, PresenceSensor, Sat


class PresenceWatch:
    """Used by one thread, which calls `look` about once a second; nothing is asked of the cameras for it."""

    def __init__(self, cameras: Mapping[int, Camera], *, left_after_s: float) -> None:
        """`left_after_s`: so long without a movement, and the chair is empty; 0 looks at nothing."""
        self._viewers = {n: camera.view(SEEN_AT, aside=True) for n, camera in cameras.items() if left_after_s > 0}
        for viewer in self._viewers.values():
            viewer.limit_fps(1 / EVERY_S)
        self._sensors = {number: PresenceSensor(left_after_s) for number in self._viewers}

    def look(self) -> Iterator[tuple[int, Sat, Sat]]:
        """Look at what is new; of each booth where something changed its number, what was said, and what is now."""
        for number, viewer in self._viewers.items():
            frame = viewer.mailbox.take()
            if frame is None:
                continue
            sensor = self._sensors[number]
            before = sensor.sat
            grey = np.asarray(cv2.cvtColor(frame.image, cv2.COLOR_BGRA2GRAY), np.uint8)
            if sensor.look(grey, frame.captured_at) != before:
                yield number, before, sensor.sat

    def sat(self, number: int) -> Sat | None:
        """What was last said of a booth; None where nothing is looked at."""
        sensor = self._sensors.get(number)
        return sensor.sat if sensor is not None else None

    def stop(self) -> None:
        """Let the cameras go."""
        for viewer in self._viewers.values():
            viewer.close()
