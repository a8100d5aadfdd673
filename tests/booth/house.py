"""A desk with booths, and simulated booths at its other end: real TLS, real WebRTC, on loopback."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import av
import numpy as np

from cso_desk.booth.booths import Booths, Told
from cso_desk.booth.messages import Track, Welcome
from cso_desk.booth.page_files import PageFile
from cso_desk.booth.peer import Sound, ended_early
from cso_desk.booth.simulation.booth import SimulatedBooth
from cso_desk.booth.sound import RATE, SAMPLES, SILENCE, Pcm
from cso_desk.network import NetworkLoop
from cso_desk.video.synthetic import SyntheticSource

from .doors import NOW, PATIENCE_S, News, wait_until

OFFICER_HZ = 1000


class Ears:
    """The last second of what came from a place."""

    def __init__(self) -> None:
        self.pieces: list[Pcm] = []

    def hear(self, pcm: Pcm) -> None:
        self.pieces = [*self.pieces[-49:], pcm]

    def has(self, tone_hz: float) -> bool:
        """Whether a tone was loud in the last half second."""
        if len(self.pieces) < 25:
            return False
        sound = np.concatenate(self.pieces[-25:]).astype(np.float64)
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        at = round(tone_hz * len(sound) / RATE)
        return bool(spectrum[at - 1 : at + 2].max() > 1e5)


def tone(hz: float) -> Callable[[int], Pcm]:
    """What the officer says: a steady tone."""
    at = [0]

    def piece(_: int) -> Pcm:
        at[0] += SAMPLES
        time = (at[0] + np.arange(SAMPLES)) / RATE
        return (8000 * np.sin(2 * np.pi * hz * time)).astype(np.int16)

    return piece


def silence(_: int) -> Pcm:
    return SILENCE


class Desk:
    """The desk's end."""

    def __init__(
        self,
        folder: Path,
        page: Mapping[str, PageFile],
        *,
        booths: int = 2,
        says: Callable[[int], Pcm] = silence,
        officer_picture: Callable[[], av.VideoFrame | None] | None = None,
    ) -> None:
        self.news = News()
        self.stills: list[Any] = []
        self.heard = {booth: Ears() for booth in range(1, booths + 1)}
        self.picture: av.VideoFrame | None = None
        hear = self.news.hear
        self.booths = Booths(
            folder,
            booths=booths,
            page=page,
            sound=Sound(heard=lambda booth, pcm: self.heard[booth].hear(pcm), outgoing=says),
            told=Told(
                connected=lambda booth, language: hear("connected", booth),
                said=lambda booth, message: hear("said", booth, message),
                gone=lambda booth, cause: hear("gone", booth, cause),
                still=lambda still: hear("still", still),
                still_lost=lambda booth, name, why: hear("still lost", booth, why),
                refused=lambda booth, code: hear("refused", booth, code),
            ),
            greeting=lambda booth: Welcome(booth=booth, branch="KC Contoh", officer="Ibu Ratih"),
            officer_picture=officer_picture or (lambda: self.picture),
            now=lambda: NOW,
        )

    def start(self, port: int = 0) -> None:
        self.booths.start(host="127.0.0.1", port=port)

    def stop(self) -> None:
        self.booths.stop()

    def wait_for_pictures(self, booth: int, *, more: int = 2) -> None:
        source = self.booths.sources[booth]
        wanted = source.received + more
        wait_until(lambda: source.received >= wanted)


class Street:
    """Simulated booths, on a loop of their own."""

    def __init__(self) -> None:
        self._network = NetworkLoop("street", harmless=ended_early)
        self._network.start()
        self._booths: list[SimulatedBooth] = []
        self.ears = Ears()
        self.officer: list[av.VideoFrame] = []

    def enter(
        self, at: Desk, booth: int, *, kind: Callable[..., SimulatedBooth] = SimulatedBooth, **options: Any
    ) -> SimulatedBooth:
        """A booth that pairs and stays."""
        told: dict[str, Any] = {
            "desk": f"https://127.0.0.1:{at.booths.port}",
            "code": at.booths.pairing_code(booth).text,
            **options,
        }
        return self.pair(told.pop("desk"), at.booths.certificate.pin, told.pop("code"), booth, kind=kind, **told)

    def pair(
        self,
        desk: str,
        pin: str,
        code: str,
        booth: int,
        *,
        kind: Callable[..., SimulatedBooth] = SimulatedBooth,
        **options: Any,
    ) -> SimulatedBooth:
        """A booth that pairs by a code, with a desk that may be another process, and stays."""
        told: dict[str, Any] = {
            "lenses": {Track.FACE: SyntheticSource(seed=booth).draw},
            "on_heard": self.ears.hear,
            "on_officer": self.officer.append,
            **options,
        }
        made = kind(desk, pin, code, **told)
        self._booths.append(made)
        self._network.submit(made.run())
        return made

    def run(self, work: Any) -> Any:
        return self._network.submit(work).result(PATIENCE_S)

    def leave(self, booth: SimulatedBooth) -> None:
        """Let a booth end."""
        self.run(booth.stop())
        self._booths.remove(booth)

    def stop(self) -> None:
        for booth in tuple(self._booths):
            self.leave(booth)
        self._network.stop()
