"""The ready-made sentences for a booth's screen, in every language that a booth speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import Field, StringConstraints

from cso_desk.claims.toml_tables import TableError, line_of, read_table
from cso_desk.paths import resource

FILE = "messages.toml"

LONGEST = 200
"""The most characters of a sentence on a booth's screen: more is not read there."""

LANGUAGES = ("id", "en", "jv")

_Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class ReadySentence:
    """One sentence by its code, in Indonesian, English and Javanese."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
    id: _Text
    en: _Text
    jv: _Text

    def texts(self) -> Mapping[str, str]:
        """The sentence by language."""
        return {language: getattr(self, language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class _Table:
    message: Annotated[tuple[ReadySentence, ...], Field(min_length=1)]


@lru_cache(maxsize=1)
def ready_sentences() -> tuple[ReadySentence, ...]:
    """The sentences that come with the program. Raises TableError."""
    return read_sentences(resource(f"booth_words/{FILE}").read_text(encoding="utf-8"))


def read_sentences(text: str) -> tuple[ReadySentence, ...]:
    """The sentences of a table's text. Raises TableError with the line of the first fault."""
    sentences = read_table(_Table, FILE, {FILE: text}).message
    seen: set[str] = set()
    for place, sentence in enumerate(sentences):
        if sentence.code in seen:
            raise TableError(FILE, line_of(text, ("message", place, "code")), f"{sentence.code} stands here twice.")
        seen.add(sentence.code)
    return sentences
