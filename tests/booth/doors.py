"""A booths' server on loopback, and browsers that knock at it, for the tests."""

import asyncio
import json
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from cso_desk.booth.certificate import desk_certificate
from cso_desk.booth.messages import VERSION, Hello, Message, Welcome
from cso_desk.booth.page_files import LIST, list_of, page_files
from cso_desk.booth.pairing import Pairing
from cso_desk.booth.server import BoothServer
from cso_desk.network import NetworkLoop

T = TypeVar("T")
PATIENCE_S = 40.0
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class News:
    """What was announced, in order, by any thread; a test waits here for a fact."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self._condition = threading.Condition()

    def hear(self, *what: Any) -> None:
        with self._condition:
            self.told.append(what)
            self._condition.notify_all()

    def until(self, fact: Callable[[], object]) -> None:
        with self._condition:
            assert self._condition.wait_for(fact, PATIENCE_S), self.told

    def wait_for(self, *what: Any) -> None:
        self.until(lambda: what in self.told)


class Door:
    """A server without media; `clock` moves only when told."""

    def __init__(self, folder: Path, page: Path, network: NetworkLoop) -> None:
        self.news = News()
        self.time = 0.0
        self.network = network
        certificate = desk_certificate(folder, NOW)
        self.pairing = Pairing(folder, booths=6, pin=certificate.pin, clock=lambda: self.time, now=lambda: NOW)
        files = page_files(page)
        self.page = list_of(files).tag
        self.server = BoothServer(
            self.pairing,
            {**files, LIST: list_of(files)},
            welcome=lambda booth: Welcome(booth=booth, branch="KC Contoh", officer="Ibu Ratih"),
            on_connected=lambda booth, hello: self.news.hear("connected", booth, hello.language),
            on_message=lambda booth, message: self.news.hear("said", booth, message),
            on_gone=lambda booth, cause: self.news.hear("gone", booth, cause),
            on_refused=lambda booth, code: self.news.hear("refused", booth, code),
        )
        self._context = certificate.server_context()
        self.port = 0

    def start(self, port: int = 0) -> None:
        self.port = self.run(self.server.start("127.0.0.1", port, self._context))

    def stop(self) -> None:
        self.run(self.server.stop())

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.network.submit(coroutine).result(PATIENCE_S)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    async def post(self, content: str | bytes, **headers: str) -> tuple[int, Any]:
        sent = {"Origin": self.url, **headers}
        async with session() as http, http.post(f"{self.url}/pair", data=content, headers=sent) as answer:
            body = await answer.read()
            return answer.status, json.loads(body) if body else None

    def pair(self, booth: int) -> str:
        """A token of a browser that is this booth now."""
        code = self.pairing.code(booth).text
        status, body = self.run(self.post(json.dumps({"code": code})))
        assert (status, body["booth"]) == (200, booth)
        return str(body["token"])

    @asynccontextmanager
    async def socket(self, origin: str | None = None) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        headers = {"Origin": self.url if origin is None else origin}
        async with session() as http, http.ws_connect(f"{self.url}/ws", headers=headers, max_msg_size=0) as socket:
            yield socket

    @asynccontextmanager
    async def browser(self, token: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """A browser that said hello and was welcomed."""
        async with self.socket() as socket:
            await say(socket, Hello(version=VERSION, token=token))
            assert (await heard(socket))["type"] == "welcome"
            yield socket


def session() -> aiohttp.ClientSession:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context, force_close=True))


async def say(socket: aiohttp.ClientWebSocketResponse, message: Message | dict[str, Any]) -> None:
    text = message.model_dump_json() if isinstance(message, Message) else json.dumps(message)
    await socket.send_str(text)


async def heard(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """The next message; `{"type": "closed"}` at the end."""
    message = await asyncio.wait_for(socket.receive(), PATIENCE_S)
    if message.type is aiohttp.WSMsgType.TEXT:
        told: dict[str, Any] = json.loads(message.data)
        return told
    return {"type": "closed", "code": socket.close_code}


async def refusal(socket: aiohttp.ClientWebSocketResponse) -> str:
    """With which code the line is ended; what else is said before does not count."""
    while (message := await heard(socket))["type"] != "refused":
        assert message["type"] != "closed", message
    assert (await heard(socket))["type"] == "closed"
    return str(message["code"])


def wait_until(fact: Callable[[], object]) -> None:
    """Look until a fact is true that nobody announces."""
    end = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not fact():
        assert time.monotonic() < end
        pause.wait(0.01)
