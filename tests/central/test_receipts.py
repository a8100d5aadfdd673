from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
import requests
from sqlalchemy import select

from cso_desk.central.schema import decision
from cso_desk.central.store import CentralStore
from cso_desk.claims.receipts import receipt_number
from cso_desk.wire import Push
from tests.central.conftest import Standing
from tests.central.sender import CLAIM, Sender, results
from tests.centres import RealCentre
from tests.contract.doubles import BRANCH, waiting_claim


def decided(central: CentralStore, sender: Sender, claim: UUID = CLAIM, **more: Any) -> str:
    """Approve a claim, and say by which number its receipt is known."""
    called = sender.checkout(claim)
    op = sender.decide(called, **more)
    assert results(central, sender.push(called, op)) == [("applied", "")] * 2
    return receipt_number(UUID(op["op_id"]))


def asked(url: str, sender: Sender, number: str) -> tuple[int, dict[str, Any]]:
    answer = requests.get(f"{url}/v1/receipts/{quote(number)}", headers=sender.headers, timeout=5)
    return answer.status_code, answer.json()


def test_a_receipt_proves_its_decision_and_says_nothing_of_the_person(
    url: str, central: CentralStore, sender: Sender
) -> None:
    number = decided(central, sender)
    assert asked(url, sender, number) == (
        200,
        {
            "receipt": number,
            "claim": "KJ-2511-0001",
            "branch": BRANCH,
            "stage": 1,
            "verdict": "approve",
            "amount": waiting_claim(1).master.balance,
            "decided_at": "2025-11-13T03:00:00Z",
            "state": "approved",
            "set_aside": False,
        },
    )
    assert asked(url, sender, number.lower().replace("-", " ").replace("0", "o"))[1]["receipt"] == number


def test_a_receipt_tells_where_the_claim_stands_now_and_not_only_what_was_decided(
    central: CentralStore, sender: Sender, always_a_second_officer: None
) -> None:
    told = central.receipt(decided(central, sender))
    assert told is not None
    assert (told.verdict, told.state) == ("approve", "awaiting_second")


@pytest.mark.parametrize(
    ("number", "status", "problem"),
    [
        ("TT-9K3F-7ZQ2-XWAB-Z", 404, {"code": "UNKNOWN_RECEIPT", "facts": {}}),
        ("TT-9K3F-7ZQ2-XWAB-C", 422, {"code": "BAD_RECEIPT", "facts": {"reason": "check_sign"}}),
        ("TT-9K3F", 422, {"code": "BAD_RECEIPT", "facts": {"reason": "length"}}),
        ("TT/9K3F", 422, {"code": "BAD_RECEIPT", "facts": {"reason": "signs"}}),
        ("é" * 5_000, 422, {"code": "BAD_RECEIPT", "facts": {"reason": "signs"}}),
        ("", 422, {"code": "BAD_RECEIPT", "facts": {"reason": "empty"}}),
    ],
)
def test_a_number_that_proves_nothing_is_told_apart_from_one_that_is_none(
    standing: Standing, number: str, status: int, problem: dict[str, Any]
) -> None:
    assert asked(standing.url, standing.sender, number) == (status, {**problem, "results": []})


def test_a_refused_decision_has_no_receipt(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    op = sender.decide(called, body={"amount": 1})
    central.push(Push.model_validate(sender.push(called, op)))
    assert central.receipt(receipt_number(UUID(op["op_id"]))) is None


def test_no_decision_takes_the_receipt_of_another(centre: RealCentre, central: CentralStore, sender: Sender) -> None:
    first = decided(central, sender)
    with centre.engine.begin() as connection:
        known = connection.scalars(select(decision.c.op_id)).one()
    called = sender.checkout(UUID(int=2))
    twin = sender.decide(called, op_id=str(UUID(int=known.int ^ 1 << 127)))
    assert results(central, sender.push(called, twin, sender.checkout(UUID(int=3)))) == [
        ("applied", ""),
        ("rejected", "receipt_taken"),
        ("applied", ""),
    ]
    told = central.receipt(first)
    assert told is not None
    assert told.claim == "KJ-2511-0001"
