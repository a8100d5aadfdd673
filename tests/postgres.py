"""A real PostgreSQL for the tests: one server a session, started when first asked for, and a fresh database a test."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cso_desk.central.database import open_engine
from cso_desk.central.schema_version import prepare

_START_S = 30.0
_LOOK_S = 0.02
_STOP_S = 15.0
_ADMINISTRATOR = "postgres"
_PR_SET_PDEATHSIG = 1

ORDINARY = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Settings of a server whose disk may forget: quicker, and the same to look at."""

DURABLE = {"fsync": "on", "full_page_writes": "on"}
"""Settings of a server that keeps its word through a kill."""


class PostgresServer:
    """A PostgreSQL in a folder of its own on a free port of loopback; it dies with the process that started it.

    Start it from a thread that lives as long as the server shall: the system ends it with that thread.
    """

    def __init__(self, **settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cso-desk-postgres-"))
        self.port = 0
        self._data = self.folder / "data"
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._count = count(1)
        if self._account:
            shutil.chown(self.folder, self._account, self._account)
        made = [_program("initdb"), "-D", str(self._data), "-U", _ADMINISTRATOR, "-A", "trust", "-E", "UTF8"]
        self._run([*made, "--locale=C.UTF-8", "--no-sync"])

    @property
    def pid(self) -> int:
        """The server's first process; raises RuntimeError where it is not running."""
        if self._process is None:
            raise RuntimeError("the server is not running")
        return self._process.pid

    def url(self, name: str) -> str:
        """The address of a database, as SQLAlchemy reads it."""
        return f"postgresql+psycopg://{_ADMINISTRATOR}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start, and wait until it answers; keeps its port when it is started again."""
        self.port = self.port or free_port()
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder), **self._settings}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                [_program("postgres"), "-D", str(self._data), "-p", str(self.port), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
                **self._as_account(),
            )
        self._wait_until_it_answers(self._process)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop: SIGINT in order, SIGQUIT at once, SIGKILL as a machine that dies; harmless when it is not running."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        if how is signal.SIGKILL:
            self._wait_until_nobody_answers()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Every process of the server stands still, as a disk that hangs does."""
        processes = self._pids()
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in processes:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """A fresh database, dropped at the end whoever still looks at it; yields its address."""
        name = f"test_{next(self._count)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            if self._process is not None:
                self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement as the server's administrator, outside a transaction; returns its rows."""
        with self._connect(database) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Stop for good and remove the folder."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _connect(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        where = {"host": "127.0.0.1", "port": self.port, "user": _ADMINISTRATOR, "dbname": database}
        return psycopg.connect(autocommit=True, connect_timeout=5, **where)  # type: ignore[arg-type]  # one dict of both

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _START_S
        while True:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if process.poll() is None and time.monotonic() < until:
                    time.sleep(_LOOK_S)
                    continue
                self.stop(signal.SIGQUIT)
                raise RuntimeError(f"PostgreSQL did not start: {self._said()}") from None
            return

    def _wait_until_nobody_answers(self) -> None:
        """The children of a server that was killed end by themselves; until then a new one does not start."""
        until = time.monotonic() + _STOP_S
        while self._pids() and time.monotonic() < until:
            time.sleep(_LOOK_S)

    def _pids(self) -> list[int]:
        """The processes of this server: those that work in its folder."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (process / "cwd").resolve() == self._data.resolve():
                    found.append(int(process.name))
        return found

    def _said(self) -> str:
        return (self.folder / "postgres.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def _run(self, command: list[str]) -> None:
        ended = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, **self._as_account())
        if ended.returncode:
            raise RuntimeError(f"{command[0]} failed: {ended.stderr}")

    @property
    def _account(self) -> str:
        """Whose processes they are: PostgreSQL refuses to be root's."""
        return "postgres" if os.geteuid() == 0 else ""

    def _as_account(self) -> dict[str, Any]:
        if not self._account:
            return {}
        home = {"HOME": str(self.folder), "PATH": os.environ.get("PATH", "")}
        return {"user": self._account, "group": pwd.getpwnam(self._account).pw_gid, "extra_groups": [], "env": home}


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The session's PostgreSQL; a database named `ready` has the newest schema and is there to be copied."""
    with postgres_server(**ORDINARY) as server:
        server.execute("CREATE DATABASE ready")
        prepared(server.url("ready"))
        yield server


@pytest.fixture(scope="session")
def _ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ready") / "centre.db"
    prepared(f"sqlite:///{file}")
    return file


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A fresh database of PostgreSQL with the newest schema and nothing in it."""
    with postgres.database("ready") as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A fresh database of PostgreSQL without any tables."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database with the newest schema and nothing in it: once of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    file = tmp_path / "database_url.db"
    shutil.copyfile(request.getfixturevalue("_ready_sqlite"), file)
    return f"sqlite:///{file}"


@contextmanager
def postgres_server(**settings: str) -> Iterator[PostgresServer]:
    """A server of one's own, running: for tests that stop or kill it."""
    server = PostgresServer(**settings)
    try:
        server.start()
        yield server
    finally:
        server.close()


def prepared(url: str) -> None:
    """Bring a database to the newest schema."""
    engine = open_engine(url)
    prepare(engine, lambda: datetime.now(UTC))
    engine.dispose()


def _program(name: str) -> str:
    def version(folder: Path) -> tuple[int, ...]:
        return tuple(int(part) for part in folder.parent.name.split(".") if part.isdecimal())

    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    for found in (*(str(folder / name) for folder in folders), shutil.which(name)):
        if found and os.access(found, os.X_OK):
            return found
    pytest.fail(f"PostgreSQL's {name} is not on this machine: run scripts/setup test", pytrace=False)


def free_port() -> int:
    """A port of loopback that nobody listens at just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


_prctl: Callable[..., int] | None = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Runs in the new process: when the tests die, however they do, the server ends at once."""
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, int(signal.SIGQUIT))
