import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
import requests

from cso_desk import wire
from cso_desk.central.store import CentralStore
from cso_desk.claims.receipts import receipt_number
from tests.central.conftest import Standing
from tests.central.sender import Sender
from tests.contract.doubles import BRANCH, waiting_claim, whole_log


def test_health_is_told_to_anybody_and_nothing_else(standing: Standing) -> None:
    url = standing.url
    assert requests.get(f"{url}/v1/health", timeout=5).json() == {"status": "ok", "api": 1, "epoch": 1}
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer é"},
    ):
        sent = {name: text.encode("utf-8") for name, text in headers.items()}
        answers = [
            requests.get(f"{url}/v1/feed/{BRANCH}?epoch=1", headers=sent, timeout=5),
            requests.post(f"{url}/v1/push", data=b"{}", headers=sent, timeout=5),
            requests.get(f"{url}/v1/ops/{uuid4()}", headers=sent, timeout=5),
            requests.get(f"{url}/v1/receipts/{receipt_number(uuid4())}", headers=sent, timeout=5),
        ]
        assert [answer.status_code for answer in answers] == [401] * 4
        assert answers[0].json()["code"] == "UNAUTHORISED"


def test_a_push_is_answered_with_results_and_feed(url: str, sender: Sender) -> None:
    called = sender.checkout()
    answer = requests.post(f"{url}/v1/push", json=sender.push(called), headers=sender.headers, timeout=5).json()
    assert [result["status"] for result in answer["results"]] == ["applied"]
    assert [entry["n"] for entry in answer["feed"]["entries"]] == [1, 2, 3, 4]
    assert answer["feed"]["entries"][-1]["hash"] == answer["results"][0]["entry_hash"]
    told = requests.get(f"{url}/v1/ops/{called['op_id']}", headers=sender.headers, timeout=5).json()
    assert told["n"] == 4
    assert requests.get(f"{url}/v1/ops/{uuid4()}", headers=sender.headers, timeout=5).status_code == 404


def test_a_held_poll_ends_when_the_log_grows(url: str, central: CentralStore, sender: Sender) -> None:
    at = whole_log(central)[-1]
    params: dict[str, str | int] = {"epoch": 1, "after": at.n, "hash": at.hash}
    assert requests.get(f"{url}/v1/feed/{BRANCH}", params=params, headers=sender.headers, timeout=5).status_code == 204
    central.add_claims([waiting_claim(4)])
    held = requests.get(f"{url}/v1/feed/{BRANCH}", params={**params, "wait": 20}, headers=sender.headers, timeout=30)
    assert [entry["n"] for entry in held.json()["entries"]] == [4]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "NOT_JSON"),
        (b"\xff\xfe", 400, "NOT_JSON"),
        (b"[" * 100_000, 400, "NOT_JSON"),
        (b"[]", 422, "BAD_MESSAGE"),
        (b"{}", 422, "BAD_MESSAGE"),
        (json.dumps({**Sender().push(), "epoch": -1}).encode(), 422, "BAD_MESSAGE"),
        (json.dumps(Sender().push({})).encode(), 422, "BAD_OP"),
        (json.dumps(Sender().push({**Sender().checkout(), "body": {"booth": float("nan")}})).encode(), 422, "BAD_OP"),
        (json.dumps(Sender().push({**Sender().checkout(), "user": "\ud800"})).encode(), 422, "BAD_OP"),
        (json.dumps(Sender().push(*[Sender().checkout()] * 51)).encode(), 413, "TOO_MANY_OPS"),
        (b" " * (wire.MAX_BODY_BYTES + 1), 413, "TOO_LARGE"),
        (json.dumps(Sender().push(epoch=0)).encode(), 409, "EPOCH"),
        (json.dumps(Sender().push(epoch=2)).encode(), 503, "HISTORY_DIFFERS"),
        (json.dumps(Sender().push(after={"n": 99, "hash": "x"})).encode(), 503, "HISTORY_DIFFERS"),
        (json.dumps(Sender().push(after={"n": 2, "hash": "x"})).encode(), 503, "HISTORY_DIFFERS"),
    ],
)
def test_rubbish_gets_a_clear_answer_and_has_no_effect(standing: Standing, body: bytes, status: int, code: str) -> None:
    url, sender = standing.url, standing.sender
    answer = requests.post(f"{url}/v1/push", data=body, headers=sender.headers, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert len(whole_log(standing.centre.store)) == 3


def test_an_answer_to_rubbish_does_not_repeat_what_was_sent(url: str, sender: Sender) -> None:
    op = {**sender.checkout(), "claim": "9974011208910012"}
    answer = requests.post(f"{url}/v1/push", json=sender.push(op), headers=sender.headers, timeout=5)
    assert answer.status_code == 422
    assert "9974011208910012" not in answer.text


@pytest.mark.parametrize("path", ["feed/x?epoch=1", f"feed/{BRANCH}", f"feed/{BRANCH}?epoch=1&after=x", "ops/7"])
def test_a_question_that_makes_no_sense_is_refused(standing: Standing, path: str) -> None:
    url, sender = standing.url, standing.sender
    answer = requests.get(f"{url}/v1/{path}", headers=sender.headers, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (422, "BAD_MESSAGE")


@pytest.mark.parametrize("path", ["push", "hello", "ops/known", "sign-in", "enrol"])
@pytest.mark.parametrize("is_announced", [True, False])
def test_of_a_body_of_a_hundred_megabytes_little_is_read_and_nothing_kept(
    standing: Standing, path: str, *, is_announced: bool
) -> None:
    """A call in process: what the service asks for is what a client could make it read."""
    sender, asked, told = standing.sender, 0, list[dict[str, Any]]()
    headers = [(b"authorization", sender.headers["Authorization"].encode()), (b"content-type", b"application/json")]
    if is_announced:
        headers.append((b"content-length", str(100 << 20).encode()))

    async def receive() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b" " * (1 << 16), "more_body": asked < 1600}

    async def send(message: Any) -> None:
        told.append(message)

    scope = {"type": "http", "method": "POST", "path": f"/v1/{path}", "query_string": b"", "headers": headers}
    asyncio.run(standing.centre.app()(scope, receive, send))
    assert told[0]["status"] == 413
    assert json.loads(told[1]["body"])["code"] == "TOO_LARGE"
    assert asked <= (0 if is_announced else 2 + (2 << 20 >> 16))
    assert len(whole_log(standing.centre.store)) == 3
