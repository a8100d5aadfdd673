"""Serves the centre: in this process, or in several workers on one listening socket."""

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import IO, NoReturn, TextIO

from sqlalchemy import Engine

from cso_desk.central.accounts.keys import CentreKeys
from cso_desk.central.audit.checkpoints import read_key
from cso_desk.central.audit.restore_guard import require_no_restore
from cso_desk.central.audit.witness import WitnessFolder
from cso_desk.central.centre import Centre, Choices, blob_store_at
from cso_desk.central.database import open_engine
from cso_desk.central.schema_version import require_schema
from cso_desk.central.service.heap import share_one_heap
from cso_desk.central.service.server import Server as Server
from cso_desk.central.service.settings import Settings
from cso_desk.central.service.workers import Workers, announcement
from cso_desk.claims.dates import JAKARTA

_LEAST_CONNECTIONS = 3
_GARBAGE_AT = 7_000


def serve(settings: Settings, *, leash: TextIO | None = None) -> None:
    """Serve until told to stop (SIGINT, SIGTERM); says on stdout, in one line, where it listens once it does.

    Port 0 takes a free one. With a `leash` it also ends when that closes: when whoever started it is gone. Raises
    what a database or a place that cannot be used raises: SQLAlchemyError, OldSchema, NewerSchema, Restored,
    WitnessDamaged, BadKey, OSError, and WorkersFailed.
    """
    share_one_heap()
    gc.set_threshold(_GARBAGE_AT)  # little of what a call makes goes in circles: the usual 700 looks ten times as often
    share = max(_LEAST_CONNECTIONS, 2 * (os.cpu_count() or 1) // settings.workers)
    engine = open_engine(settings.database, connections=share)
    try:
        _look_at_database(engine, settings)
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        with socket.create_server((settings.host, settings.port), family=family) as listener:
            _serve_on(listener, settings, engine, leash)
    finally:
        engine.dispose()


def _serve_on(listener: socket.socket, settings: Settings, engine: Engine, leash: TextIO | None) -> None:
    """Build the service once, with no connection open and no thread at work yet, and let it serve."""
    centre = Centre(engine, _keys(settings), blob_store_at(settings.blobs), choices=_choices(settings))
    app = centre.app()
    app.state.scrapers = settings.scrapers
    server = Server(app, certificate=settings.certificate, key=settings.key)
    line = announcement(listener, is_tls=settings.certificate is not None)

    def work(held: IO[bytes] | None, say: Callable[[str], object]) -> None:
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, _end)  # uvicorn raises the signal that has ended it once more when all is closed
        server.on_listening = lambda: say(line)
        centre.start()
        try:
            if held is not None:
                threading.Thread(target=server.end_with, args=(held,), name="leash", daemon=True).start()
            server.run([listener])
        finally:
            centre.stop()
            engine.dispose()

    if settings.workers == 1:
        work(None if leash is None else leash.buffer, _say)
    else:
        engine.dispose()
        gc.collect()
        gc.freeze()  # what is there now is never looked through again, so that it stays in shared memory
        Workers(listener, work, settings.workers, leash=leash, line=line).run()


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


def _keys(settings: Settings) -> CentreKeys:
    before = settings.secret_before.encode() if settings.secret_before else None
    return CentreKeys(settings.secret.encode(), before)


def _choices(settings: Settings) -> Choices:
    key = None if settings.checkpoint_key is None else read_key(settings.checkpoint_key)
    return Choices(checkpoint_key=key, witness=settings.witness, oidc=settings.oidc)


def _look_at_database(engine: Engine, settings: Settings) -> None:
    """Whether it may be served from: its schema, and whether it is the one that was witnessed."""

    def now() -> datetime:
        return datetime.now(JAKARTA)

    require_schema(engine, now)
    require_no_restore(engine, None if settings.witness is None else WitnessFolder(settings.witness), now=now)


def _end(_told: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
