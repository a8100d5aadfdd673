"""Workers, the whole service and PostgreSQL are killed while a desk decides: nothing is lost, nothing comes twice."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import psutil
import pytest

from tests.central.services import PATIENCE_S, Service, service
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import OFFICER, Table, waiting_claims
from tests.contract.running import LongAccess, require_nothing_lost_or_doubled, seated
from tests.postgres import DURABLE, PostgresServer, free_port, postgres_server, prepared

KILLS = int(os.environ.get("CSO_KILLS", "3"))
CLAIMS = 24 + 3 * KILLS


class House:
    """PostgreSQL with fsync on and two workers, on ports that stay the same however often they die."""

    def __init__(self, folder: Path, server: PostgresServer) -> None:
        self._folder = folder
        self._server = server
        self._port = free_port()
        self._running = ExitStack()
        self.database = server.url("claims")
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        told = ("--workers", "2", "--log", "quiet", "--port", str(self._port))
        self._service: Service = self._running.enter_context(service(self._folder, self.database, *told))
        assert self._service.url.startswith("http"), self._service.said()

    def stop(self) -> None:
        self._running.close()

    def kill_a_worker(self, chance: Random) -> None:
        workers = self._service.workers()
        if workers:
            chance.choice(workers).kill()

    def kill_the_service(self, _chance: Random) -> None:
        first = psutil.Process(self._service.process.pid)
        first.suspend()  # so that it starts no other worker meanwhile
        processes = [first, *self._service.workers()]
        for process in processes:
            process.kill()
        psutil.wait_procs(processes[1:], PATIENCE_S)
        self._service.process.wait(PATIENCE_S)
        self.stop()
        self.start()

    def kill_postgresql(self, _chance: Random) -> None:
        self._server.stop(signal.SIGKILL)
        self._server.start()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with postgres_server(**DURABLE) as server:
        server.execute("CREATE DATABASE claims")
        prepared(server.url("claims"))
        house = House(tmp_path, server)
        yield house
        house.stop()


@pytest.fixture
def furnished(house: House, tmp_path: Path) -> Iterator[RealCentre]:
    with real_centre(house.database, tmp_path, lambda: datetime.now(UTC)) as centre:
        centre.store.add_claims(waiting_claims(CLAIMS))
        yield centre


def test_no_kill_of_the_centre_loses_a_decision_or_doubles_one(
    house: House, furnished: RealCentre, tmp_path: Path
) -> None:
    path = tmp_path / OFFICER.desk / "desk.db"
    signed_in = furnished.sign_in(OFFICER)
    table = seated(path, OFFICER, signed_in)
    chance = Random(KILLS)
    kinds: list[Callable[[Random], None]] = [house.kill_a_worker, house.kill_the_service, house.kill_postgresql]
    try:
        table.connect(house.url, access=LongAccess(furnished, OFFICER, signed_in), deadline_s=5.0)
        table.heard.until(lambda: table.view.waiting[0].count == CLAIMS)
        for kill in range(KILLS):
            decide_some(table, chance)
            kinds[kill % len(kinds)](chance)
        table.settle()
    finally:
        table.close()
    assert require_nothing_lost_or_doubled(furnished, path) >= KILLS


def decide_some(table: Table, chance: Random) -> None:
    """As many of the six booths as it happens, while whatever came before may still be on its way."""
    for booth in chance.sample(range(1, 7), chance.randint(1, 3)):
        shown = table.view.booths[booth - 1]
        if shown is None or not shown.claim.is_open:
            table.serve_one(booth)
        else:  # the centre had not lent it yet when it was to be decided
            table.decide(booth=booth)
    told = chance.randint(0, 3)
    before = len(table.heard.statuses)
    table.heard.until(lambda: len(table.heard.statuses) >= before + told)
