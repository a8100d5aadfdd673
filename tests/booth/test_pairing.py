"""Pairing: a code that is read out makes one browser a booth, once; what is kept outlives the desk."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from cso_desk.booth.certificate import FILE as KEY_FILE
from cso_desk.booth.certificate import desk_certificate
from cso_desk.booth.pairing import CODE_LASTS_S, FILE, REFUSED_FOR_S, TRIES, TRIES_IN_ALL, NotPaired, Pairing

from .doors import NOW


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(tmp_path: Path, clock: Clock) -> Pairing:
    return made(tmp_path, clock)


def made(folder: Path, clock: Callable[[], float], pin: str = "pin", booths: int = 6) -> Pairing:
    return Pairing(folder, booths=booths, pin=pin, clock=clock, now=lambda: NOW)


def refused(pairing: Pairing, code: str, caller: str = "10.0.0.9") -> str:
    with pytest.raises(NotPaired) as caught:
        pairing.redeem(code, caller=caller)
    return caught.value.code


def test_a_code_makes_one_browser_a_booth_and_never_a_second(pairing: Pairing) -> None:
    code = pairing.code(3)
    paired = pairing.redeem(code.text, caller="a")
    assert paired.booth == 3
    assert pairing.booth_of(paired.token) == 3
    assert pairing.paired == {3}
    assert refused(pairing, code.text) == "wrong_code"


def test_a_code_may_be_typed_in_small_letters_and_without_its_dash(pairing: Pairing) -> None:
    assert pairing.redeem(pairing.code(1).text.lower().replace("-", " "), caller="a").booth == 1


def test_a_code_is_void_after_ten_minutes_or_once_there_is_a_newer_one(pairing: Pairing, clock: Clock) -> None:
    old, other = pairing.code(1), pairing.code(2)
    newer = pairing.code(1)
    assert refused(pairing, old.text) == "wrong_code"
    pairing.void(2)
    assert refused(pairing, other.text) == "wrong_code"
    clock.now += CODE_LASTS_S
    assert refused(pairing, newer.text) == "wrong_code"


def test_five_wrong_codes_refuse_that_caller_for_a_minute_and_nobody_else(pairing: Pairing, clock: Clock) -> None:
    code = pairing.code(1).text
    assert [refused(pairing, "AAA-AAA") for _ in range(TRIES)] == ["wrong_code"] * TRIES
    assert refused(pairing, code) == "too_many_tries"
    assert pairing.redeem(code, caller="10.0.0.10").booth == 1
    clock.now += REFUSED_FOR_S
    assert pairing.redeem(pairing.code(2).text, caller="10.0.0.9").booth == 2


def test_many_callers_are_refused_together(pairing: Pairing) -> None:
    for number in range(TRIES_IN_ALL):
        assert refused(pairing, "AAA-AAA", caller=f"10.0.1.{number}") == "wrong_code"
    assert refused(pairing, pairing.code(1).text, caller="10.0.0.1") == "too_many_tries"


def test_a_browser_is_known_again_after_a_restart_and_its_token_is_not_kept(tmp_path: Path, clock: Clock) -> None:
    paired = (first := made(tmp_path, clock)).redeem(first.code(2).text, caller="a")
    again = made(tmp_path, clock)
    assert again.booth_of(paired.token) == 2
    assert paired.token not in (tmp_path / FILE).read_text()
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_pairing_a_booth_anew_or_forgetting_it_ends_the_browser_before(pairing: Pairing) -> None:
    first = pairing.redeem(pairing.code(1).text, caller="a")
    second = pairing.redeem(pairing.code(1).text, caller="a")
    assert (pairing.booth_of(first.token), pairing.booth_of(second.token)) == (None, 1)
    pairing.forget(1)
    assert pairing.booth_of(second.token) is None
    assert pairing.paired == set()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"booths": [{"booth": "x"}]}', b'{"booths": 3}', b"\xff"])
def test_a_file_of_pairings_that_is_broken_means_pairing_again(tmp_path: Path, clock: Clock, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    pairing = made(tmp_path, clock)
    assert pairing.paired == set()
    assert pairing.redeem(pairing.code(1).text, caller="a").booth == 1


def test_a_booth_that_the_desk_no_longer_has_is_not_known(tmp_path: Path, clock: Clock) -> None:
    paired = (first := made(tmp_path, clock)).redeem(first.code(6).text, caller="a")
    assert made(tmp_path, clock, booths=4).booth_of(paired.token) is None
    with pytest.raises(ValueError, match="no booth 5"):
        made(tmp_path, clock, booths=4).code(5)


def test_a_certificate_that_changed_is_told_until_the_booth_has_found_the_desk(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    paired = (first := made(tmp_path, clock)).redeem(first.code(1).text, caller="a")
    assert first.strangers == set()
    later = made(tmp_path, clock, pin="another")
    assert later.strangers == {1}
    assert "booth 1 was paired by an older certificate" in caplog.text
    assert later.booth_of(paired.token) == 1
    assert later.strangers == made(tmp_path, clock, pin="another").strangers == set()


def test_the_certificate_is_made_once_for_its_owner_alone_and_its_pin_is_that_of_the_key(tmp_path: Path) -> None:
    first = desk_certificate(tmp_path / "profile", NOW)
    assert desk_certificate(tmp_path / "profile", NOW) == first
    assert first.file.stat().st_mode & 0o077 == 0
    key = x509.load_pem_x509_certificate(first.file.read_bytes()).public_key()
    spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert first.pin == base64.b64encode(hashlib.sha256(spki).digest()).decode()


def _half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _without_key(whole: bytes) -> bytes:
    return whole[whole.index(b"-----BEGIN CERTIFICATE") :]


@pytest.mark.parametrize("spoil", [_half, _without_key, lambda whole: b""])
def test_a_broken_certificate_is_made_anew(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    first = desk_certificate(tmp_path, NOW)
    (tmp_path / KEY_FILE).write_bytes(spoil(first.file.read_bytes()))
    second = desk_certificate(tmp_path, NOW)
    assert second.pin != first.pin
    assert desk_certificate(tmp_path, NOW) == second


def test_the_key_of_another_certificate_is_no_key(tmp_path: Path) -> None:
    first, other = desk_certificate(tmp_path / "a", NOW), desk_certificate(tmp_path / "b", NOW)
    whole, wrong = first.file.read_bytes(), other.file.read_bytes()
    mixed = wrong[: wrong.index(b"-----BEGIN CERTIFICATE")] + whole[whole.index(b"-----BEGIN CERTIFICATE") :]
    first.file.write_bytes(mixed)
    assert desk_certificate(tmp_path / "a", NOW).pin not in (first.pin, other.pin)


def test_what_is_kept_is_only_what_is_needed(tmp_path: Path, clock: Clock) -> None:
    pairing = made(tmp_path, clock)
    pairing.redeem(pairing.code(1).text, caller="10.0.0.77")
    [row] = json.loads((tmp_path / FILE).read_text())["booths"]
    assert set(row) == {"booth", "token_sha256", "since", "pin"}
