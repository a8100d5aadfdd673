"""One booth on the network's thread: its sources, what was asked of it, and the connection of the moment."""

import asyncio
import logging
import time
from collections.abc import Callable

from .asks import Asks, is_ignored
from .messages import Ask, Devices, Health, Offer, Rating, Track
from .meter import Meter
from .officer_picture import Grade, OfficerPictures
from .peer import Peer, Sound
from .peer_source import PeerSource
from .quality import Quality, inward, outward
from .stills import Stills
from .thrift import Thrift

logger = logging.getLogger(__name__)

_CAUSES = {Health.REFUSED: "blocked", Health.MISSING: "absent"}


class Room:
    """A booth's sources, which outlive its connections, and the newest of these; used on the network's loop.

    `quality` and `is_there` may be read from any thread. `stills` makes what puts a connection's stills together.
    """

    def __init__(self, booth: int, *, sound: Sound, stills: Callable[[int], Stills]) -> None:
        self.sources = {track: PeerSource() for track in Track}
        self.asks = Asks()
        self.is_there = False
        self.quality: Quality | None = None
        self._booth, self._sound, self._stills = booth, sound, stills
        self._grade = Grade.HELD
        self._rating = Rating()
        self._thrift = Thrift()
        self._peer: Peer | None = None
        self._meter: Meter | None = None
        self._turn = asyncio.Lock()
        self._newest = 0

    async def answer(self, offer: Offer, pictures: OfficerPictures) -> str | None:
        """Let the newest offer have the booth; None where a newer one came meanwhile. Raises BadOffer."""
        self._newest += 1
        number = self._newest
        async with self._turn:
            await self._close()
            if number != self._newest:
                return None
            peer = Peer(
                self._booth,
                self.sources,
                sound=self._sound,
                pictures=pictures,
                grade=self._fitting,
                stills=self._stills(self._booth),
            )
            try:
                answer = await peer.answer(offer)
            except BaseException:
                await peer.close()
                raise
            self._peer, self._meter = peer, Meter(peer, self.sources[Track.FACE])
            return answer

    async def end(self) -> None:
        """Close the connection; an offer that is not answered yet is not answered any more."""
        self._newest += 1
        async with self._turn:
            await self._close()

    def come(self) -> None:
        """A page is there."""
        self.is_there = True
        self._rating = Rating()

    def go(self, cause: str) -> None:
        """The page is gone."""
        self.is_there, self.quality = False, None
        for source in self.sources.values():
            source.cover(False)  # what is true of a page that is gone, nobody knows
            source.lose("silent" if cause == "silent" else "ended")

    def learn(self, devices: Devices) -> None:
        """Take from the page why a camera sends nothing."""
        for source in self.sources.values():
            source.cover(devices.covered)
        for track, health in ((Track.FACE, devices.camera), (Track.DOCUMENT, devices.document_camera)):
            if (cause := _CAUSES.get(health)) is not None:
                self.sources[track].lose(cause)

    def rate(self, rating: Rating) -> None:
        """Keep how the page sees the way out."""
        self._rating = rating

    def show(self, grade: Grade) -> None:
        """Send the officer's picture in this grade where the line bears it, over this connection and those to come."""
        self._grade = grade
        if self._peer is not None:
            self._peer.show(self._fitting)

    def send_whole(self) -> None:
        """Do not wait any longer to try the grade that is wished for."""
        self._thrift.try_now()
        self.show(self._grade)

    def ignored(self) -> tuple[Ask, ...]:
        """What was asked for and is not heeded, to be asked again."""
        if self._peer is None:
            return ()
        return tuple(self.asks[track] for track in Track if is_ignored(self.asks[track], self.sources[track].size))

    async def measure(self) -> None:
        """Look at what has come and gone since the last time."""
        meter, rating = self._meter, self._rating
        if meter is None or not self.is_there:
            return
        facts = await meter.facts(limited_by=rating.limited_by)
        if meter is not self._meter:
            return
        now, lost, rtt_ms = time.monotonic(), meter.lost_percent_out, facts.rtt_ms
        if self._grade is not Grade.HELD and self._thrift.follow(lost_percent=lost, rtt_ms=rtt_ms, now=now):
            logger.info("the officer's picture for booth %d is %s", self._booth, self._fitting.name.lower())
            self.show(self._grade)
        out = outward(
            lost_percent=lost if rating.lost_percent is None else rating.lost_percent,
            rtt_ms=rtt_ms if rating.rtt_ms is None else rating.rtt_ms,
            fps=rating.fps,
            kbps=round(meter.kbps_out, 1),
            saves=self._fitting is not self._grade,
        )
        self.quality = Quality(self._booth, now, inward(facts), out)

    @property
    def _fitting(self) -> Grade:
        """What is sent of the grade that is wished for: on a line that is full the sound comes first."""
        return Grade.HELD if self._thrift.saves else self._grade

    async def _close(self) -> None:
        peer, self._peer, self._meter, self.quality = self._peer, None, None, None
        if peer is not None:
            await peer.close()
