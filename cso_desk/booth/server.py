"""The booths' server: the page, the pairing and the WebSockets, over TLS; what is not paired gets nothing."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable, Mapping

from aiohttp import web
from pydantic import ValidationError

from .line import CLOSE_S, HEARTBEAT_S, Line, LineEnded
from .messages import (
    MAX_MESSAGE_BYTES,
    VERSION,
    FromPage,
    Hello,
    Message,
    PairAnswer,
    PairRefused,
    PairRequest,
    Refused,
    Welcome,
)
from .page_files import HEADERS, LIST, PageFile
from .pairing import NotPaired, Pairing

logger = logging.getLogger(__name__)

MAX_PAIR_BYTES = 4 << 10
MAX_STRANGERS = 32
_PAIR_STATUS = {"wrong_code": 403, "too_many_tries": 429}


class BoothServer:
    """Serves the booths of one desk; made, used and stopped on the network's loop.

    `on_connected(booth, hello)`, `on_message(booth, message)` and `on_gone(booth, cause)` are called there, in order
    for each booth, `on_refused(booth, code)` with what was refused to whom, None for a stranger; none of them may wait.
    `welcome` says what a booth is greeted with.
    """

    def __init__(
        self,
        pairing: Pairing,
        page: Mapping[str, PageFile],
        *,
        welcome: Callable[[int], Welcome],
        on_connected: Callable[[int, Hello], None],
        on_message: Callable[[int, FromPage], None],
        on_gone: Callable[[int, str], None],
        on_refused: Callable[[int | None, str], object],
    ) -> None:
        self._pairing, self._page, self._welcome = pairing, page, welcome
        self._on_connected, self._on_message, self._on_gone = on_connected, on_message, on_gone
        self._on_refused = on_refused
        self._lines: dict[int, Line] = {}
        self._strangers = 0
        self._runner: web.AppRunner | None = None
        self._writing: dict[asyncio.Task[None], Line] = {}

    async def start(self, host: str, port: int, context: ssl.SSLContext) -> int:
        """Serve; returns the port, which is a free one where `port` is 0. Raises OSError."""
        application = web.Application(client_max_size=MAX_PAIR_BYTES)
        application.router.add_post("/pair", self._pair)
        application.router.add_get("/ws", self._socket)
        application.router.add_get("/{path:.*}", self._file)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, host, port, ssl_context=context)
            await site.start()
        except OSError:
            await self.stop()
            raise
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """End every line and stop serving; harmless when not started."""
        for line in self._writing.values():
            line.end("stopped")
        if self._writing:
            await asyncio.wait(tuple(self._writing), timeout=CLOSE_S)
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    def say(self, booth: int, message: Message) -> None:
        """Send a message to a booth; one that is not connected gets nothing."""
        if (line := self._lines.get(booth)) is not None:
            line.say(message)

    def end(self, booth: int, code: str) -> None:
        """End the line of a booth and say why; nothing where there is none."""
        if (line := self._lines.get(booth)) is not None:
            line.end(code)

    async def _file(self, request: web.Request) -> web.Response:
        file = self._page.get(request.path)
        if file is None:
            return web.Response(status=404, headers=HEADERS)
        if request.headers.get("If-None-Match") == file.tag:
            return web.Response(status=304, headers=file.headers)
        return web.Response(body=file.content, headers=file.headers)

    async def _pair(self, request: web.Request) -> web.Response:
        if not _same_origin(request):
            return web.Response(status=403, headers=HEADERS)
        try:
            asked = PairRequest.model_validate_json(await request.read())
        except (ValidationError, web.HTTPRequestEntityTooLarge):
            return _json(PairRefused(code="not_understood"), 400)
        caller = request.remote or ""
        try:
            paired = await asyncio.to_thread(self._pairing.redeem, asked.code, caller=caller)
        except NotPaired as refused:
            logger.warning("a pairing code from %s is refused: %s", caller, refused.code)
            self._on_refused(None, refused.code)
            return _json(PairRefused(code=refused.code), _PAIR_STATUS[refused.code])
        except OSError as fault:
            logger.error("the pairing is not kept: %s", fault.strerror)
            return _json(PairRefused(code="not_kept"), 500)
        self.end(paired.booth, "not_paired")
        logger.info("booth %d is paired from %s", paired.booth, caller)
        return _json(PairAnswer(booth=paired.booth, token=paired.token), 200)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not _same_origin(request):
            return web.Response(status=403, headers=HEADERS)
        if self._strangers >= MAX_STRANGERS:
            return web.Response(status=503, headers=HEADERS)
        socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT_S, max_msg_size=MAX_MESSAGE_BYTES, compress=False, timeout=1.0
        )
        try:
            await socket.prepare(request)
        except ConnectionError:  # it did not wait for us
            return socket
        line = Line(socket, caller=request.remote or "")
        writing = asyncio.create_task(line.write())
        self._writing[writing] = line
        try:
            await self._serve(line)
        finally:
            line.end("stopped")
            with contextlib.suppress(asyncio.CancelledError):
                await writing
            del self._writing[writing]
        return socket

    async def _serve(self, line: Line) -> None:
        """Hear who it is, then what it says, until the line ends."""
        self._strangers += 1
        try:
            hello = await line.hello()
            booth = await self._known(hello)
        except LineEnded as ended:
            logger.warning("a line from %s is refused: %s", line.caller, ended.cause)
            line.end(ended.cause)
            return
        finally:
            self._strangers -= 1
        if (before := self._lines.pop(booth, None)) is not None:
            before.end("taken")
            self._gone(booth, "taken")
        self._lines[booth] = line
        line.say(self._welcome(booth))
        logger.info("booth %d is connected from %s", booth, line.caller)
        self._on_connected(booth, hello)
        cause = "stopped"
        try:
            async for message in line.messages():
                self._on_message(booth, message)
        except LineEnded as ended:
            cause = ended.cause
            line.end(cause)
        finally:
            if self._lines.get(booth) is line:
                del self._lines[booth]
                self._gone(booth, cause)

    async def _known(self, hello: Hello) -> int:
        """The booth that says hello. Raises LineEnded."""
        booth = await asyncio.to_thread(self._pairing.booth_of, hello.token)
        if hello.version != VERSION or not self._gave_out(hello.page):
            if booth is not None:
                self._on_refused(booth, "old_page")
            raise LineEnded("old_page")
        if booth is None:
            raise LineEnded("not_paired")
        return booth

    def _gave_out(self, page: str) -> bool:
        """Whether this is the page of this desk, and not one that a browser has kept since before an update."""
        listed = self._page.get(LIST)
        return page == "" or listed is None or page == listed.tag

    def _gone(self, booth: int, cause: str) -> None:
        logger.info("booth %d is gone: %s", booth, cause)
        self._on_gone(booth, cause)


def _same_origin(request: web.Request) -> bool:
    """Whether a request comes from the page that this very server gave out."""
    return request.headers.get("Origin") == f"https://{request.host}"


def _json(message: Message | Refused, status: int) -> web.Response:
    return web.Response(
        text=message.model_dump_json(),
        status=status,
        headers={**HEADERS, "Content-Type": "application/json", "Cache-Control": "no-store"},
    )
