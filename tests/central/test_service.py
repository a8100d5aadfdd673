import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
import requests
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from cso_desk import wire
from cso_desk.central.database import open_engine
from cso_desk.central.errors import CallRefused
from cso_desk.central.schema import decision, metadata
from cso_desk.central.store import MIGRATIONS, CentralStore
from cso_desk.claims.model import ClaimState
from cso_desk.claims.receipts import receipt_number
from cso_desk.migrate import upgrade
from cso_desk.wire import Position, Push
from tests.contract.doubles import BRANCH, NOW, TOKEN, ops_in, served, waiting_claim, waiting_claims, whole_log

SIGNED_IN = {"Authorization": f"Bearer {TOKEN}"}
CLAIM = UUID(int=1)


class Sender:
    """Writes ops as a desk does, in one incarnation."""

    def __init__(self, desk: str = "D-1", user: str = "u-1") -> None:
        self.desk, self.user, self.inc, self.seq = desk, user, uuid4(), 0

    def op(self, kind: str, body: dict[str, Any], claim: UUID = CLAIM, **more: Any) -> dict[str, Any]:
        self.seq += 1
        told = {"op_id": str(uuid4()), "seq": self.seq, "kind": kind, "claim": str(claim), "user": self.user}
        return {**told, "base": {"row_version": 1}, "body": body, **more}

    def checkout(self, claim: UUID = CLAIM) -> dict[str, Any]:
        return self.op("claim.checkout.v1", {"booth": 1}, claim)

    def edit(self, before: dict[str, Any], seen: str, text: str, **more: Any) -> dict[str, Any]:
        told = {"lease": before.get("lease", before["op_id"]), "after_op": before["op_id"], **more}
        return self.op("claim.edit.v1", {"fields": {"phone": [seen, text]}}, **told)

    def decide(self, before: dict[str, Any], form: str, **more: Any) -> dict[str, Any]:
        amount = waiting_claim(1).master.balance
        body = {"booth": 1, "verdict": "approve", "amount": amount, "form": form, **more.pop("body", {})}
        told = {"lease": before.get("lease", before["op_id"]), "after_op": before["op_id"], **more}
        return self.op("claim.decide.v1", body, **told)

    def push(self, *ops: dict[str, Any], **changes: Any) -> dict[str, Any]:
        told = {"desk": self.desk, "inc": str(self.inc), "branch": BRANCH, "epoch": 1, "after": {"n": 0, "hash": ""}}
        return {**told, "ops": list(ops), **changes}


@pytest.fixture
def central(tmp_path: Path) -> Iterator[CentralStore]:
    store = CentralStore(f"sqlite:///{tmp_path / 'centre.db'}", now=lambda: NOW)
    store.add_claims(waiting_claims(3))
    yield store
    store.close()


@pytest.fixture
def url(central: CentralStore) -> Iterator[str]:
    with served(central) as url:
        yield url


@pytest.fixture
def sender() -> Sender:
    return Sender()


def results(central: CentralStore, push: dict[str, Any]) -> list[tuple[str, str]]:
    answer = central.push(Push.model_validate(push))
    return [(str(result.status), result.code) for result in answer.results]


FORM = wire.form_hash(waiting_claim(1))


def test_health_is_told_to_anybody_and_nothing_else(url: str) -> None:
    assert requests.get(f"{url}/v1/health", timeout=5).json() == {"status": "ok", "api": 1, "epoch": 1}
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": "Bearer é"}):
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
    answer = requests.post(f"{url}/v1/push", json=sender.push(called), headers=SIGNED_IN, timeout=5).json()
    assert [result["status"] for result in answer["results"]] == ["applied"]
    assert [entry["n"] for entry in answer["feed"]["entries"]] == [1, 2, 3, 4]
    assert answer["feed"]["entries"][-1]["hash"] == answer["results"][0]["entry_hash"]
    told = requests.get(f"{url}/v1/ops/{called['op_id']}", headers=SIGNED_IN, timeout=5).json()
    assert told["n"] == 4
    assert requests.get(f"{url}/v1/ops/{uuid4()}", headers=SIGNED_IN, timeout=5).status_code == 404


def test_a_held_poll_ends_when_the_log_grows(url: str, central: CentralStore) -> None:
    at = whole_log(central)[-1]
    params: dict[str, str | int] = {"epoch": 1, "after": at.n, "hash": at.hash}
    assert requests.get(f"{url}/v1/feed/{BRANCH}", params=params, headers=SIGNED_IN, timeout=5).status_code == 204
    central.add_claims([waiting_claim(4)])
    held = requests.get(f"{url}/v1/feed/{BRANCH}", params={**params, "wait": 20}, headers=SIGNED_IN, timeout=30)
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
        (json.dumps(Sender().push(epoch=2)).encode(), 409, "EPOCH"),
        (json.dumps(Sender().push(after={"n": 99, "hash": "x"})).encode(), 503, "HISTORY_DIFFERS"),
        (json.dumps(Sender().push(after={"n": 2, "hash": "x"})).encode(), 503, "HISTORY_DIFFERS"),
    ],
)
def test_rubbish_gets_a_clear_answer_and_has_no_effect(
    url: str, central: CentralStore, body: bytes, status: int, code: str
) -> None:
    answer = requests.post(f"{url}/v1/push", data=body, headers=SIGNED_IN, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert len(whole_log(central)) == 3


def test_an_answer_to_rubbish_does_not_repeat_what_was_sent(url: str, sender: Sender) -> None:
    op = {**sender.checkout(), "claim": "9974011208910012"}
    answer = requests.post(f"{url}/v1/push", json=sender.push(op), headers=SIGNED_IN, timeout=5)
    assert answer.status_code == 422
    assert "9974011208910012" not in answer.text


@pytest.mark.parametrize("path", ["feed/x?epoch=1", f"feed/{BRANCH}", f"feed/{BRANCH}?epoch=1&after=x", "ops/7"])
def test_a_question_that_makes_no_sense_is_refused(url: str, path: str) -> None:
    answer = requests.get(f"{url}/v1/{path}", headers=SIGNED_IN, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (422, "BAD_MESSAGE")


def test_an_op_sent_again_gets_its_first_answer_and_has_no_second_effect(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    first = central.push(Push.model_validate(sender.push(called))).results[0]
    again = central.push(Push.model_validate(sender.push(called))).results[0]
    assert again == first.model_copy(update={"replayed": True})
    other = Sender()
    elsewhere = central.push(Push.model_validate(other.push({**called, "seq": 1}))).results[0]
    assert elsewhere == again
    assert len(whole_log(central)) == 4
    assert results(central, other.push({**sender.checkout(UUID(int=2)), "seq": 2})) == [("applied", "")]


def test_the_same_id_with_other_bytes_is_never_applied(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    with pytest.raises(CallRefused) as caught:
        central.push(Push.model_validate(sender.push({**called, "body": {"booth": 2}})))
    assert (caught.value.http_status, caught.value.code) == (422, "HASH_MISMATCH")
    claim = central.claim(CLAIM)
    assert claim is not None
    assert claim.booth == 1


def test_a_gap_and_a_fork_are_refused_after_what_came_before_them(central: CentralStore, sender: Sender) -> None:
    first, _lost, third = (sender.checkout(UUID(int=number)) for number in (1, 2, 3))
    with pytest.raises(CallRefused) as gap:
        central.push(Push.model_validate(sender.push(first, third)))
    assert (gap.value.http_status, gap.value.code, gap.value.facts) == (409, "SEQ_GAP", {"expected_seq": 2})
    assert [result.status for result in gap.value.results] == ["applied"]
    with pytest.raises(CallRefused) as fork:
        central.push(Push.model_validate(sender.push({**third, "seq": 1})))
    assert (fork.value.http_status, fork.value.code) == (409, "FORK")
    assert len(whole_log(central)) == 4


def test_an_op_that_is_not_understood_is_parked_and_the_next_one_goes_on(central: CentralStore, sender: Sender) -> None:
    unknown, bad = sender.op("claim.bless.v9", {}), sender.op("claim.checkout.v1", {"booth": "first"})
    answered = results(central, sender.push(unknown, bad, sender.checkout()))
    assert answered == [("parked", "unknown_kind"), ("parked", "bad_body"), ("applied", "")]
    assert ops_in(whole_log(central))[:2] == [unknown["op_id"], bad["op_id"]]


def test_a_claim_that_is_unknown_or_of_another_branch_is_not_there(central: CentralStore, sender: Sender) -> None:
    central.add_claims([waiting_claim(9, branch=7)])
    ops = (sender.checkout(UUID(int=9)), sender.checkout(UUID(int=10)))
    assert results(central, sender.push(*ops)) == [("rejected", "unknown_claim")] * 2


def test_a_decision_counts_only_on_the_very_form_that_was_seen(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    edited = sender.edit(called, "", "0812")
    decided = sender.decide(edited, FORM)
    assert results(central, sender.push(called, edited, decided))[-1] == ("rejected", "form_differs")


def test_a_decision_counts_only_on_the_amount_that_was_shown(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    decided = sender.decide(called, FORM, body={"amount": 1})
    assert results(central, sender.push(called, decided)) == [("applied", ""), ("rejected", "amount_differs")]


def test_no_desk_decides_on_another_desks_lease(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    thief = Sender("D-2", "u-2")
    with_his_lease = thief.decide(called, FORM)
    without = thief.op("claim.decide.v1", with_his_lease["body"], base={"row_version": 2})
    assert results(central, thief.push(with_his_lease, without)) == [("rejected", "stale_lease")] * 2


def test_a_lease_ends_when_the_claim_is_checked_out_anew_even_by_the_same_desk(
    central: CentralStore, sender: Sender
) -> None:
    first, second = sender.checkout(), sender.checkout()
    late = sender.op("claim.edit.v1", {"fields": {"phone": ["", "0812"]}}, lease=first["op_id"])
    current = sender.op("claim.edit.v1", {"fields": {"phone": ["", "0813"]}}, lease=second["op_id"])
    answered = results(central, sender.push(first, second, late, current))
    assert answered == [("applied", ""), ("applied", ""), ("rejected", "stale_lease"), ("applied", "")]


def test_a_refused_op_takes_what_builds_on_it_along_and_nothing_else(central: CentralStore, sender: Sender) -> None:
    other = Sender("D-2", "u-2")
    central.push(Push.model_validate(other.push(other.checkout())))
    called = sender.checkout()
    edited = sender.edit(called, "", "0812")
    ops = (called, edited, sender.decide(edited, FORM), sender.checkout(UUID(int=2)))
    answered = results(central, sender.push(*ops))
    assert answered == [
        ("rejected", "held_by_another"),
        ("rejected", "dependency"),
        ("rejected", "dependency"),
        ("applied", ""),
    ]


def test_a_field_that_changed_under_the_officers_hands_is_not_overwritten(
    central: CentralStore, sender: Sender
) -> None:
    called = sender.checkout()
    first = sender.edit(called, "", "0812")
    blind = sender.edit(first, "", "0813", lease=called["op_id"])
    assert results(central, sender.push(called, first, blind))[-1] == ("rejected", "field_changed")
    claim = central.claim(CLAIM)
    assert claim is not None
    assert claim.form.text("phone") == "0812"


def test_the_centre_runs_the_rules_itself(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    cleared = sender.op(
        "claim.edit.v1", {"fields": {"face_matches": ["yes", ""]}}, lease=called["op_id"], after_op=called["op_id"]
    )
    claim = waiting_claim(1)
    form = wire.form_hash(waiting_claim(1, form=claim.form.with_text("face_matches", "")))
    decided = sender.decide(cleared, form)
    assert results(central, sender.push(called, cleared, decided))[-1] == ("rejected", "not_ready")


def test_filing_claims_again_changes_nothing(central: CentralStore) -> None:
    assert central.add_claims(waiting_claims(5)) == 2
    assert central.add_claims(waiting_claims(5)) == 0
    assert central.add_claims([waiting_claim(6), waiting_claim(6)]) == 1
    assert [entry.entity for entry in whole_log(central)] == [UUID(int=number) for number in range(1, 7)]


def test_the_salted_data_of_an_entry_can_be_erased_without_breaking_the_chain(central: CentralStore) -> None:
    log = whole_log(central)
    erased = [log[0].model_copy(update={"data": None, "salt": ""}), *log[1:]]
    assert wire.verify(BRANCH, Position(), erased).n == 3
    forged = [log[0].model_copy(update={"data": {**(log[0].data or {}), "ticket": "A"}}), *log[1:]]
    with pytest.raises(wire.ChainBroken):
        wire.verify(BRANCH, Position(), forged)


def test_the_migrations_make_the_tables_that_the_code_knows(central: CentralStore) -> None:
    with central._engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def decided(central: CentralStore, sender: Sender, claim: UUID = CLAIM, **more: Any) -> str:
    """Approve a claim, and say by which number its receipt is known."""
    called = sender.checkout(claim)
    op = sender.decide(called, FORM, claim=claim, **more)
    assert results(central, sender.push(called, op)) == [("applied", "")] * 2
    return receipt_number(UUID(op["op_id"]))


def asked(url: str, number: str) -> tuple[int, dict[str, Any]]:
    answer = requests.get(f"{url}/v1/receipts/{quote(number)}", headers=SIGNED_IN, timeout=5)
    return answer.status_code, answer.json()


def test_a_receipt_proves_its_decision_and_says_nothing_of_the_person(
    url: str, central: CentralStore, sender: Sender
) -> None:
    number = decided(central, sender)
    assert asked(url, number) == (
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
        },
    )
    assert asked(url, number.lower().replace("-", " ").replace("0", "o"))[1]["receipt"] == number


def test_a_receipt_tells_where_the_claim_stands_now_and_not_only_what_was_decided(
    tmp_path: Path, sender: Sender, always_a_second_officer: None
) -> None:
    store = CentralStore(f"sqlite:///{tmp_path / 'strict.db'}", now=lambda: NOW)
    store.add_claims(waiting_claims(1))
    told = store.receipt(decided(store, sender))
    store.close()
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
    url: str, number: str, status: int, problem: dict[str, Any]
) -> None:
    assert asked(url, number) == (status, {**problem, "results": []})


def test_a_refused_decision_has_no_receipt(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    op = sender.decide(called, FORM, body={"amount": 1})
    central.push(Push.model_validate(sender.push(called, op)))
    assert central.receipt(receipt_number(UUID(op["op_id"]))) is None


def test_no_decision_takes_the_receipt_of_another(central: CentralStore, sender: Sender) -> None:
    first = decided(central, sender)
    with central._engine.begin() as connection:
        known = connection.scalars(select(decision.c.op_id)).one()
    called = sender.checkout(UUID(int=2))
    twin = sender.decide(called, FORM, claim=UUID(int=2), op_id=str(UUID(int=known.int ^ 1 << 127)))
    assert results(central, sender.push(called, twin, sender.checkout(UUID(int=3)))) == [
        ("applied", ""),
        ("rejected", "receipt_taken"),
        ("applied", ""),
    ]
    told = central.receipt(first)
    assert told is not None
    assert told.claim == "KJ-2511-0001"


def test_decisions_that_were_made_before_there_were_receipts_get_theirs(
    tmp_path: Path, central: CentralStore, sender: Sender
) -> None:
    numbers = [decided(central, sender, UUID(int=claim)) for claim in (1, 2)]
    url = f"sqlite:///{tmp_path / 'old.db'}"
    _copy_without_receipts(central, url, tmp_path / "migrations")
    store = CentralStore(url, now=lambda: NOW)
    told = [store.receipt(number) for number in numbers]
    assert [one and (one.claim, one.decided_at) for one in told] == [("KJ-2511-0001", NOW), ("KJ-2511-0002", NOW)]
    assert store.receipt(decided(store, sender, UUID(int=3))) is not None
    with store._engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        with pytest.raises(IntegrityError):
            connection.execute(decision.update().values(receipt=numbers[0]))
    store.close()


def _copy_without_receipts(store: CentralStore, url: str, migrations: Path) -> None:
    """The same rows in the tables of the first centre."""
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("000[!1]*"))
    old = open_engine(url)
    with store._engine.begin() as source, old.begin() as target:
        upgrade(target, migrations)
        for table in metadata.sorted_tables:
            rows = source.execute(select(*(column for column in table.c if column.name != "receipt"))).mappings()
            if kept := [dict(row) for row in rows]:
                target.execute(insert(table), kept)
    old.dispose()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "booth": JSON,
        "verdict": JSON | st.sampled_from(["approve", "refer"]),
        "form": JSON | st.just(FORM),
        "fields": JSON | st.dictionaries(st.text(), st.tuples(st.text(), st.text()), max_size=3),
        "amount": JSON,
        "reason": JSON,
        "note": JSON,
    },
)
KINDS = ("claim.checkout.v1", "claim.edit.v1", "claim.decide.v1")


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralStore]:
    store = CentralStore(f"sqlite:///{tmp_path_factory.mktemp('long-lived') / 'centre.db'}", now=lambda: NOW)
    store.add_claims(waiting_claims(1))
    yield store
    store.close()


@settings(max_examples=150, deadline=None)
@given(body=BODIES, kind=st.sampled_from(KINDS))
def test_no_body_of_an_op_brings_the_centre_to_its_knees(
    long_lived: CentralStore, body: dict[str, Any], kind: str
) -> None:
    sender = Sender()
    called = sender.checkout()
    ops = [called, sender.op(kind, body, lease=called["op_id"], after_op=called["op_id"])]
    codes = set()
    with suppress(CallRefused):
        codes = {code for _status, code in results(long_lived, sender.push(*ops))}
    assert "fault" not in codes
    claim = long_lived.claim(CLAIM)
    assert claim is not None
    assert claim.state in (ClaimState.IN_BOOTH, ClaimState.WAITING)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_the_service_says_where_it_listens_and_ends_when_told(tmp_path: Path, told: signal.Signals) -> None:
    serve = (
        "import sys; from cso_desk.central.app import serve;"
        f"serve('sqlite:///' + sys.argv[1], '127.0.0.1', 0, {TOKEN!r})"
    )
    command = [sys.executable, "-c", serve, str(tmp_path / "centre.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("centre listening on http://127.0.0.1:")
        assert requests.get(f"{line.split()[-1]}/v1/health", timeout=5).ok
        process.send_signal(told)
        out, err = process.communicate(timeout=20)
    assert (out, err) == ("", "")
