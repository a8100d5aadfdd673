"""Papers of people who do not exist, in the fonts that Debian brings; one seed is one paper."""

import random
from pathlib import Path

from cso_desk.paths import resource
from cso_desk.video.drawn import Drawn, Typeface, drawn, invented
from cso_desk.video.paper import Paper
from cso_desk.video.participant import look

_DEBIAN = Path("/usr/share/fonts/truetype")
_OURS = resource("fonts")
_LIBERATION, _DEJAVU, _FREE = _DEBIAN / "liberation", _DEBIAN / "dejavu", _DEBIAN / "freefont"

TYPEFACES = (
    Typeface(
        _LIBERATION / "LiberationSans-Regular.ttf",
        _LIBERATION / "LiberationSans-Bold.ttf",
        _LIBERATION / "LiberationMono-Bold.ttf",
    ),
    Typeface(_FREE / "FreeSans.ttf", _FREE / "FreeSansBold.ttf", _FREE / "FreeMonoBold.ttf"),
    Typeface(
        _LIBERATION / "LiberationSansNarrow-Regular.ttf",
        _LIBERATION / "LiberationSansNarrow-Bold.ttf",
        _DEJAVU / "DejaVuSansMono-Bold.ttf",
    ),
    Typeface(
        _DEJAVU / "DejaVuSansCondensed.ttf",
        _DEJAVU / "DejaVuSansCondensed-Bold.ttf",
        _OURS / "NotoSansMono-SemiBold.ttf",
    ),
    Typeface(),
)
"""The first is nearest to a real identity card, whose words are set in Arial."""


def paper(kind: Paper, seed: int) -> Drawn:
    """The paper that belongs to `seed`, of a person, a face and a typeface of its own."""
    dice = random.Random(f"paper {seed}")
    person = invented(seed)
    faces = dice.choice(TYPEFACES)
    return drawn(kind, person, face=look(dice.randrange(10**6), person.sex), faces=faces)
