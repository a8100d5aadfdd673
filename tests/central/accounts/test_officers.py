"""The officers at the centre: who can be one, and their passwords."""

import pytest
from argon2 import Parameters, Type
from sqlalchemy import select

from cso_desk.central.accounts.accounts_errors import NotAccepted
from cso_desk.central.accounts.passwords import Passwords
from cso_desk.central.errors import CallRefused
from cso_desk.central.schema import officer
from cso_desk.claims.tables import Role
from cso_desk.wire.account_messages import PasswordChange
from cso_desk.wire.credentials import SignInRequest
from tests.central.account_values import BRANCH, NEW, OFFICER, PASSWORD, WRONG, House, refusal


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
