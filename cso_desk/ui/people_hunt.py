"""What is looked for at the centre, how far that is, and what was found: the search without its widgets."""

from typing import TypeVar
from uuid import UUID

from cso_desk.desk.people import Asked, Opening, Search, Told, Trouble
from cso_desk.desk.people_query import Query, understand
from cso_desk.wire.people_wire import PersonFile, PersonFound

_A = TypeVar("_A", Search, Opening, Asked)


class Hunt:
    """One thing is asked at a time; an answer to anything else is no news. Each method tells what is to be asked."""

    def __init__(self) -> None:
        self.query: Query = understand("")
        self.asked: Asked | None = None
        self.people: tuple[PersonFound, ...] = ()
        self.after = ""
        self.failed: Told | None = None
        self.file: PersonFile | None = None
        self._answered = ""

    @property
    def is_answered(self) -> bool:
        """True while the people are the answer to what is written."""
        return bool(self._answered) and self._answered == self.query.text

    @property
    def is_searching(self) -> bool:
        """True while the answer to a search is awaited."""
        return isinstance(self.asked, Search)

    @property
    def is_due(self) -> bool:
        """True while what is written could be asked and neither was nor is."""
        return self.query.can_be_asked and not self.is_answered and self.asked != Search(self.query.text)

    @property
    def lost_its_line(self) -> bool:
        """True where the newest question found the line down."""
        return self.failed is not None and self.failed.trouble is Trouble.LINE_DOWN

    def is_open(self, person: UUID) -> bool:
        """True where the record at hand is this person's."""
        return self.file is not None and self.file.id == person

    def write(self, text: str) -> bool:
        """Take another text; True where what was asked is wanted no more."""
        self.query, self.failed = understand(text), None
        overtaken = isinstance(self.asked, Search) and self.asked.text != self.query.text
        if not self.query.can_be_asked:
            self._forget()
            overtaken = self.asked is not None
        if overtaken:
            self.asked = None
        return overtaken

    def search(self) -> Search | None:
        """Ask for what is written, where that is due."""
        return self._want(Search(self.query.text)) if self.is_due else None

    def more(self) -> Search | None:
        """Ask for more of the same, where there may be more."""
        if not self.after or not self.is_answered or self.is_searching:
            return None
        return self._want(Search(self.query.text, self.after))

    def open(self, person: UUID) -> Opening | None:
        """Ask for a person's record, unless it is at hand or on its way."""
        wanted = Opening(person)
        return None if self.is_open(person) or self.asked == wanted else self._want(wanted)

    def again(self) -> Asked | None:
        """Ask once more for what the line lost."""
        return self._want(self.failed.asked) if self.failed is not None and self.lost_its_line else None

    def hear(self, told: Told) -> bool:
        """Take what came of the newest question; False where it is about another one."""
        if told.asked != self.asked:
            return False
        self.asked = None
        self.failed = None if told.trouble in (None, Trouble.NOTHING_FOUND) else told
        if isinstance(told.asked, Opening):
            self.file = told.file or self.file
        elif self.failed is None:
            self._take(told.asked, told)
        elif not told.asked.after:
            self._forget()
        return True

    def _want(self, wanted: _A) -> _A:
        self.asked, self.failed = wanted, None
        return wanted

    def _take(self, asked: Search, told: Told) -> None:
        before = self.people if asked.after else ()
        known = {one.id for one in before}
        self.people = (*before, *(one for one in told.people if one.id not in known))
        self._answered, self.after = asked.text, told.after

    def _forget(self) -> None:
        self.people, self._answered, self.after = (), "", ""
