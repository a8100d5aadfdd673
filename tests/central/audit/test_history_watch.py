"""Desks that are ahead of their centre: what they say and prove halts a branch, or all."""

from datetime import timedelta

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from cso_desk.central.accounts.guards import make_guard
from cso_desk.central.audit.alarms import HistoryWatch, is_halted
from cso_desk.central.audit.audit_api import audit_routes
from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.audit.restore_guard import begin_epoch
from cso_desk.central.schema import alarm
from cso_desk.central.schema import centre as centre_table
from cso_desk.wire.checkpoints import Checkpoint, NotProven, Proof, Witnessed, sign
from tests.central.account_values import BRANCH, NOW, bearer, served
from tests.central.audit_values import OTHER_BRANCH, Centre
from tests.central.restoring import TWO, restored
from tests.central.signing import KEY
from tests.central.tampering import LAST

pytest_plugins = ("tests.central.worked",)


@pytest.fixture
def watch(centre: Centre) -> HistoryWatch:
    return HistoryWatch(centre.engine, now=centre.house.now)


def halted(centre: Centre, branch: int) -> bool:
    with centre.engine.begin() as connection:
        row = connection.execute(select(centre_table.c.halted, centre_table.c.epoch)).one()
    return is_halted(row.halted, row.epoch, branch)


def test_one_desk_halts_nobody_however_often_it_says_so(centre: Centre, watch: HistoryWatch) -> None:
    for hash in ("a" * 64, "", "\0", "\ud800", "x" * 10_000):
        assert not watch.alarm(BRANCH, 2**53, hash, desk="D-1")
    assert not halted(centre, BRANCH)


def test_two_desks_of_a_branch_halt_their_branch_alone(centre: Centre, watch: HistoryWatch) -> None:
    assert not watch.alarm(BRANCH, 90, "a" * 64, desk="D-1")
    assert not watch.alarm(OTHER_BRANCH, 90, "a" * 64, desk="D-2")
    assert watch.alarm(BRANCH, 91, "b" * 64, desk="D-3")
    assert halted(centre, BRANCH)
    assert not halted(centre, OTHER_BRANCH)


def test_three_halted_branches_halt_the_centre(centre: Centre, watch: HistoryWatch) -> None:
    for branch in (1, 2, 3):
        assert not halted(centre, BRANCH)
        for desk in ("a", "b"):
            watch.alarm(branch, 90, "a" * 64, desk=f"D-{branch}{desk}")
    assert halted(centre, BRANCH)


def test_one_desk_with_a_signed_proof_halts_the_centre(
    centre: Centre, watch: HistoryWatch, checkpoints: Checkpoints
) -> None:
    checkpoints.make(KEY)
    kept = _kept(checkpoints)
    assert not watch.prove(*kept, desk="D-1")
    restored(centre)
    assert watch.prove(*kept, desk="D-1")
    assert halted(centre, OTHER_BRANCH)


def test_a_proof_counts_for_a_desk_whose_bare_word_was_heard_before(
    centre: Centre, watch: HistoryWatch, checkpoints: Checkpoints
) -> None:
    checkpoints.make(KEY)
    restored(centre)
    assert not watch.alarm(BRANCH, LAST, "a" * 64, desk="D-1")
    assert watch.prove(*_kept(checkpoints), desk="D-1")
    with centre.engine.begin() as connection:
        assert [(row.desk, row.proven) for row in connection.execute(select(alarm))] == [("D-1", True)]


def test_a_proof_that_this_centre_did_not_sign_in_this_epoch_halts_nobody(
    centre: Centre, watch: HistoryWatch, checkpoints: Checkpoints
) -> None:
    checkpoints.make(KEY)
    signed, proof = _kept(checkpoints)
    restored(centre)
    forged = sign(Ed25519PrivateKey.generate(), signed.model_copy(update={"key_id": "0" * 64}))
    for checkpoint, told, why in (
        (forged, proof, "signed with another key"),
        (signed.model_copy(update={"epoch": 2}), proof, "its signature does not fit"),
        (signed, proof.model_copy(update={"head": proof.head.model_copy(update={"n": 99})}), "not in its tree"),
    ):
        with pytest.raises(NotProven, match=why):
            watch.prove(checkpoint, told, desk="D-1")
    begin_epoch(centre.engine, TWO, None, now=NOW)
    with pytest.raises(NotProven, match="it is of another epoch"):
        watch.prove(signed, proof, desk="D-1")
    assert not halted(centre, BRANCH)


def test_a_halt_lasts_until_two_people_begin_a_new_epoch(centre: Centre, watch: HistoryWatch) -> None:
    for desk in ("D-1", "D-2"):
        watch.alarm(BRANCH, 90, "a" * 64, desk=desk)
    centre.house.later(timedelta(days=9).total_seconds())
    assert halted(centre, BRANCH)
    begin_epoch(centre.engine, TWO, None, now=NOW)
    assert not halted(centre, BRANCH)
    assert not watch.alarm(BRANCH, 90, "a" * 64, desk="D-1")


def test_a_halt_of_an_epoch_that_is_over_halts_nobody() -> None:
    told = {"epoch": 1, "whole": True, "branches": [BRANCH]}
    assert is_halted(told, 1, OTHER_BRANCH)
    assert not is_halted(told, 2, BRANCH)
    assert not is_halted(None, 1, BRANCH)


def test_a_desk_hands_in_its_proof_over_http(centre: Centre, watch: HistoryWatch, checkpoints: Checkpoints) -> None:
    checkpoints.make(KEY)
    signed, proof = _kept(checkpoints)
    mine = {"checkpoint": signed.model_dump(mode="json"), "proof": proof.model_dump()}
    (other,) = checkpoints.after(0, OTHER_BRANCH)
    access = bearer(centre.sender(desk="Meja 3").signed_in.access)

    def hand_in(url: str, evidence: object) -> tuple[int, object]:
        answer = requests.post(f"{url}/v1/checkpoints/evidence", json=evidence, headers=access, timeout=5)
        return answer.status_code, answer.json()

    with served(audit_routes(checkpoints, watch, make_guard(centre.house.tokens))) as url:
        assert hand_in(url, mine) == (200, {"halted": False})
        restored(centre)
        status, problem = hand_in(url, other.model_dump(mode="json"))
        assert isinstance(problem, dict)
        assert (status, problem["code"], problem["facts"]) == (422, "NOT_PROVEN", {"reason": "it is of another branch"})
        status, problem = hand_in(url, {**mine, "checkpoint": {**mine["checkpoint"], "epoch": 9}})
        assert isinstance(problem, dict)
        assert (status, problem["facts"]) == (422, {"reason": "its signature does not fit"})
        assert hand_in(url, {})[0] == 422
        assert hand_in(url, {**mine, "checkpoint": {**mine["checkpoint"], "key_id": "\0" * 64}})[0] == 422
        assert not halted(centre, BRANCH)
        assert hand_in(url, mine) == (200, {"halted": True})
        assert requests.post(f"{url}/v1/checkpoints/evidence", json=mine, timeout=5).status_code == 401
    assert halted(centre, BRANCH)


def _kept(checkpoints: Checkpoints, branch: int = BRANCH) -> tuple[Checkpoint, Proof]:
    """What a desk keeps of the newest checkpoint."""
    told: Witnessed = checkpoints.after(0, branch)[-1]
    assert told.proof is not None
    return told.checkpoint, told.proof
