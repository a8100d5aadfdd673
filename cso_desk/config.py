"""The desk's settings: one frozen value, read once from a TOML file and the environment."""

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MAX_BOOTHS = 8
DEFAULT_COOL_DOWN_S = 8.0

_MOST_BRANCH = 2**31 - 1
_MOST_COOL_DOWN_S = 3600
_DESK = (
    *("name", "branch", "branch_name", "officer", "officer_number"),
    *("rules", "cool_down_s", "language", "night"),
)
_CENTRE = ("url", "token")
_BOOTH = ("source",)
_SECTIONS = {"desk": "[desk]", "centre": "[centre]", "booth": "[[booth]]"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TOKEN = re.compile(r"[!-~]+")


class BadConfig(ValueError):
    """The settings cannot be used; the text says which one, why, and what to write."""


@dataclass(frozen=True, slots=True)
class Booth:
    """One booth: its number on every screen, and the address of its camera."""

    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a desk; money in whole rupiah.

    `booths` stand in the order of the rooms. `rules`: the folder of the tables that stand in for the packaged ones.
    `cool_down_s`: an approval sooner than this after a change of booth asks a control question.
    """

    officer: str
    officer_number: str
    desk: str
    branch: int
    branch_name: str
    centre_url: str
    centre_token: str = field(repr=False)
    booths: tuple[Booth, ...]
    rules: Path | None = None
    cool_down_s: float = DEFAULT_COOL_DOWN_S
    language: str = "id"
    night: bool = False


def read_config(path: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """The settings in a TOML file; CSO_DESK_CENTRE_URL and CSO_DESK_CENTRE_TOKEN of the environment come first.

    Raises BadConfig with one sentence that names the file, the setting and what is expected there.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadConfig(f"There is no settings file {path}; write one as docs/settings.md shows.") from None
    except (ValueError, RecursionError) as fault:  # tomllib lets those of int() and of deep nesting through
        raise BadConfig(f"{path} is not valid TOML: {fault}.") from None
    except OSError as fault:
        raise BadConfig(f"{path} cannot be read: {fault.strerror}.") from None
    return _config(table, environment, path)


def is_token(text: str) -> bool:
    """Whether `text` can be sent as a bearer token: printable ASCII without spaces."""
    return _TOKEN.fullmatch(text) is not None


def _config(table: Mapping[str, Any], environment: Mapping[str, str], path: Path) -> Config:
    _only_known(table, _SECTIONS, f"{path} has", tuple(_SECTIONS.values()))
    desk, centre = _section(table, "desk", _DESK, path), _section(table, "centre", _CENTRE, path)
    return Config(
        officer=_text(desk, "officer", path),
        officer_number=_text(desk, "officer_number", path),
        desk=_text(desk, "name", path),
        branch=_number(desk, "branch", path, _MOST_BRANCH),
        branch_name=_text(desk, "branch_name", path),
        centre_url=_url(*_first(environment, "CSO_DESK_CENTRE_URL", centre, "url", path)),
        centre_token=_token(*_first(environment, "CSO_DESK_CENTRE_TOKEN", centre, "token", path)),
        booths=_booths(table.get("booth", []), path),
        rules=path.parent / _text(desk, "rules", path) if "rules" in desk else None,
        cool_down_s=_seconds(desk, "cool_down_s", path, DEFAULT_COOL_DOWN_S),
        language=_choice(desk, "language", ("id", "en"), path),
        night=_flag(desk, "night", path),
    )


def _booths(rows: Any, path: Path) -> tuple[Booth, ...]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_BOOTHS:
        raise BadConfig(f"{path} must have one to {MAX_BOOTHS} sections [[booth]], each with a source.")
    if not all(isinstance(row, dict) for row in rows):
        raise BadConfig(f"{path}: write each booth as a section [[booth]] with a source.")
    for number, row in enumerate(rows, 1):
        _only_known(row, _BOOTH, f"{path}: booth {number} has")
    return tuple(Booth(number, _text(row, "source", path, f" of booth {number}")) for number, row in enumerate(rows, 1))


def _section(table: Mapping[str, Any], name: str, known: Collection[str], path: Path) -> Mapping[str, Any]:
    section = table.get(name)
    if not isinstance(section, dict):
        raise BadConfig(f"{path} has no section [{name}].")
    _only_known(section, known, f"{path}: the section [{name}] has")
    return section


def _only_known(table: Mapping[str, Any], known: Collection[str], whose: str, shown: Collection[str] = ()) -> None:
    for name in table:
        if name not in known:
            raise BadConfig(f"{whose} {name!r}, which is not known; known are {', '.join(shown or known)}.")


def _first(
    environment: Mapping[str, str], variable: str, section: Mapping[str, Any], name: str, path: Path
) -> tuple[str, str]:
    """What the environment says, or else the section, and the beginning of a sentence about it."""
    value = environment.get(variable)
    if value is None:
        return _text(section, name, path), f"{path}: the setting {name!r}"
    if not value.strip():
        raise BadConfig(f"The environment's {variable} is empty; give it a value or take it away.")
    return value, f"The environment's {variable}"


def _url(value: str, what: str) -> str:
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an address in brackets that is none, a port that is none
        is_good = False
    if not is_good or not is_token(value):
        raise BadConfig(f"{what} must be http:// or https:// with a host, such as https://centre.example:8414.")
    return value


def _token(value: str, what: str) -> str:
    if not is_token(value):
        raise BadConfig(f"{what} must be printable ASCII without spaces.")
    return value


def _text(section: Mapping[str, Any], name: str, path: Path, whose: str = "") -> str:
    value = section.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadConfig(f"{path}: the setting {name!r}{whose} must be a text that is not empty, not {value!r}.")
    if _CONTROL.search(value):
        raise BadConfig(f"{path}: the setting {name!r}{whose} has a control character in it; take it out.")
    return value


def _number(section: Mapping[str, Any], name: str, path: Path, most: int) -> int:
    value = section.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        wanted = f"a whole number of at least 0 and at most {most}"
        raise BadConfig(f"{path}: the setting {name!r} must be {wanted}, not {value!r}.")
    return value


def _seconds(section: Mapping[str, Any], name: str, path: Path, default: float) -> float:
    value = section.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _MOST_COOL_DOWN_S:
        wanted = f"a number of at least 0 and at most {_MOST_COOL_DOWN_S}"
        raise BadConfig(f"{path}: the setting {name!r} must be {wanted}, not {value!r}.")
    return float(value)


def _choice(section: Mapping[str, Any], name: str, choices: tuple[str, ...], path: Path) -> str:
    value = section.get(name, choices[0])
    if value not in choices:
        raise BadConfig(f"{path}: the setting {name!r} must be one of {', '.join(choices)}, not {value!r}.")
    return str(value)


def _flag(section: Mapping[str, Any], name: str, path: Path) -> bool:
    value = section.get(name, False)
    if not isinstance(value, bool):
        raise BadConfig(f"{path}: the setting {name!r} must be true or false, not {value!r}.")
    return value
