"""Asks the centre for participants: the newest question alone is answered, one call at a time, on its own thread."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel

from cso_desk.wire.people_wire import PeopleFound, PeopleSearch, PersonFile, PersonFound
from cso_desk.worker import Loop

from .asking import problem_in, read
from .client import Answer, Line, LineDown
from .people_query import Meaning, Query, understand
from .sync import Centre

log = logging.getLogger(__name__)

DEADLINE_S = 12.0
"""Nobody waits longer for a list of names."""

_IDLE_S = 3600.0
_LOOK_S = 1.0
_GOOD = 200
_FAULT_FROM = 500


class Trouble(StrEnum):
    """Why there is nothing to show."""

    NOTHING_FOUND = "nothing_found"
    TOO_SHORT = "too_short"
    GONE = "gone"
    """The participant who was to be opened is no longer there."""
    LINE_DOWN = "line_down"
    TOO_MANY = "too_many"
    """The centre has more to do than it can; later it may answer."""
    NOT_ALLOWED = "not_allowed"
    NOT_UNDERSTOOD = "not_understood"
    """The centre knows no such call: it is of another version."""


@dataclass(frozen=True, slots=True)
class Search:
    """The cards that fit a text; `after` is that of the answer before, for more of the same."""

    text: str
    after: str = ""

    @property
    def query(self) -> Query:
        """What the text is taken for."""
        return understand(self.text)


@dataclass(frozen=True, slots=True)
class Opening:
    """All that is known of one participant, by the id that a search told."""

    person: UUID


Asked = Search | Opening


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question: people, with `after` where there are more; or a file; or why there is neither.

    `cause` is what ails the line, as a SyncStatus tells it.
    """

    asked: Asked
    people: tuple[PersonFound, ...] = ()
    after: str = ""
    file: PersonFile | None = None
    trouble: Trouble | None = None
    cause: str = ""


class People:
    """A loop that asks what was wanted last, and one that cuts calls that take too long.

    `on_told` hears on the loop's thread what came of a question, unless another one was asked since.
    """

    def __init__(self, centre: Centre, *, on_told: Callable[[Told], None], deadline_s: float = DEADLINE_S) -> None:
        self._on_told = on_told
        self._line = Line(centre.url, centre.access, deadline_s=deadline_s)
        self._lock = threading.Lock()
        self._wanted: Asked | None = None
        self._turn_of = 0
        self._ask = Loop("people", self._turn)
        self._watch = Loop("people watch", self._watch_turn)

    def start(self) -> None:
        """Begin to ask; what was wanted before is asked first."""
        for loop in (self._watch, self._ask):
            loop.start()

    def stop(self) -> None:
        """Cut what is under way, tell nothing more, and join; harmless when never started."""
        self.ask(None)
        for loop in (self._ask, self._watch):
            loop.ask_to_stop()
        self._line.cut()
        for loop in (self._ask, self._watch):
            loop.stop()
        self._line.close()

    def ask(self, asked: Asked | None) -> None:
        """Want this, and nothing that was wanted before; None: nothing at all. Never waits."""
        with self._lock:
            self._wanted = asked
            self._turn_of += 1
        self._ask.wake()

    def _watch_turn(self, loop: Loop) -> None:
        self._line.cut_overdue()
        loop.rest(_LOOK_S)

    def _turn(self, loop: Loop) -> None:
        with self._lock:
            asked, self._wanted = self._wanted, None
            turn = self._turn_of
        if asked is None:
            loop.rest(_IDLE_S)
            return
        told = self._tell(asked)
        with self._lock:
            is_newest = turn == self._turn_of
        if is_newest:
            self._on_told(told)

    def _tell(self, asked: Asked) -> Told:
        try:
            if isinstance(asked, Search):
                return self._search(asked)
            return self._open(asked)
        except _Failed as why:
            return Told(asked, trouble=why.trouble)
        except LineDown as down:
            log.info("the centre was not asked for participants: %s", down.cause)
            trouble = Trouble.NOT_ALLOWED if down.cause == _SIGNED_OUT else Trouble.LINE_DOWN
            return Told(asked, trouble=trouble, cause=down.cause)

    def _search(self, asked: Search) -> Told:
        query = asked.query
        if not query.can_be_asked:
            is_long = query.meaning is Meaning.MANY_DIGITS
            return Told(asked, trouble=Trouble.NOTHING_FOUND if is_long else Trouble.TOO_SHORT)
        message = PeopleSearch(query=query.text, after=asked.after)
        found = read(PeopleFound, self._call("POST", "/v1/people/search", message))
        trouble = None if found.people or asked.after else Trouble.NOTHING_FOUND
        return Told(asked, tuple(found.people), found.after, trouble=trouble)

    def _open(self, asked: Opening) -> Told:
        return Told(asked, file=read(PersonFile, self._call("GET", f"/v1/people/{asked.person}")))

    def _call(self, method: str, path: str, message: BaseModel | None = None) -> Answer:
        """A good answer; raises _Failed, and LineDown where the centre's word did not come or told of its own fault."""
        body = None if message is None else message.model_dump_json().encode()
        answer = self._line.call(method, path, body=body)
        if answer.status == _GOOD:
            return answer
        code = problem_in(answer).code
        if answer.status >= _FAULT_FROM:
            raise LineDown(f"http_{answer.status}", delivered=True)
        log.warning("the centre does not tell of participants: %s %s", answer.status, code)
        raise _Failed(_CODES.get(code) or _STATUSES.get(answer.status, Trouble.NOT_UNDERSTOOD))


class _Failed(Exception):
    """The centre answered, but not what was asked for."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


_SIGNED_OUT = "signed_out"
_CODES = {"QUERY_TOO_SHORT": Trouble.TOO_SHORT, "UNKNOWN_PERSON": Trouble.GONE}
_STATUSES = {401: Trouble.NOT_ALLOWED, 403: Trouble.NOT_ALLOWED, 429: Trouble.TOO_MANY}
