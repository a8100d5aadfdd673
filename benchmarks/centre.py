"""What the centre can take: decisions a second, held polls, a herd that comes back, a new desk.

    .venv/bin/python benchmarks/centre.py [--workers 2] [--report FILE.json]

Starts a PostgreSQL that keeps its word (fsync on) and the real service beside it, and speaks HTTP with it from this
process: all three share the machine's cores. The peer of the decisions is the bare transaction: the same rows, read,
locked and written with nothing in between, by as many connections as ask the service at once or by eight, whichever is
quicker. What a push costs of a processor is told for each of the three. Synthetic people only.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import UUID, uuid4

sys.path.insert(0, str(Path(__file__).parent.parent))

import psutil
import psycopg
import requests

from benchmarks.centre_desks import (
    BRANCHES,
    CONNECTIONS,
    FIRST_BRANCH,
    Caller,
    Desk,
    each_desk,
    fill_branches,
    officer_of,
)
from cso_desk import wire
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Claim
from cso_desk.desk.client import FixedAccess
from cso_desk.desk.store import DeskStore
from cso_desk.desk.sync import Centre, Sync
from cso_desk.wire.credentials import SignedIn
from tests.centres import SECRET
from tests.contract.doubles import KEY
from tests.postgres import DURABLE, postgres_server

FEW = 8


def main() -> None:
    """Measure, print, and write the report where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--decisions", type=int, default=4000, help="of each kind of push")
    parser.add_argument("--polls", type=int, default=4000)
    parser.add_argument("--herd", type=int, default=4000, help="desks that come back at once")
    parser.add_argument("--claims", type=int, default=10_000, help="of the branch of the new desk")
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    report: dict[str, Any] = {"workers": options.workers, "cores": os.cpu_count()}
    with tempfile.TemporaryDirectory() as folder, postgres_server(**DURABLE) as server, server.database() as url:
        each = -(-5 * options.decisions // BRANCHES)
        desks = fill_branches(url, Path(folder), each, options.claims)
        with _service(url, Path(folder), options.workers) as (port, process):
            asyncio.run(_prepare(port, desks))
            house = House(process, psutil.Process(server.pid))
            report["one op a push"] = asyncio.run(_decide(port, desks, options.decisions, 1, house))
            report["three ops a push"] = asyncio.run(_decide(port, desks, options.decisions, 3, house))
            bare = [_bare(url, desks, options.decisions, threads) for threads in (FEW, CONNECTIONS)]
            report["bare"] = max(bare, key=lambda told: told["ops_s"])
            report["polls"] = asyncio.run(_poll(port, desks, options.polls, process))
            report["herd"] = asyncio.run(_herd(port, desks, options.herd))
            report["new desk"] = _new_desk(port, Path(folder), options.claims)
    _print(report)
    if options.report:
        options.report.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


@contextmanager
def _service(url: str, folder: Path, workers: int) -> Iterator[tuple[int, psutil.Process]]:
    command = [sys.executable, "-m", "cso_desk", "central", "--database", url, "--port", "0", "--log", "quiet"]
    command += ["--workers", str(workers), "--blobs", str(folder / "blobs")]
    environment = {**os.environ, "CSO_DESK_CENTRE_SECRET": SECRET.decode()}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield int(line.rsplit(":", 1)[1]), psutil.Process(process.pid)
        finally:
            process.terminate()


async def _prepare(port: int, desks: list[Desk]) -> None:
    """Check every claim out, fifty a push, so that what is measured is decisions."""

    async def one(desk: Desk, caller: Caller) -> None:
        for start in range(0, len(desk.claims), wire.MAX_OPS):
            chunk = desk.claims[start : start + wire.MAX_OPS]
            ops = [desk.sender.checkout(claim.id) for claim in chunk]
            desk.leases |= {UUID(op["claim"]): op for op in ops}
            status, answer = await caller.call("POST", "/v1/push", desk.push(ops))
            assert status == 200, answer[:300]
            assert desk.heard(answer) == len(ops), answer[:600]

    await each_desk(port, desks, one)


class House:
    """The service and PostgreSQL, beside this process that asks."""

    def __init__(self, service: psutil.Process, postgres: psutil.Process) -> None:
        self._parts = {"service": service, "postgresql": postgres}

    def spent(self) -> dict[str, float]:
        """Seconds of a processor that each has used so far, by its name."""
        used = {name: _processor_seconds(process) for name, process in self._parts.items()}
        return {**used, "client": time.process_time()}


async def _decide(port: int, desks: list[Desk], count: int, ops_a_push: int, house: House) -> dict[str, Any]:
    """Every desk decides its next claims, one push after the other; CONNECTIONS desks at once."""
    seconds: list[float] = []
    share = count // len(desks)

    async def one(desk: Desk, caller: Caller) -> None:
        claims, desk.claims = desk.claims[:share], desk.claims[share:]
        for start in range(0, len(claims), ops_a_push):
            ops = [_decision(desk, claim) for claim in claims[start : start + ops_a_push]]
            body = desk.push(ops)
            began = time.perf_counter()
            status, answer = await caller.call("POST", "/v1/push", body)
            seconds.append(time.perf_counter() - began)
            assert status == 200, answer[:300]
            assert desk.heard(answer) == len(ops), answer[:600]

    began, before = time.perf_counter(), house.spent()
    await each_desk(port, desks, one)
    took, after = time.perf_counter() - began, house.spent()
    spent = {name: 1000 * (after[name] - before[name]) / len(seconds) for name in after}
    return {"ops_s": share * len(desks) / took, "cpu_ms": spent, **_percentiles(seconds)}


def _decision(desk: Desk, claim: Claim) -> dict[str, Any]:
    return desk.sender.decide(desk.leases[claim.id])


def _bare(url: str, desks: list[Desk], count: int, threads: int) -> dict[str, float]:
    """The rows of a decision with nothing around them: read and locked, changed, logged, answered, committed."""
    share = count // len(desks)
    work = [(desk.branch, desk.claims.pop().id) for desk in desks for _ in range(share)]
    lots = [work[start::threads] for start in range(threads)]
    seconds: list[float] = []

    def run(lot: list[tuple[int, UUID]]) -> None:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            for branch, claim_id in lot:
                began = time.perf_counter()
                _bare_decision(connection, branch, claim_id)
                seconds.append(time.perf_counter() - began)

    began = time.perf_counter()
    crew = [threading.Thread(target=run, args=(lot,)) for lot in lots]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return {"connections": threads, "ops_s": len(work) / (time.perf_counter() - began), **_percentiles(seconds)}


def _bare_decision(connection: psycopg.Connection[Any], branch: int, claim_id: UUID) -> None:
    op_id, body = uuid4(), ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM op_result WHERE op_id = %s", (op_id,))
        cursor.execute("SELECT body::text, row_version FROM claim WHERE claim_id = %s FOR UPDATE", (claim_id,))
        body, version = cursor.fetchone() or ("", 0)
        cursor.execute(
            "UPDATE claim SET body = %s, row_version = row_version + 1, state = 'approved' "
            "WHERE claim_id = %s AND row_version = %s",
            (body, claim_id, version),
        )
        cursor.execute(
            "INSERT INTO decision VALUES (%s, %s, 1, 1, 'approve', 'bare', 1, now(), %s)",
            (op_id, claim_id, op_id.hex[:20]),
        )
        cursor.execute("SELECT n, hash FROM branch_head WHERE branch = %s FOR UPDATE", (branch,))
        n, head = cursor.fetchone() or (0, "")
        cursor.execute(
            "INSERT INTO branch_log (branch, n, prev, hash, kind, entity, rv, body, digest, salt, data, at) "
            "VALUES (%s, %s, %s, %s, 'bare', %s, 1, '{}', '', '', %s, now())",
            (branch, n + 1, head, op_id.hex * 2, claim_id, body),
        )
        cursor.execute("UPDATE branch_head SET n = %s, hash = %s WHERE branch = %s", (n + 1, op_id.hex * 2, branch))
        cursor.execute(
            "INSERT INTO op_result (op_id, inc, seq, request_hash, status, result, at) "
            "VALUES (%s, %s, 1, %s, 'applied', '{}', now())",
            (op_id, op_id, op_id.hex * 2),
        )
    connection.commit()


async def _poll(port: int, desks: list[Desk], count: int, process: psutil.Process) -> dict[str, Any]:
    """Hold polls of every branch, then let every branch's log grow at once."""
    before = _memory(process)
    callers = [(desks[place % len(desks)], place) for place in range(count)]
    woken: list[float] = []
    failed: list[int] = []
    waiting = asyncio.Event()
    held = 0

    async def hold(desk: Desk) -> None:
        nonlocal held
        assert desk.sender.signed_in is not None
        caller = Caller(port, desk.sender.signed_in.access)
        held += 1
        if held == count:
            waiting.set()
        path = f"/v1/feed/{desk.branch}?epoch=1&after={desk.after['n']}&hash={desk.after['hash']}&wait=55"
        status, _ = await caller.call("GET", path)
        if status == 200:
            woken.append(time.perf_counter())
        else:
            failed.append(status)
        caller.close()

    await _catch_up(port, desks)
    polls = [asyncio.create_task(hold(desk)) for desk, _ in callers]
    await waiting.wait()
    await asyncio.sleep(5)
    grown = _memory(process)
    began = time.perf_counter()

    async def wake(desk: Desk, caller: Caller) -> None:
        note = desk.sender.op("claim.note.v1", {"text": "bangun"}, desk.claims[0].id)
        status, answer = await caller.call("POST", "/v1/push", desk.push([note]))
        assert status == 200, answer[:300]
        desk.heard(answer)

    await each_desk(port, desks, wake)
    await asyncio.gather(*polls)
    return {
        "held": len(woken),
        "not_200": sorted(set(failed)),
        "grew_mb": grown - before,
        "service_mb": grown,
        **_percentiles([at - began for at in woken]),
    }


async def _catch_up(port: int, desks: list[Desk]) -> None:
    async def one(desk: Desk, caller: Caller) -> None:
        answer = await asyncio.to_thread(
            requests.get,
            f"http://127.0.0.1:{port}/v1/snapshot/{desk.branch}",
            headers=desk.sender.headers,
            timeout=60,
        )
        desk.after = json.loads(answer.content.splitlines()[0])["at"]

    await each_desk(port, desks, one)


async def _herd(port: int, desks: list[Desk], count: int) -> dict[str, float]:
    """So many desks come back at once, each with a backlog of notes in its own incarnation; 429 is obeyed."""
    statuses: dict[int, int] = {}
    began = time.perf_counter()

    async def one(desk: Desk) -> None:
        assert desk.sender.signed_in is not None
        sender, caller = desk.sender.again(), Caller(port, desk.sender.signed_in.access)
        notes = [sender.op("claim.note.v1", {"text": "kembali"}, desk.claims[0].id) for _ in range(3)]
        body = json.dumps(sender.push(*notes, branch=desk.branch, after=desk.after)).encode()
        status = 0
        while status != 200:
            status, answer = await caller.call("POST", "/v1/push", body)
            statuses[status] = statuses.get(status, 0) + 1
            if status == 429:
                caller.close()
                await asyncio.sleep(json.loads(answer)["facts"]["after_s"])
            elif status != 200:
                raise AssertionError(answer[:300])
        caller.close()

    await asyncio.gather(*(one(desks[place % len(desks)]) for place in range(count)))
    took = time.perf_counter() - began
    return {"desks": count, "drained_s": took, "ops_s": 3 * count / took, **{str(k): v for k, v in statuses.items()}}


def _new_desk(port: int, folder: Path, count: int) -> dict[str, float]:
    """A desk with an empty store takes its branch up, over the real sync engine and into the real encrypted store."""
    signed_in = SignedIn.model_validate_json((folder / "new.json").read_text())
    officer = officer_of(FIRST_BRANCH + BRANCHES)
    store = DeskStore(folder / "desk" / "desk.db", KEY)
    done = threading.Event()

    def settled() -> None:
        if sum(one.count for one in store.glance(officer, booths=6, since=datetime.now(JAKARTA)).waiting) == count:
            done.set()

    centre = Centre(f"http://127.0.0.1:{port}", FixedAccess(signed_in.access))
    sync = Sync(store, officer, centre, on_status=lambda _status: None, on_settled=settled)
    began = time.perf_counter()
    sync.start()
    done.wait(120)
    took = time.perf_counter() - began
    sync.stop()
    store.close()
    return {"claims": count, "seconds": took}


def _memory(process: psutil.Process) -> float:
    """Megabytes of all processes of the service together, the pages that they share counted once."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in family) / 1e6


def _processor_seconds(process: psutil.Process) -> float:
    """What a process and its children have used of a processor."""
    return sum(sum(one.cpu_times()[:2]) for one in [process, *process.children(recursive=True)])


def _percentiles(seconds: list[float]) -> dict[str, float]:
    if len(seconds) < 2:
        return {"p50_ms": float("nan"), "p99_ms": float("nan")}
    cuts = quantiles(seconds, n=100)
    return {"p50_ms": 1000 * cuts[49], "p99_ms": 1000 * cuts[98]}


def _print(report: dict[str, Any]) -> None:
    bare = report["bare"]["ops_s"]
    print(
        f"{report['workers']} workers, {report['cores']} cores shared with PostgreSQL and the client; "
        f"{CONNECTIONS} desks at once, the bare transaction on {report['bare']['connections']} connections"
    )
    for name in ("one op a push", "three ops a push", "bare"):
        told = report[name]
        ratio = "" if name == "bare" else f", {told['ops_s'] / bare:.2f} of the bare transaction"
        if "cpu_ms" in told:
            parts = ", ".join(f"{part} {ms:.2f}" for part, ms in told["cpu_ms"].items())
            ratio += f"; ms of a processor a push: {parts}"
        times = f"p50 {told['p50_ms']:.0f} ms, p99 {told['p99_ms']:.0f} ms"
        print(f"{name}: {told['ops_s']:.0f} decisions a second, {times}{ratio}")
    polls, herd, new = report["polls"], report["herd"], report["new desk"]
    print(
        f"{polls['held']} held polls: {polls['service_mb']:.0f} MB for the whole service, {polls['grew_mb']:.0f} of it "
        "for them; "
        f"all woken p50 {polls['p50_ms']:.0f} ms, p99 {polls['p99_ms']:.0f} ms; other answers: {polls['not_200']}"
    )
    answers = ", ".join(f"{count} times {status}" for status, count in herd.items() if status.isdecimal())
    print(f"{herd['desks']} desks come back with three ops each: drained in {herd['drained_s']:.1f} s ({answers})")
    print(f"a new desk has {new['claims']} claims in {new['seconds']:.1f} s")


if __name__ == "__main__":
    main()
