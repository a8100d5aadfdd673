"""The ready-made sentences for a booth's screen, in every language that a booth speaks."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from cso_desk.paths import resource

LONGEST = 200
"""The most characters of a sentence on a booth's screen: more is not read there."""

LANGUAGES = ("id", "en", "jv")


class MessageTableError(ValueError):
    """The table of sentences cannot be used: which file, and what is wrong in one sentence."""


@dataclass(frozen=True, slots=True)
class ReadySentence:
    """One sentence by its code, in Indonesian, English and Javanese."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
    id: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    en: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    jv: Annotated[str, Field(min_length=1, max_length=LONGEST)]

    def texts(self) -> Mapping[str, str]:
        """The sentence by language."""
        return {language: getattr(self, language) for language in LANGUAGES}


_TABLE = TypeAdapter(dict[str, tuple[ReadySentence, ...]])


@lru_cache(maxsize=1)
def ready_sentences() -> tuple[ReadySentence, ...]:
    """The sentences that come with the program. Raises MessageTableError."""
    return read_sentences(resource("messages/messages.toml"))


def read_sentences(path: Path) -> tuple[ReadySentence, ...]:
    """The sentences of a file. Raises MessageTableError with a sentence that names what is wrong."""
    try:
        table = _TABLE.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise MessageTableError(f"{path.name} cannot be read: {fault}.") from None
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise MessageTableError(f"{path.name}, {where}: {first['msg']}.") from None
    sentences = table.get("message", ())
    codes = [sentence.code for sentence in sentences]
    double = next((code for code in codes if codes.count(code) > 1), None)
    if not sentences or set(table) != {"message"}:
        raise MessageTableError(f"{path.name} must hold sections [[message]], and nothing else.")
    if double is not None:
        raise MessageTableError(f"{path.name} has the message {double!r} twice.")
    return sentences
