"""The words for a claim that is like another one at this desk, where there is little room."""

from collections.abc import Sequence

from cso_desk.desk.sightings import Clash, Trait

from .language import translate
from .tile_paint import Note, Role


def note(clashes: Sequence[Clash]) -> Note | None:
    """The pill on the picture: who sits in a booth now comes before who has left; None where nobody is alike."""
    if not clashes:
        return None
    first = next((one for one in clashes if one.booth is not None), clashes[0])
    what = {
        Trait.NIK: translate("Clashes", "Same NIK"),
        Trait.ACCOUNT: translate("Clashes", "Same account"),
        Trait.PICTURE: translate("Clashes", "Same document"),
    }[first.trait]
    where = translate("Clashes", "booth %1").replace("%1", str(first.booth)) if first.booth else first.number
    return Note(f"{what}: {where}", "triangle-alert", Role.WARN)
