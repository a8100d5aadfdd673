"""Logs that were signed, under audit: whoever owns the database cannot change them unseen."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cso_desk.central.audit.audit import Flaw, Outside
from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.audit.witness import WitnessFolder
from cso_desk.central.schema import checkpoint, op_result
from tests.central.account_values import BRANCH
from tests.central.audit_values import Centre
from tests.central.signing import KEY, PUBLIC
from tests.central.tampering import LAST, cut, entry, flaws, rewrite

pytest_plugins = ("tests.central.worked",)


def test_signed_logs_are_sound_and_counted(centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder) -> None:
    for _ in range(3):
        checkpoints.make(KEY)
    assert centre.seen().checkpoints == 3
    assert centre.told(Outside(folder, PUBLIC)) == []


def test_a_log_that_was_rewritten_with_its_receipts_is_found_by_what_was_signed(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    centre.drop_tripwires()
    _forge_history(centre)
    assert centre.told() == [(Flaw.NOT_AS_SIGNED, BRANCH, LAST)]
    centre.run("DELETE FROM checkpoint")
    assert centre.told() == []
    found = centre.told(Outside(folder, PUBLIC))
    assert found == [(Flaw.CHECKPOINT_MISSING, None, 0), (Flaw.NOT_AS_SIGNED, BRANCH, LAST)]


def test_a_tail_that_was_cut_off_with_all_that_came_of_it_is_found_by_what_was_signed(
    centre: Centre, checkpoints: Checkpoints
) -> None:
    checkpoints.make(KEY)
    centre.drop_tripwires()
    _forget_last(centre)
    assert centre.told() == [(Flaw.NOT_AS_SIGNED, BRANCH, LAST)]


def test_a_checkpoint_signed_anew_by_whoever_rewrote_the_log_does_not_bear_the_right_key(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    centre.drop_tripwires()
    _forge_history(centre)
    centre.run("DELETE FROM checkpoint")
    Checkpoints(centre.engine, now=centre.house.now).make(Ed25519PrivateKey.generate())
    assert centre.told() == []
    assert (Flaw.CHECKPOINT_FORGED, None, 0) in centre.told(Outside(None, PUBLIC))
    assert (Flaw.CHECKPOINT_DIFFERS, None, 0) in centre.told(Outside(folder))


def test_checkpoints_that_were_changed_or_are_gone_are_found(centre: Centre, checkpoints: Checkpoints) -> None:
    for _ in range(4):
        checkpoints.make(KEY)
    centre.drop_tripwires()
    with centre.engine.begin() as connection:
        connection.execute(delete(checkpoint).where(checkpoint.c.id == 2))
        connection.execute(update(checkpoint).where(checkpoint.c.id == 3).values(size=9))
        connection.execute(update(checkpoint).where(checkpoint.c.id == 4).values(heads=[["x"]]))
    found = [(fault.flaw, fault.about) for fault in centre.faults()]
    assert found == [(Flaw.CHECKPOINT_MISSING, "2"), (Flaw.CHECKPOINT_FORGED, "3"), (Flaw.CHECKPOINT_FORGED, "4")]


def test_a_witness_file_that_was_changed_is_told_of(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    checkpoints.make(KEY)
    (place,) = folder.path.iterdir()
    place.chmod(0o600)
    place.write_text("{}")
    (fault,) = centre.faults(Outside(folder))
    assert str(fault) == f"centre: The witness file {place.name} is damaged: it cannot be read."


def test_the_database_refuses_to_change_a_checkpoint(centre: Centre, checkpoints: Checkpoints) -> None:
    checkpoints.make(KEY)
    for statement in ("UPDATE checkpoint SET size = 3", "DELETE FROM checkpoint"):
        with pytest.raises(IntegrityError):
            centre.run(statement)


def _forge_history(centre: Centre) -> None:
    """Another desk in entry 6, and everything after it and every receipt as if it had always been so."""
    rewrite(centre, 6, {**entry(centre, 6)["body"], "desk": "D-9"})
    hashes = {n: entry(centre, n)["hash"] for n in range(6, LAST + 1)}
    with centre.engine.begin() as connection:
        for row in connection.execute(op_result.select()).mappings().all():
            n = row["result"]["n"]
            if n in hashes:
                told = {**row["result"], "entry_hash": hashes[n]}
                connection.execute(update(op_result).where(op_result.c.op_id == row["op_id"]).values(result=told))
    assert flaws(centre.faults()) in ([], [(Flaw.NOT_AS_SIGNED, BRANCH, LAST)])


def _forget_last(centre: Centre) -> None:
    """The last entry of the first branch was a refusal: without its result nothing else tells of it."""
    last = entry(centre, LAST)["body"]["op_id"]
    cut(centre, LAST - 1, head=True)
    centre.run(f"DELETE FROM op_result WHERE op_id = {centre.uuid(UUID(last))}")
