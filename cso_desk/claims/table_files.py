"""Reads the dated tables, and refuses what is broken or contradicts itself with file, line and sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from string import Formatter
from typing import TypeVar

from cso_desk.paths import resource

from .form import Cause, Relation
from .model import Verdict
from .periods import Dated, holding
from .tables import (
    PLACEHOLDERS,
    Banks,
    Bracket,
    Calendar,
    FinalTax,
    Interview,
    Ladder,
    Law,
    ProgressiveTax,
    Reason,
    Regions,
    Role,
    Rules,
    TaxTables,
)
from .toml_tables import TableError as TableError
from .toml_tables import line_of, read_table

TAX, REASONS, LADDER, INTERVIEW = "tax.toml", "reasons.toml", "ladder.toml", "interview.toml"
CALENDAR, REGIONS, BANKS = "calendar.toml", "regions.toml", "banks.toml"
_FILES = (TAX, REASONS, LADDER, INTERVIEW, CALENDAR, REGIONS, BANKS)
LAW = re.compile(r"law-[\w-]+\.toml")


_D = TypeVar("_D", bound=Dated)

_DECIDE = {1: (Role.OFFICER,), 2: (Role.SUPERVISOR, Role.HEAD)}
"""Who may decide at each stage at all: see `transitions`."""


@dataclass(frozen=True, slots=True)
class _ReasonFile:
    reason: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A day from which on other entries hold than before, and the line that says so."""

    day: date
    line: int

    def __str__(self) -> str:
        return f"from {self.day} on" if self.day > date.min else "from the beginning on"


@lru_cache(maxsize=1)
def packaged() -> Rules:
    """Read the tables that come with the program. Raises TableError."""
    return load(_packaged_texts())


_in_force: list[tuple[Rules, str]] = []


def in_force() -> Rules:
    """The tables that claims are judged by: the packaged ones, unless `put_in_force` was told of others."""
    return _in_force[0][0] if _in_force else packaged()


def digest() -> str:
    """A digest of the tables in force: where two are equal, claims are judged alike."""
    return _in_force[0][1] if _in_force else _digest(_packaged_texts())


def put_in_force(folder: Path | None) -> Rules:
    """Judge by the tables of a folder from now on, each in place of the packaged one of its name; None: by those alone.

    To be called once, at the start of a program. Raises TableError, and then changes nothing.
    """
    texts = {} if folder is None else {**_packaged_texts(), **_texts(folder)}
    _in_force[:] = [(load(texts), _digest(texts))] if texts else []
    return in_force()


def _digest(texts: Mapping[str, str]) -> str:
    told = sha256()
    for name, text in sorted(texts.items()):
        told.update(f"{name}\0{text}\0".encode())
    return told.hexdigest()


def _packaged_texts() -> Mapping[str, str]:
    return _texts(resource("rules"))


def _texts(folder: Path) -> Mapping[str, str]:
    try:
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix == ".toml"}
    except OSError as fault:
        raise TableError(str(folder), 1, f"The tables cannot be read: {fault.strerror}.") from None
    return {name: _decoded(name, content) for name, content in files.items()}


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise TableError(name, line, f"This is not UTF-8: {fault.reason}.") from None


def load(texts: Mapping[str, str]) -> Rules:
    """Make the rules from the texts of their files, by file name. Raises TableError at the first fault."""
    _require_names(texts)
    laws = {name: read_table(Law, name, texts) for name in texts if LAW.fullmatch(name)}
    tax = read_table(TaxTables, TAX, texts)
    reasons = read_table(_ReasonFile, REASONS, texts).reason
    ladder = read_table(Ladder, LADDER, texts)
    interview = read_table(Interview, INTERVIEW, texts)
    calendar = read_table(Calendar, CALENDAR, texts)
    regions = read_table(Regions, REGIONS, texts)
    banks = read_table(Banks, BANKS, texts)
    _require_laws(laws, texts)
    _require_rates("final", tax.final, texts[TAX])
    _require_rates("article_17", tax.article_17, texts[TAX])
    _require_periods(tax.surcharge, partial(_entry_line, TAX, texts[TAX], "surcharge"))
    _require_reasons(reasons, texts[REASONS])
    _require_ladder(ladder, texts[LADDER])
    _require_apart(INTERVIEW, texts[INTERVIEW], "question", interview.question, lambda one: one.code)
    _require_placeholders(interview, texts[INTERVIEW])
    _require_features(interview, texts[INTERVIEW])
    _require_distinct(REGIONS, texts[REGIONS], "retired", [region.code for region in regions.retired])
    _require_distinct(BANKS, texts[BANKS], "bank", [bank.name for bank in banks.bank])
    both = set(calendar.off) & set(calendar.work)
    if both:
        line = line_of(texts[CALENDAR], ("work",))
        raise TableError(CALENDAR, line, f"{min(both)} is both a day off and a day of work.")
    ordered = tuple(sorted(laws.values(), key=lambda law: law.first_day))
    return Rules(ordered, tax, reasons, ladder, interview, calendar, regions, banks)


def _require_names(texts: Mapping[str, str]) -> None:
    unknown = next((name for name in texts if name not in _FILES and not LAW.fullmatch(name)), None)
    if unknown is not None:
        raise TableError(unknown, 1, f"No table has this name; there are law-*.toml, {', '.join(_FILES)}.")


def _require_laws(laws: Mapping[str, Law], texts: Mapping[str, str]) -> None:
    if not laws:
        raise TableError("law-*.toml", 1, "No table of the law is there.")
    for name, law in laws.items():
        _require_distinct(name, texts[name], "cause", [rule.code for rule in law.cause])
        relations = [relation for equals in law.heirs for relation in equals]
        if sorted(relations) != sorted(Relation):
            raise TableError(
                name, line_of(texts[name], ("heirs",)), "Each relation of an heir stands in the order once."
            )
        lacking = sorted(set(Cause) - {rule.code for rule in law.cause})
        if lacking:
            raise TableError(name, 1, f"There is no rule for {', '.join(lacking)}.")
        for place, rule in enumerate(law.cause):
            if not rule.practice:
                raise TableError(
                    name, line_of(texts[name], ("cause", place, "practice")), f"{rule.code} asks for no paper."
                )
            if rule.doubt_needs_reason and not rule.doubt:
                line = line_of(texts[name], ("cause", place, "doubt_needs_reason"))
                raise TableError(name, line, f"{rule.code} asks for a reason, but says no doubt.")
    ordered = sorted(laws.items(), key=lambda item: item[1].first_day)
    _require_periods(
        [law for _, law in ordered], lambda place: (ordered[place][0], line_of(texts[ordered[place][0]], ("from",)))
    )


def _require_rates(kind: str, entries: Sequence[FinalTax | ProgressiveTax], text: str) -> None:
    if not entries:
        raise TableError(TAX, 1, f"There is no table of {kind}.")
    _require_periods(entries, partial(_entry_line, TAX, text, kind))
    for place, entry in enumerate(entries):
        _require_brackets(entry.brackets, line_of(text, (kind, place, "brackets")))


def _entry_line(name: str, text: str, table: str, place: int) -> tuple[str, int]:
    return name, line_of(text, (table, place, "from"))


def _require_brackets(brackets: Sequence[Bracket], line: int) -> None:
    ends = [bracket.up_to for bracket in brackets]
    if not ends or ends[-1] is not None or None in ends[:-1]:
        raise TableError(TAX, line, "The last bracket alone is without an end.")
    closed = [end for end in ends if end is not None]
    if closed != sorted(set(closed)) or 0 in closed:
        raise TableError(TAX, line, "The ends of the brackets do not rise.")
    rates = [bracket.rate for bracket in brackets]
    if rates != sorted(set(rates)):
        raise TableError(TAX, line, "The rates of the brackets do not rise.")


def _require_reasons(reasons: Sequence[Reason], text: str) -> None:
    _require_apart(REASONS, text, "reason", reasons, lambda reason: reason.code)
    if any(Verdict.APPROVE in reason.verdicts for reason in reasons):
        raise TableError(REASONS, 1, "An approval takes no reason.")
    for turn in _turns(text, {"reason": reasons}):
        served = {verdict for reason in holding(reasons, turn.day) for verdict in reason.verdicts}
        lacking = sorted(set(Verdict) - served - {Verdict.APPROVE})
        if lacking:
            raise TableError(REASONS, turn.line, f"No reason serves {lacking[0]} {turn}.")


def _require_ladder(ladder: Ladder, text: str) -> None:
    _require_apart(LADDER, text, "limits", ladder.limits, lambda _: "The table of limits")
    _require_apart(LADDER, text, "step", ladder.step, lambda step: f"{step.role} at stage {step.stage}")
    for turn in _turns(text, {"limits": ladder.limits, "step": ladder.step}):
        _require_approval(ladder, turn)
    for place, step in enumerate(ladder.step):
        if step.role not in _DECIDE[step.stage]:
            fault = f"{step.role} decides nothing at stage {step.stage}."
            raise TableError(LADDER, line_of(text, ("step", place, "role")), fault)
    if not ladder.payment:
        raise TableError(LADDER, 1, "There is no table of payment.")
    for place, term in enumerate(ladder.payment):
        if term.small_working_days > term.working_days:
            line = line_of(text, ("payment", place, "small_working_days"))
            raise TableError(LADDER, line, "A small claim is paid no later than a large one.")
    _require_periods(ladder.payment, partial(_entry_line, LADDER, text, "payment"))


def _require_approval(ladder: Ladder, turn: _Turn) -> None:
    if not holding(ladder.limits, turn.day):
        raise TableError(LADDER, turn.line, f"There is no table of limits {turn}.")
    steps = holding(ladder.step, turn.day)
    for stage in (1, 2):
        if all(step.stage != stage for step in steps):
            raise TableError(LADDER, turn.line, f"Nobody may approve at stage {stage} {turn}.")
    if all(step.up_to is not None for step in steps if step.stage == 2):
        raise TableError(LADDER, turn.line, f"Nobody may approve at stage 2 without a limit {turn}.")


def _require_placeholders(interview: Interview, text: str) -> None:
    for place, question in enumerate(interview.question):
        try:
            asked = {name for _, name, _, _ in Formatter().parse(question.text) if name is not None}
        except ValueError as broken:
            line = line_of(text, ("question", place, "text"))
            raise TableError(INTERVIEW, line, f"The placeholders of this text cannot be read: {broken}.") from None
        unknown = sorted(asked - set(PLACEHOLDERS))
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            line = line_of(text, ("question", place, "text"))
            raise TableError(INTERVIEW, line, f"{{{unknown[0]}}} is no placeholder; there are {known}.")


def _require_features(interview: Interview, text: str) -> None:
    _require_apart(INTERVIEW, text, "features", interview.features, lambda one: one.document)
    for turn in _turns(text, {"question": interview.question, "features": interview.features}):
        documents = [question.document for question in holding(interview.question, turn.day)]
        for one in holding(interview.features, turn.day):
            known = documents.count(one.document)
            if one.asked > known:
                line = line_of(text, ("features", interview.features.index(one), "asked"))
                fault = f"There are {known} questions about {one.document} {turn}, fewer than are asked."
                raise TableError(INTERVIEW, line, fault)


def _require_periods(entries: Sequence[Dated], where: Callable[[int], tuple[str, int]]) -> None:
    """Each ends before the next begins, without a gap; only the last is open."""
    for place, entry in enumerate(entries):
        _require_end(entry, *where(place))
        if place == 0:
            continue
        before = entries[place - 1].until
        if before is None or (entry.first_day - before).days != 1:
            told = "is still open" if before is None else f"ends on {before}"
            raise TableError(*where(place), f"It begins on {entry.first_day}, but the one before it {told}.")


def _require_end(entry: Dated, name: str, line: int) -> None:
    if entry.until is not None and entry.until < entry.first_day:
        raise TableError(name, line, f"It ends on {entry.until}, before it begins.")


def _require_apart(name: str, text: str, table: str, entries: Sequence[_D], key: Callable[[_D], str]) -> None:
    """No two entries of one key hold on the same day."""
    for place, entry in enumerate(entries):
        _require_end(entry, name, line_of(text, (table, place, "until")))
        for before in entries[:place]:
            together = before.first_day <= (entry.until or date.max) and entry.first_day <= (before.until or date.max)
            if together and key(before) == key(entry):
                fault = f"{key(entry)} stands here a second time for the same days."
                raise TableError(name, line_of(text, (table, place)), fault)


def _turns(text: str, tables: Mapping[str, Sequence[Dated]]) -> Iterator[_Turn]:
    """Every such day of some tables of one file, and before them the beginning of all days."""
    yield _Turn(date.min, 1)
    for table, entries in tables.items():
        for place, entry in enumerate(entries):
            if entry.first_day > date.min:
                yield _Turn(entry.first_day, line_of(text, (table, place, "from")))
            if entry.until is not None and entry.until < date.max:
                yield _Turn(entry.until + timedelta(days=1), line_of(text, (table, place, "until")))


def _require_distinct(name: str, text: str, table: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, code in enumerate(codes):
        if code in seen:
            raise TableError(name, line_of(text, (table, place)), f"{code} stands here a second time.")
        seen.add(code)
