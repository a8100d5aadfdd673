"""A centre with some history: claims of two branches, filed, called, decided in one and in two stages, and refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, select, text

from cso_desk.central.audit.audit import Fault, Outside, Seen, verify_log
from cso_desk.central.database import open_engine
from cso_desk.central.guard import Caller
from cso_desk.central.schema import branch_log
from cso_desk.central.store import CentralStore
from cso_desk.claims.form import Field
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.claims.tables import Role
from cso_desk.wire import Kind, Push, chain
from cso_desk.wire.credentials import SignedIn, op_proof
from tests.central.account_values import BRANCH, NOW, OFFICER, PASSWORD, House
from tests.claim_values import claim_with

OTHER_BRANCH = 7
SECOND, OTHER, ADMINISTRATOR, ANOTHER_ADMINISTRATOR = "9900002", "9900003", "9900000", "9900009"
ONE_STAGE, TWO_STAGES, REFUSED, WAITING, ELSEWHERE = (UUID(int=number) for number in range(1, 6))
SMALL, LARGE = 9_000_000, 60_000_000
CALLER = Caller(OFFICER, Role.OFFICER, BRANCH, "D-1", UUID(int=1))


def waiting_claim(id: UUID, branch: int = BRANCH, balance: int = SMALL) -> Claim:
    """A claim to which nothing stands in the way: its cards and its account are nobody else's."""
    nik, kpj, account = f"997401120891{id.int:04}", f"1904{id.int:07}", f"0012010{id.int:08}"
    claim = claim_with(
        {Field.NIK: nik, Field.KPJ: kpj, Field.ACCOUNT_NUMBER: account},
        id=id,
        number=f"KJ-2511-{id.int:04}",
        ticket=f"B-{id.int:05}",
        branch=branch,
        state=ClaimState.WAITING,
        row_version=1,
        booth=None,
        desk=None,
    )
    return replace(claim, master=replace(claim.master, nik=nik, kpj=kpj, contributions=balance, returns=0))


@dataclass
class Sender:
    """Writes and sends ops as one officer at one desk."""

    store: CentralStore
    signed_in: SignedIn
    desk: str
    branch: int
    inc: UUID = field(default_factory=uuid4)
    seq: int = 0

    def send(self, kind: str, claim: UUID, body: dict[str, Any], **more: Any) -> UUID:
        self.seq += 1
        op: dict[str, Any] = {
            "op_id": str(uuid4()),
            "kind": kind,
            "claim": str(claim),
            "user": self.signed_in.officer,
            "base": {"row_version": self.version(claim)},
            "body": body,
            **{name: str(value) for name, value in more.items()},
        }
        proof = op_proof(self.signed_in.secret, chain.request_hash(op))
        op |= {"seq": self.seq, "session": str(self.signed_in.session), "proof": proof}
        told = {"desk": self.desk, "inc": str(self.inc), "branch": self.branch, "epoch": self.store.epoch}
        self.store.push(Push.model_validate({**told, "after": {"n": 0, "hash": ""}, "ops": [op]}))
        return UUID(op["op_id"])

    def version(self, claim: UUID) -> int:
        held = self.store.claim(claim)
        return 1 if held is None else held.row_version

    def call(self, claim: UUID) -> UUID:
        return self.send("claim.checkout.v1", claim, {"booth": 1})

    def approve(self, claim: UUID, *, stage: int = 1, amount: int = SMALL, **more: Any) -> UUID:
        held = self.store.claim(claim)
        assert held is not None
        body = {"verdict": "approve", "stage": stage, "amount": amount, "form": chain.form_hash(held)}
        return self.send("claim.decide.v1", claim, {**body, **({"booth": 1} if stage == 1 else {})}, **more)


@dataclass
class Centre:
    """The centre under audit, and what only an administrator of its database can do to it.

    `decided`: the decisions of the first branch, in the order they were made, from 1.
    """

    engine: Engine
    house: House
    store: CentralStore
    decided: dict[int, UUID] = field(default_factory=dict)

    def run(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def drop_tripwires(self) -> None:
        """As somebody who owns the tables can."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.begin() as connection:
                names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
            self.run(*(f"DROP TRIGGER {name}" for name in names))
        else:
            tables = ("branch_log", "access", "checkpoint", "decision")
            self.run(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables))

    def uuid(self, id: UUID) -> str:
        """As it is written in this database."""
        return f"'{id.hex}'" if self.engine.dialect.name == "sqlite" else f"'{id}'"

    def scalar(self, statement: str) -> Any:
        with self.engine.begin() as connection:
            return connection.scalar(text(statement))

    def faults(self, outside: Outside | None = None, **asked: Any) -> list[Fault]:
        return list(verify_log(self.engine, outside=outside, **asked))

    def told(self, outside: Outside | None = None) -> list[tuple[str, int | None, int]]:
        return [(str(fault.flaw), fault.branch, fault.n) for fault in self.faults(outside)]

    def seen(self) -> Seen:
        seen = Seen()
        assert list(verify_log(self.engine, seen=seen)) == []
        return seen

    def sender(self, officer: str = OFFICER, desk: str = "Meja 1", branch: int = BRANCH) -> Sender:
        at = self.house.desk(desk, branch)
        return Sender(self.store, self.house.sign_in(at, officer), at.desk, branch)

    def work(self) -> None:
        """Eleven entries in the first branch, two in the other."""
        balances = {TWO_STAGES: LARGE}
        ids = (ONE_STAGE, TWO_STAGES, REFUSED, WAITING)
        self.store.add_claims(waiting_claim(id, balance=balances.get(id, SMALL)) for id in ids)  # 1 to 4
        self.store.add_claims([waiting_claim(ELSEWHERE, OTHER_BRANCH)])
        first, second = self.sender(), self.sender(SECOND, "Meja 2")
        lease = first.call(ONE_STAGE)  # 5
        first.send("claim.edit.v1", ONE_STAGE, {"fields": {"phone": ["", "081200000000"]}}, lease=lease)  # 6
        first.approve(ONE_STAGE, lease=lease)  # 7
        lease = first.call(TWO_STAGES)  # 8
        first.approve(TWO_STAGES, amount=LARGE, lease=lease)  # 9
        second.approve(TWO_STAGES, stage=2, amount=LARGE)  # 10
        first.approve(REFUSED, lease=uuid4())  # 11
        self.sender(OTHER, branch=OTHER_BRANCH).call(ELSEWHERE)


@contextmanager
def centre_on(url: str) -> Iterator[Centre]:
    """The centre of a database, with whatever history it has."""
    engine = open_engine(url)
    try:
        house = House(engine)
        centre = Centre(engine, house, CentralStore(engine, house.accounts, now=lambda: NOW))
        with engine.begin() as connection:
            made = select(branch_log.c.n, branch_log.c.body).where(branch_log.c.kind == str(Kind.DECIDE))
            rows = connection.execute(made.order_by(branch_log.c.n))
            centre.decided = {number: UUID(row.body["op_id"]) for number, row in enumerate(rows, start=1)}
        yield centre
    finally:
        engine.dispose()


def furnish(url: str) -> None:
    """Officers of both branches, and two administrators."""
    with centre_on(url) as centre:
        centre.house.furnish()
        for number, role, branch in (
            (SECOND, Role.HEAD, BRANCH),
            (OTHER, Role.OFFICER, OTHER_BRANCH),
            (ANOTHER_ADMINISTRATOR, Role.ADMINISTRATOR, None),
        ):
            centre.house.accounts.officers.add(number, f"Petugas {role}", role, branch=branch, password=PASSWORD)
            centre.house.own_password(number)
