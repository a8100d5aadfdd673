"""The records of participants: opened and told to the log, one for all cards of a person, over HTTP."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
import requests
import uvicorn
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from fastapi import FastAPI, Request, Response
from sqlalchemy import Engine

from cso_desk import wire
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.people.people import OPENED, SEARCHED, People
from cso_desk.central.people.people_api import people_routes
from cso_desk.central.people.people_rows import Written
from cso_desk.central.schema import claim_key, metadata, name_gram, name_word, person, person_word
from cso_desk.claims.model import PriorPayment
from tests.central.people_tables import NOW, OFFICER, Read, file_people, names, record, search

TABLES = {table.name for table in (person, person_word, name_word, name_gram, claim_key)}


def test_a_list_masks_numbers_and_an_opened_person_is_whole(engine: Engine, people: People) -> None:
    file_people(engine, record(7, "Budi Santoso"))
    (found,) = search(people, "Budi").people
    assert (found.nik, found.kpj, found.branch) == ("997401••••••0007", "•••••••0007", 114)
    assert found.employer == record(7, "Budi Santoso").employer
    told = people.open(OFFICER, found.id)
    assert told.record == record(7, "Budi Santoso")
    with pytest.raises(CallRefused) as refused:
        people.open(OFFICER, uuid4())
    assert (refused.value.http_status, refused.value.code) == (404, "UNKNOWN_PERSON")


def test_each_search_and_opening_is_told_by_ids_alone(engine: Engine, people: People, reads: list[Read]) -> None:
    file_people(engine, record(1, "Budi Santoso"), record(2, "Budi Hartono"))
    found = search(people, "Budi").people
    people.open(OFFICER, found[0].id)
    search(people, "Nobody at all")
    ids = [str(one.id) for one in found]
    assert reads == [("u-1", SEARCHED, ids), ("u-1", OPENED, ids[:1]), ("u-1", SEARCHED, [])]


def test_what_cannot_be_told_to_the_log_is_not_read(engine: Engine) -> None:
    def full(*_: object) -> None:
        raise OSError("the log is full")

    file_people(engine, record(1, "Budi Santoso"))
    people = People(engine, now=lambda: NOW, on_read=full)
    with pytest.raises(OSError, match="full"):
        search(people, "Budi")


def test_the_cards_of_a_person_are_one(engine: Engine, people: People) -> None:
    paid = PriorPayment(4_000_000, date(2022, 3, 1))
    first = record(1, "Budi Santoso", prior_payments=(paid,))
    second = replace(first, kpj="21040000009", employer="PT Contoh Lain", other_kpj=("21040000008",))
    file_people(engine, first, second, record(3, "Someone Else"))
    told = people.record(second.kpj)
    assert told is not None
    assert (told.employer, told.other_kpj) == ("PT Contoh Lain", ("19040000001", "21040000008"))
    assert told.prior_payments == (paid,)
    assert people.record("00000000000") is None
    (found,) = search(people, first.kpj).people
    opened = people.open(OFFICER, found.id)
    assert [(card.kpj, card.balance) for card in opened.cards] == [("21040000009", second.balance)]
    assert [payment.gross for payment in opened.prior_payments] == [4_000_000]


def test_a_record_that_changes_is_found_by_its_new_name_under_its_old_id(engine: Engine, people: People) -> None:
    old = record(1, "Budi Santoso")
    assert file_people(engine, old, record(2, "Ani Sari")) == Written(new=2)
    (before,) = search(people, "Budi Santoso").people
    assert file_people(engine, old, record(2, "Ani Sari")) == Written(same=2)
    assert file_people(engine, replace(old, full_name="Slamet Riyadi")) == Written(changed=1)
    assert names(search(people, "Budi Santoso")) == names(search(people, "Santoso")) == []
    (after,) = search(people, "Riyadi").people
    assert after.id == before.id
    assert file_people(engine, replace(old, full_name="Slamet Riyadi"), branch=7) == Written(changed=1)


@pytest.fixture
def url(people: People) -> Iterator[str]:
    def guard(request: Request) -> Caller:
        if "authorization" not in request.headers:
            raise CallRefused(401, "UNAUTHORISED")
        return OFFICER

    app = FastAPI()
    app.include_router(people_routes(people, guard))

    @app.exception_handler(CallRefused)
    def refused(_request: Request, error: CallRefused) -> Response:
        return Response(wire.Problem(code=error.code, facts=error.facts).model_dump_json(), error.http_status)

    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1/people"
        server.should_exit = True
        thread.join()


def test_people_over_http(engine: Engine, url: str) -> None:
    file_people(engine, record(1, "Budi Santoso"))
    signed_in = {"Authorization": "Bearer x"}
    with requests.Session() as session:
        session.headers.update(signed_in)
        (one,) = session.post(f"{url}/search", json={"query": "Budi"}, timeout=10).json()["people"]
        told = session.get(f"{url}/{one['id']}", timeout=10).json()
        assert told["record"]["nik"] == record(1, "").nik
        assert session.get(f"{url}/{uuid4()}", timeout=10).json()["code"] == "UNKNOWN_PERSON"
        for wrong in ({"query": "x"}, {"query": "Budi", "limit": 21}, {}):
            assert session.post(f"{url}/search", json=wrong, timeout=10).status_code == 422
    assert requests.post(f"{url}/search", json={"query": "Budi"}, timeout=10).status_code == 401
    assert requests.get(f"{url}/{one['id']}", timeout=10).status_code == 401


def test_two_who_file_the_same_people_at_once_take_turns(engine: Engine) -> None:
    records = [record(number, f"Nama{letter} Sama") for number, letter in enumerate("abcdefghij" * 20)]
    with ThreadPoolExecutor(4) as four:
        written = list(four.map(lambda _: file_people(engine, *records), range(4)))
    assert sum(one.new for one in written) == 200
    assert sum(one.same for one in written) == 600


def test_the_migration_makes_the_tables_of_the_schema(engine: Engine) -> None:
    with engine.begin() as connection:
        differing = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [one for one in differing if any(name in str(one) for name in TABLES)] == []
