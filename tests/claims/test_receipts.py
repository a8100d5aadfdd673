from contextlib import suppress
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cso_desk.claims.receipts import InvalidReceipt, is_easily_said, parse_receipt, receipt_number
from cso_desk.desk.ids import uuid7

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SIGNS = f"{SIGNS}*~$=U"

IDS = st.uuids()
PLACES = st.integers(0, 12)


def signs_of(number: str) -> str:
    return number.removeprefix("TT").replace("-", "")


def reason_of(text: str) -> str:
    with pytest.raises(InvalidReceipt) as refused:
        parse_receipt(text)
    return refused.value.reason


@pytest.mark.parametrize(
    ("low", "number"),
    [
        (0, "TT-0000-0000-0000-0"),
        (1, "TT-0000-0000-0001-1"),
        (31, "TT-0000-0000-000Z-Z"),
        (32, "TT-0000-0000-0010-*"),
        (36, "TT-0000-0000-0014-U"),
        (2**60 - 1, "TT-ZZZZ-ZZZZ-ZZZZ-9"),
    ],
)
def test_a_number_is_the_low_sixty_bits_of_the_id_and_nothing_else(low: int, number: str) -> None:
    assert receipt_number(UUID(int=low)) == number
    assert receipt_number(UUID(int=low | 0b1011 << 60 | 0x7 << 76 | 1 << 127)) == number


@pytest.mark.parametrize(("low", "is_easy"), [(0, True), (31, True), (32, False), (33, False), (35, False), (36, True)])
def test_a_number_with_one_of_four_signs_is_awkward_to_say_and_read_all_the_same(low: int, is_easy: bool) -> None:
    number = receipt_number(UUID(int=low))
    assert is_easily_said(UUID(int=low)) == is_easy == number[-1].isalnum()
    assert parse_receipt(number) == number


def test_the_numbers_of_one_moment_differ() -> None:
    assert len({receipt_number(uuid7()) for _ in range(1_000)}) == 1_000


@given(IDS)
def test_a_printed_number_is_read_back_and_fits_its_column(decision_id: UUID) -> None:
    number = receipt_number(decision_id)
    assert len(number) == 19
    assert parse_receipt(number) == number


@settings(deadline=None)
@given(IDS)
def test_every_single_wrong_sign_is_refused(decision_id: UUID) -> None:
    signs = signs_of(receipt_number(decision_id))
    for place, right in enumerate(signs):
        for wrong in set(CHECK_SIGNS) - {right}:
            with pytest.raises(InvalidReceipt):
                parse_receipt(signs[:place] + wrong + signs[place + 1 :])


@given(IDS)
def test_every_swap_of_neighbours_is_refused(decision_id: UUID) -> None:
    signs = signs_of(receipt_number(decision_id))
    for place, (one, other) in enumerate(pairwise(signs)):
        if one != other:
            with pytest.raises(InvalidReceipt):
                parse_receipt(signs[:place] + other + one + signs[place + 2 :])


@given(
    IDS,
    st.sampled_from(["TT", "tt", "T T-", ""]),
    st.lists(st.sampled_from(["", " ", "-", "–", "\u00a0"]), min_size=13),
)
def test_a_number_is_read_as_people_type_it(decision_id: UUID, mark: str, between: list[str]) -> None:
    number = receipt_number(decision_id)
    typed = "".join(gap + sign for gap, sign in zip(between, signs_of(number), strict=False))
    assert parse_receipt(mark + typed) == number
    assert parse_receipt(mark + typed.lower()) == number
    for zero, one in (("O", "I"), ("o", "l"), ("O", "L"), ("o", "i")):
        assert parse_receipt(mark + typed.replace("0", zero).replace("1", one)) == number


def test_a_number_that_itself_begins_with_tt_needs_no_second() -> None:
    number = receipt_number(UUID(int=0b11010_11010 << 50))
    assert number.startswith("TT-TT00-")
    assert parse_receipt(signs_of(number)) == parse_receipt(number) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" -- ", "empty"),
        ("TT-9K3F", "length"),
        ("TT-9K3F-7ZQ2-XWAB-ZZ", "length"),
        ("TT-TT-9K3F-7ZQ2-XWAB-Z", "length"),
        ("TT-9K3F-7ZQ2-XWAB", "length"),
        ("TT-9K3F-7ZQ2-XWAU-Z", "signs"),
        ("TT-9K3F-7ZQ2-XW*B-Z", "signs"),
        ("TT-9K3F-7ZQ2-XWAB-?", "signs"),
        ("TT-9K3F-7ZQ2-XWAB-\u017f", "signs"),
        ("KJ-2511-0412", "length"),
        ("TT-9K3F-7ZQ2-XWAB-C", "check_sign"),
    ],
)
def test_what_is_no_number_is_told_apart(text: str, reason: str) -> None:
    assert reason_of(text) == reason


@given(st.text())
def test_no_text_is_more_than_refused(text: str) -> None:
    with suppress(InvalidReceipt):
        assert parse_receipt(text).startswith("TT-")
