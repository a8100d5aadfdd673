"""The words of the search for participants: what a text is taken for, what was found, and why there is nothing."""

from cso_desk.claims.masks import mask_nik
from cso_desk.claims.model import Segment
from cso_desk.desk.people import Told, Trouble
from cso_desk.desk.people_query import KPJ_DIGITS, NIK_DIGITS, Meaning, Query
from cso_desk.wire.people_wire import LEAST_DIGITS, LEAST_LETTERS, LONGEST_QUERY, ClashKind, PersonFound

from . import sync_words, words
from .language import translate
from .row_list import Line, Row


def meaning(query: Query) -> str:
    """What a text is taken for, in a word or two; nothing while that is not clear."""
    return {
        Meaning.NIK: translate("People", "NIK"),
        Meaning.KPJ: translate("People", "KPJ"),
        Meaning.NUMBER: translate("People", "NIK or KPJ"),
        Meaning.NAME: translate("People", "name"),
    }.get(query.meaning, "")


def hint(query: Query) -> str:
    """What is to be written, while the text cannot be asked; nothing where it can."""
    digits = translate("People", "Write at least %1 digits of the NIK or KPJ.").replace("%1", str(LEAST_DIGITS))
    letters = translate("People", "Write at least %1 letters of the name.").replace("%1", str(LEAST_LETTERS))
    many = translate("People", "%1 digits are too many: a NIK has %2, a KPJ %3. Look at them once more.")
    for place, count in enumerate((query.digits, NIK_DIGITS, KPJ_DIGITS), start=1):
        many = many.replace(f"%{place}", str(count))
    return {
        Meaning.NOTHING: translate("People", "Write a NIK, a KPJ or a name, whole or its beginning."),
        Meaning.FEW_DIGITS: digits,
        Meaning.FEW_LETTERS: letters,
        Meaning.MANY_DIGITS: many,
    }.get(query.meaning, "")


def searching() -> str:
    """That the answer is awaited."""
    return translate("People", "Searching at the centre…")


def opening() -> str:
    """That a participant's record is awaited."""
    return translate("People", "Asking the centre for the record…")


def empty() -> str:
    """What stands where people will be listed."""
    return translate("People", "Who fits is listed here. The arrows choose, Enter opens.")


def to_open(name: str) -> str:
    """What is to be done to see a record, and who learns of it."""
    text = translate("People", "Enter opens the record of %1.").replace("%1", name)
    kept = translate("People", "The centre keeps who opened it.")
    return f"{text}\n{kept}"


def count(shown: int, key: str) -> str:
    """How many cards are shown; `key` shows more where there may be more."""
    if not key:
        return translate("People", "Cards that fit: %1").replace("%1", str(shown))
    text = translate("People", "Cards shown: %1. There may be more: %2")
    return text.replace("%1", str(shown)).replace("%2", key)


def nothing(query: Query) -> str:
    """That nobody fits, and what to do."""
    if query.meaning is Meaning.NAME:
        return translate("People", "Nobody with this name. Look at the spelling, or write less of it.")
    return translate("People", "No card has this number. Look at the digits once more.")


def cut() -> str:
    """That the text was longer than can be asked."""
    return translate("People", "Only the first %1 signs are kept.").replace("%1", str(LONGEST_QUERY))


def offline(cause: str) -> str:
    """That the line is needed, and what ails it."""
    text = translate("People", "Searching needs the line to the centre")
    why = sync_words.line_cause(cause)
    return f"{text} · {why}" if why else text


def again() -> str:
    """What can be done while the line is down."""
    return translate("People", "Enter searches again.")


def trouble(told: Told) -> str:
    """Why nothing came of a question, and what to do; nothing where something did, or where simply nobody fits."""
    if told.trouble is Trouble.LINE_DOWN:
        return offline(told.cause)
    return {
        Trouble.TOO_MANY: translate("People", "The centre has much to do just now. Press Enter to ask once more."),
        Trouble.NOT_ALLOWED: translate(
            "People", "You may not look for participants now. Sign in again, or ask the supervisor."
        ),
        Trouble.NOT_UNDERSTOOD: translate(
            "People", "The centre does not know this search yet. Tell whoever runs the centre."
        ),
        Trouble.GONE: translate("People", "This card is no longer at the centre. Search once more."),
        Trouble.TOO_SHORT: translate("People", "Too little to search by. Write more of it."),
    }.get(told.trouble or Trouble.NOTHING_FOUND, "")


def row(person: PersonFound) -> Row:
    """One card in the list."""
    nik = translate("People", "NIK %1").replace("%1", mask_nik(person.nik))
    kpj = translate("People", "KPJ %1").replace("%1", person.kpj)
    return Row(
        key=person.id,
        title=person.name,
        remark=words.day(person.birth_date),
        lines=(Line("id-card", nik, kpj), Line("users", person.employer or "–", branch(person.branch))),
    )


def branch(number: int) -> str:
    """A branch by its number."""
    return translate("People", "branch %1").replace("%1", str(number))


def segment(value: Segment) -> str:
    """What kind of worker somebody is."""
    return {
        Segment.WAGE_EARNER: translate("People", "Wage earner (PU)"),
        Segment.OWN_ACCOUNT: translate("People", "Own-account worker (BPU)"),
        Segment.MIGRANT: translate("People", "Migrant worker (PMI)"),
    }[value]


def same(kind: str) -> str:
    """By what two claims are the same; nothing where this version does not know it."""
    return {
        str(ClashKind.PERSON): translate("People", "same person"),
        str(ClashKind.ACCOUNT): translate("People", "same account"),
        str(ClashKind.DOCUMENT): translate("People", "same document"),
    }.get(kind, "")
