"""Accounts with a clock that the test turns, and routes that are really served."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import requests
import uvicorn
from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import Engine, update

from cso_desk.central.accounts.accounts import Accounts, Terms
from cso_desk.central.accounts.accounts_api import accounts_routes
from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.guards import make_desk_guard, make_guard
from cso_desk.central.accounts.keys import CentreKeys
from cso_desk.central.accounts.passwords import LEAST, Passwords
from cso_desk.central.accounts.tokens import Tokens
from cso_desk.central.database import open_engine
from cso_desk.central.errors import CallRefused
from cso_desk.central.schema import officer
from cso_desk.claims.tables import Role
from cso_desk.wire import Problem
from cso_desk.wire.credentials import EnrolAnswer, EnrolRequest, SignedIn, SignInRequest, TokenRequest

SECRET = bytes(range(32))
NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
BRANCH = 114
OFFICER = "9900001"
PASSWORD = "kuda hitam di sawah"
NEW = "sembilan gajah menari"
WRONG = "bukan kata sandinya"
PATIENCE_S = 20.0


@dataclass
class House:
    """A centre's accounts: branch 114 with a desk and an officer, branch 7 with another of each."""

    engine: Engine
    keys: CentreKeys = field(default_factory=lambda: CentreKeys(SECRET))
    clock: datetime = NOW
    passwords: Passwords = field(default_factory=lambda: Passwords(LEAST))
    terms: Terms = field(default_factory=Terms)

    def __post_init__(self) -> None:
        self.rekey(self.keys)

    def rekey(self, keys: CentreKeys) -> None:
        """Begin again on the same tables, as a process with other keys does."""
        self.tokens = Tokens(self.engine, keys, now=self.now, look_s=0)
        self.accounts = Accounts(
            self.engine, keys, self.tokens, now=self.now, passwords=self.passwords, terms=self.terms
        )

    def now(self) -> datetime:
        return self.clock

    def later(self, seconds: float) -> None:
        self.clock += timedelta(seconds=seconds)

    def furnish(self) -> None:
        officers = self.accounts.officers
        officers.add_branch(BRANCH, "Cabang Contoh")
        officers.add_branch(7, "Cabang Lain")
        officers.add("9900000", "Pengelola Pertama", Role.ADMINISTRATOR, branch=None, password=PASSWORD)
        officers.add(OFFICER, "Petugas Satu", Role.OFFICER, branch=BRANCH, password=PASSWORD)
        self.own_password(OFFICER)

    def own_password(self, number: str) -> None:
        """What an administrator gave becomes the officer's own, without a desk."""
        with self.engine.begin() as connection:
            connection.execute(update(officer).where(officer.c.officer == number).values(must_change=False))

    def enrolled(self, name: str = "Meja 1", branch: int = BRANCH) -> EnrolAnswer:
        _, code = self.accounts.desks.add(branch, name)
        return self.accounts.desks.enrol(request(code), "127.0.0.1")

    def desk(self, name: str = "Meja 1", branch: int = BRANCH) -> DeskCaller:
        return self.accounts.desks.caller(self.enrolled(name, branch).token)

    def sign_in(self, desk: DeskCaller, number: str = OFFICER, password: str = PASSWORD) -> SignedIn:
        return self.accounts.sign_in(desk, SignInRequest(officer=number, password=password))

    @contextmanager
    def served(self, *more: APIRouter) -> Iterator[str]:
        guard, desk_guard = make_guard(self.tokens), make_desk_guard(self.accounts.desks)
        with served(accounts_routes(self.accounts, guard, desk_guard), *more) as url:
            yield url


def opened(database_url: str) -> Iterator[House]:
    """A furnished house on a database, and the database let go of."""
    engine = open_engine(database_url)
    house = House(engine)
    house.furnish()
    yield house
    engine.dispose()


def request(code: str) -> EnrolRequest:
    return EnrolRequest(code=code, inc=uuid4(), machine="pc-114", version="0.1.0")


def refusal(call: object, *arguments: object) -> tuple[int, str]:
    """The status and the code with which a call is refused."""
    with pytest.raises(CallRefused) as caught:
        call(*arguments)  # type: ignore[operator]  # any method of the accounts
    return caught.value.http_status, caught.value.code


def token_request(signed_in: SignedIn, **changes: object) -> TokenRequest:
    return TokenRequest.model_validate({"session": signed_in.session, "secret": signed_in.secret, **changes})


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def post(url: str, token: str, **body: Any) -> tuple[int, Any]:
    answer = requests.post(url, json=body, headers=bearer(token), timeout=PATIENCE_S)
    return answer.status_code, answer.json() if answer.content else None


@contextmanager
def served(*routers: APIRouter) -> Iterator[str]:
    """Routes over real HTTP, refusals as the centre writes them; yields the address."""
    app = FastAPI()
    app.exception_handler(CallRefused)(_refused)
    for router in routers:
        app.include_router(router)
    with run(app) as url:
        yield url


@contextmanager
def run(app: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, CallRefused)
    told = Problem(code=error.code, facts=error.facts).model_dump_json()
    return Response(told, error.http_status, media_type="application/json")
