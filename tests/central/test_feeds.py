import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests

from cso_desk import wire
from cso_desk.central import app, feeds
from cso_desk.central.errors import CallRefused
from cso_desk.central.gate import Gate
from cso_desk.central.store import CentralStore
from cso_desk.wire import Kept, Position, Snapshot
from cso_desk.wire.claim_wire import claim_from_wire
from tests.central.sender import Sender
from tests.centres import RealCentre, begin_epoch, served
from tests.contract.doubles import BRANCH, waiting_claims, whole_log

Poll = Callable[..., requests.Response]


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path / 'centre.db'}"


@pytest.fixture
def poll(url: str, sender: Sender) -> Poll:
    def ask(at: Position, wait: float = 20, **headers: str) -> requests.Response:
        params: dict[str, Any] = {"epoch": 1, "after": at.n, "hash": at.hash, "wait": wait}
        told = {**sender.headers, **headers}
        return requests.get(f"{url}/v1/feed/{BRANCH}", params=params, headers=told, timeout=30)

    return ask


def end_of(central: CentralStore) -> Position:
    last = whole_log(central)[-1]
    return Position(n=last.n, hash=last.hash)


def test_a_held_poll_is_answered_from_memory_as_the_database_would(
    poll: Poll, central: CentralStore, url: str, sender: Sender
) -> None:
    at = end_of(central)
    answers: list[requests.Response] = []
    held = threading.Thread(target=lambda: answers.append(poll(at)))
    held.start()
    requests.post(f"{url}/v1/push", json=sender.push(sender.checkout()), headers=sender.headers, timeout=5)
    held.join()
    told = answers[0].json()
    assert told["entries"] == central.feed(BRANCH, 1, at).model_dump(mode="json")["entries"]
    assert told["head"] == 4
    assert poll(at).json()["entries"] == told["entries"]
    assert poll(end_of(central), wait=0).status_code == 204


def test_a_poll_with_another_history_is_refused_also_when_memory_knows_better(
    poll: Poll, central: CentralStore
) -> None:
    at = end_of(central)
    assert poll(at, wait=0.6).status_code == 204
    answer = poll(Position(n=at.n, hash="f" * 64), wait=0)
    assert (answer.status_code, answer.json()["code"]) == (503, "HISTORY_DIFFERS")


def test_who_is_further_behind_than_memory_reaches_is_told_all_of_it(
    poll: Poll, central: CentralStore, url: str, sender: Sender
) -> None:
    at = end_of(central)
    assert poll(at, wait=0).status_code == 204
    for _ in range(4):
        notes = [sender.op("claim.note.v1", {"text": "x" * 400}) for _ in range(10)]
        told = requests.post(f"{url}/v1/push", json=sender.push(*notes), headers=sender.headers, timeout=5).json()
        assert [one["status"] for one in told["results"]] == ["applied"] * 10
    entries = poll(at, wait=0).json()["entries"]
    assert sum(len(json.dumps(one)) for one in entries) > 2 * feeds._REMEMBERED_BYTES
    assert entries == central.feed(BRANCH, 1, at).model_dump(mode="json")["entries"]
    near = Position(n=entries[-2]["n"], hash=entries[-2]["hash"])
    assert poll(near, wait=0).json()["entries"] == entries[-1:]


def test_a_held_poll_ends_with_the_epoch_that_it_was_asked_in(poll: Poll, central: CentralStore) -> None:
    at = end_of(central)
    answers: list[requests.Response] = []
    held = threading.Thread(target=lambda: answers.append(poll(at, wait=1.5)))
    held.start()
    begin_epoch(central)
    held.join()
    assert answers[0].status_code in (204, 409)
    assert poll(at).json()["code"] == "EPOCH"


def test_a_desk_that_is_too_old_may_still_send_and_is_told_no_feed(
    poll: Poll, url: str, sender: Sender, central: CentralStore
) -> None:
    old = {"CSO-Api": "0"}
    assert poll(end_of(central), wait=0, **old).status_code == 426
    headers = {**sender.headers, **old}
    assert requests.get(f"{url}/v1/snapshot/{BRANCH}", headers=headers, timeout=5).status_code == 426
    pushed = requests.post(f"{url}/v1/push", json=sender.push(sender.checkout()), headers=headers, timeout=5)
    assert pushed.json()["results"][0]["status"] == "applied"


def test_a_snapshot_stands_at_one_place_of_the_log_and_the_feed_goes_on_from_there(
    poll: Poll, url: str, sender: Sender, central: CentralStore
) -> None:
    requests.post(f"{url}/v1/push", json=sender.push(sender.checkout()), headers=sender.headers, timeout=5)
    answer = requests.get(f"{url}/v1/snapshot/{BRANCH}", headers=sender.headers, timeout=5)
    lines = answer.content.splitlines()
    head = Snapshot.model_validate_json(lines[0])
    kept = [Kept.model_validate_json(line) for line in lines[1:]]
    assert head == Snapshot(epoch=1, at=end_of(central), claims=3)
    claims = {claim.id: claim for claim in (claim_from_wire(one.claim) for one in kept)}
    assert claims == {UUID(int=n): central.claim(UUID(int=n)) for n in (1, 2, 3)}
    assert [one.lease is not None for one in kept if one.claim["state"] == "in_booth"] == [True]
    central.add_claims(waiting_claims(4))
    assert [entry["n"] for entry in poll(head.at).json()["entries"]] == [5]
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_desk_says_hello_and_learns_what_it_has_to_know(url: str, sender: Sender, centre: RealCentre) -> None:
    requests.post(f"{url}/v1/push", json=sender.push(sender.checkout()), headers=sender.headers, timeout=5)
    told = {"version": "0.1", "wall": "2025-11-13T10:00:00+07:00", "inc": str(sender.inc), "queued": 3, "oldest_s": 9.5}
    welcome = requests.post(f"{url}/v1/hello", json=told, headers=sender.headers, timeout=5).json()
    assert welcome["epoch"] == 1
    assert welcome["server_time"].startswith("2025-11-13T03:00")
    assert (welcome["pack"], welcome["lease_s"], welcome["offline_up_to"]) == (12, 2700, 10_000_000)
    assert len(welcome["rules"]) == 64


def test_of_the_ops_that_are_asked_after_those_that_arrived_are_told(url: str, sender: Sender) -> None:
    called = sender.checkout()
    first = requests.post(f"{url}/v1/push", json=sender.push(called), headers=sender.headers, timeout=5).json()
    asked = {"op_ids": [called["op_id"], str(uuid4())]}
    known = requests.post(f"{url}/v1/ops/known", json=asked, headers=sender.headers, timeout=5).json()["known"]
    assert known == first["results"]
    many = {"op_ids": [str(uuid4()) for _ in range(wire.MAX_ASKED + 1)]}
    assert requests.post(f"{url}/v1/ops/known", json=many, headers=sender.headers, timeout=5).status_code == 422


def test_who_comes_too_many_is_sent_away_with_a_time_and_the_others_are_served() -> None:
    async def crowd() -> tuple[int, list[tuple[int, str, float]]]:
        gate, served, sent_away = Gate(2, 3), 0, list[tuple[int, str, float]]()
        go = asyncio.Event()

        async def one() -> None:
            nonlocal served
            try:
                async with gate:
                    await go.wait()
                    served += 1
            except CallRefused as refused:
                sent_away.append((refused.http_status, refused.code, refused.facts["after_s"]))

        tasks = [asyncio.create_task(one()) for _ in range(20)]
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(*tasks)
        async with gate:
            assert gate.load == 1 / 5
        return served, sent_away

    served, sent_away = asyncio.run(crowd())
    assert served == 5
    assert {(status, code) for status, code, _after_s in sent_away} == {(429, "BUSY")}
    assert len({after_s for _status, _code, after_s in sent_away}) > 1
    assert all(after_s >= 1 for _status, _code, after_s in sent_away)


def test_a_push_that_has_no_room_is_not_read(
    centre: RealCentre, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    for full in ("_PUSH_SLOTS", "_PUSH_QUEUE"):
        monkeypatch.setattr(app, full, 0)
    with served(centre) as url:
        answer = requests.post(f"{url}/v1/push", b"no json", headers=sender.headers, timeout=5)
        assert (answer.status_code, answer.json()["code"]) == (429, "BUSY")
        assert int(answer.headers["Retry-After"]) >= 1
        assert requests.post(f"{url}/v1/push", b"no json", timeout=5).status_code == 401
