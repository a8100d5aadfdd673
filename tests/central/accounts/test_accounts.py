"""Desks and officers at the centre from enrolment to signing out, and what is kept and told of them."""

import logging
from uuid import UUID, uuid4

import pytest
import requests
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from cso_desk.central.schema import desk, metadata, officer, session
from tests.central.account_values import BRANCH, OFFICER, PASSWORD, House, bearer, post, request


def test_a_machine_becomes_a_desk_and_an_officer_signs_in_there(house: House) -> None:
    number, code = house.accounts.desks.add(BRANCH, "Meja 3")
    with house.served() as url:
        told = {"code": code, "inc": str(uuid4()), "machine": "pc", "version": "0.1.0"}
        status, desk = post(f"{url}/v1/enrol", "", **told)
        assert (status, desk["desk"], desk["branch"], desk["branch_name"]) == (200, number, BRANCH, "Cabang Contoh")
        status, signed_in = post(f"{url}/v1/sign-in", desk["token"], officer=OFFICER, password=PASSWORD)
        assert status == 200
        assert (signed_in["officer"], signed_in["name"], signed_in["role"]) == (OFFICER, "Petugas Satu", "officer")
        assert (signed_in["access_s"], signed_in["session_s"]) == (900.0, 72 * 3600.0)
        me = requests.get(f"{url}/v1/me", headers=bearer(signed_in["access"]), timeout=5).json()
        assert me == {
            "officer": OFFICER,
            "name": "Petugas Satu",
            "role": "officer",
            "branch": BRANCH,
            "desk": number,
            "session": signed_in["session"],
        }
        fresh = {"session": signed_in["session"], "secret": signed_in["secret"]}
        status, access = post(f"{url}/v1/sessions/token", desk["token"], **fresh)
        assert status == 200
        assert post(f"{url}/v1/sign-out", access["access"]) == (204, None)
        assert post(f"{url}/v1/sign-out", access["access"])[0] == 401
        assert post(f"{url}/v1/sessions/token", desk["token"], **fresh)[1]["code"] == "SESSION_ENDED"


def test_a_call_without_a_token_of_ours_is_nobodys(house: House) -> None:
    signed_in = house.sign_in(house.desk())
    with house.served() as url:
        for token in ("", "x", "a.b.c", signed_in.secret, signed_in.access[:-2], "é", "ey" * 5000):
            headers = {"Authorization": f"Bearer {token}".encode()}
            answer = requests.get(f"{url}/v1/me", headers=headers, timeout=5)
            assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORISED")
        for headers in ({}, {"Authorization": b"Basic eDp5"}):
            assert requests.get(f"{url}/v1/me", headers=headers, timeout=5).status_code == 401
        assert post(f"{url}/v1/sign-in", signed_in.access, officer=OFFICER, password=PASSWORD)[0] == 401


def test_the_tables_keep_nothing_that_lets_anybody_in(house: House) -> None:
    number, code = house.accounts.desks.add(BRANCH, "Meja 1")
    enrolled = house.accounts.desks.enrol(request(code), "127.0.0.1")
    house.accounts.desks.add(BRANCH, "Meja 1")
    signed_in = house.sign_in(house.accounts.desks.caller(enrolled.token))
    with house.engine.begin() as connection:
        rows = [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)).all()]
    kept = "\n".join(rows)
    assert number in kept
    for secret in (PASSWORD, code, code.replace("-", ""), enrolled.token, signed_in.secret, signed_in.access):
        assert secret not in kept


def test_the_schema_of_the_accounts_is_the_one_the_migrations_make(house: House) -> None:
    mine = {table.name for table in (officer, desk, session)}
    with house.engine.begin() as connection:
        context = MigrationContext.configure(connection)
        differences = [one for one in compare_metadata(context, metadata) if any(name in str(one) for name in mine)]
    assert differences == []


def test_words_of_a_message_never_break_the_call(house: House) -> None:
    enrolled = house.enrolled()
    with house.served() as url:
        for body in ({}, {"officer": OFFICER}, {"officer": 7, "password": []}, {"officer": "x" * 201, "password": "x"}):
            assert post(f"{url}/v1/sign-in", enrolled.token, **body)[0] == 422
        assert post(f"{url}/v1/sign-in", enrolled.token, officer="\0é\U0001f600", password="\0é")[0] == 401
        odd = {"code": "\0é", "inc": str(UUID(int=0)), "machine": "\0", "version": "\U0001f600"}
        assert post(f"{url}/v1/enrol", "", **odd)[1]["code"] == "WRONG_CODE"


def test_what_is_refused_for_security_is_logged_with_ids_alone(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    enrolled = house.enrolled()
    signed_in = house.sign_in(house.accounts.desks.caller(enrolled.token))
    with house.served() as url:
        post(f"{url}/v1/enrol", "", code="AAAAA-BBBBB", inc=str(uuid4()), machine="pc", version="1")
        forged = signed_in.access[:-4] + ("AAAA" if not signed_in.access.endswith("AAAA") else "BBBB")
        requests.get(f"{url}/v1/me", headers=bearer(forged), timeout=5)
    told = [record.getMessage() for record in caplog.records if record.name.startswith("cso_desk")]
    assert told == [
        "security: an enrolment was refused: WRONG_CODE",
        "security: an access token that is none of ours: BadSignatureError",
    ]
