"""Finds membership cards by a number or a name: the best first, page by page, each walk along an index.

A name is found by its words. Those that begin with the whole text come first, then those with the same words turned
round, then all that have its words in any order. Only on a page of their own, or where there are none of these, come
those that resemble it: words written together or apart, words close to the typed ones, one word fewer. Which words are
close is told by the trigrams of all words that any name has, a list that is far shorter than that of the people: among
a million it is ten times as quick as trigrams of the whole names (pg_trgm, see benchmarks/people.py), and no extension
of the database is needed.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, islice, permutations
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, literal, or_, select, tuple_, union

from cso_desk.central.errors import CallRefused
from cso_desk.central.people.people_names import fewer, fold, grams, joined, letters_apart, parted
from cso_desk.central.schema import name_gram, name_word, person, person_word
from cso_desk.wire.people_wire import LEAST_DIGITS, LEAST_LETTERS

_KPJ, _NIK = 11, 16
_MOST_WORDS = 6
_MOST_CLOSE = 12  # known words that stand in for one typed word
_LOOKED_AT = 80  # known words that share most trigrams with a typed one
_MOST_RIGHTED = 6  # of them, beside the other words as they were typed
_TURNED = 3  # words; of more there are too many orders
_AT_ONCE = 64
_END = "\U0010ffff"

_Words = tuple[str, ...]
_Shown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a search goes on: the number of the walk, and the last place on it; none where it has not begun."""

    walk: int
    at: tuple[str, ...]

    def written(self) -> str:
        """The mark as it travels."""
        return urlsafe_b64encode(json.dumps([self.walk, *self.at]).encode()).decode()

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark that a text tells; raises CallRefused (422, BAD_MARK)."""
        try:
            walk, *at = json.loads(urlsafe_b64decode(text.encode("ascii")))
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise CallRefused(422, "BAD_MARK") from None
        if not isinstance(walk, int) or not all(isinstance(part, str) and _is_text(part) for part in at):
            raise CallRefused(422, "BAD_MARK")
        return cls(walk, tuple(at))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Along an index in the order of its columns, the last of which is the KPJ, past what is not wanted.

    `where` are stretches of the index, each of which is looked up by itself: a planner that is given them as one
    condition may read the whole index instead.
    """

    columns: tuple[Column[Any], ...]
    where: tuple[ColumnElement[bool], ...]
    wanted: Callable[[Sequence[str]], bool]
    resembles: bool = False


def find(connection: Connection, query: str, *, limit: int, after: Mark | None = None) -> tuple[list[str], Mark | None]:
    """The KPJs of up to `limit` cards, the best first, and the mark where there may be more.

    Raises CallRefused (422): QUERY_TOO_SHORT, BAD_MARK.
    """
    found: dict[str, Mark] = {}
    exact = True
    for number, walk in enumerate(_walks(connection, query)):
        if after is not None and number < after.walk:
            exact = not walk.resembles
            continue
        if found and walk.resembles and exact:
            return list(found), Mark(number, ())
        exact = not walk.resembles
        start = after.at if after is not None and number == after.walk else ()
        for at in _steps(connection, walk, start):
            if at[-1] in found:
                continue
            if len(found) == limit:
                return list(found), list(found.values())[-1]
            found[at[-1]] = Mark(number, at)
    return list(found), None


def _walks(connection: Connection, query: str) -> Iterator[_Walk]:
    digits = "".join(sign for sign in query if sign not in " .-\t\u00a0")
    if digits.isascii() and digits.isdigit():
        if len(digits) < LEAST_DIGITS:
            raise CallRefused(422, "QUERY_TOO_SHORT", least=LEAST_DIGITS)
        return _by_number(digits)
    folded = fold(query)
    if len(folded) < LEAST_LETTERS:
        raise CallRefused(422, "QUERY_TOO_SHORT", least=LEAST_LETTERS)
    return _by_name(connection, folded)


def _by_number(digits: str) -> Iterator[_Walk]:
    """All numbers of a kind are equally long: what begins alike lies between the zeros and the nines."""
    if len(digits) <= _KPJ:
        yield _Walk((person.c.kpj,), (_between(person.c.kpj, digits, _KPJ),), _anybody)
    if len(digits) <= _NIK:
        yield _Walk((person.c.nik, person.c.kpj), (_between(person.c.nik, digits, _NIK),), _anybody_but(digits))


def _between(column: Column[Any], digits: str, length: int) -> ColumnElement[bool]:
    return column.between(digits.ljust(length, "0"), digits.ljust(length, "9"))


def _anybody(_at: Sequence[str]) -> bool:
    return True


def _anybody_but(digits: str) -> Callable[[Sequence[str]], bool]:
    return lambda at: not at[-1].startswith(digits)


def _by_name(connection: Connection, folded: str) -> Iterator[_Walk]:
    words = tuple(dict.fromkeys(folded.split()))[:_MOST_WORDS]
    told: list[_Shown] = []  # whom the walks before have shown
    people = cache(partial(_people, connection))
    yield _with_start([folded], told)
    if 1 < len(words) <= _TURNED:
        yield _with_start([" ".join(turned) for turned in permutations(words)], told)
    yield _with_all(people, words, told)
    for variant in islice(chain(joined(words), _known_parts(connection, words)), _MOST_CLOSE):
        yield replace(_with_all(people, variant, told), resembles=True)
    yield from _with_close(connection, words, told)
    for less in fewer(words):
        yield replace(_with_all(people, less, told), resembles=True)


def _with_start(starts: Sequence[str], told: list[_Shown]) -> _Walk:
    """The names that begin with one of these texts."""
    before = tuple(told)
    told.append(lambda name: name.startswith(tuple(starts)))
    where = tuple(_begins(person.c.folded, start) for start in starts)
    return _Walk((person.c.folded, person.c.kpj), where, lambda at: not any(shown(at[0]) for shown in before))


def _with_all(people: Callable[[str], int], words: _Words, told: list[_Shown]) -> _Walk:
    """The names that have words which begin with these, along those of the rarest."""
    rarest = min(words, key=people) if len(words) > 1 else words[0]
    others = [_has_word(word) for word in words if word != rarest]
    before = tuple(told)
    told.append(lambda name: all(f" {word}" in f" {name}" for word in words))

    def wanted(at: Sequence[str]) -> bool:
        word, name = at[0], at[1]
        first = min(own for own in name.split() if own.startswith(rarest))
        return word == first and not any(shown(name) for shown in before)

    return _Walk(tuple(person_word.c), (and_(_begins(person_word.c.word, rarest), *others),), wanted)


def _with_close(connection: Connection, words: _Words, told: list[_Shown]) -> Iterator[_Walk]:
    """The names that have words close to these, along each of the words close to the rarest, the closest first.

    Before them come the names that begin with the whole text, one of its words put right.
    """
    close = [_close(connection, word) for word in words]
    if len(words) > 1:
        righted = [
            " ".join((*words[:place], word, *words[place + 1 :]))
            for place, known in enumerate(close)
            for word in islice(known, _MOST_RIGHTED)
            if word != words[place]
        ]
        if righted:
            yield replace(_with_start(righted, told), resembles=True)
    if not all(close):
        return
    rarest = min(close, key=lambda known: sum(known.values()))
    others = [known for known in close if known is not rarest]
    for word in rarest:
        yield _along(word, others, told)


def _along(word: str, others: Sequence[Iterable[str]], told: list[_Shown]) -> _Walk:
    before = tuple(told)
    told.append(
        lambda name: word in name.split() and all(any(f" {one}" in f" {name}" for one in known) for known in others)
    )
    where = and_(person_word.c.word == word, *(or_(*map(_has_word, known)) for known in others))
    return _Walk(tuple(person_word.c), (where,), lambda at: not any(shown(at[1]) for shown in before), resembles=True)


def _begins(column: Column[Any], text: str) -> ColumnElement[bool]:
    return and_(column >= text, column < text + _END)


def _has_word(word: str) -> ColumnElement[bool]:
    """A folded name has no sign that LIKE knows."""
    return (literal(" ") + person_word.c.folded).like(f"% {word}%")


def _people(connection: Connection, word: str) -> int:
    """How many people have a word that begins so, as the last import counted them."""
    count = select(func.coalesce(func.sum(name_word.c.people), 0)).where(_begins(name_word.c.word, word))
    return int(connection.scalars(count).one())


def _close(connection: Connection, word: str) -> dict[str, int]:
    """The known words that may be meant by a typed one, the closest first, with how many people have them."""
    shared = (
        select(name_gram.c.word)
        .where(name_gram.c.gram.in_(grams(word)))
        .group_by(name_gram.c.word)
        .order_by(func.count().desc(), name_gram.c.word)
        .limit(_LOOKED_AT)
        .subquery()
    )
    rows = connection.execute(select(name_word).join(shared, shared.c.word == name_word.c.word)).all()
    apart = {row.word: letters_apart(word, row.word) for row in rows}
    near = [(letters, -row.people, row.word) for row in rows if (letters := apart[row.word]) is not None]
    return {word: -people for _letters, people, word in sorted(near)[:_MOST_CLOSE]}


def _known_parts(connection: Connection, words: _Words) -> tuple[_Words, ...]:
    """The words with one of them parted where both parts are words of names."""
    parts = {new: variant for variant in parted(words) for new in [tuple(set(variant) - set(words))]}
    wanted = sorted({word for new in parts for word in new})
    if not wanted:
        return ()
    known = set(connection.scalars(select(name_word.c.word).where(name_word.c.word.in_(wanted))))
    return tuple(variant for new, variant in parts.items() if known.issuperset(new))


def _steps(connection: Connection, walk: _Walk, start: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if start and len(start) != len(walk.columns):
        raise CallRefused(422, "BAD_MARK")
    while True:
        page = [tuple(row) for row in connection.execute(_page(walk, start))]
        yield from (at for at in page if walk.wanted(at))
        if len(page) < _AT_ONCE:
            return
        start = page[-1]


def _page(walk: _Walk, start: tuple[str, ...]) -> Select[Any]:
    stretches = []
    for where in walk.where:
        rows = select(*walk.columns).where(where).order_by(*walk.columns).limit(_AT_ONCE)
        if start:
            rows = rows.where(tuple_(*walk.columns) > tuple_(*map(literal, start)))
        stretches.append(rows)
    if len(stretches) == 1:
        return stretches[0]
    all_of_them = union(*(select(rows.subquery()) for rows in stretches)).subquery()
    return select(all_of_them).order_by(*all_of_them.c).limit(_AT_ONCE)


def _is_text(part: str) -> bool:
    return "\0" not in part and not any("\ud800" <= sign <= "\udfff" for sign in part)
