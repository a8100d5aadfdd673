import unicodedata

import pytest
from argon2 import extract_parameters
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cso_desk.central.accounts.passwords import LEAST, LEAST_LENGTH, RECOMMENDED, Passwords, weakness

PASSWORDS = Passwords(LEAST)


def test_the_default_is_the_second_option_of_rfc_9106() -> None:
    found = extract_parameters(Passwords().hash("kuda hitam di sawah"))
    assert found == RECOMMENDED
    assert (found.memory_cost, found.time_cost, found.parallelism) == (65536, 3, 4)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
@example("\ud800", "\ud801")
@example("ﬁ", "fi")
def test_only_the_password_itself_matches(password: str, other: str) -> None:
    kept = PASSWORDS.hash(password)
    same = unicodedata.normalize("NFKC", password) == unicodedata.normalize("NFKC", other)
    assert PASSWORDS.matches(kept, password)
    assert PASSWORDS.matches(kept, other) == same
    assert not PASSWORDS.matches(None, password)


def test_what_was_kept_badly_matches_nothing() -> None:
    assert not PASSWORDS.matches("not a hash", "not a hash")


def test_who_has_no_password_is_not_matched_by_the_one_that_stands_in_for_it() -> None:
    assert not PASSWORDS.matches(None, "nobody has this password")


def test_only_other_parameters_ask_for_a_new_hash() -> None:
    kept = PASSWORDS.hash("kuda hitam di sawah")
    assert not PASSWORDS.is_outdated(kept)
    assert Passwords().is_outdated(kept)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kuda hitam di sawah", ""),
        ("12345678901", "length"),
        ("x" * 1001, "length"),
        ("9900001 9900001", "own_data"),
        ("petugas-SATU-9900001", "own_data"),
        ("Satu Petugas 2025", "own_data"),
        ("kuda hitam \0 di sawah", "signs"),
        ("kuda hitam \udc80 di sawah", "signs"),
        ("petugas kuda hitam", ""),
    ],
)
def test_a_password_is_long_enough_and_ones_own_idea(password: str, why: str) -> None:
    assert weakness(password, "9900001", "Petugas Satu") == why


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_every_password_gets_an_answer_and_no_short_one_is_good(password: str, officer: str, name: str) -> None:
    why = weakness(password, officer, name)
    assert why in ("", "length", "signs", "own_data")
    if len(password) < LEAST_LENGTH:
        assert why == "length"


@given(st.text(alphabet="abcdefgh", min_size=12, max_size=20), st.text(alphabet="abcdefgh ", max_size=20))
def test_the_number_and_the_name_are_never_good_passwords(officer: str, name: str) -> None:
    assert weakness(officer, officer, name)
    assert weakness(name, officer, name)
    assert weakness(officer + name.upper(), officer, name)
