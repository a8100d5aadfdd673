"""How long a session and its tokens hold, and who is known by them afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from cso_desk.central.accounts.keys import CentreKeys, UnknownKey
from cso_desk.central.schema import officer
from cso_desk.claims.tables import Role
from tests.central.account_values import BRANCH, OFFICER, SECRET, House, refusal, token_request


def test_an_access_token_ends_and_a_new_one_is_fetched_with_the_secret_of_the_session(house: House) -> None:
    at = house.desk()
    signed_in = house.sign_in(at)
    house.later(900 + 119)
    assert house.tokens.caller(signed_in.access).session == signed_in.session
    house.later(1)
    assert refusal(house.tokens.caller, signed_in.access) == (401, "TOKEN_EXPIRED")
    access = house.accounts.access(at, token_request(signed_in)).access
    assert house.tokens.caller(access).officer == OFFICER


def test_nobody_fetches_a_token_without_the_secret_or_at_another_desk(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    at, elsewhere = house.desk(), house.desk("Meja 2")
    signed_in = house.sign_in(at)
    other = house.sign_in(at)
    for desk_caller, asked in (
        (at, token_request(signed_in, secret=other.secret)),
        (at, token_request(signed_in, session=uuid4())),
        (at, token_request(signed_in, secret="\u00e9")),
        (elsewhere, token_request(signed_in)),
    ):
        assert refusal(house.accounts.access, desk_caller, asked) == (401, "UNAUTHORISED")
    assert caplog.text.count("security: ") == 4


def test_a_session_ends_with_its_time_and_no_access_token_outlives_it(house: House) -> None:
    at = house.desk()
    signed_in = house.sign_in(at)
    house.later(72 * 3600 - 60)
    assert house.accounts.access(at, token_request(signed_in)).access_s == 60
    house.later(60)
    assert refusal(house.accounts.access, at, token_request(signed_in)) == (401, "SESSION_ENDED")


def test_a_role_that_changed_counts_from_the_next_call_on(house: House) -> None:
    at = house.desk()
    signed_in = house.sign_in(at)
    house.accounts.officers.set_role(OFFICER, Role.SUPERVISOR, branch=None)
    assert refusal(house.tokens.caller, signed_in.access) == (401, "TOKEN_EXPIRED")
    access = house.accounts.access(at, token_request(signed_in)).access
    assert house.tokens.caller(access).role is Role.SUPERVISOR


def test_an_officer_who_may_not_work_any_more_or_elsewhere_is_out_at_once(house: House) -> None:
    at = house.desk()
    first = house.sign_in(at)
    house.accounts.officers.set_active(OFFICER, False)
    assert refusal(house.tokens.caller, first.access) == (401, "SESSION_ENDED")
    assert refusal(house.accounts.access, at, token_request(first)) == (401, "SESSION_ENDED")
    assert refusal(house.sign_in, at) == (403, "OFFICER_INACTIVE")
    house.accounts.officers.set_active(OFFICER, True)
    second = house.sign_in(at)
    assert refusal(house.tokens.caller, first.access) == (401, "SESSION_ENDED")
    house.accounts.officers.set_role(OFFICER, Role.OFFICER, branch=7)
    assert refusal(house.tokens.caller, second.access) == (401, "SESSION_ENDED")
    assert refusal(house.sign_in, at) == (403, "OTHER_BRANCH")


def test_no_token_is_made_for_an_officer_whom_the_table_calls_inactive(house: House) -> None:
    at = house.desk()
    signed_in = house.sign_in(at)
    with house.engine.begin() as connection:
        connection.execute(update(officer).values(is_active=False))
    assert refusal(house.accounts.access, at, token_request(signed_in)) == (401, "SESSION_ENDED")


def test_the_author_of_an_op_is_known_by_its_session_also_when_that_has_ended(house: House) -> None:
    at = house.desk()
    signed_in, other = house.sign_in(at), house.sign_in(at)
    house.accounts.officers.set_role(OFFICER, Role.SUPERVISOR, branch=None)
    house.later(60)
    house.accounts.sign_out(house.tokens.caller(house.accounts.access(at, token_request(signed_in)).access))
    with house.engine.begin() as connection:
        found = house.accounts.authors(connection, [signed_in.session, other.session, uuid4()])
        author = house.accounts.author(connection, signed_in.session)
        assert house.accounts.author(connection, uuid4()) is None
        assert house.accounts.authors(connection, []) == {}
    assert set(found) == {signed_in.session, other.session}
    assert author == found[signed_in.session]
    assert author is not None
    assert (author.officer, author.desk, author.branch, author.is_active) == (OFFICER, at.desk, BRANCH, True)
    assert (author.role_then, author.role) == (Role.OFFICER, Role.SUPERVISOR)
    assert (author.roles_ver_then, author.roles_ver) == (1, 2)
    assert author.created_at == house.clock - timedelta(seconds=60)
    assert author.ended_at == house.clock
    assert author.ends_at == author.created_at + timedelta(hours=72)
    assert found[other.session].ended_at is None
    assert house.accounts.session_secret(signed_in.session) == signed_in.secret


def test_a_new_secret_of_the_centre_lets_go_on_what_began_under_the_one_before(house: House) -> None:
    at = house.desk()
    old = house.sign_in(at)
    house.rekey(CentreKeys(b"n" * 32, before=SECRET))
    new = house.sign_in(at)
    assert house.tokens.caller(old.access).session == old.session
    assert house.accounts.session_secret(old.session) == old.secret
    assert house.accounts.access(at, token_request(old))
    house.rekey(CentreKeys(b"n" * 32))
    assert house.tokens.caller(new.access).session == new.session
    assert refusal(house.tokens.caller, old.access) == (401, "UNAUTHORISED")
    assert refusal(house.accounts.access, at, token_request(old)) == (401, "UNAUTHORISED")
    with pytest.raises(UnknownKey):
        house.accounts.session_secret(old.session)
