from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import OctKey, OKPKey, RSAKey

from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.guards import make_desk_guard
from cso_desk.central.accounts.oidc import Provider
from cso_desk.central.accounts.oidc_api import oidc_routes
from cso_desk.central.accounts.oidc_logins import OidcLogins
from cso_desk.central.accounts.oidc_settings import OidcSettings
from cso_desk.central.errors import CallRefused
from cso_desk.claims.tables import Role
from cso_desk.wire.account_messages import OidcBegun
from tests.central.account_values import BRANCH, OFFICER, House, post
from tests.central.openid_provider import (
    CLIENT,
    CLIENT_SECRET,
    Claims,
    OpenIdProvider,
    signed_with_public_key,
    unsigned,
)

CALLBACK = "https://centre.example/v1/oidc/callback"


@pytest.fixture
def provider(house: House) -> Iterator[OpenIdProvider]:
    with OpenIdProvider(now=lambda: house.clock.timestamp()).open() as provider:
        yield provider


def settings(provider: OpenIdProvider, **changes: Any) -> OidcSettings:
    return OidcSettings(**{"issuer": provider.url, "client_id": CLIENT, "callback": CALLBACK, **changes})


def logins_with(house: House, wanted: OidcSettings, *, clock: Callable[[], float] = lambda: 0.0) -> OidcLogins:
    return OidcLogins(house.engine, Provider(wanted, now=house.now, clock=clock), house.accounts, now=house.now)


@pytest.fixture
def logins(house: House, provider: OpenIdProvider) -> OidcLogins:
    return logins_with(house, settings(provider, client_secret=CLIENT_SECRET))


def brought_back(logins: OidcLogins, address: str, **changes: str | None) -> bool:
    """The browser goes where the provider sent it."""
    told: dict[str, Any] = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    told.update(changes)
    return logins.answer(told["state"], told.get("code"), told.get("iss"))


def outcome(logins: OidcLogins, desk: DeskCaller, begun: OidcBegun) -> str:
    try:
        signed_in = logins.finish(desk, begun.handle)
    except CallRefused as refused:
        return refused.code
    return "pending" if signed_in is None else signed_in.officer


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_an_officer_signs_in_through_the_organisation_in_the_browser(house: House, algorithm: str) -> None:
    enrolled = house.enrolled()
    provider = OpenIdProvider(now=lambda: house.clock.timestamp(), algorithm=algorithm)
    with provider.open():
        logins = logins_with(house, settings(provider, client_secret=CLIENT_SECRET))
        with house.served(oidc_routes(logins, make_desk_guard(house.accounts.desks))) as url:
            status, begun = post(f"{url}/v1/oidc/begin", enrolled.token)
            assert (status, begun["wait_s"], begun["ends_s"]) == (200, 2.0, 600.0)
            asked = f"{url}/v1/oidc/finish"
            assert post(asked, enrolled.token, handle=begun["handle"]) == (202, None)
            back = urlsplit(provider.authorize(begun["url"]))
            assert f"{back.scheme}://{back.netloc}{back.path}" == CALLBACK
            page = requests.get(f"{url}{back.path}?{back.query}", timeout=5)
            assert page.status_code == 200
            assert "Anda sudah masuk. Kembali ke CSO Desk." in page.text
            assert page.headers["Content-Type"] == "text/html; charset=utf-8"
            assert page.headers["Cache-Control"] == "no-store"
            status, signed_in = post(asked, enrolled.token, handle=begun["handle"])
            assert (status, signed_in["officer"], signed_in["branch"]) == (200, OFFICER, BRANCH)
            assert house.tokens.caller(signed_in["access"]).officer == OFFICER
            assert post(asked, enrolled.token, handle=begun["handle"])[1]["code"] == "UNKNOWN_HANDLE"
            again = requests.get(f"{url}{back.path}?{back.query}", timeout=5)
            assert again.status_code == 400
            assert "Anda belum dapat masuk." in again.text


def test_only_a_desk_begins_and_finishes(house: House, logins: OidcLogins) -> None:
    house.enrolled()
    with house.served(oidc_routes(logins, make_desk_guard(house.accounts.desks))) as url:
        assert post(f"{url}/v1/oidc/begin", "x")[0] == 401
        assert post(f"{url}/v1/oidc/finish", "x", handle="x")[0] == 401
        assert requests.get(f"{url}/v1/oidc/callback?error=access_denied", timeout=5).status_code == 400
        assert requests.get(f"{url}/v1/oidc/callback?state=%00%ff&code=%3Cb%3E", timeout=5).status_code == 400


def without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda claims: {**claims, "nonce": "another"},
        without("nonce"),
        lambda claims: {**claims, "exp": claims["iat"] - 120},
        lambda claims: {**claims, "exp": "later"},
        without("exp"),
        lambda claims: {**claims, "iat": claims["iat"] + 121},
        lambda claims: {**claims, "aud": "another"},
        lambda claims: {**claims, "aud": ["another"]},
        lambda claims: {**claims, "aud": "another", "azp": CLIENT},
        lambda claims: {**claims, "aud": [CLIENT, "another"]},
        lambda claims: {**claims, "azp": "another"},
        without("aud"),
        lambda claims: {**claims, "iss": "https://another.example"},
        without("iss"),
        without("sub"),
        without("preferred_username"),
        lambda claims: {**claims, "preferred_username": ["9900001"]},
        lambda claims: {**claims, "preferred_username": True},
        lambda claims: {**claims, "preferred_username": ""},
        lambda claims: {**claims, "at_hash": "another"},
    ],
)
def test_a_token_that_is_not_for_us_now_and_here_is_not_believed(
    house: House, provider: OpenIdProvider, logins: OidcLogins, spoil: Callable[[Claims], Claims]
) -> None:
    at = house.desk()
    provider.spoil = spoil
    begun = logins.begin(at)
    assert not brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, at, begun) == "OIDC_REFUSED"
    assert outcome(logins, at, begun) == "UNKNOWN_HANDLE"


def stranger(provider: OpenIdProvider) -> Callable[[Claims], str]:
    other = OpenIdProvider(now=provider.now)
    other.rotate()
    return lambda claims: other.signed(claims, kid=provider.keys[0].kid)


@pytest.mark.parametrize(
    "sign",
    [
        lambda _provider: unsigned,
        signed_with_public_key,
        stranger,
        lambda _provider: lambda _claims: "no.token.atall",
        lambda provider: lambda claims: provider.signed(claims)[:-8] + "AAAAAAAA",
    ],
    ids=["none", "public key as secret", "another key", "rubbish", "broken signature"],
)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(
    house: House,
    provider: OpenIdProvider,
    logins: OidcLogins,
    sign: Callable[[OpenIdProvider], Callable[[Claims], str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    at = house.desk()
    provider.sign = sign(provider)
    begun = logins.begin(at)
    assert not brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, at, begun) == "OIDC_REFUSED"
    assert f"security: an OpenID answer for desk {at.desk} is not believed" in caplog.text


def test_a_wrong_state_is_no_answer_to_anything(house: House, provider: OpenIdProvider, logins: OidcLogins) -> None:
    at = house.desk()
    mine, other = logins.begin(at), logins.begin(at)
    state = parse_qs(urlsplit(other.url).query)["state"][0]
    assert not brought_back(logins, provider.authorize(mine.url), state="another")
    assert outcome(logins, at, mine) == "pending"
    assert not brought_back(logins, provider.authorize(mine.url), state=state)
    assert outcome(logins, at, other) == "OIDC_REFUSED"
    assert outcome(logins, at, mine) == "pending"


def test_an_answer_that_comes_twice_counts_once(house: House, provider: OpenIdProvider, logins: OidcLogins) -> None:
    at = house.desk()
    begun = logins.begin(at)
    back = provider.authorize(begun.url)
    assert brought_back(logins, back)
    assert not brought_back(logins, back)
    assert outcome(logins, at, begun) == OFFICER


def test_an_answer_that_names_another_issuer_or_no_code_is_a_refusal(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at = house.desk()
    changes: tuple[dict[str, str | None], ...] = ({"iss": "https://another.example"}, {"code": None})
    for change in changes:
        begun = logins.begin(at)
        assert not brought_back(logins, provider.authorize(begun.url), **change)
        assert outcome(logins, at, begun) == "OIDC_REFUSED"


def test_a_code_that_the_provider_did_not_give_is_a_refusal(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at = house.desk()
    begun = logins.begin(at)
    assert not brought_back(logins, provider.authorize(begun.url), code="another")
    assert outcome(logins, at, begun) == "OIDC_REFUSED"


def test_the_providers_keys_may_change_between_two_sign_ins_and_a_withdrawn_one_counts_no_more(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at = house.desk()
    for _ in range(2):
        begun = logins.begin(at)
        assert brought_back(logins, provider.authorize(begun.url))
        assert outcome(logins, at, begun) == OFFICER
        withdrawn = provider.keys[0]
        provider.rotate()
    provider.sign = OpenIdProvider(now=provider.now, keys=[withdrawn]).signed
    begun = logins.begin(at)
    assert not brought_back(logins, provider.authorize(begun.url))
    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_the_doors_of_the_provider_are_looked_for_again_after_an_hour(house: House, provider: OpenIdProvider) -> None:
    clock, at = [0.0], house.desk()
    logins = logins_with(house, settings(provider, client_secret=CLIENT_SECRET), clock=lambda: clock[0])
    for clock[0] in (0.0, 3599.0, 3600.0):
        logins.begin(at)
    assert provider.asked.count("/.well-known/openid-configuration") == 2


def test_keys_of_other_kinds_beside_the_one_that_signs_do_no_harm(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at = house.desk()
    provider.more_keys = [
        OctKey.generate_key(256).as_dict(),
        OKPKey.generate_key("Ed25519").as_dict(private=False),
        {"kty": "of the future"},
        RSAKey.generate_key(2048, {"kid": "another"}).as_dict(private=False),
    ]
    begun = logins.begin(at)
    assert brought_back(logins, provider.authorize(begun.url))


@pytest.mark.parametrize("who", ["9900099", "9\0", "99000010", "9900001 "])
def test_who_is_no_officer_here_is_not_made_one(
    house: House, provider: OpenIdProvider, logins: OidcLogins, who: str
) -> None:
    at, before = house.desk(), house.accounts.officers.all()
    provider.officer = who
    begun = logins.begin(at)
    assert not brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, at, begun) == "OFFICER_UNKNOWN"
    assert house.accounts.officers.all() == before


def test_an_officer_has_to_be_active_and_of_the_branch(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at, foreign = house.desk(), house.desk("Meja 1", 7)
    house.accounts.officers.add("77", "Petugas Tujuh", Role.OFFICER, branch=BRANCH, password=None)
    provider.officer = 77
    begun = logins.begin(foreign)
    assert brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, foreign, begun) == "OTHER_BRANCH"
    late = logins.begin(at)
    assert brought_back(logins, provider.authorize(late.url))
    house.accounts.officers.set_active("77", False)
    assert outcome(logins, at, late) == "OFFICER_INACTIVE"
    begun = logins.begin(at)
    assert not brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, at, begun) == "OFFICER_UNKNOWN"


def test_the_outcome_is_told_to_the_desk_that_asked_and_to_no_other(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at, other = house.desk(), house.desk("Meja 2")
    begun = logins.begin(at)
    assert brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, other, begun) == "UNKNOWN_HANDLE"
    assert outcome(logins, at, begun) == OFFICER


def test_a_sign_in_that_was_begun_ends_after_ten_minutes(
    house: House, provider: OpenIdProvider, logins: OidcLogins
) -> None:
    at = house.desk()
    begun = logins.begin(at)
    house.later(600)
    assert not brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, at, begun) == "UNKNOWN_HANDLE"


def test_a_client_without_a_secret_proves_itself_by_pkce_alone(house: House, provider: OpenIdProvider) -> None:
    provider.is_public = True
    logins = logins_with(house, settings(provider))
    at = house.desk()
    begun = logins.begin(at)
    assert brought_back(logins, provider.authorize(begun.url))


def test_the_number_stands_in_the_claim_that_is_set(house: House, provider: OpenIdProvider) -> None:
    logins = logins_with(house, settings(provider, client_secret=CLIENT_SECRET, claim="npk"))
    provider.spoil = lambda claims: {**claims, "npk": OFFICER, "preferred_username": "somebody"}
    at = house.desk()
    begun = logins.begin(at)
    assert brought_back(logins, provider.authorize(begun.url))
    assert outcome(logins, at, begun) == OFFICER


@pytest.mark.parametrize(
    "document",
    [
        lambda told: {**told, "issuer": "https://another.example"},
        lambda told: {**told, "token_endpoint": "http://another.example/token"},
        lambda told: {**told, "jwks_uri": None},
        lambda told: [told],
        lambda told: {"keys": "x" * (2 << 20), **told},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_taken_for_away(
    house: House, provider: OpenIdProvider, logins: OidcLogins, document: Callable[[Claims], Any]
) -> None:
    provider.document = document
    with pytest.raises(CallRefused) as caught:
        logins.begin(house.desk())
    assert (caught.value.http_status, caught.value.code) == (503, "OIDC_AWAY")


def test_a_provider_that_goes_away_in_between_is_told_apart_from_a_refusal(house: House) -> None:
    at = house.desk()
    with OpenIdProvider(now=lambda: house.clock.timestamp()).open() as provider:
        logins = logins_with(house, settings(provider, client_secret=CLIENT_SECRET))
        begun = logins.begin(at)
        back = provider.authorize(begun.url)
    assert not brought_back(logins, back)
    assert outcome(logins, at, begun) == "OIDC_AWAY"


@pytest.mark.parametrize("url", ["http://idp.example", "ftp://idp.example", "idp.example", "", "https://"])
def test_no_address_without_tls_is_taken_but_loopback(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        OidcSettings(issuer=url, client_id=CLIENT, callback=CALLBACK)
    assert OidcSettings(issuer="http://localhost:1", client_id=CLIENT, callback=CALLBACK)
