"""One simulated booth: comes back for ever, shows what it is asked for, and lets its player act."""

import asyncio
import logging
import math
import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import av

from cso_desk.booth.messages import Answer, Ask, Devices, Health, Message, TakeStill, ToPage, Track
from cso_desk.booth.sound import Pcm

from .line import Conversation, DeskLine, LineCut, RefusedByDesk
from .media import BoothMedia, Lens
from .voice import Voice

logger = logging.getLogger(__name__)

FIRST_REST_S = 0.3
LONGEST_REST_S = 2.0
_LOOK_S = 1.0
_SILENT_LOOKS = 3
"""The desk sends sound all the time, silence too: so long without any, and the connection is dead."""
_FINAL = frozenset(("not_paired", "taken", "old_page", "wrong_code"))


class Player(Protocol):
    """Who acts in a booth; used on the network's loop."""

    def begin(self, say: Callable[[Message], None]) -> None:
        """The desk is there, and is told things by `say` until `pause`."""

    def hear(self, message: ToPage) -> None:
        """The desk says something."""

    def pause(self) -> None:
        """The desk is not there any more."""


class SimulatedBooth:
    """A booth as a peer without a browser.

    `code` makes it a booth once; then it comes back by its token, for ever, until the desk does not want it any more.
    """

    def __init__(
        self,
        desk: str,
        pin: str,
        code: str,
        *,
        lenses: dict[Track, Lens],
        voice: Callable[[int], Voice] = Voice,
        player: Player | None = None,
        heeds: Callable[[Ask], Ask] = lambda ask: ask,
        on_heard: Callable[[Pcm], object] | None = None,
        on_officer: Callable[[av.VideoFrame], object] = lambda frame: None,
    ) -> None:
        self._desk, self._pin, self._code = desk, pin, code
        self._lenses, self._voice_of, self._player = lenses, voice, player
        self._heeds, self._on_heard, self._on_officer = heeds, on_heard, on_officer
        self._token = ""
        self._media: BoothMedia | None = None
        self._conversation: Conversation | None = None
        self._work: set[asyncio.Task[None]] = set()
        self._run: asyncio.Task[None] | None = None
        self.booth = 0
        self.refused = ""
        """Why the desk does not want this booth."""

    async def run(self) -> None:
        """Be the booth until the desk does not want it, or until it is cancelled."""
        self._run = asyncio.current_task()
        tries = 0
        async with DeskLine(self._desk, self._pin) as line:
            while True:
                tried_at = time.monotonic()
                try:
                    if not self._token:
                        self._token = (await line.pair(self._code)).token
                    async with line.open(self._token) as conversation:
                        tries, tried_at = 0, math.inf
                        await self._converse(conversation)
                except RefusedByDesk as refused:
                    logger.warning("the desk refuses booth %d: %s", self.booth, refused.code)
                    if refused.code in _FINAL:
                        self.refused = refused.code
                        return
                except LineCut as cut:
                    logger.info("the line of booth %d is cut: %s", self.booth, cut)
                rest_s = min(FIRST_REST_S * 2.0**tries, LONGEST_REST_S) * random.uniform(0.5, 1.0)
                hung_s = max(time.monotonic() - tried_at, 0.0)
                await asyncio.sleep(max(rest_s - hung_s, 0.0))  # a try that hung has waited already
                tries += 1

    async def stop(self) -> None:
        """End `run`, and wait until nothing is left of it."""
        if self._run is not None:
            self._run.cancel()
            await asyncio.gather(self._run, return_exceptions=True)

    async def reconnect(self) -> None:
        """Make the pictures and the sound anew, as a page does whose connection failed."""
        await self._close_media()
        if self._conversation is not None:
            await self._open_media(self._conversation)

    async def _converse(self, conversation: Conversation) -> None:
        self.booth, self._conversation = conversation.booth, conversation
        try:
            health = {track: Health.GOOD if track in self._lenses else Health.MISSING for track in Track}
            devices = Devices(camera=health[Track.FACE], microphone=Health.GOOD, document_camera=health[Track.DOCUMENT])
            await conversation.say(devices)
            await self._open_media(conversation)
            self._begin(self._watch())
            if self._player is not None:
                self._player.begin(self._say)
            while True:
                await self._take(await conversation.hear())
        finally:
            self._conversation = None
            if self._player is not None:
                self._player.pause()
            for task in tuple(self._work):
                task.cancel()
            await self._close_media()

    async def _watch(self) -> None:
        """Make a connection anew over which nothing comes any more."""
        before, silent = None, 0
        while True:
            await asyncio.sleep(_LOOK_S)
            now = self._media, self._media.heard if self._media is not None else 0
            before, silent = now, silent + 1 if now == before else 0
            if silent >= _SILENT_LOOKS:
                logger.info("booth %d hears nothing and connects anew", self.booth)
                silent = 0
                with suppress(LineCut):
                    await self.reconnect()

    async def _take(self, message: ToPage) -> None:
        match message:
            case Answer() if self._media is not None:
                await self._media.take_answer(message.sdp)
            case Ask() if self._media is not None:
                self._media.heed(message)
            case TakeStill() if self._media is not None:
                self._begin(self._media.send_still(message))
            case _ if self._player is not None:
                self._player.hear(message)

    async def _open_media(self, conversation: Conversation) -> None:
        self._media = BoothMedia(
            self._lenses,
            self._voice_of(conversation.booth),
            heeds=self._heeds,
            on_heard=self._on_heard,
            on_officer=self._on_officer,
        )
        await conversation.say(await self._media.offer())

    async def _close_media(self) -> None:
        media, self._media = self._media, None
        if media is not None:
            await media.close()

    def _say(self, message: Message) -> None:
        if self._conversation is not None:
            self._begin(self._send(self._conversation, message))

    async def _send(self, conversation: Conversation, message: Message) -> None:
        try:
            await conversation.say(message)
        except LineCut:
            logger.info("booth %d could not say what it wanted", self.booth)

    def _begin(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
