"""The centre as a service: it starts and ends in order, keeps workers alive, and is well when its database is again."""

import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psutil
import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select

from cso_desk.central.schema import branch_log, claim, op_result
from cso_desk.wire import chain
from cso_desk.wire.credentials import SignedIn, op_proof
from tests.central.services import PATIENCE_S, Service, certificate, service
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import BRANCH, OFFICER, waiting_claims
from tests.postgres import DURABLE, PostgresServer, postgres_server, prepared

WORKERS = ("--workers", "2", "--log", "quiet")


def until(fact: Any) -> None:
    """Wait for a fact; the test's own time limit ends it."""
    while not fact():
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("workers", "told"), [("1", signal.SIGTERM), ("1", signal.SIGINT), ("2", signal.SIGTERM), ("2", signal.SIGINT)]
)
def test_the_service_says_where_it_listens_and_ends_when_told(
    tmp_path: Path, postgres_url: str, workers: str, told: signal.Signals
) -> None:
    with service(tmp_path, postgres_url, "--workers", workers, "--log", "text") as running:
        assert running.url.startswith("http://127.0.0.1:")
        assert running.get("/v1/health").json() == {"status": "ok", "api": 1, "epoch": 1}
        children = running.workers()
        assert len(children) == (0 if workers == "1" else 2)
        running.process.send_signal(told)
        assert running.ended() == 0
        assert not any(child.is_running() for child in children)
        assert running.said().count("Finished server process") == int(workers)
        assert not re.search("WARNING|ERROR|CRITICAL|Traceback", running.said())
        assert running.process.stdout is not None
        assert running.process.stdout.read() == ""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_service_ends_when_its_leash_does(tmp_path: Path, postgres_url: str, workers: str) -> None:
    with service(tmp_path, postgres_url, "--workers", workers, leash=True) as running:
        children = running.workers()
        assert running.process.stdin is not None
        running.process.stdin.close()
        assert running.ended() == 0
        assert not any(child.is_running() for child in children)


def test_on_sqlite_one_process_serves(tmp_path: Path) -> None:
    with service(tmp_path, f"sqlite:///{tmp_path / 'centre.db'}", "--log", "json") as running:
        answer = running.get("/v1/health", headers={"X-Request-ID": "r-1"})
        assert answer.json()["status"] == "ok"
        running.process.terminate()
        assert running.ended() == 0
        lines = [json.loads(line) for line in running.said().splitlines()]
    (told,) = [line for line in lines if line.get("request") == "r-1"]
    assert (told["route"], told["status"]) == ("/v1/health", 200)


def test_a_worker_that_is_killed_is_started_again_and_the_others_go_on(tmp_path: Path, postgres_url: str) -> None:
    with service(tmp_path, postgres_url, *WORKERS) as running:
        killed, other = running.workers()
        killed.kill()
        killed.wait(PATIENCE_S)
        assert running.get("/v1/health").ok
        until(lambda: len(running.workers()) == 2)
        assert other.pid in {worker.pid for worker in running.workers()}
        other.kill()  # so it is the new one that answers, or another new one
        other.wait(PATIENCE_S)
        assert running.get("/v1/health").ok
        until(lambda: len(running.workers()) == 2)
        assert f"worker {killed.pid} ended with code -9" in running.said()


def test_a_worker_begins_with_the_program_that_is_loaded_already(tmp_path: Path, postgres_url: str) -> None:
    """One that loads it again needs seconds of a processor, and on a busy machine longer than anybody waits."""
    with service(tmp_path, postgres_url, *WORKERS) as running:
        first = psutil.Process(running.process.pid)
        for worker in running.workers():
            assert worker.exe() == first.exe()
            assert worker.cmdline() == first.cmdline()


def test_when_the_process_that_started_them_is_killed_the_workers_end(tmp_path: Path, postgres_url: str) -> None:
    with service(tmp_path, postgres_url, *WORKERS) as running:
        children = running.workers()
        running.process.kill()
        gone, alive = psutil.wait_procs(children, PATIENCE_S)
        assert (len(gone), alive) == (2, [])


def test_what_the_workers_counted_is_added_up_and_outlives_them(tmp_path: Path, postgres_url: str) -> None:
    with service(tmp_path, postgres_url, *WORKERS) as running:
        for _ in range(20):  # each on a connection of its own, so that both workers get some
            assert running.get("/v1/health").ok
        until(lambda: health_checks(running) == 20)
        for worker in running.workers():
            worker.kill()
            worker.wait(PATIENCE_S)
        until(lambda: len(running.workers()) == 2)
        assert health_checks(running) == 20


def test_what_a_killed_service_left_is_cleared_by_the_next_and_nothing_of_one_that_lives(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with service(tmp_path, postgres_url, *WORKERS) as living, service(tmp_path, postgres_url, *WORKERS) as killed:
        assert living.url, killed.url
        left = folders(place)
        assert len(left) == 2
        children = killed.workers()
        killed.process.kill()
        psutil.wait_procs(children, PATIENCE_S)
        with service(tmp_path, postgres_url, *WORKERS):
            assert len(folders(place)) == 2
            assert len(folders(place) & left) == 1
            assert living.get("/metrics").ok
    assert folders(place) == set()


def folders(place: Path) -> set[str]:
    """Where services add up what their workers count."""
    return {folder.name for folder in place.glob("cso-desk-centre-*")}


def health_checks(running: Service) -> float:
    return sum(
        sample.value
        for family in text_string_to_metric_families(running.get("/metrics").text)
        for sample in family.samples
        if sample.name == "cso_desk_requests_total" and sample.labels["route"] == "/v1/health"
    )


def test_workers_that_cannot_begin_end_it_all_with_the_cause(tmp_path: Path, postgres_url: str) -> None:
    (tmp_path / "key.pem").write_text("no key")
    (tmp_path / "key.pem").chmod(0o600)
    with service(tmp_path, postgres_url, *WORKERS, "--checkpoint-key", str(tmp_path / "key.pem")) as running:
        assert running.ended() == 1
        assert "holds no Ed25519 key" in running.said()
        assert "Traceback" not in running.said()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_speaks_tls_where_it_has_a_certificate(tmp_path: Path, postgres_url: str, workers: str) -> None:
    chain, key = certificate(tmp_path)
    told = ("--certificate", str(chain), "--key", str(key), "--workers", workers)
    with service(tmp_path, postgres_url, *told) as running:
        assert running.url.startswith("https://127.0.0.1:")
        url = running.url.replace("127.0.0.1", "localhost")
        assert requests.get(f"{url}/v1/health", verify=str(chain), timeout=PATIENCE_S).json()["status"] == "ok"
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{url}/v1/health", timeout=PATIENCE_S)


def test_a_held_poll_is_answered_when_the_service_ends(tmp_path: Path, postgres_url: str) -> None:
    with (
        real_centre(postgres_url, tmp_path, lambda: datetime.now(UTC)) as centre,
        service(tmp_path, postgres_url) as running,
        ThreadPoolExecutor(1) as pool,
    ):
        headers = {"Authorization": f"Bearer {centre.sign_in(OFFICER).access}"}
        held = pool.submit(running.get, f"/v1/feed/{BRANCH}", params={"epoch": 1, "wait": 50}, headers=headers)
        until(lambda: "\ncso_desk_held_polls 1.0\n" in running.get("/metrics").text)
        running.process.terminate()
        assert held.result(PATIENCE_S).status_code == 204
        assert running.ended() == 0


class Desk:
    """Sends ops of one officer to a service, the same one again until it is answered."""

    def __init__(self, url: str, signed_in: SignedIn) -> None:
        self._url = url
        self._signed_in = signed_in
        self._inc = uuid4()
        self.answered: list[str] = []
        self.troubles: list[tuple[int, str]] = []

    def push(self, number: int) -> str:
        """Call a claim; returns what became of it."""
        op: dict[str, Any] = {
            "op_id": str(UUID(int=10_000 + number)),
            "kind": "claim.checkout.v1",
            "claim": str(UUID(int=number)),
            "user": self._signed_in.officer,
            "base": {"row_version": 1},
            "body": {"booth": 1},
        }
        proof = op_proof(self._signed_in.secret, chain.request_hash(op))
        op |= {"seq": number, "session": str(self._signed_in.session), "proof": proof}
        told = {"desk": OFFICER.desk, "inc": str(self._inc), "branch": BRANCH, "epoch": 1}
        body = {**told, "after": {"n": 0, "hash": ""}, "ops": [op]}
        while True:
            answer = self._sent(body)
            if answer is not None and answer["results"][0]["status"] != "retry":
                return str(answer["results"][0]["status"])

    def _sent(self, body: dict[str, Any]) -> Any:
        headers = {"Authorization": f"Bearer {self._signed_in.access}"}
        answer = requests.post(f"{self._url}/v1/push", json=body, headers=headers, timeout=PATIENCE_S)
        if answer.status_code == 200:
            return answer.json()
        self.troubles.append((answer.status_code, answer.headers.get("Retry-After", "")))
        return None

    def push_all(self, count: int) -> None:
        for number in range(1, count + 1):
            self.answered.append(self.push(number))


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    with postgres_server(**DURABLE) as server:
        server.execute("CREATE DATABASE claims")
        prepared(server.url("claims"))
        yield server


@pytest.fixture
def furnished(own_postgres: PostgresServer, tmp_path: Path) -> Iterator[RealCentre]:
    """The parts of a centre on a server of its own, with claims that wait."""
    with real_centre(own_postgres.url("claims"), tmp_path, lambda: datetime.now(UTC)) as centre:
        centre.store.add_claims(waiting_claims(60))
        yield centre


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_without_its_database_it_asks_to_come_again_and_keeps_nothing_of_half_a_call(
    tmp_path: Path, own_postgres: PostgresServer, furnished: RealCentre, how: signal.Signals
) -> None:
    with service(tmp_path, own_postgres.url("claims"), *WORKERS) as running:
        desk = Desk(running.url, furnished.sign_in(OFFICER))
        pushing = threading.Thread(target=desk.push_all, args=(60,))
        pushing.start()
        until(lambda: len(desk.answered) > 10)
        own_postgres.stop(how)
        until(lambda: len(desk.troubles) > 3)
        sick = running.get("/v1/health")
        assert (sick.status_code, sick.json()) == (503, {"status": "unavailable", "api": 1, "reason": "unreachable"})
        own_postgres.start()
        pushing.join(PATIENCE_S)
        assert running.get("/v1/health").json()["status"] == "ok"
    assert desk.answered == ["applied"] * 60
    assert {status for status, _ in desk.troubles} <= {429, 503}
    assert all(1 <= int(after) <= 60 for _, after in desk.troubles)
    with furnished.engine.begin() as connection:
        asked = select(branch_log.c.kind, func.count()).group_by(branch_log.c.kind)
        kinds = {row[0]: row[1] for row in connection.execute(asked)}
        assert kinds == {"claim.filed.v1": 60, "claim.checkout.v1": 60}
        numbers = connection.scalars(select(branch_log.c.n).order_by(branch_log.c.n)).all()
        assert numbers == list(range(1, 121))
        assert connection.scalar(select(func.count()).select_from(op_result)) == 60
        assert set(connection.scalars(select(claim.c.state))) == {"in_booth"}


def test_a_database_without_tables_is_refused_with_the_command_that_mends_it(
    tmp_path: Path, empty_postgres_url: str
) -> None:
    with service(tmp_path, empty_postgres_url) as running:
        assert running.ended() == 1
        said = running.said()
    assert said.count("\n") == 1
    assert "has no tables yet" in said
    program, *arguments = said.partition("run: ")[2].rstrip(".\n").split()
    assert program == "cso-desk"
    command = [sys.executable, "-m", "cso_desk", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert (ended.returncode, ended.stderr) == (0, "")
    with service(tmp_path, empty_postgres_url) as running:
        assert running.get("/v1/health").ok
