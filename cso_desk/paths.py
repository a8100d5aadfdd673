"""Where the program's own files and the officer's profile are."""

import os
import sys
from pathlib import Path

import platformdirs

PROFILE_VARIABLE = "CSO_DESK_PROFILE"
_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The bundled file or folder `name` below `resources/`, such as `icons/mic.svg`.

    It is found in a checkout, in an installed wheel and in the frozen program; `FileNotFoundError` says it is in none.
    """
    for root in _resource_roots():
        if (path := root / name).exists():
            return path
    raise FileNotFoundError(f"resources/{name} is missing from this installation")


def profile_dir(name: str = "default", *, chosen: Path | None = None) -> Path:
    """The folder of a profile, made if need be and readable by its owner alone.

    It is the one `chosen`, or that of CSO_DESK_PROFILE, or else the one called `name` among the user's data.
    Raises OSError, whose text is a sentence for the user, if it is no folder and none can be made there.
    """
    named = os.environ.get(PROFILE_VARIABLE)
    path = chosen or (Path(named) if named else platformdirs.user_data_path("cso-desk", appauthor=False) / name)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError:
        raise OSError(f"The profile {path} is a file; name a folder.") from None
    except OSError as fault:
        raise OSError(f"The profile folder {path} cannot be made: {fault.strerror}; name another.") from None
    return path


def _resource_roots() -> list[Path]:
    roots = [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    return [Path(frozen) / "resources", *roots] if frozen else roots
