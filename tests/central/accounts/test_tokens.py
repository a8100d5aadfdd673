import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import create_engine

from cso_desk.central.accounts.keys import CentreKeys, UnknownKey
from cso_desk.central.accounts.limits import Limit
from cso_desk.central.accounts.tokens import Look, Standing, Tokens
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.schema import metadata
from cso_desk.claims.tables import Role
from cso_desk.wire.credentials import op_proof

SECRET, OTHER = b"a" * 32, b"b" * 32
NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
NOTHING = Standing(frozenset(), {}, frozenset())


@pytest.fixture
def tokens() -> Tokens:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    made = Tokens(engine, CentreKeys(SECRET), now=lambda: NOW)
    made._look = Look(lambda: NOTHING)
    engine.dispose()
    return made


def caller(keys: CentreKeys) -> Caller:
    return Caller("9900001", Role.OFFICER, 114, "114-1", keys.new_session())


def told(**changes: object) -> dict[str, object]:
    at = int(NOW.timestamp())
    claims = {"iss": "cso-desk-centre", "aud": "cso-desk", "iat": at, "exp": at + 900, "sub": "9900001"}
    more = {"role": "administrator", "rv": 1, "branch": 114, "desk": "114-1", "sid": str(UUID(int=7))}
    return {name: value for name, value in {**claims, **more, **changes}.items() if value is not None}


def signed(claims: dict[str, object], *, key: bytes | None = None, **header: object) -> str:
    keys = CentreKeys(SECRET)
    head = {"alg": "HS256", "typ": "at+jwt", "kid": keys.kid, **header}
    return jwt.encode(head, claims, OctKey.import_key(key or keys.signing_key()), algorithms=[str(head["alg"])])


def unsigned(claims: dict[str, object], **header: object) -> str:
    parts = ({"alg": "none", "typ": "at+jwt", "kid": CentreKeys(SECRET).kid, **header}, claims)
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def refused(tokens: Tokens, token: str) -> str:
    with pytest.raises(CallRefused) as caught:
        tokens.caller(token)
    assert caught.value.http_status == 401
    return caught.value.code


def test_a_token_says_who_calls(tokens: Tokens) -> None:
    who = caller(CentreKeys(SECRET))
    assert tokens.caller(tokens.issue(who, roles_ver=1, until=NOW.replace(day=14)).access) == who
    assert tokens.caller(signed(told())).role is Role.ADMINISTRATOR


@pytest.mark.parametrize(
    "token",
    [
        signed(told(iss="another")),
        signed(told(aud="another")),
        signed(told(iss=None)),
        signed(told(aud=None)),
        signed(told(exp=None)),
        signed(told(exp="soon")),
        signed(told(iat=int(NOW.timestamp()) + 121)),
        signed(told(), typ="JWT"),
        signed(told(), kid="00000000"),
        signed(told(), key=OTHER),
        signed(told(), key=SECRET),
        signed(told(), alg="HS512"),
        unsigned(told()),
        unsigned(told(), alg="HS256"),
        "..",
        "",
    ],
)
def test_a_forged_token_is_nobodys(tokens: Tokens, token: str) -> None:
    assert refused(tokens, token) == "UNAUTHORISED"


def test_a_token_without_a_name_of_its_key_is_nobodys(tokens: Tokens) -> None:
    key = OctKey.import_key(CentreKeys(SECRET).signing_key())
    assert refused(tokens, jwt.encode({"alg": "HS256", "typ": "at+jwt"}, told(), key)) == "UNAUTHORISED"


def test_an_expired_token_is_told_apart_so_that_the_desk_fetches_another(tokens: Tokens) -> None:
    at = int(NOW.timestamp())
    assert tokens.caller(signed(told(exp=at - 119)))
    assert refused(tokens, signed(told(exp=at - 120))) == "TOKEN_EXPIRED"
    assert refused(tokens, signed(told(exp=at - 120), key=OTHER)) == "UNAUTHORISED"


@given(st.binary(min_size=0, max_size=80))
def test_rubbish_is_nobodys(rubbish: bytes) -> None:
    made = Tokens(create_engine("sqlite://"), CentreKeys(SECRET), now=lambda: NOW)
    assert refused(made, rubbish.decode("latin-1")) == "UNAUTHORISED"


def test_the_look_at_what_has_ended_is_cached_for_a_short_time() -> None:
    clock, reads = [0.0], [0]

    def read() -> Standing:
        reads[0] += 1
        return NOTHING

    look = Look(read, look_s=15, clock=lambda: clock[0])
    for clock[0] in (0.0, 1.0, 14.9, 15.0, 29.9, 30.0):
        look.standing()
    assert reads == [3]


@given(st.binary(min_size=32, max_size=64), st.binary(min_size=32, max_size=64))
def test_a_session_has_the_secret_of_its_key_and_no_other(first: bytes, second: bytes) -> None:
    old, new, both = CentreKeys(first), CentreKeys(second), CentreKeys(second, before=first)
    session, later = old.new_session(), both.new_session()
    assert str(session)[:8] == old.kid
    assert len(bytes.fromhex(both.session_secret(session))) == 32
    assert both.session_secret(session) == old.session_secret(session)
    assert both.session_secret(later) == new.session_secret(later)
    assert old.session_secret(session) != old.session_secret(old.new_session())
    assert op_proof(old.session_secret(session), "hash")
    if first != second:
        with pytest.raises(UnknownKey):
            new.session_secret(session)
        assert both.signing_key() != both.signing_key(old.kid)


def test_a_short_secret_of_the_centre_is_refused() -> None:
    for secrets in ((b"a" * 31,), (SECRET, b"")):
        with pytest.raises(ValueError, match="32 bytes"):
            CentreKeys(*secrets)


@given(st.sampled_from(Limit), st.integers(0, 10_000))
def test_waiting_never_gets_shorter_and_has_an_end(limit: Limit, tries: int) -> None:
    allowance = limit.value
    now, then = allowance.wait_s(tries), allowance.wait_s(tries + 1)
    assert now <= then <= allowance.most_s
    assert (now > 0) == (tries >= allowance.free)
