"""Where the officer was in each booth, to go back there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QAbstractScrollArea

from .drafts import Bound
from .field_box import Control
from .fields import Caret


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the officer was in a claim: the field, whether still in it, its caret, and how far all was scrolled."""

    claim_id: UUID
    key: str | None
    inside: bool
    caret: Caret
    scrolled: tuple[int, ...]


class Places:
    """Remembers of each booth the field, the caret and the scroll in its claim, and goes back to them.

    None stands for a booth without a claim, in which nothing is remembered.
    """

    def __init__(self, fields: Callable[[], Sequence[Control]], areas: Sequence[QAbstractScrollArea]) -> None:
        self._fields = fields
        self._bars = [area.verticalScrollBar() for area in areas]
        self._places: dict[int, _Place] = {}

    def entered(self) -> Control | None:
        """The field one is in."""
        return next((field for field in self._fields() if field.hasFocus()), None)

    def remember(self, bound: Bound | None, *, inside: bool) -> None:
        """Note where one is; `inside`: a field that has the focus is to be entered again with the claim."""
        if bound is None:
            return
        field, known = self.entered(), self._place(bound)
        key, caret = (known.key, known.caret) if known is not None else (None, Caret())
        if field is not None:
            key, caret = field.key, field.caret()
        scrolled = tuple(bar.value() for bar in self._bars)
        self._places[bound.booth] = _Place(bound.claim_id, key, inside and field is not None, caret, scrolled)

    def scroll(self, bound: Bound | None) -> None:
        """Scroll to where one was, and a claim that one was not in yet to its top."""
        place = self._place(bound)
        scrolled = place.scrolled if place is not None else (0,) * len(self._bars)
        for bar, value in zip(self._bars, scrolled, strict=True):
            bar.setValue(value)

    def left_in(self, bound: Bound | None) -> str:
        """The key of the field one was still in when the claim went out of sight, "" where one was in none."""
        place = self._place(bound)
        return (place.key or "") if place is not None and place.inside else ""

    def enter(self, bound: Bound | None) -> None:
        """Go into the field one was in when the claim went out of sight."""
        place = self._place(bound)
        field = self._field(place.key) if place is not None and place.inside else None
        if place is not None and field is not None:
            field.enter(place.caret)

    def enter_last(self, bound: Bound | None) -> bool:
        """Go into the field one was in last, though one has left it; False where there is none to go into."""
        place = self._place(bound)
        field = self._field(place.key) if place is not None else None
        if place is None or field is None or not field.isEnabled():
            return False
        field.enter(place.caret)
        return True

    def _place(self, bound: Bound | None) -> _Place | None:
        place = self._places.get(bound.booth) if bound is not None else None
        return place if place is not None and bound is not None and place.claim_id == bound.claim_id else None

    def _field(self, key: str | None) -> Control | None:
        return next((field for field in self._fields() if field.key == key), None)
