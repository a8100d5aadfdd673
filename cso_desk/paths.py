"""Where the program's own files and the officer's profile are."""

import os
import sys
from pathlib import Path

import platformdirs

PROFILE_VARIABLE = "CSO_DESK_PROFILE"


def resource(name: str) -> Path:
    """The bundled file or folder `name` below `resources/`, such as `icons/mic.svg`.

    It is found in a checkout, in an installed wheel and in the frozen program; `FileNotFoundError` says it is in none.
    """
    for root in _resource_roots():
        if (path := root / name).exists():
            return path
    raise FileNotFoundError(f"resources/{name} is missing from this installation")


def profile_dir(name: str = "default") -> Path:
    """The folder of profile `name`, made if need be and readable by its owner alone; CSO_DESK_PROFILE overrides it."""
    chosen = os.environ.get(PROFILE_VARIABLE)
    path = Path(chosen) if chosen else platformdirs.user_data_path("cso-desk", appauthor=False) / name
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _resource_roots() -> list[Path]:
    package = Path(__file__).resolve().parent
    roots = [package / "resources", package.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    return [Path(frozen) / "resources", *roots] if frozen else roots
