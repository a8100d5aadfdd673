import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import requests
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from argon2 import Parameters, PasswordHasher, Type, extract_parameters
from sqlalchemy import select, update

from cso_desk.central.accounts.accounts_errors import NotAccepted
from cso_desk.central.accounts.keys import CentreKeys, UnknownKey
from cso_desk.central.accounts.limits import Limit, Limits, forgive
from cso_desk.central.accounts.passwords import LEAST, Passwords
from cso_desk.central.errors import CallRefused
from cso_desk.central.schema import desk, metadata, officer, session
from cso_desk.claims.tables import Role
from cso_desk.wire.account_messages import PasswordChange
from cso_desk.wire.credentials import SignedIn, SignInRequest, TokenRequest
from tests.central.account_values import BRANCH, OFFICER, PASSWORD, SECRET, House, bearer, opened, post, request

NEW = "sembilan gajah menari"
WRONG = "bukan kata sandinya"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    yield from opened(database_url)


def refusal(call: object, *arguments: object) -> tuple[int, str]:
    with pytest.raises(CallRefused) as caught:
        call(*arguments)  # type: ignore[operator]  # any method of the accounts
    return caught.value.http_status, caught.value.code


def token_request(signed_in: SignedIn, **changes: object) -> TokenRequest:
    return TokenRequest.model_validate({"session": signed_in.session, "secret": signed_in.secret, **changes})


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


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_a_code_is_read_as_people_type_it(house: House, typed: object) -> None:
    number, code = house.accounts.desks.add(BRANCH, "Meja 1")
    assert house.accounts.desks.enrol(request(typed(code)), "x").desk == number  # type: ignore[operator]


def test_a_code_holds_once_and_for_a_day(house: House) -> None:
    desks = house.accounts.desks
    _, code = desks.add(BRANCH, "Meja 1")
    desks.enrol(request(code), "x")
    assert refusal(desks.enrol, request(code), "x") == (403, "WRONG_CODE")
    _, code = desks.add(BRANCH, "Meja 2")
    house.later(86_400)
    assert refusal(desks.enrol, request(code), "x") == (403, "WRONG_CODE")


def test_a_newer_code_ends_the_older_one(house: House) -> None:
    desks = house.accounts.desks
    first, older = desks.add(BRANCH, "Meja 1")
    second, newer = desks.add(BRANCH, "Meja 1")
    assert first == second
    assert refusal(desks.enrol, request(older), "x") == (403, "WRONG_CODE")
    assert desks.enrol(request(newer), "x").desk == first


def test_an_enrolment_anew_ends_the_token_and_the_sessions_of_the_machine_before(house: House) -> None:
    before = house.enrolled()
    signed_in = house.sign_in(house.accounts.desks.caller(before.token))
    after = house.enrolled()
    assert after.desk == before.desk
    assert refusal(house.accounts.desks.caller, before.token) == (401, "UNAUTHORISED")
    assert refusal(house.tokens.caller, signed_in.access) == (401, "SESSION_ENDED")
    again = house.accounts.desks.caller(after.token)
    assert refusal(house.accounts.access, again, token_request(signed_in)) == (401, "SESSION_ENDED")


def test_the_incarnation_of_an_enrolled_desk_is_kept(house: House) -> None:
    _, code = house.accounts.desks.add(BRANCH, "Meja 1")
    asked = request(code).model_copy(update={"machine": "pc\0\n1"})
    house.accounts.desks.enrol(asked, "x")
    with house.engine.begin() as connection:
        row = connection.execute(select(desk)).one()
    assert (row.inc, row.machine, row.version) == (asked.inc, "pc1", "0.1.0")


def test_who_guesses_codes_waits_longer_and_longer_and_others_do_not(house: House) -> None:
    desks = house.accounts.desks
    for _ in range(5):
        assert refusal(desks.enrol, request("00000-00000"), "10.0.0.9") == (403, "WRONG_CODE")
    _, code = desks.add(BRANCH, "Meja 1")
    assert refusal(desks.enrol, request(code), "10.0.0.9") == (429, "TOO_MANY_TRIES")
    house.later(10)
    assert refusal(desks.enrol, request("00000-00000"), "10.0.0.9") == (403, "WRONG_CODE")
    house.later(10)
    assert refusal(desks.enrol, request(code), "10.0.0.9") == (429, "TOO_MANY_TRIES")
    assert desks.enrol(request(code), "10.0.0.8")


def test_desks_of_a_branch_are_enrolled_one_after_another_from_the_same_address(house: House) -> None:
    numbers = [house.enrolled(f"Meja {number}").desk for number in range(1, 9)]
    assert numbers == [f"114-{number}" for number in range(1, 9)]


def test_a_desk_in_quarantine_is_kept_out_with_its_officers_until_it_is_released(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    enrolled = house.enrolled()
    signed_in = house.sign_in(house.accounts.desks.caller(enrolled.token))
    house.accounts.desks.quarantine(enrolled.desk)
    _, code = house.accounts.desks.add(BRANCH, "Meja 1")
    with house.served() as url:
        answers = [
            post(f"{url}/v1/sign-in", enrolled.token, officer=OFFICER, password=PASSWORD),
            post(f"{url}/v1/sign-out", signed_in.access),
            post(f"{url}/v1/enrol", "", code=code, inc=str(uuid4()), machine="pc", version="1"),
        ]
        assert [(status, told["code"]) for status, told in answers] == [(403, "DESK_QUARANTINED")] * 3
        assert caplog.text.count(f"security: desk {enrolled.desk} is quarantined") == 2
        house.accounts.desks.release(enrolled.desk)
        assert post(f"{url}/v1/sign-out", signed_in.access)[0] == 204
    with pytest.raises(NotAccepted):
        house.accounts.desks.quarantine("114-99")


def test_wrong_numbers_and_wrong_passwords_are_answered_alike(house: House) -> None:
    house.accounts.officers.set_active(OFFICER, False)
    at = house.desk()
    told = []
    for number, password in (
        (OFFICER, WRONG),
        ("9900099", WRONG),
        ("9900099", PASSWORD),
        ("x\0", WRONG),
        ("", ""),
    ):
        with pytest.raises(CallRefused) as caught:
            house.accounts.sign_in(at, SignInRequest.model_construct(officer=number, password=password))
        told.append((caught.value.http_status, caught.value.code, caught.value.facts))
    assert told == [(401, "WRONG_CREDENTIALS", {})] * len(told)


def test_an_unknown_officer_costs_the_same_work_as_a_known_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at, worked, verify = house.desk(), [], PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: bytes) -> bool:
        worked.append(extract_parameters(kept))
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for number in (OFFICER, "9900099"):
        refusal(house.accounts.sign_in, at, SignInRequest(officer=number, password=WRONG))
    assert worked == [LEAST, LEAST]


def test_five_wrong_passwords_lock_the_officer_out_for_a_growing_time_and_the_right_one_ends_it(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    at, elsewhere = house.desk(), house.desk("Meja 2")
    wrong = SignInRequest(officer=OFFICER, password=WRONG)
    right = SignInRequest(officer=OFFICER, password=PASSWORD)
    for _ in range(5):
        assert refusal(house.accounts.sign_in, at, wrong) == (401, "WRONG_CREDENTIALS")
    with pytest.raises(CallRefused) as caught:
        house.accounts.sign_in(elsewhere, right)
    assert (caught.value.http_status, caught.value.facts) == (429, {"after_s": 30.0})
    house.later(30)
    assert refusal(house.accounts.sign_in, at, wrong) == (401, "WRONG_CREDENTIALS")
    house.later(30)
    assert refusal(house.accounts.sign_in, at, right) == (429, "TOO_MANY_TRIES")
    house.later(30)
    assert house.accounts.sign_in(at, right)
    assert refusal(house.accounts.sign_in, at, wrong) == (401, "WRONG_CREDENTIALS")
    assert house.accounts.sign_in(at, right)
    assert f"security: wrong password for officer {OFFICER} at desk {at.desk}" in caplog.text
    assert f"security: officer {OFFICER} at desk {at.desk} is locked out for 60 s" in caplog.text
    assert WRONG not in caplog.text


def test_an_unknown_number_is_locked_out_too_and_never_written_down(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    at = house.desk()
    typed_wrongly = SignInRequest(officer=PASSWORD, password=WRONG)
    for _ in range(5):
        refusal(house.accounts.sign_in, at, typed_wrongly)
    assert refusal(house.accounts.sign_in, at, typed_wrongly) == (429, "TOO_MANY_TRIES")
    assert PASSWORD not in caplog.text


def test_a_desk_that_tries_many_officers_has_to_wait(house: House) -> None:
    at = house.desk()
    for number in range(30):
        refusal(house.accounts.sign_in, at, SignInRequest(officer=f"99{number}", password=WRONG))
    assert refusal(house.accounts.sign_in, at, SignInRequest(officer=OFFICER, password=PASSWORD)) == (
        429,
        "TOO_MANY_TRIES",
    )
    assert house.sign_in(house.desk("Meja 2"))
    house.later(60)
    assert house.sign_in(at)


def test_one_officer_who_may_sign_in_does_not_wash_a_desk_clean(house: House) -> None:
    at = house.desk()
    wrong = [SignInRequest(officer=f"99{number}", password=WRONG) for number in range(30)]
    for request_ in wrong[:29]:
        refusal(house.accounts.sign_in, at, request_)
    assert house.sign_in(at)
    assert refusal(house.accounts.sign_in, at, wrong[29]) == (401, "WRONG_CREDENTIALS")
    assert refusal(house.sign_in, at) == (429, "TOO_MANY_TRIES")


def test_wrong_passwords_of_another_day_are_forgotten(house: House) -> None:
    at = house.desk()
    wrong = SignInRequest(officer=OFFICER, password=WRONG)
    for _ in range(4):
        refusal(house.accounts.sign_in, at, wrong)
    house.later(86_401)
    for _ in range(5):
        assert refusal(house.accounts.sign_in, at, wrong) == (401, "WRONG_CREDENTIALS")
    assert refusal(house.accounts.sign_in, at, wrong) == (429, "TOO_MANY_TRIES")


def test_a_password_that_is_taken_away_while_it_is_being_checked_lets_nobody_in(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, verify = house.desk(), PasswordHasher.verify

    def slow(self: PasswordHasher, kept: str, password: bytes) -> bool:
        house.accounts.officers.reset_password(OFFICER, NEW)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    assert refusal(house.sign_in, at) == (401, "WRONG_CREDENTIALS")


def test_guessing_at_many_desks_at_once_gains_nothing(house: House) -> None:
    together, limits = threading.Barrier(8), Limits(house.engine, now=house.now)
    told: list[int] = []

    def guess() -> None:
        together.wait()
        try:
            limits.count((Limit.OFFICER, OFFICER))
            told.append(401)
        except CallRefused as refused:
            told.append(refused.http_status)

    for _ in range(5):
        threads = [threading.Thread(target=guess) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == [401] * 5 + [429] * 3
        told.clear()
        with house.engine.begin() as connection:
            forgive(connection, (Limit.OFFICER, OFFICER))


def test_an_officer_signs_in_at_the_own_branch_and_an_auditor_anywhere(house: House) -> None:
    house.accounts.officers.add("9900002", "Auditor Satu", Role.AUDITOR, branch=None, password=PASSWORD)
    house.own_password("9900002")
    foreign = house.desk("Meja 1", 7)
    assert refusal(house.sign_in, foreign) == (403, "OTHER_BRANCH")
    assert house.sign_in(foreign, "9900002").branch == 7
    assert house.sign_in(foreign, "9900000").role == "administrator"
    caller = house.tokens.caller(house.sign_in(foreign, "9900002").access)
    assert caller.may_read(BRANCH)
    assert not house.tokens.caller(house.sign_in(house.desk()).access).may_read(7)


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


def test_an_officer_changes_the_password_and_is_out_everywhere_else(house: House) -> None:
    at = house.desk()
    here, there = house.sign_in(at), house.sign_in(house.desk("Meja 2"))
    change = PasswordChange(officer=OFFICER, old=PASSWORD, new=NEW, keep=here.session)
    house.accounts.change_password(at, change)
    assert house.tokens.caller(here.access)
    assert refusal(house.tokens.caller, there.access) == (401, "SESSION_ENDED")
    assert refusal(house.sign_in, at) == (401, "WRONG_CREDENTIALS")
    assert house.sign_in(at, password=NEW)
    assert refusal(house.accounts.change_password, at, change) == (401, "WRONG_CREDENTIALS")


@pytest.mark.parametrize(
    ("new", "reason"), [(PASSWORD, "same"), ("pendek", "length"), ("Petugas Satu 9900001", "own_data")]
)
def test_a_weak_new_password_changes_nothing(house: House, new: str, reason: str) -> None:
    at = house.desk()
    with pytest.raises(CallRefused) as caught:
        house.accounts.change_password(at, PasswordChange(officer=OFFICER, old=PASSWORD, new=new))
    assert (caught.value.code, caught.value.facts) == ("WEAK_PASSWORD", {"reason": reason})
    assert house.sign_in(at)


def test_a_password_from_the_administrator_holds_until_the_first_sign_in_only(house: House) -> None:
    at = house.desk()
    signed_in = house.sign_in(at)
    for _ in range(5):
        refusal(house.accounts.sign_in, at, SignInRequest(officer=OFFICER, password=WRONG))
    house.accounts.officers.reset_password(OFFICER, NEW)
    assert refusal(house.tokens.caller, signed_in.access) == (401, "SESSION_ENDED")
    assert refusal(house.sign_in, at, OFFICER, NEW) == (403, "PASSWORD_CHANGE")
    house.accounts.change_password(at, PasswordChange(officer=OFFICER, old=NEW, new=PASSWORD))
    assert house.sign_in(at)


def test_a_password_is_hashed_anew_when_the_parameters_rise(house: House) -> None:
    at = house.desk()
    higher = Parameters(Type.ID, 19, 16, 32, 3, 19456, 1)
    house.passwords = Passwords(higher)
    house.rekey(house.keys)
    assert house.sign_in(at)
    with house.engine.begin() as connection:
        kept = connection.scalar(select(officer.c.password).where(officer.c.officer == OFFICER))
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456,t=3,p=1$")
    assert house.sign_in(at)


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


def test_the_last_administrator_stays(house: House) -> None:
    officers = house.accounts.officers
    with pytest.raises(NotAccepted):
        officers.set_active("9900000", False)
    with pytest.raises(NotAccepted):
        officers.set_role("9900000", Role.AUDITOR, branch=None)
    officers.add("9900009", "Pengelola Kedua", Role.ADMINISTRATOR, branch=None, password=PASSWORD)
    officers.set_active("9900000", False)
    assert [one.is_active for one in officers.all()] == [False, True, True]


def test_only_the_first_administrator_keeps_the_password_that_was_set(house: House) -> None:
    house.accounts.officers.add("9900009", "Pengelola Kedua", Role.ADMINISTRATOR, branch=None, password=PASSWORD)
    at = house.desk()
    assert house.sign_in(at, "9900000")
    assert refusal(house.sign_in, at, "9900009") == (403, "PASSWORD_CHANGE")


def test_an_officer_without_a_password_does_not_sign_in_with_one(house: House) -> None:
    house.accounts.officers.add("9900009", "Petugas Sembilan", Role.OFFICER, branch=BRANCH, password=None)
    at = house.desk()
    for password in ("nobody has this password", "None", " "):
        with pytest.raises(CallRefused):
            house.sign_in(at, "9900009", password)
    assert house.accounts.sign_in_known(at, "9900009").name == "Petugas Sembilan"


@pytest.mark.parametrize(
    ("number", "name", "role", "branch", "password"),
    [
        (OFFICER, "Lagi", Role.OFFICER, BRANCH, PASSWORD),
        ("", "Nama", Role.OFFICER, BRANCH, PASSWORD),
        ("9 9", "Nama", Role.OFFICER, BRANCH, PASSWORD),
        ("9900008", "", Role.OFFICER, BRANCH, PASSWORD),
        ("9900008", "Na\0ma", Role.OFFICER, BRANCH, PASSWORD),
        ("9900008", "Nama", Role.OFFICER, None, PASSWORD),
        ("9900008", "Nama", Role.OFFICER, 999, PASSWORD),
        ("9900008", "Nama", Role.OFFICER, BRANCH, "pendek"),
    ],
)
def test_an_officer_who_cannot_be_is_not_made(
    house: House, number: str, name: str, role: Role, branch: int | None, password: str
) -> None:
    with pytest.raises(NotAccepted) as caught:
        house.accounts.officers.add(number, name, role, branch=branch, password=password)
    assert str(caught.value).endswith(".")
    assert len(house.accounts.officers.all()) == 2


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
