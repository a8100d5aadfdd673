"""Who is let in, and what becomes of those who guess."""

import threading

import pytest
from argon2 import PasswordHasher, extract_parameters

from cso_desk.central.accounts.limits import Limit, Limits, forgive
from cso_desk.central.accounts.passwords import LEAST
from cso_desk.central.errors import CallRefused
from cso_desk.claims.tables import Role
from cso_desk.wire.credentials import SignInRequest
from tests.central.account_values import BRANCH, NEW, OFFICER, PASSWORD, WRONG, House, refusal


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


def test_an_officer_without_a_password_does_not_sign_in_with_one(house: House) -> None:
    house.accounts.officers.add("9900009", "Petugas Sembilan", Role.OFFICER, branch=BRANCH, password=None)
    at = house.desk()
    for password in ("nobody has this password", "None", " "):
        with pytest.raises(CallRefused):
            house.sign_in(at, "9900009", password)
    assert house.accounts.sign_in_known(at, "9900009").name == "Petugas Sembilan"
