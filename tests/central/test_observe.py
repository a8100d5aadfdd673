"""What goes on around every request of the centre: ids, log, counts, health, and answers to what nobody foresaw."""

import io
import json
import logging
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from fastapi import APIRouter, FastAPI
from prometheus_client import REGISTRY
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.responses import StreamingResponse

from cso_desk.central.database import open_engine
from cso_desk.central.schema import branch_head, centre
from cso_desk.central.service import logs, metrics
from cso_desk.central.service.health import health_routes
from cso_desk.central.service.observe import Observed
from cso_desk.central.service.server import Server
from tests.postgres import PostgresServer, postgres_server

PATIENCE_S = 30
NIK = "9974011208910012"
log = logging.getLogger("tests.observe")


class Service:
    """An application of one's own behind what goes on around every request, over real HTTP."""

    def __init__(self, **around: Any) -> None:
        self.app = FastAPI()
        self.app.state.feeds = SimpleNamespace(ring_out=lambda: None)
        self.app.add_middleware(Observed, **around)
        self.url = ""

    @contextmanager
    def served(self) -> Iterator[None]:
        listening = threading.Event()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            server = Server(self.app)
            server.on_listening = listening.set
            thread = threading.Thread(target=server.run, args=([listener],))
            thread.start()
            try:
                assert listening.wait(PATIENCE_S)
                self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
                yield
            finally:
                server.should_exit = True
                thread.join()

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(f"{self.url}{path}", headers=headers, timeout=PATIENCE_S)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    with service.served():
        yield service


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the centre's log says, as JSON."""
    stream = io.StringIO()
    handler = logs.handler(logs.Form.JSON, stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(written: io.StringIO, count: int, **wanted: str) -> list[dict[str, Any]]:
    """The lines that say so, once there are as many: the last is written when the caller has its answer already."""
    while True:
        told = [json.loads(line) for line in written.getvalue().splitlines(keepends=True) if line.endswith("\n")]
        found = [line for line in told if all(line.get(name) == value for name, value in wanted.items())]
        if len(found) >= count:
            return found


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_every_answer_has_an_id_the_callers_own_where_it_may_stand_in_a_log(service: Service) -> None:
    assert service.get("/nothing", **{"X-Request-ID": "desk-7_a.1"}).headers["X-Request-ID"] == "desk-7_a.1"
    for bad in ("", "two words", "x" * 65, '"}{', NIK + "é"):
        answer = requests.get(f"{service.url}/nothing", headers={"X-Request-ID": bad.encode()}, timeout=PATIENCE_S)
        assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert service.get("/nothing").headers["X-Request-ID"] != service.get("/nothing").headers["X-Request-ID"]


def test_every_line_of_a_request_tells_its_id_and_desk_and_nobodys_data(service: Service, written: io.StringIO) -> None:
    router = APIRouter(prefix="/v1")

    @router.get("/people/{person}")
    def person(person: int) -> dict[str, int]:
        logs.note_desk("D-114-03")
        log.info("looked up %s", NIK)
        return {"person": person}

    service.app.include_router(router)
    assert service.get(f"/v1/people/7?nik={NIK}", **{"X-Request-ID": "r-1"}).json() == {"person": 7}
    looked, answered = lines(written, 2, request="r-1")
    assert looked["message"] == f"looked up {'•' * 16}"
    assert answered["logger"] == "cso_desk.central.service.observe"
    told = {name: answered[name] for name in ("method", "route", "status", "desk", "level")}
    assert told == {"method": "GET", "route": "/v1/people/{person}", "status": 200, "desk": "D-114-03", "level": "INFO"}
    assert answered["ms"] >= 0
    assert datetime.fromisoformat(answered["at"]).tzinfo is not None
    assert NIK not in written.getvalue()
    service.get("/v1/nothing", **{"X-Request-ID": "r-2"})
    assert [(line["route"], line["status"], line.get("desk")) for line in lines(written, 1, request="r-2")] == [
        ("none", 404, None)
    ]


def test_the_log_as_text_tells_the_same_in_a_line_with_the_trace_below() -> None:
    stream = io.StringIO()
    handler = logs.handler(logs.Form.TEXT, stream)
    with logs.of_request("r-3") as about:
        about.desk = "D-1"
        try:
            raise ValueError(NIK)
        except ValueError:
            log.handlers = [handler]
            log.warning("odd", exc_info=True, extra={"facts": {"status": 500}})
            log.handlers = []
    first, *trace = stream.getvalue().splitlines()
    assert first.endswith("WARNING tests.observe: odd request=r-3 desk=D-1 status=500")
    assert trace[0].startswith("Traceback")
    assert NIK not in stream.getvalue()


def test_a_quiet_log_says_only_what_is_wrong() -> None:
    stream = io.StringIO()
    handler = logs.handler(logs.Form.QUIET, stream)
    for level in (logging.INFO, logging.WARNING):
        record = logging.LogRecord("a", level, "", 0, "said %d", (level,), None)
        if level >= handler.level:
            handler.handle(record)
    assert stream.getvalue().endswith("said 30\n")
    assert "said 20" not in stream.getvalue()


def test_a_mistake_of_our_own_is_answered_with_the_id_and_logged_with_its_trace(
    service: Service, written: io.StringIO
) -> None:
    @service.app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError(f"of {NIK}")

    answer = service.get("/broken", **{"X-Request-ID": "r-4"})
    assert (answer.status_code, answer.json()["code"]) == (500, "FAULT")
    assert answer.headers["X-Request-ID"] == "r-4"
    fault, answered = lines(written, 2, request="r-4")
    assert "ZeroDivisionError" in fault["trace"]
    assert answered["status"] == 500
    assert NIK not in written.getvalue()


def test_rows_that_postgresql_shows_do_not_reach_the_log(
    service: Service, written: io.StringIO, postgres_url: str
) -> None:
    engine, name = open_engine(postgres_url), "Synthetic Person"

    @service.app.get("/twice")
    def twice() -> None:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE branch_head ADD UNIQUE (hash)"))
            for branch in (1, 2):
                connection.execute(insert(branch_head).values(branch=branch, n=0, hash=name))

    assert service.get("/twice").status_code == 500
    engine.dispose()
    (fault,) = lines(written, 1, level="ERROR")
    assert "duplicate key value" in fault["trace"]
    assert name not in written.getvalue()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(NoConnection("pool"), 429, "BUSY"), (OperationalError("", None, OSError("gone")), 503, "NO_DATABASE")],
)
def test_a_database_that_does_not_do_its_part_is_a_reason_to_come_again(
    service: Service, error: Exception, status: int, code: str
) -> None:
    @service.app.get("/needy")
    def needy() -> None:
        raise error

    answer = service.get("/needy")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert int(answer.headers["Retry-After"]) == answer.json()["facts"]["after_s"] >= 1


def test_an_answer_is_passed_on_as_it_comes_and_one_that_breaks_off_stays_broken(
    service: Service, written: io.StringIO
) -> None:
    go_on = threading.Event()

    @service.app.get("/slow")
    def slow() -> StreamingResponse:
        def parts() -> Iterator[bytes]:
            yield b"first"
            assert go_on.wait(PATIENCE_S)
            raise ZeroDivisionError

        return StreamingResponse(parts())

    with requests.get(f"{service.url}/slow", stream=True, timeout=PATIENCE_S) as answer:
        chunks = answer.iter_content(None)
        assert next(chunks) == b"first"
        go_on.set()
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            next(chunks)
    assert [line["status"] for line in lines(written, 1, message="answered")] == [200]


def test_where_too_many_wait_for_a_thread_the_next_are_asked_to_come_again_at_once() -> None:
    service, ends, begun = Service(most_waiting=2), threading.Event(), threading.Semaphore(0)
    service.app.include_router(health_routes(lambda: 1))

    @service.app.get("/long")
    def long() -> None:
        begun.release()
        ends.wait(PATIENCE_S)

    with service.served():
        threads = [threading.Thread(target=service.get, args=("/long",)) for _ in range(24 + 3)]
        before = counted("cso_desk_requests_turned_away_total")
        for thread in threads:
            thread.start()
        for _ in range(24):
            assert begun.acquire(timeout=PATIENCE_S)
        refused = None
        while refused is None:  # until the three that wait are there too
            answer = service.get("/unknown")
            refused = answer if answer.status_code == 429 else None
        assert refused.json()["code"] == "BUSY"
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert counted("cso_desk_requests_turned_away_total") > before
        assert service.get("/v1/health").json() == {"status": "ok", "api": 1, "epoch": 1}
        ends.set()
        for thread in threads:
            thread.join()
        assert service.get("/unknown").status_code == 404


def test_requests_are_counted_by_the_template_of_their_route(service: Service) -> None:
    @service.app.get("/claims/{number}")
    def claim(number: int) -> int:
        return number

    labels = {"method": "GET", "route": "/claims/{number}", "status": "200"}
    before = counted("cso_desk_requests_total", **labels)
    for number in (1, 2):
        service.get(f"/claims/{number}")
    while counted("cso_desk_requests_total", **labels) < before + 2:
        pass  # counted when the caller has its answer already
    requests.request("PROPFIND", f"{service.url}/wp-admin", timeout=PATIENCE_S)
    while not counted("cso_desk_requests_total", method="other", route="none", status="404"):
        pass
    shown = service.get("/metrics").text
    assert 'cso_desk_request_seconds_bucket{le="60.0",route="/claims/{number}"}' in shown
    assert 'cso_desk_requests_total{method="other",route="none",status="404"}' in shown
    assert "PROPFIND" not in shown
    assert "wp-admin" not in shown


def test_the_metrics_are_shown_to_those_only_who_may_see_them(service: Service) -> None:
    assert service.get("/metrics").headers["Content-Type"].startswith("text/plain")
    service.app.state.scrapers = (ip_network("10.20.0.0/16"),)
    assert service.get("/metrics").status_code == 404


def test_the_store_tells_what_it_did_and_nobody_makes_up_labels() -> None:
    known = {"kind": "claim.decide.v1", "result": "applied"}
    unknown = {"kind": "unknown", "result": "parked"}
    before = counted("cso_desk_ops_total", **known), counted("cso_desk_ops_total", **unknown)
    metrics.op_dealt_with("claim.decide.v1", "applied")
    metrics.op_dealt_with("claim.bless.v9", "parked")
    assert counted("cso_desk_ops_total", **known) == before[0] + 1
    assert counted("cso_desk_ops_total", **unknown) == before[1] + 1
    metrics.log_grew(114, 3)
    assert counted("cso_desk_branch_log_entries_total", branch="114") >= 3
    metrics.checkpoint_signed(datetime(2025, 11, 12, tzinfo=UTC))
    assert counted("cso_desk_last_checkpoint_timestamp_seconds") == datetime(2025, 11, 12, tzinfo=UTC).timestamp()
    with metrics.held_poll():
        assert counted("cso_desk_held_polls") == 1
    assert counted("cso_desk_held_polls") == 0


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


def test_health_says_in_a_word_when_the_database_is_gone_or_hangs_and_is_well_when_it_is_back(
    own_postgres: PostgresServer,
) -> None:
    service = Service()
    engine = open_engine(own_postgres.url("postgres"), connections=1)

    def ask() -> int:
        with engine.execution_options(reading=True).begin() as connection:
            return int(connection.scalar(text("SELECT 7")) or 0)

    service.app.include_router(health_routes(ask))
    with service.served():
        assert service.get("/v1/health").json() == {"status": "ok", "api": 1, "epoch": 7}
        with own_postgres.paused():
            hangs = [service.get("/v1/health") for _ in range(2)]
        assert [(answer.status_code, answer.json()["reason"]) for answer in hangs] == [(503, "slow")] * 2
        own_postgres.stop(signal.SIGKILL)
        gone = service.get("/v1/health")
        while gone.json().get("reason") == "slow":
            gone = service.get("/v1/health")
        assert (gone.status_code, gone.json()) == (503, {"status": "unavailable", "api": 1, "reason": "unreachable"})
        own_postgres.start()
        assert service.get("/v1/health").json()["status"] == "ok"
    engine.dispose()


def test_health_is_ok_on_both_databases_and_has_no_name_for_a_fault_of_our_own(database_url: str) -> None:
    service = Service()
    engine = open_engine(database_url)
    asked: list[Any] = [select(func.max(centre.c.epoch)), text("SELECT nothing FROM nowhere")]

    def ask() -> int:
        with engine.execution_options(reading=True).begin() as connection:
            return int(connection.scalar(asked.pop(0)) or 0)

    service.app.include_router(health_routes(ask))
    with service.served():
        assert service.get("/v1/health").json() == {"status": "ok", "api": 1, "epoch": 1}
        wrong = service.get("/v1/health")
    assert wrong.status_code == 503
    engine.dispose()


def test_what_nobody_caught_is_logged_with_its_trace() -> None:
    program = (
        "import threading; from cso_desk.central.service import logs; logs.set_up(logs.Form.JSON)\n"
        "def fail(): raise ValueError('in a thread')\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        f"raise ValueError('{NIK}')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    first, second = (json.loads(line) for line in ended.stderr.splitlines())
    assert ended.returncode == 1
    assert "in a thread" in first["trace"]
    assert second["level"] == "CRITICAL"
    assert NIK not in ended.stderr
