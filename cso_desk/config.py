"""The desk's settings: one frozen value, read once from a TOML file and the environment."""

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAX_BOOTHS = 8
DEFAULT_SECOND_FROM = 50_000_000
DEFAULT_COOL_DOWN_S = 8.0


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

    `booths` stand in the order of the rooms. `second_from`: the amount from which a second officer approves.
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
    second_from: int = DEFAULT_SECOND_FROM
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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadConfig(f"{path} is not valid TOML: {fault}.") from None
    except OSError as fault:
        raise BadConfig(f"{path} cannot be read: {fault.strerror}.") from None
    return _config(table, environment, path)


def _config(table: Mapping[str, Any], environment: Mapping[str, str], path: Path) -> Config:
    desk, centre = _section(table, "desk", path), _section(table, "centre", path)
    return Config(
        officer=_text(desk, "officer", path),
        officer_number=_text(desk, "officer_number", path),
        desk=_text(desk, "name", path),
        branch=_number(desk, "branch", path),
        branch_name=_text(desk, "branch_name", path),
        centre_url=_from_environment("CSO_DESK_CENTRE_URL", environment) or _text(centre, "url", path),
        centre_token=_from_environment("CSO_DESK_CENTRE_TOKEN", environment) or _text(centre, "token", path),
        booths=_booths(table.get("booth", []), path),
        second_from=_number(desk, "second_from", path, DEFAULT_SECOND_FROM),
        cool_down_s=_seconds(desk, "cool_down_s", path, DEFAULT_COOL_DOWN_S),
        language=_choice(desk, "language", ("id", "en"), path),
        night=_flag(desk, "night", path),
    )


def _booths(rows: Any, path: Path) -> tuple[Booth, ...]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_BOOTHS:
        raise BadConfig(f"{path} must have one to {MAX_BOOTHS} sections [[booth]], each with a source.")
    if not all(isinstance(row, dict) for row in rows):
        raise BadConfig(f"{path}: write each booth as a section [[booth]] with a source.")
    return tuple(Booth(number, _text(row, "source", path, f" of booth {number}")) for number, row in enumerate(rows, 1))


def _section(table: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    section = table.get(name)
    if not isinstance(section, dict):
        raise BadConfig(f"{path} has no section [{name}].")
    return section


def _from_environment(name: str, environment: Mapping[str, str]) -> str | None:
    value = environment.get(name)
    if value is not None and not value.strip():
        raise BadConfig(f"The environment's {name} is empty; give it a value or take it away.")
    return value


def _text(section: Mapping[str, Any], name: str, path: Path, whose: str = "") -> str:
    value = section.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadConfig(f"{path}: the setting {name!r}{whose} must be a text that is not empty, not {value!r}.")
    return value


def _number(section: Mapping[str, Any], name: str, path: Path, default: int | None = None) -> int:
    value = section.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadConfig(f"{path}: the setting {name!r} must be a whole number of at least 0, not {value!r}.")
    return value


def _seconds(section: Mapping[str, Any], name: str, path: Path, default: float) -> float:
    value = section.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < math.inf:
        raise BadConfig(f"{path}: the setting {name!r} must be a number of at least 0, not {value!r}.")
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
