"""Papers that are not the original: shown on a screen, or photocopied; drawn as the camera is to see them."""

import itertools
from dataclasses import replace

import cv2
import numpy as np

from cso_desk.video.drawn import Drawn
from cso_desk.video.picture import Image

SCREEN_PIXELS = (450, 1400)
"""So many pixels of a screen show a card's width: from a laptop's window to a telephone's whole screen.

The densest telephones have more, too fine for any camera of 1280 by 720 to see.
"""

SHINE = 2.5
"""How many times lighter a screen is than it is drawn: what lights up is a third of it, and lighter than white."""

_CELL = 3  # dots across and down that draw one pixel of a screen: a stripe each of red, green and blue
_ROWS = (1.28, 1.28, 0.44)  # how light a pixel's rows are: the last is mostly the gap before the next pixel
_OWN, _OTHER = 2.42, 0.29  # of a colour that much in its own stripe, and in each of the others
_BEZEL = (26, 24, 24)


def on_a_screen(drawn: Drawn, seed: int, *, pixels: int = 0) -> Drawn:
    """The paper as a screen shows it, whose frame is seen around it; `pixels` of the screen show its width.

    To be held to the camera with a `shine` of SHINE. Each pixel is three stripes with a dark row below; black is not
    black, and white is a little blue.
    """
    rolls = np.random.default_rng([seed, 11])
    wide = pixels or int(rolls.integers(*SCREEN_PIXELS))
    tall = round(wide * drawn.image.shape[0] / drawn.image.shape[1])
    small = cv2.resize(drawn.image, (wide, tall), interpolation=cv2.INTER_AREA).astype(np.float32)
    across, down = int(wide * rolls.uniform(0.02, 0.12)), int(tall * rolls.uniform(0.02, 0.12))
    small = cv2.copyMakeBorder(small, down, down, across, across, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    lit = (rolls.uniform(8, 22) + small * rolls.uniform(0.85, 0.95)) * np.array((1.0, 0.98, 0.95), np.float32)
    shown = np.zeros((_CELL * lit.shape[0], _CELL * lit.shape[1], 3), np.uint8)
    for row, column, colour in itertools.product(range(_CELL), range(_CELL), range(3)):
        share = _ROWS[row] * (_OWN if column == 2 - colour else _OTHER) / SHINE
        shown[row::_CELL, column::_CELL, colour] = np.minimum(lit[:, :, colour] * np.float32(share), 255)
    edge = int(shown.shape[1] * 0.03)
    return replace(drawn, image=cv2.copyMakeBorder(shown, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=_BEZEL))


def photocopied(drawn: Drawn, seed: int) -> Drawn:
    """The paper as a copier without colour prints it: light grounds turn white, with the toner's grain."""
    rolls = np.random.default_rng([seed, 12])
    grey = cv2.cvtColor(drawn.image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    curve = (grey - rolls.uniform(40, 80)) * rolls.uniform(1.2, 1.6)
    toner = np.clip(curve, rolls.uniform(20, 45), rolls.uniform(225, 245)) + rolls.normal(0, 6, grey.shape)
    image: Image = np.clip(toner, 0, 255).astype(np.uint8)[:, :, None].repeat(3, 2)
    return replace(drawn, image=np.ascontiguousarray(image))
