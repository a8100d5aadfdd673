"""What Prometheus may know of the centre: counts, durations and ages; no person, claim, desk or officer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as generate
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from sqlalchemy import Engine, event

from cso_desk.central.service.adding_up import FOLDER_VARIABLE
from cso_desk.wire import Kind

CONTENT_TYPE = CONTENT_TYPE_LATEST

_IS_COUNTED = "cso_desk_counted"
_METHODS = frozenset(("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"))
_KINDS = frozenset(map(str, Kind))
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

_requests = Counter("cso_desk_requests", "Requests answered.", ["method", "route", "status"])
_seconds = Histogram("cso_desk_request_seconds", "Seconds from a request to its answer.", ["route"], buckets=_SECONDS)
_turned_away = Counter("cso_desk_requests_turned_away", "Requests answered with 429 because too many waited.")
_held = Gauge("cso_desk_held_polls", "Polls that wait for news.", multiprocess_mode="livesum")
_ops = Counter("cso_desk_ops", "Ops of the desks, by what became of them.", ["kind", "result"])
_in_use = Gauge("cso_desk_database_connections_in_use", "Connections at work.", multiprocess_mode="livesum")
_entries = Counter("cso_desk_branch_log_entries", "Entries added to the logs of the branches.", ["branch"])
_checkpoint = Gauge(
    "cso_desk_last_checkpoint_timestamp_seconds", "When the newest checkpoint was signed.", multiprocess_mode="max"
)


def request_answered(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request by the template of its route, never by its path."""
    _requests.labels(method if method in _METHODS else "other", route, status).inc()
    _seconds.labels(route).observe(seconds)


def turned_away() -> None:
    """Count a request that found too many waiting before it."""
    _turned_away.inc()


@contextmanager
def held_poll() -> Iterator[None]:
    """A poll waits for news."""
    with _held.track_inprogress():
        yield


def op_dealt_with(kind: str, result: str) -> None:
    """Count an op; a kind that nobody knows is counted as `unknown`, or anybody could make up as many as they like."""
    _ops.labels(kind if kind in _KINDS else "unknown", result).inc()


def log_grew(branch: int, entries: int) -> None:
    """Count entries that a branch's log got, once they are committed."""
    _entries.labels(branch).inc(entries)


def checkpoint_signed(at: datetime) -> None:
    """Remember when the newest checkpoint was signed."""
    _checkpoint.set(at.timestamp())


def watch_pool(engine: Engine) -> None:
    """Count the connections of an engine that are at work."""

    def taken(_connection: object, record: Any, _proxy: object) -> None:
        record.record_info[_IS_COUNTED] = True
        _in_use.inc()

    def given_back(_connection: object, record: Any) -> None:
        if record.record_info.pop(_IS_COUNTED, False):  # one that could not be had is given back too
            _in_use.dec()

    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)


def exposition() -> bytes:
    """All of it, of every worker, in the text form of Prometheus."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return generate(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    return generate(registry)


def worker_ended(pid: int) -> None:
    """What a worker counted stays; what it had at work is gone with it."""
    mark_process_dead(pid)  # type: ignore[no-untyped-call]
