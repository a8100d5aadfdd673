"""A machine becomes a desk: over real HTTP, at a real centre."""

import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from cso_desk.desk.address import completed, is_address, is_private
from cso_desk.desk.asking import Refused
from cso_desk.desk.client import LineDown
from cso_desk.desk.enrolment import ENROLMENT_FILE, Enrolling, KeptEnrolment, enrol
from cso_desk.desk.sealed import Unreadable, seal, unseal
from tests.centres import RealCentre, served
from tests.contract.doubles import NOW
from tests.desk.door import BRANCH, KEY, Door, code, furnish


@pytest.fixture
def url(centre: RealCentre) -> Iterator[str]:
    furnish(centre)
    with served(centre) as url:
        yield url


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    (tmp_path / "desk").mkdir()
    door = Door(tmp_path / "desk", lambda: NOW)
    yield door
    door.close()


def refusal(url: str, one_time_code: str) -> Refused:
    with pytest.raises(Refused) as caught:
        enrol(url, one_time_code, uuid4())
    return caught.value


def test_a_machine_with_a_code_is_a_desk_from_then_on(centre: RealCentre, url: str, door: Door) -> None:
    number, one_time_code = centre.accounts.desks.add(BRANCH, "Meja 1")
    assert door.kept.read() is None
    door.enrol(url + "/", f"  {one_time_code.lower()} ")
    kept = door.kept.read()
    assert kept is not None
    assert (kept.url, kept.desk, kept.branch, kept.branch_name) == (url, number, BRANCH, "Cabang Contoh")
    assert centre.accounts.desks.caller(kept.token).desk == number
    [known] = centre.accounts.desks.all()
    assert known.machine


def test_the_desks_token_lies_nowhere_in_plain_text_and_no_other_key_reads_it(
    centre: RealCentre, url: str, door: Door
) -> None:
    door.enrol(url, code(centre))
    kept = door.kept.read()
    assert kept is not None
    file = door.folder / ENROLMENT_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert kept.token.encode() not in file.read_bytes()
    assert kept.token not in repr(kept)
    assert KeptEnrolment(door.folder, bytes(32)).read() is None
    sealed = file.read_bytes()
    file.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert door.kept.read() is None


@pytest.mark.parametrize("change", [lambda told: told[:11], lambda told: b"", lambda told: told[:-1] + b"\0"])
def test_what_was_sealed_is_read_whole_or_not_at_all(change: object) -> None:
    assert callable(change)
    sealed = seal(KEY, b"secret", "purpose")
    assert unseal(KEY, sealed, "purpose") == b"secret"
    for broken, purpose in ((sealed, "another"), (change(sealed), "purpose")):
        with pytest.raises(Unreadable):
            unseal(KEY, broken, purpose)


def test_a_code_makes_one_desk_and_no_other(centre: RealCentre, url: str, door: Door) -> None:
    one_time_code = code(centre)
    door.enrol(url, one_time_code)
    assert refusal(url, one_time_code).code == "wrong_code"


def test_who_guesses_codes_is_told_how_long_to_wait(url: str) -> None:
    codes = [refusal(url, f"AAAAA-AAAA{number}") for number in range(6)]
    assert [one.code for one in codes] == ["wrong_code"] * 5 + ["too_many_tries"]
    assert codes[-1].facts["after_s"] == 10.0


def test_a_blocked_desk_is_not_enrolled(centre: RealCentre, url: str) -> None:
    number, one_time_code = centre.accounts.desks.add(BRANCH, "Meja 1")
    centre.accounts.desks.quarantine(number)
    assert refusal(url, one_time_code).code == "desk_quarantined"


def test_an_address_where_no_centre_answers_is_no_refusal(centre: RealCentre, url: str) -> None:
    with served(centre) as gone:
        pass
    for address, cause in ((gone, "unreachable"), (f"{url}/elsewhere", "http_404"), (f"{url}/v1/health?", "http_405")):
        with pytest.raises(LineDown) as caught:
            enrol(address, "AAAAA-AAAAA", uuid4())
        assert caught.value.cause == cause


def test_an_attempt_that_is_given_up_ends_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        attempt = Enrolling(f"http://127.0.0.1:{silent.getsockname()[1]}")
        causes: list[str] = []

        def try_it() -> None:
            try:
                attempt.enrol("AAAAA-AAAAA", uuid4())
            except LineDown as down:
                causes.append(down.cause)

        thread = threading.Thread(target=try_it)
        thread.start()
        connection, _ = silent.accept()
        with connection:
            assert connection.recv(1)
            attempt.cut()
            thread.join(5)
    assert causes == ["broken"]


@pytest.mark.parametrize("text", ["centre.example:8414", " https://centre.example:8414 ", "http://127.0.0.1:8414"])
def test_an_address_needs_no_https_before_it(text: str) -> None:
    address = completed(text)
    assert is_address(address)
    assert is_private(address)


def test_what_is_told_to_another_machine_in_plain_http_is_not_private() -> None:
    assert not is_private("http://centre.example:8414")
    assert not is_address(completed(""))
    assert not is_address(completed("two words"))
