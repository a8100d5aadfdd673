"""A desk without a window, a centre that is really served, and a line between them that can be made bad."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import requests

from cso_desk.central.store import CentralStore
from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState, Verdict
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.client import Access, FixedAccess
from cso_desk.desk.exchange import Outgoing
from cso_desk.desk.model import BoothClaim, DeskView, LineState, Officer, Order, Refusal, SyncStatus
from cso_desk.desk.pace import Pace
from cso_desk.desk.reach import Reach
from cso_desk.desk.store import DeskStore
from cso_desk.desk.sync import Centre, Sync
from cso_desk.desk.witness import EVERY_S
from cso_desk.wire import Entry, Position, Push, chain
from cso_desk.wire.credentials import SignedIn
from cso_desk.worker import InlineWorker, Job
from tests.centres import signer_of
from tests.claim_values import claim_with

KEY = bytes(range(32))
BRANCH = 114
NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
PATIENCE_S = 20.0

OFFICER = Officer("u-1", "Petugas Satu", "9900001", "114-1", BRANCH, "Cabang Contoh")
COLLEAGUE = Officer("u-2", "Petugas Dua", "9900002", "114-2", BRANCH, "Cabang Contoh")


def waiting_claim(number: int, **changes: Any) -> Claim:
    """A claim of somebody else for each number, to which nothing stands in the way, waiting for a booth."""
    region, serial = divmod(number - 1, 9999)
    nik = f"99{1 + region:02}01120891{1 + serial:04}"
    kpj = f"19{number:09}"
    texts = {
        Field.NIK: nik,
        Field.KPJ: kpj,
        Field.BANK: "BCA",
        Field.ACCOUNT_NUMBER: f"99{number:08}",
    }
    claim = claim_with(
        texts,
        master={"nik": nik, "kpj": kpj, "contributions": 7_910_400},
        id=UUID(int=number),
        number=f"KJ-2511-{number:04}",
        ticket=f"B-{number:05}",
        branch=BRANCH,
        state=ClaimState.WAITING,
        row_version=1,
        booth=None,
        desk=None,
    )
    return replace(claim, **changes)


def waiting_claims(count: int) -> Iterator[Claim]:
    """Claims 1 to `count`."""
    return (waiting_claim(number) for number in range(1, count + 1))


class Heard:
    """Collects what was announced; `until` waits for a fact, on whatever thread it comes about."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.views: list[DeskView] = []
        self.statuses: list[SyncStatus] = []
        self.refusals: list[Refusal] = []

    def view(self, view: DeskView) -> None:
        with self._news:
            self.views.append(view)
            self._news.notify_all()

    def status(self, status: SyncStatus) -> None:
        with self._news:
            self.statuses.append(status)
            self._news.notify_all()

    def until(self, fact: Callable[[], object]) -> None:
        with self._news:
            assert self._news.wait_for(fact, PATIENCE_S), (self.refusals, self.statuses[-2:], self.views[-1:])


class OrderlyWorker(InlineWorker):
    """Runs a job in the caller's thread, one at a time, as a worker's own thread would, or later where it is busy."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._waiting: list[Job] | None = None

    def do(self, job: Job) -> None:
        with self._turn:
            if self._waiting is not None:
                self._waiting.append(job)
            else:
                job()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Let jobs queue up, and do them at the end."""
        self._waiting = []
        yield
        waiting, self._waiting = self._waiting, None
        for job in waiting:
            self.do(job)


class Table:
    """An officer at a desk, with a line to the centre when `connect` was called."""

    def __init__(self, path: Path, officer: Officer = OFFICER) -> None:
        self.heard = Heard()
        self.judge: Callable[..., Assessment] = assess
        self.officer = officer
        self.clock = NOW
        self.store = DeskStore(path, KEY)
        self.sync: Sync | None = None
        self.access = FixedAccess("nobody")
        self.reach = Reach()
        self.worker = OrderlyWorker()
        self.desk = ClaimDesk(
            self.store,
            self.worker,
            officer,
            booths=6,
            on_change=self.heard.view,
            on_refusal=self.heard.refusals.append,
            on_queued=self._wake,
            now=lambda: self.clock,
            judge=lambda claim, on: self.judge(claim, on=on),
            reach=self.reach,
        )
        self.desk.load()

    def sign_in(self, signed_in: SignedIn) -> None:
        """From now on what is written here is proven to be this officer's."""
        self.access = FixedAccess(signed_in.access)
        self.store.sign_as(signer_of(signed_in))

    def connect(
        self,
        url: str,
        *,
        access: Access | None = None,
        deadline_s: float = 10.0,
        poll_s: float = 5.0,
        witness_s: float = EVERY_S,
        make_pace: Callable[[], Pace] = lambda: Pace(floor_s=0.02, base_s=0.05, cap_s=0.2),
    ) -> None:
        self.heard.statuses.clear()
        self.sync = Sync(
            self.store,
            self.officer,
            Centre(url, access or self.access),
            on_status=self.heard.status,
            on_settled=self.desk.load,
            reach=self.reach,
            make_pace=make_pace,
            poll_s=poll_s,
            witness_s=witness_s,
            deadline_s=deadline_s,
        )
        self.sync.start()

    @property
    def view(self) -> DeskView:
        return self.heard.views[-1]

    @property
    def status(self) -> SyncStatus:
        return self.heard.statuses[-1] if self.heard.statuses else SyncStatus(LineState.OFFLINE)

    def settle(self) -> None:
        """Wait until the centre has answered everything and the line is well."""
        counts = self.store.counts
        self.heard.until(lambda: self.status.state is LineState.SYNCED and counts(self.officer).queued == 0)

    def booth(self, booth: int = 1) -> BoothClaim:
        shown = self.view.booths[booth - 1]
        assert shown is not None
        return shown

    def seat(self, booth: int = 1) -> BoothClaim:
        self.desk.call_next(booth)
        return self.booth(booth)

    def write(self, text: str, booth: int = 1, key: str = Field.PHONE) -> None:
        self.desk.edit(booth, self.booth(booth).claim.id, key, text)

    def decide(self, verdict: Verdict = Verdict.APPROVE, booth: int = 1, reason: str = "", note: str = "") -> None:
        shown = self.booth(booth)
        self.desk.decide(Order(booth, shown.claim.id, shown.version, verdict, reason, note))

    def serve_one(self, booth: int = 1) -> UUID:
        """Call the next claim, write in it, approve it."""
        claim_id = self.seat(booth).claim.id
        self.write("081200000000", booth)
        self.decide(booth=booth)
        return claim_id

    def disconnect(self) -> None:
        if self.sync is not None:
            self.sync.stop()
            self.sync = None

    def close(self) -> None:
        self.disconnect()
        self.store.close()

    def _wake(self) -> None:
        if self.sync is not None:
            self.sync.wake()


def exchange(table: Table, central: CentralStore) -> None:
    """Push what waits and take the feed, without a line: again until the centre has no more to tell."""
    entries = True
    while entries:
        out = table.store.take_out(table.officer, NOW + timedelta(minutes=1))
        if out.verified.epoch != central.epoch:
            table.store.start_over(table.officer, central.epoch)
            continue
        answer = central.push(push_of(table.officer, out))
        table.store.settle(table.officer, answer.epoch, answer.results, answer.feed, NOW)
        entries = bool(answer.feed.entries)
    table.desk.load()


def push_of(officer: Officer, out: Outgoing) -> Push:
    """A push as the centre reads it."""
    return Push(
        desk=officer.desk,
        inc=out.inc,
        branch=officer.branch,
        epoch=out.verified.epoch,
        after=out.verified.after,
        ops=[json.loads(op) for op in out.ops],
    )


@dataclass
class BadLine:
    """An HTTP proxy before the centre that spoils the pushes as told, one fault a push."""

    target: str
    faults: list[str] = field(default_factory=list)
    spoiled: int = 0
    hold: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def open(self) -> Iterator[str]:
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if line.faults:  # or the feed would bring the answer that the push was to lose
                    self._answer((204, b""))
                    return
                self._answer(line.forward("GET", self.path, dict(self.headers), b""))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fault = line.faults.pop(0) if line.faults else ""
                line.spoiled += bool(fault)
                self._spoil(fault, lambda: line.forward("POST", self.path, dict(self.headers), body))

            def _spoil(self, fault: str, forward: Callable[[], tuple[int, bytes]]) -> None:
                if fault == "500":
                    self._answer((500, b"Internal Server Error"))
                elif fault == "busy":
                    self._answer((503, b"{}"), {"Retry-After": "0"})
                elif fault == "rubbish":
                    forward()
                    self._answer((200, b'<html>"welcome to the hotel"'))
                elif fault == "another answer":
                    forward()
                    self._answer((200, b'{"epoch": 1, "results": [], "feed": {"epoch": 1}}'))
                elif fault == "no answer":
                    forward()
                    self._cut()
                elif fault == "half an answer":
                    status, answer = forward()
                    self._head(status, len(answer))
                    self.wfile.write(answer[: len(answer) // 2])
                    self._cut()
                elif fault == "silence":
                    forward()
                    line.hold.wait(PATIENCE_S)
                    self._cut()
                elif fault == "twice":
                    forward()
                    self._answer(forward())
                else:
                    self._answer(forward())

            def _answer(self, answer: tuple[int, bytes], headers: dict[str, str] | None = None) -> None:
                self._head(answer[0], len(answer[1]), headers or {})
                self.wfile.write(answer[1])

            def _head(self, status: int, length: int, headers: dict[str, str] | None = None) -> None:
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(length))
                self.end_headers()

            def _cut(self) -> None:
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}"
            finally:
                self.hold.set()
                server.shutdown()
                thread.join()

    def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        kept = {name: headers[name] for name in ("Authorization", "Content-Type") if name in headers}
        answer = requests.request(method, self.target + path, headers=kept, data=body, timeout=PATIENCE_S)
        return answer.status_code, answer.content


def whole_log(store: CentralStore, branch: int = BRANCH) -> list[Entry]:
    """A branch's log from its first entry, its chain verified."""
    entries: list[Entry] = []
    at = Position()
    while page := store.feed(branch, store.epoch, at).entries:
        at = chain.verify(branch, at, page)
        entries.extend(page)
    return entries


def ops_in(entries: list[Entry]) -> list[str]:
    """The ids of the ops that left an entry, in its order."""
    return [entry.body["op_id"] for entry in entries if "op_id" in entry.body]


def outbox_of(path: Path) -> list[dict[str, Any]]:
    """What lies in a desk's outbox, read when no desk is open."""
    from cso_desk.desk.database import connect

    with closing(connect(path, KEY)) as connection:
        rows = connection.execute("SELECT op_id, kind, state, n, claim_id FROM outbox ORDER BY pos").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names = ("op_id", "kind", "state", "n", "claim_id")
    return [{**dict(zip(names, row, strict=True)), "op_id": str(UUID(row[0]))} for row in rows]
