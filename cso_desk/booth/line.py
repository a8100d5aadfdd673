"""One booth's WebSocket: what is said to it waits in a short outbox, what it says is checked and counted."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator

from aiohttp import WebSocketError, WSCloseCode, WSMsgType, web
from pydantic import ValidationError

from .messages import FROM_PAGE, Ask, FromPage, Guidance, Hello, Message, Refused, Show, Status

logger = logging.getLogger(__name__)

HEARTBEAT_S = 4.0
HELLO_S = 10.0
MESSAGES_A_SECOND = 30.0
BURST = 120.0
OUTBOX = 256
CLOSE_S = 2.0


class LineEnded(Exception):
    """The line is over; `cause` is a code: closed, silent, enormous, not_understood, too_many, too_slow, stopped."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Line:
    """A WebSocket with an outbox; all of it belongs to the loop's thread."""

    def __init__(self, socket: web.WebSocketResponse, *, caller: str) -> None:
        self.caller = caller
        self._socket = socket
        self._outbox: OrderedDict[object, str] = OrderedDict()
        self._wake = asyncio.Event()
        self._ending: str | None = None
        self._allowance = BURST
        self._heard_at = asyncio.get_running_loop().time()

    @property
    def ending(self) -> str | None:
        """The code for which the line is being ended from this side, None while it is not."""
        return self._ending

    def say(self, message: Message) -> None:
        """Send a message as soon as the line can; of those that tell how things are, only the newest waits."""
        if self._ending is not None:
            return
        key = _replaces(message)
        self._outbox.pop(key, None)
        self._outbox[key] = message.model_dump_json()
        if len(self._outbox) > OUTBOX:
            self.end("too_slow")
        self._wake.set()

    def end(self, code: str) -> None:
        """Say why, and close."""
        if self._ending is not None:
            return
        self._outbox.clear()
        self.say(Refused(code=code))
        self._ending = code
        self._wake.set()

    async def hello(self) -> Hello:
        """The first message, which has to be a hello, soon. Raises LineEnded."""
        try:
            async with asyncio.timeout(HELLO_S):
                message = await self._receive()
        except TimeoutError:
            raise LineEnded("not_understood") from None
        if not isinstance(message, Hello):
            raise LineEnded("not_understood")
        return message

    async def messages(self) -> AsyncIterator[FromPage]:
        """What is said on the line, until LineEnded is raised."""
        while True:
            message = await self._receive()
            if isinstance(message, Hello):
                raise LineEnded("not_understood")
            yield message

    async def write(self) -> None:
        """Send what is in the outbox until the line is ended; to be run beside `messages`."""
        try:
            while True:
                while self._outbox:
                    _, text = self._outbox.popitem(last=False)
                    await self._socket.send_str(text)
                if self._ending is not None:
                    break
                self._wake.clear()
                await self._wake.wait()
        except (ConnectionError, WebSocketError):
            pass
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._socket.close(code=WSCloseCode.POLICY_VIOLATION)
        except TimeoutError:
            logger.info("a line to %s did not close by itself", self.caller)

    async def _receive(self) -> FromPage:
        try:
            message = await self._socket.receive()
        except ConnectionError:  # it answered a ping on a line that had just been cut
            raise LineEnded(self._ending or "closed") from None
        if self._ending is not None:
            raise LineEnded(self._ending)
        if message.type is WSMsgType.TEXT:
            self._count()
            try:
                return FROM_PAGE.validate_json(message.data)
            except ValidationError:
                raise LineEnded("not_understood") from None
        if message.type is WSMsgType.BINARY:
            raise LineEnded("not_understood")
        if isinstance(message.data, WebSocketError) and message.data.code == WSCloseCode.MESSAGE_TOO_BIG:
            raise LineEnded("enormous")
        raise LineEnded("silent" if self._socket.close_code == WSCloseCode.ABNORMAL_CLOSURE else "closed")

    def _count(self) -> None:
        """Spend one message of the allowance. Raises LineEnded where there is none left."""
        now = asyncio.get_running_loop().time()
        self._allowance = min(self._allowance + (now - self._heard_at) * MESSAGES_A_SECOND, BURST) - 1
        self._heard_at = now
        if self._allowance < 0:
            raise LineEnded("too_many")


def _replaces(message: Message) -> object:
    """What an unsent message of the same key is replaced by; all others are sent in order."""
    if isinstance(message, Ask):
        return Ask, message.track
    if isinstance(message, Status | Guidance | Show):
        return type(message)
    return object()
