"""How a desk's window behaves, as its settings say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the window is told of the desk: its booths, and how it behaves.

    `pack` is how many waiting claims are kept for offline work. `off_stage_fps` and `wall_fps` are how many pictures a
    second are shown beside a booth in focus and on the wall, None as many as there are.
    `left_after_s`: so long without a movement, and a chair is empty; 0 never says so.
    """

    booths: int
    cool_down_s: float = 8.0
    off_stage_fps: float | None = 15.0
    wall_fps: float | None = None
    pack: int = 6
    left_after_s: float = 20.0
