"""A simulated booth's line to the desk: pairing and WebSocket, with the desk known by its pin alone."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import aiohttp
from pydantic import TypeAdapter, ValidationError

from cso_desk.booth.certificate import pin_of
from cso_desk.booth.messages import (
    VERSION,
    Hello,
    Message,
    PairAnswer,
    PairRefused,
    PairRequest,
    Refused,
    ToPage,
    Welcome,
)

logger = logging.getLogger(__name__)

_FROM_DESK: TypeAdapter[ToPage] = TypeAdapter(ToPage)
_TIMEOUT = aiohttp.ClientTimeout(total=10)
_HELLO_S = 5.0  # as in the page
_HEARTBEAT_S = 4.0
_GOODBYE_S = 0.25  # TLS says goodbye after aiohttp has closed (its documentation, "Graceful Shutdown")


class RefusedByDesk(Exception):
    """The desk does not want this booth; `code` is that of Refused or PairRefused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LineCut(Exception):
    """The desk is not there, or not there any more."""


class _Pin(aiohttp.Fingerprint):
    """Knows a desk by the pin of its key, as a browser does that is started with it."""

    def __init__(self, pin: str) -> None:
        super().__init__(bytes(32))
        self._pin = pin

    def check(self, transport: asyncio.Transport) -> None:
        """Raise ServerFingerprintMismatch where it is another desk."""
        certificate = transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        if pin_of(certificate) != self._pin:
            host, port, *_ = transport.get_extra_info("peername")
            raise aiohttp.ServerFingerprintMismatch(self.fingerprint, b"", host, port)


class DeskLine:
    """Where a desk is and by which pin it is known; `desk` is such as "https://10.0.0.5:8443"."""

    def __init__(self, desk: str, pin: str) -> None:
        self._desk = desk.rstrip("/")
        self._pin = _Pin(pin)
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(headers={"Origin": self._desk}, timeout=_TIMEOUT)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._http is not None
        await self._http.close()
        await asyncio.sleep(_GOODBYE_S)

    async def pair(self, code: str) -> PairAnswer:
        """Redeem a one-time code. Raises RefusedByDesk and LineCut."""
        assert self._http is not None
        try:
            body = PairRequest(code=code).model_dump_json()
            async with self._http.post(f"{self._desk}/pair", data=body, ssl=self._pin) as answer:
                content = await answer.read()
                if answer.status == 200:
                    return PairAnswer.model_validate_json(content)
                raise RefusedByDesk(PairRefused.model_validate_json(content).code)
        except (aiohttp.ClientError, TimeoutError, ValidationError) as fault:
            raise LineCut(type(fault).__name__) from fault

    @asynccontextmanager
    async def open(self, token: str) -> AsyncIterator["Conversation"]:
        """Say hello and be welcomed. Raises RefusedByDesk and LineCut."""
        assert self._http is not None
        try:
            async with asyncio.timeout(_HELLO_S) as patience:
                async with self._http.ws_connect(
                    f"{self._desk}/ws", ssl=self._pin, heartbeat=_HEARTBEAT_S, max_msg_size=0
                ) as socket:
                    conversation = Conversation(socket)
                    await conversation.say(Hello(version=VERSION, token=token))
                    welcome = await conversation.hear()
                    if not isinstance(welcome, Welcome):
                        raise LineCut(type(welcome).__name__)
                    conversation.booth = welcome.booth
                    patience.reschedule(None)
                    yield conversation
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as fault:
            raise LineCut(type(fault).__name__) from fault


class Conversation:
    """One open WebSocket; `booth` is which booth one is."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.booth = 0

    async def say(self, message: Message) -> None:
        """Send a message. Raises LineCut."""
        try:
            await self._socket.send_str(message.model_dump_json())
        except (ConnectionError, aiohttp.ClientError) as fault:
            raise LineCut(type(fault).__name__) from fault

    async def hear(self) -> ToPage:
        """The next message. Raises RefusedByDesk and LineCut."""
        while True:
            message = await self._socket.receive()
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise LineCut(message.type.name.lower())
            try:
                told = _FROM_DESK.validate_json(message.data)
            except ValidationError:
                continue  # of a later version
            if isinstance(told, Refused):
                raise RefusedByDesk(told.code)
            return told

    async def close(self) -> None:
        """End the line."""
        await self._socket.close()
