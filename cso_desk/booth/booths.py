"""The booths as the desk knows them: pairing, pictures, sound and messages, behind methods that never wait."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import av

from cso_desk.network import NetworkLoop

from .addresses import addresses
from .asks import step
from .certificate import Certificate, desk_certificate
from .messages import Answer, Ask, Devices, FromPage, Hello, Message, Offer, Rating, TakeStill, Track, Welcome
from .officer_picture import Grade, OfficerPictures
from .page_files import PageFile
from .pairing import Pairing, PairingCode
from .peer import BadOffer, Sound, ended_early
from .peer_source import PeerSource
from .quality import Quality
from .room import Room
from .server import BoothServer
from .stills import Stills, StillTaken

logger = logging.getLogger(__name__)

PORT = 8443
EVERYWHERE = "0.0.0.0"  # the booths are on the branch's network
MEASURE_S = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the booths announce, by callables that are called on the network's thread and must not wait.

    `connected(booth, language)`: a page is there, and knows nothing yet. `said(booth, message)`: everything but offers
    and ratings. `refused(booth, code)`: a browser was not let in, by a code of Door; None where it is no booth's yet.
    `gone(booth, cause)`: closed, silent, taken, not_paired, stopped, or what the page did wrong.
    `still(still)` and `still_lost(booth, id, why)`: the end of every still that was begun.
    """

    connected: Callable[[int, str], object]
    said: Callable[[int, FromPage], object]
    gone: Callable[[int, str], object]
    still: Callable[[StillTaken], object]
    still_lost: Callable[[int, str, str], object]
    refused: Callable[[int | None, str], object]


class Booths:
    """All booths of one desk. Every method may be called from any thread; only `start` and `stop` wait.

    `greeting(booth)` says what a page is welcomed with, `officer_picture()` is the newest picture of the officer's
    camera, None while there is none; both are called on the network's thread and must not wait.
    """

    def __init__(
        self,
        folder: Path,
        *,
        booths: int,
        page: Mapping[str, PageFile],
        sound: Sound,
        told: Told,
        greeting: Callable[[int], Welcome],
        officer_picture: Callable[[], av.VideoFrame | None],
        now: Callable[[], datetime],
    ) -> None:
        """`folder` keeps the key and the pairings, `page` is all that browsers may ask for. Raises OSError."""
        self._certificate = desk_certificate(folder, now())
        self._pairing = Pairing(folder, booths=booths, pin=self._certificate.pin, clock=time.monotonic, now=now)
        self._network = NetworkLoop(harmless=ended_early)
        self._server = BoothServer(
            self._pairing,
            page,
            welcome=greeting,
            on_connected=self._connected,
            on_message=self._said,
            on_gone=self._gone,
            on_refused=told.refused,
        )
        self._told = told
        self._rooms = {booth: Room(booth, sound=sound, stills=self._stills) for booth in range(1, booths + 1)}
        self._pictures = OfficerPictures(officer_picture)
        self._work: set[asyncio.Task[None]] = set()
        self._port = 0
        self.sources: Mapping[int, PeerSource] = {n: room.sources[Track.FACE] for n, room in self._rooms.items()}
        self.document_sources: Mapping[int, PeerSource] = {
            n: room.sources[Track.DOCUMENT] for n, room in self._rooms.items()
        }

    def start(self, *, host: str = EVERYWHERE, port: int = PORT) -> None:
        """Serve; `port` 0 takes a free one. Raises OSError where the port is taken; then `stop` is all that is left."""
        self._network.start()
        self._port = self._network.submit(self._start(host, port)).result()

    def stop(self) -> None:
        """Say goodbye to every booth and stop; harmless when never started or called twice."""
        if self._port:
            self._port = 0
            self._network.submit(self._stop()).result()
        self._network.stop()

    # pairing

    @property
    def certificate(self) -> Certificate:
        """The desk's certificate; its pin goes into the kiosk's command line."""
        return self._certificate

    @property
    def port(self) -> int:
        """Where the booths are served, 0 while they are not."""
        return self._port

    @property
    def addresses(self) -> tuple[str, ...]:
        """Under which addresses booths may find this desk, the likeliest first."""
        return addresses(self._port)

    @property
    def paired(self) -> frozenset[int]:
        """The booths that have a browser, whether it is there or not."""
        return self._pairing.paired

    @property
    def strangers(self) -> frozenset[int]:
        """The booths that know an older certificate of this desk, and cannot find it until their pin is changed."""
        return self._pairing.strangers

    @property
    def connected(self) -> frozenset[int]:
        """The booths whose page is there."""
        return frozenset(booth for booth, room in self._rooms.items() if room.is_there)

    def pairing_code(self, booth: int) -> PairingCode:
        """A new one-time code for a booth, in place of the one before. Raises ValueError if there is no such booth."""
        return self._pairing.code(booth)

    def void_code(self, booth: int) -> None:
        """Let the open code of a booth hold no longer: its dialog was closed."""
        self._pairing.void(booth)

    def forget(self, booth: int) -> None:
        """Let a booth have no browser any more, and end the one that is there. Raises OSError."""
        self._pairing.forget(booth)
        self._network.call(self._server.end, booth, "not_paired")

    # what is said to a booth

    def send(self, booth: int, message: Message) -> None:
        """Say something to a booth; one that is not there hears nothing, and has to be told all when it comes."""
        self._network.call(self._server.say, booth, message)

    def ask(self, booth: int, track: Track, width: int, height: int, fps: int) -> None:
        """Ask for a camera's picture at the size in pixels and the rate at which it is shown, until asked anew."""
        self._network.call(self._ask, booth, step(track, width, height, fps))

    def take_still(self, booth: int, track: Track) -> str:
        """Ask for a still of a camera's full resolution; the id that is returned comes back with it."""
        name = secrets.token_hex(8)
        self.send(booth, TakeStill(id=name, track=track))
        return name

    def show_officer(self, booth: int, grade: Grade) -> None:
        """Send the officer's picture to a booth in this grade from now on."""
        self._network.call(self._rooms[booth].show, grade)

    def send_whole(self, booth: int) -> None:
        """Try the officer's whole picture now where the line bore only a small one."""
        self._network.call(self._rooms[booth].send_whole)

    def quality(self, booth: int) -> Quality | None:
        """How good both directions were in the last second; None while nothing is measured."""
        return self._rooms[booth].quality

    # on the network's thread

    async def _start(self, host: str, port: int) -> int:
        port = await self._server.start(host, port, self._certificate.server_context())
        self._begin(self._measure())
        return port

    async def _stop(self) -> None:
        await self._server.stop()
        await asyncio.gather(*(room.end() for room in self._rooms.values()))
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await self._pictures.close()

    def _connected(self, booth: int, hello: Hello) -> None:
        room = self._rooms[booth]
        room.come()
        for track in Track:
            self._server.say(booth, room.asks[track])
        self._told.connected(booth, hello.language)

    def _gone(self, booth: int, cause: str) -> None:
        room = self._rooms[booth]
        room.go(cause)
        self._begin(room.end())
        self._told.gone(booth, cause)

    def _said(self, booth: int, message: FromPage) -> None:
        room = self._rooms[booth]
        match message:
            case Offer():
                self._begin(self._answer(booth, message))
            case Rating():
                room.rate(message)
            case Devices():
                room.learn(message)
                self._told.said(booth, message)
            case _:
                self._told.said(booth, message)

    async def _answer(self, booth: int, offer: Offer) -> None:
        try:
            answer = await self._rooms[booth].answer(offer, self._pictures)
        except BadOffer as bad:
            logger.warning("the offer of booth %d cannot be answered: %s", booth, bad)
            self._server.end(booth, "not_understood")
            return
        if answer is not None:
            self._server.say(booth, Answer(number=offer.number, sdp=answer))

    def _ask(self, booth: int, ask: Ask) -> None:
        if self._rooms[booth].asks.want(ask):
            self._server.say(booth, ask)

    async def _measure(self) -> None:
        """Look at every connection once a second, and repeat what a booth did not heed."""
        while True:
            await asyncio.sleep(MEASURE_S)
            for booth, room in self._rooms.items():
                await room.measure()
                for ask in room.ignored():
                    self._server.say(booth, ask)

    def _stills(self, booth: int) -> Stills:
        return Stills(booth, on_still=self._told.still, on_lost=self._told.still_lost)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            logger.error("a task of the booths failed", exc_info=fault)
