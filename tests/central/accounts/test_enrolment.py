"""How a machine becomes a desk: by a code that holds once, until it is put in quarantine."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from cso_desk.central.accounts.accounts_errors import NotAccepted
from cso_desk.central.schema import desk
from tests.central.account_values import BRANCH, OFFICER, PASSWORD, House, post, refusal, request, token_request


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
