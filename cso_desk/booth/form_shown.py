"""The form of a booth's own claim as its participant reads it: few fields, simple names, masked against onlookers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import ConfigDict
from pydantic import Field as Says

from cso_desk.claims.form import Cause, Field, Form
from cso_desk.claims.masks import mask_account, mask_kpj, mask_mother, mask_nik
from cso_desk.claims.toml_tables import TableError, read_table
from cso_desk.paths import resource

from .messages import FormLine

FILE = "form.toml"

_STRICT = ConfigDict(extra="forbid")
_Text = Annotated[str, Says(min_length=1, max_length=80)]
_HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Names:
    """A name in Indonesian, English and Javanese."""

    __pydantic_config__ = _STRICT

    id: _Text
    en: _Text
    jv: _Text

    def by_language(self) -> Mapping[str, str]:
        """The name by language."""
        return {"id": self.id, "en": self.en, "jv": self.jv}


@dataclass(frozen=True, slots=True)
class LineRule:
    """One field that is shown, and what of it is hidden."""

    __pydantic_config__ = _STRICT

    key: Field
    id: _Text
    en: _Text
    jv: _Text
    mask: Literal["", "nik", "kpj", "account", "mother", "date", "phone"] = ""


@dataclass(frozen=True, slots=True)
class FormRules:
    """Which fields are shown, and how the causes are called."""

    __pydantic_config__ = _STRICT

    line: Annotated[tuple[LineRule, ...], Says(min_length=1)]
    cause: Mapping[Cause, Names]


@lru_cache(maxsize=1)
def packaged() -> FormRules:
    """The rules that come with the program. Raises TableError."""
    return read_rules(resource(f"booth_words/{FILE}").read_text(encoding="utf-8"))


def read_rules(text: str) -> FormRules:
    """The rules of a table's text. Raises TableError with the line of the first fault."""
    rules = read_table(FormRules, FILE, {FILE: text})
    lacking = sorted(set(Cause) - set(rules.cause))
    if lacking:
        raise TableError(FILE, text.count("\n") + 1, f"There is no name for {', '.join(lacking)}.")
    return rules


def form_lines(form: Form, language: str, rules: FormRules) -> tuple[FormLine, ...]:
    """The lines of a form; `language` is that of values which have a name, such as the cause."""
    return tuple(_line(form, rule, language, rules) for rule in rules.line)


def _line(form: Form, rule: LineRule, language: str, rules: FormRules) -> FormLine:
    text = form.text(rule.key).strip()
    if rule.key is Field.CAUSE:
        text = rules.cause[form.cause].by_language()[language] if form.cause is not None else ""
    label = {"id": rule.id, "en": rule.en, "jv": rule.jv}
    return FormLine(key=rule.key, label=label, value=_MASKS[rule.mask](text))


def _date(text: str) -> str:
    """Of dd-mm-yyyy the year alone; of anything else nothing."""
    day, _, year = text.rpartition("-")
    return f"{''.join(sign if sign == '-' else _HIDDEN for sign in day)}-{year}" if day else _HIDDEN * len(text)


def _phone(text: str) -> str:
    """The last four digits."""
    return _HIDDEN * max(len(text) - 4, 0) + text[-4:] if len(text) > 4 else _HIDDEN * len(text)


_MASKS: Mapping[str, Callable[[str], str]] = {
    "": str,
    "nik": mask_nik,
    "kpj": mask_kpj,
    "account": mask_account,
    "mother": mask_mother,
    "date": _date,
    "phone": _phone,
}
