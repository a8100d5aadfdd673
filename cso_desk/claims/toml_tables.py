"""Reads one table of data, and says of a broken one in which file and line it is broken, and how."""

import re
import textwrap
import tomllib
from collections.abc import Mapping
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

_T = TypeVar("_T")
_Path = tuple[str | int, ...]
_MOST = 60  # characters of a faulty value are told


class TableError(ValueError):
    """A table that cannot be judged by: which file, which line (from 1), and what is wrong in one sentence."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}, line {line}: {sentence}")
        self.file = file
        self.line = line
        self.sentence = sentence


def read_table(kind: type[_T], name: str, texts: Mapping[str, str]) -> _T:
    """Read the table called `name` out of the texts of the files. Raises TableError."""
    if name not in texts:
        raise TableError(name, 1, "This table is missing.")
    try:
        values = tomllib.loads(texts[name])
    except tomllib.TOMLDecodeError as broken:
        place = re.search(r"at line (\d+)", str(broken))
        line = int(place.group(1)) if place else texts[name].count("\n") + 1
        raise TableError(name, line, f"This is not TOML: {broken}.") from None
    try:
        return TypeAdapter(kind).validate_python(values)
    except ValidationError as invalid:
        fault = invalid.errors()[0]
        path = tuple(step for step in fault["loc"] if isinstance(step, str | int))
        said = "" if fault["type"] == "missing" else f" is {str(fault['input'])[:_MOST]!r}"
        sentence = f"{'.'.join(map(str, path))}{said}: {fault['msg']}"
        raise TableError(
            name, line_of(texts[name], path), textwrap.shorten(sentence, 300, placeholder=" …") + "."
        ) from None


def line_of(text: str, path: _Path) -> int:
    """The line on which the key at `path` stands, or the nearest header above it."""
    lines = text.splitlines()
    at = 0
    for depth, step in enumerate(path):
        if isinstance(step, int):
            continue
        nth = next((after for after in path[depth + 1 : depth + 2] if isinstance(after, int)), 0)
        header = re.compile(rf"\s*\[\[?\s*{re.escape(step)}\s*\]\]?")
        found = [place for place, line in enumerate(lines) if header.match(line)]
        if len(found) > nth:
            at = found[nth]
            continue
        key = re.compile(rf"\s*{re.escape(step)}\s*=")
        for place in range(at, len(lines)):
            if place > at and lines[place].lstrip().startswith("["):
                break
            if key.match(lines[place]):
                at = place
                break
    return at + 1
