"""The sizes a booth's cameras are asked for: few steps, so that a window that is resized asks once."""

from .messages import Ask, Track

STEPS = ((320, 180), (480, 270), (640, 360), (960, 540), (1280, 720), (1920, 1080))
TILE = Ask(track=Track.FACE, width=640, height=360, fps=15)
MOST_FPS = 30
_TOO_LARGE = 1.3


def step(track: Track, width: int, height: int, fps: int) -> Ask:
    """What a camera is asked for where it is shown at this size in pixels: the least step that is not too small."""
    size = next((size for size in STEPS if size[0] >= width and size[1] >= height), STEPS[-1])
    return Ask(track=track, width=size[0], height=size[1], fps=max(1, min(fps, MOST_FPS)))


def is_ignored(ask: Ask, size: tuple[int, int] | None) -> bool:
    """Whether pictures of this size are much larger than what was asked for, on either side of the camera's shape."""
    return size is not None and min(size[0] / ask.width, size[1] / ask.height) > _TOO_LARGE


class Asks:
    """What was asked of one booth; says what has to be sent."""

    def __init__(self) -> None:
        self._wanted = {track: TILE.model_copy(update={"track": track}) for track in Track}

    def __getitem__(self, track: Track) -> Ask:
        return self._wanted[track]

    def want(self, ask: Ask) -> bool:
        """Keep what is wanted now; True where it is something else than before."""
        changed = self._wanted[ask.track] != ask
        self._wanted[ask.track] = ask
        return changed
