"""The branches that ask the measured centre: their desks, their claims, and the HTTP they speak.

`benchmarks/centre.py` measures with them. Synthetic people only.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cso_desk.central.database import open_engine
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Claim
from cso_desk.desk.model import Officer
from cso_desk.wire.credentials import SignedIn
from tests.central.sender import Sender
from tests.centres import RealCentre
from tests.contract.doubles import waiting_claim

BRANCHES = 40
FIRST_BRANCH = 201
CONNECTIONS = 32
_LAST_RECEIPT = re.compile(rb'"n":(\d+),"entry_hash":"([0-9a-f]{64})"')


@dataclass
class Desk:
    """One desk of one branch, with the claims that it decides and what it has verified."""

    sender: Sender
    branch: int
    claims: list[Claim]
    after: dict[str, Any] = field(default_factory=lambda: {"n": 0, "hash": ""})
    leases: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def push(self, ops: Iterable[dict[str, Any]]) -> bytes:
        """A push of these ops from where the desk stands."""
        message = self.sender.push(*ops, branch=self.branch, after=self.after)
        return json.dumps(message).encode()

    def heard(self, answer: bytes) -> int:
        """Move to the last receipt of an answer; returns how many ops were applied."""
        results = answer[: answer.index(b'"feed":')]
        receipts = _LAST_RECEIPT.findall(results)
        if receipts:
            self.after = {"n": int(receipts[-1][0]), "hash": receipts[-1][1].decode()}
        return results.count(b'"status":"applied"')


class Caller:
    """One kept-alive HTTP connection, as small as can be: the client shares the cores with what is measured."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def call(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """The status and the body of an answer."""
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        assert self._reader is not None
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: centre\r\nAuthorization: Bearer {self._token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        await self._writer.drain()
        told = await self._reader.readuntil(b"\r\n\r\n")
        status = int(told[9:12])
        length = re.search(rb"(?i)content-length: (\d+)", told)
        return status, await self._reader.readexactly(int(length[1])) if length else b""

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()


def fill_branches(url: str, folder: Path, each: int, new: int) -> list[Desk]:
    """Branches with a desk and its officer, and claims that wait; the last branch is that of the new desk."""
    engine = open_engine(url)
    centre = RealCentre(engine, folder, lambda: datetime.now(JAKARTA))
    desks, number = [], 1
    for branch in range(FIRST_BRANCH, FIRST_BRANCH + BRANCHES):
        claims = [waiting_claim(number + place, branch=branch) for place in range(each)]
        number += each
        centre.store.add_claims(claims)
        desks.append(Desk(Sender(_signed_in(centre, branch), desk=f"{branch}-1"), branch, claims))
    last = FIRST_BRANCH + BRANCHES
    centre.store.add_claims(waiting_claim(number + place, branch=last) for place in range(new))
    (folder / "new.json").write_text(_signed_in(centre, last).model_dump_json())
    engine.dispose()
    return desks


def _signed_in(centre: RealCentre, branch: int) -> SignedIn:
    return centre.sign_in(officer_of(branch))


def officer_of(branch: int) -> Officer:
    """The officer of a branch's desk."""
    return Officer(f"u-{branch}", "Petugas", f"99{branch:05}", f"{branch}-1", branch, f"Cabang {branch}")


async def each_desk(port: int, desks: list[Desk], act: Callable[[Desk, Caller], Awaitable[None]]) -> None:
    """Let every desk act over a connection of its own, CONNECTIONS of them at once."""
    turns = asyncio.Semaphore(CONNECTIONS)

    async def one(desk: Desk) -> None:
        assert desk.sender.signed_in is not None
        async with turns:
            caller = Caller(port, desk.sender.signed_in.access)
            try:
                await act(desk, caller)
            finally:
                caller.close()

    await asyncio.gather(*(one(desk) for desk in desks))
