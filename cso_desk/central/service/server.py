"""The HTTP server of one process."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO

import anyio.to_thread
import uvicorn
from fastapi import FastAPI

_GRACE_S = 1
_KEEP_S = 75
_THREADS = 24


class Server(uvicorn.Server):
    """A uvicorn that says when it listens: it calls `on_listening`."""

    def __init__(self, app: FastAPI, *, certificate: Path | None = None, key: Path | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_GRACE_S,
                timeout_keep_alive=_KEEP_S,
                lifespan="on",
                ssl_certfile=certificate,
                ssl_keyfile=key,
                server_header=False,
            )
        )
        self.config.load()  # here, so that workers that are forked later have it
        self._app = app
        self.on_listening: Callable[[], object] = lambda: None

    def end_with(self, leash: IO[bytes]) -> None:
        """Wait until the leash closes, then end."""
        while os.read(leash.fileno(), 4096):  # its own buffer would be locked by this thread when the process ends
            pass
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then announce."""
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        await super().startup(sockets)
        if self.started:
            self.on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer the held polls, then stop."""
        self._app.state.feeds.ring_out()
        await super().shutdown(sockets)
