"""The recorded sentences that a booth can be played: their names, texts and sounds in each language."""

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path

import av
import numpy as np

from .messages import Language
from .sound import RATE, Samples

LONGEST_S = 60.0
"""What is longer is cut off: a recording must not outlast its participant."""

_TEXTS = "texts.toml"
_ENDINGS = (".opus", ".ogg", ".mp3", ".wav")
_log = logging.getLogger(__name__)


class Prompts:
    """The sentences below one folder, each replaced by a branch's own recording where it has one.

    `own` is the branch's folder, laid out alike: `<language>/<name>.opus`, `.ogg`, `.mp3` or `.wav`. Sounds are kept
    once decoded; the first time takes some milliseconds and reads a file, so not on the Qt thread. Raises OSError, and
    ValueError (of TOML), where the program's own folder is broken.
    """

    def __init__(self, folder: Path, *, own: Path | None = None) -> None:
        self._folders = (folder,) if own is None else (own, folder)
        self._texts: Mapping[str, Mapping[str, str]] = tomllib.loads((folder / _TEXTS).read_text(encoding="utf-8"))
        self._sounds: dict[tuple[str, Language], Samples] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All sentences, in the order in which a stay in a booth needs them."""
        return tuple(self._texts)

    def text(self, name: str, language: Language) -> str:
        """What a sentence says. Raises KeyError where there is none of that name."""
        return self._texts[name][language]

    def paths(self, name: str, language: Language) -> tuple[Path, ...]:
        """The files that hold a sentence, the one to be played first; none where there is none of that name."""
        if name not in self._texts:
            return ()
        places = [folder / language / f"{name}{ending}" for folder in self._folders for ending in _ENDINGS]
        return tuple(place for place in places if place.is_file())

    def samples(self, name: str, language: Language) -> Samples:
        """The sound of a sentence, for `Switch.play`; a file that cannot be read is passed over for the next one.

        Raises FileNotFoundError where there is none that can be.
        """
        key = (name, language)
        if key not in self._sounds:
            self._sounds[key] = self._first_readable(name, language)
        return self._sounds[key]

    def _first_readable(self, name: str, language: Language) -> Samples:
        for path in self.paths(name, language):
            try:
                return read_sound(path)
            except (OSError, ValueError):  # PyAV's errors are both
                _log.warning("the recording %s/%s cannot be read", language, path.name)
        raise FileNotFoundError(f"no recording of {name!r} in {language!r} can be read")


def read_sound(path: Path) -> Samples:
    """The sound of a file, one channel at 48 kHz. Raises OSError or ValueError (PyAV's) where it is none."""
    parts: list[Samples] = []
    left = round(LONGEST_S * RATE)
    with av.open(str(path)) as file:
        if not file.streams.audio:
            raise ValueError("no sound in this file")
        resampler = av.AudioResampler("s16", "mono", RATE)
        for frame in file.decode(audio=0):
            for part in resampler.resample(frame):
                parts.append(part.to_ndarray()[0][:left])
                left -= len(parts[-1])
            if left <= 0:
                break
    if not parts:
        raise ValueError("no sound in this file")
    sound: Samples = np.concatenate(parts)
    return sound
