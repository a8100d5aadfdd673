"""The desk's settings: one frozen value, read once from a TOML file and the environment."""

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from cso_desk.desk.address import is_address, is_private
from cso_desk.video.limits import Limits
from cso_desk.wire import PACK

MAX_BOOTHS = 8
DEFAULT_COOL_DOWN_S = 8.0
DEFAULT_LEFT_AFTER_S = 20.0
DEFAULT_LOCK_MINUTES = 10.0
DEFAULT_PACK = 6

_MOST_COOL_DOWN_S = 3600
_MOST_LEFT_AFTER_S = 3600
_MOST_LOCK_MINUTES = 480
_DESK = ("rules", "cool_down_s", "left_after_s", "lock_minutes", "pack", "language", "night")
_CENTRE = ("url",)
_BOOTH = ("source", "document")
_TALK = ("host", "port", "camera", "prompts")
_MOST_PORT = 65535
_DOCUMENTS = {
    "sharpness": 1000,
    "glare": 1,
    "coverage": 1,
    "tilt_deg": 90,
    "darkest": 255,
    "brightest": 255,
    "fingers": 1,
    "width_px": 4096,
    "motion": 10,
    "grid": 100,
    "colour": 1,
}
_SECTIONS = {"desk": "[desk]", "centre": "[centre]", "talk": "[talk]", "documents": "[documents]", "booth": "[[booth]]"}
_ENROLMENT = "the desk learns it when it is enrolled"
_SIGN_IN = "the officer signs in at the window"
_MOVED = {
    "desk": {
        **dict.fromkeys(("name", "branch", "branch_name"), _ENROLMENT),
        **dict.fromkeys(("officer", "officer_number"), _SIGN_IN),
    },
    "centre": {"token": _ENROLMENT},
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class BadConfig(ValueError):
    """The settings cannot be used; the text says which one, why, and what to write."""


BROWSER = "browser"
"""The source of a booth that talks: a browser shows its page and sends its pictures."""


@dataclass(frozen=True, slots=True)
class Booth:
    """One booth: its number on every screen, the address of its camera, and that of one for documents, "" for none.

    A booth whose source is `BROWSER` talks.
    """

    number: int
    source: str
    document: str = ""

    @property
    def talks(self) -> bool:
        """True where a browser is at the booth's end."""
        return self.source == BROWSER


@dataclass(frozen=True, slots=True)
class TalkSettings:
    """How booths that talk reach this desk (`host` "0.0.0.0" is every network), and what they are shown and played.

    `camera` is the address of the officer's own camera, "" for none; `prompts` the branch's own recorded sentences.
    """

    host: str = "0.0.0.0"
    port: int = 8443
    camera: str = ""
    prompts: Path | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a desk; who it is and who works at it the centre says.

    `booths` stand in the order of the rooms. `centre_url` is what the enrolment suggests. `rules`: the folder of the
    tables that stand in for the packaged ones. `cool_down_s`: an approval sooner than this after a change of booth
    asks a control question. `left_after_s`: a chair before whose camera nothing moved for so long is called empty, none
    where it is 0. `lock_minutes`: after so long without a touch the screen is locked, never where it is 0.
    `pack`: so many waiting claims are kept at once for the time without the line. `documents`: what a picture of a
    paper must keep to be taken. `talk` is for the booths that talk.
    """

    booths: tuple[Booth, ...]
    centre_url: str = ""
    rules: Path | None = None
    cool_down_s: float = DEFAULT_COOL_DOWN_S
    left_after_s: float = DEFAULT_LEFT_AFTER_S
    lock_minutes: float = DEFAULT_LOCK_MINUTES
    pack: int = DEFAULT_PACK
    language: str = "id"
    night: bool = False
    documents: Limits = field(default_factory=Limits)
    talk: TalkSettings = field(default_factory=TalkSettings)


def read_config(path: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """The settings in a TOML file; CSO_DESK_CENTRE_URL of the environment comes first.

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


def _config(table: Mapping[str, Any], environment: Mapping[str, str], path: Path) -> Config:
    _only_known(table, _SECTIONS, f"{path} has", tuple(_SECTIONS.values()))
    desk, centre = _section(table, "desk", _DESK, path), _section(table, "centre", _CENTRE, path)
    return Config(
        booths=_booths(table.get("booth", []), path),
        centre_url=_centre_url(environment, centre, path),
        rules=path.parent / _text(desk, "rules", path) if "rules" in desk else None,
        cool_down_s=_number(desk, "cool_down_s", path, DEFAULT_COOL_DOWN_S, _MOST_COOL_DOWN_S),
        left_after_s=_number(desk, "left_after_s", path, DEFAULT_LEFT_AFTER_S, _MOST_LEFT_AFTER_S),
        lock_minutes=_number(desk, "lock_minutes", path, DEFAULT_LOCK_MINUTES, _MOST_LOCK_MINUTES),
        pack=_count(desk, "pack", path, DEFAULT_PACK, PACK),
        language=_choice(desk, "language", ("id", "en"), path),
        night=_flag(desk, "night", path),
        documents=_documents(table, path),
        talk=_talk(table, path),
    )


def _talk(table: Mapping[str, Any], path: Path) -> TalkSettings:
    section, usual = _section(table, "talk", _TALK, path), TalkSettings()
    return TalkSettings(
        host=_text(section, "host", path) if "host" in section else usual.host,
        port=_count(section, "port", path, usual.port, _MOST_PORT),
        camera=_text(section, "camera", path) if "camera" in section else "",
        prompts=path.parent / _text(section, "prompts", path) if "prompts" in section else None,
    )


def _documents(table: Mapping[str, Any], path: Path) -> Limits:
    section, usual = _section(table, "documents", _DOCUMENTS, path), Limits()
    values = {
        one.name: _number(section, one.name, path, getattr(usual, one.name), _DOCUMENTS[one.name])
        for one in fields(Limits)
    }
    return Limits(**values)


def _booths(rows: Any, path: Path) -> tuple[Booth, ...]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_BOOTHS:
        raise BadConfig(f"{path} must have one to {MAX_BOOTHS} sections [[booth]], each with a source.")
    if not all(isinstance(row, dict) for row in rows):
        raise BadConfig(f"{path}: write each booth as a section [[booth]] with a source.")
    for number, row in enumerate(rows, 1):
        _only_known(row, _BOOTH, f"{path}: booth {number} has")
    return tuple(_booth(number, row, path) for number, row in enumerate(rows, 1))


def _booth(number: int, row: Mapping[str, Any], path: Path) -> Booth:
    whose = f" of booth {number}"
    document = _text(row, "document", path, whose) if "document" in row else ""
    if document == BROWSER:
        raise BadConfig(f"{path}: a browser finds its second camera by itself; take the setting 'document'{whose} out.")
    return Booth(number, _text(row, "source", path, whose), document)


def _section(table: Mapping[str, Any], name: str, known: Collection[str], path: Path) -> Mapping[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise BadConfig(f"{path}: write [{name}] as one section.")
    for moved, where in _MOVED.get(name, {}).items():
        if moved in section:
            raise BadConfig(f"{path}: the setting {moved!r} is no longer written here, {where}; take the line out.")
    _only_known(section, known, f"{path}: the section [{name}] has")
    return section


def _only_known(table: Mapping[str, Any], known: Collection[str], whose: str, shown: Collection[str] = ()) -> None:
    for name in table:
        if name not in known:
            raise BadConfig(f"{whose} {name!r}, which is not known; known are {', '.join(shown or known)}.")


def _centre_url(environment: Mapping[str, str], section: Mapping[str, Any], path: Path) -> str:
    """What the environment says, or else the section; "" where neither does."""
    value = environment.get("CSO_DESK_CENTRE_URL")
    if value is not None:
        return _url(value.strip(), "The environment's CSO_DESK_CENTRE_URL")
    return _url(_text(section, "url", path), f"{path}: the setting 'url'") if "url" in section else ""


def _url(value: str, what: str) -> str:
    if not is_address(value):
        raise BadConfig(f"{what} must be http:// or https:// with a host, such as https://centre.example:8414.")
    if not is_private(value):
        raise BadConfig(f"{what} must begin with https://, for passwords are told to it; http:// is for this machine.")
    return value


def _text(section: Mapping[str, Any], name: str, path: Path, whose: str = "") -> str:
    value = section.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadConfig(f"{path}: the setting {name!r}{whose} must be a text that is not empty, not {value!r}.")
    if _CONTROL.search(value):
        raise BadConfig(f"{path}: the setting {name!r}{whose} has a control character in it; take it out.")
    return value


def _number(section: Mapping[str, Any], name: str, path: Path, default: float, most: int) -> float:
    value = section.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
        wanted = f"a number of at least 0 and at most {most}"
        raise BadConfig(f"{path}: the setting {name!r} must be {wanted}, not {value!r}.")
    return float(value)


def _count(section: Mapping[str, Any], name: str, path: Path, default: int, most: int) -> int:
    value = section.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise BadConfig(f"{path}: the setting {name!r} must be a whole number from 1 to {most}, not {value!r}.")
    return value


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
