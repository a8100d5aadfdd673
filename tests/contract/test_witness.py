"""Desks are witnesses: what the centre once signed is kept, and stops it where its log is another."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from cso_desk.central.schema import alarm
from cso_desk.central.schema import checkpoint as signed_table
from cso_desk.desk import kept_checkpoints
from cso_desk.desk.kept_checkpoints import KeptCheckpoints, Standing
from cso_desk.desk.model import LineState
from cso_desk.desk.schema import kept_checkpoint, trail
from cso_desk.wire.checkpoints import Checkpoint, Head, Witnessed, merkle_root, prove, public_key_of, sign
from tests.centres import begin_epoch
from tests.contract.doubles import BRANCH, COLLEAGUE, NOW, Table, waiting_claims
from tests.contract.office import Office

SitDown = Callable[..., Table]

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OFTEN_S, SHORT_S = 0.01, 0.05


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.stop()


@pytest.fixture
def centre(office: Office) -> Office:
    """Where the desks' officers sign in."""
    return office


def connected(table: Table, office: Office) -> None:
    """In contact, and asking for checkpoints all the time."""
    table.disconnect()
    table.connect(office.url, poll_s=SHORT_S, witness_s=OFTEN_S)
    table.heard.until(lambda: table.view.waiting[0].count and table.status.state is LineState.SYNCED)


def kept(table: Table) -> list[tuple[int, int, str]]:
    """The number, the entry and the standing of each checkpoint that a desk keeps."""
    rows = select(kept_checkpoint.c.id, kept_checkpoint.c.n, kept_checkpoint.c.state).order_by(kept_checkpoint.c.id)
    with table.store._transaction() as connection:
        return [(row.id, row.n, row.state) for row in connection.execute(rows)]


def until(fact: Callable[[], object], table: Table) -> None:
    """Wait for a fact that is announced by nobody: the desk is asked again after each exchange."""
    told = len(table.heard.statuses)
    while not fact():
        table.heard.until(lambda seen=told: len(table.heard.statuses) > seen)
        told = len(table.heard.statuses)


def alarms(office: Office) -> list[tuple[str, bool]]:
    with office.centre.engine.begin() as connection:
        return [(row.desk, row.proven) for row in connection.execute(select(alarm).order_by(alarm.c.desk))]


def test_a_desk_keeps_what_the_centre_signs_and_finds_its_own_entry_in_it(office: Office, sit_down: SitDown) -> None:
    table = sit_down()
    office.centre.checkpoints.make(KEY)
    connected(table, office)
    until(lambda: kept(table) == [(1, 12, "agrees")], table)
    office.store.add_claims(waiting_claims(14))
    office.centre.checkpoints.make(KEY)
    until(lambda: kept(table) == [(1, 12, "agrees"), (2, 14, "agrees")], table)
    assert table.status.state is LineState.SYNCED
    assert alarms(office) == []


def test_a_centre_that_is_behind_what_it_signed_is_stopped_by_the_first_desk(office: Office, sit_down: SitDown) -> None:
    first, second = sit_down(), sit_down(COLLEAGUE)
    connected(second, office)
    second.disconnect()
    office.copy()
    connected(first, office)
    first.serve_one()
    first.settle()
    office.centre.checkpoints.make(KEY)
    until(lambda: kept(first), first)
    first.disconnect()
    office.set_back()
    office.centre.checkpoints.make(KEY)  # it goes on signing
    connected(second, office)
    first.connect(office.url, poll_s=SHORT_S, witness_s=OFTEN_S)
    first.heard.until(lambda: first.status.cause == "halted")
    second.heard.until(lambda: second.status.cause == "halted")
    assert alarms(office) == [(first.officer.desk, True)]
    begin_epoch(office.store)
    for table in (first, second):
        table.disconnect()
        connected(table, office)
    claim = office.store.claim(first.booth().claim.id)
    assert claim is not None
    assert len(claim.decisions) == 1


def test_a_centre_that_signs_another_log_than_it_tells_is_stopped_and_the_officer_told(
    office: Office, sit_down: SitDown
) -> None:
    table = sit_down()
    connected(table, office)
    sign_instead(office, Head(branch=BRANCH, n=12, hash="ab" * 32))
    table.heard.until(lambda: "not_as_signed" in {status.cause for status in table.heard.statuses})
    table.heard.until(lambda: table.status.cause == "halted")
    assert kept(table) == [(1, 12, "differs")]
    assert alarms(office) == [(table.officer.desk, True)]


@pytest.mark.parametrize("change", [{"signature": "0" * 128}, {"root": "0" * 64}])
def test_what_nobody_signed_is_not_kept_and_the_officer_is_told_while_the_work_goes_on(
    office: Office, sit_down: SitDown, change: dict[str, str]
) -> None:
    table = sit_down()
    connected(table, office)
    sign_instead(office, Head(branch=BRANCH, n=12, hash="ab" * 32), **change)
    table.heard.until(lambda: table.status.cause == "bad_checkpoint")
    assert kept(table) == []
    claim_id = table.serve_one()
    until(lambda: table.store.counts(table.officer).queued == 0, table)
    claim = office.store.claim(claim_id)
    assert claim is not None
    assert len(claim.decisions) == 1


def test_an_older_centre_that_signs_nothing_disturbs_nobody(office: Office, sit_down: SitDown) -> None:
    table = sit_down()
    connected(table, office)
    table.serve_one()
    table.settle()
    assert kept(table) == []
    with table.store._transaction() as connection:
        remembered = connection.execute(select(trail.c.n).order_by(trail.c.n)).scalars().all()
    assert remembered[0] == 12  # where the snapshot stood
    assert remembered[-1] == table.store.position(table.officer).after.n


def test_the_desk_keeps_the_newest_and_what_is_older_than_its_memory_proves_nothing(
    office: Office, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_checkpoints, "MOST_KEPT", 3)
    table = sit_down()
    connected(table, office)
    table.disconnect()
    table.store.checkpoints.keep(told(id, n=id) for id in range(1, 6))
    assert kept(table) == [(3, 3, "open"), (4, 4, "open"), (5, 5, "open")]
    assert table.store.checkpoints.compare() == (None, False)
    assert {state for _id, _n, state in kept(table)} == {Standing.UNSEEN}
    evidence = table.store.checkpoints.evidence()
    assert evidence is not None
    assert evidence[0].id == 5
    assert table.store.checkpoints.newest() == (5, public_key_of(KEY))


def told(id: int, n: int) -> tuple[Head, Witnessed]:
    head = Head(branch=BRANCH, n=n, hash=f"{n:064x}")
    one = Checkpoint(id=id, epoch=1, at=NOW, size=1, root=merkle_root([head]), key_id=public_key_of(KEY))
    return head, Witnessed(checkpoint=sign(KEY, one), proof=prove([head], 0))


def sign_instead(office: Office, head: Head, **change: str) -> None:
    """A checkpoint that the centre signs over what is not its log."""
    one = Checkpoint(id=1, epoch=1, at=NOW, size=1, root=merkle_root([head]), key_id=public_key_of(KEY))
    signed = sign(KEY, one).model_copy(update=change)
    row = {**signed.model_dump(), "hour": None, "heads": json.loads(json.dumps([[head.branch, head.n, head.hash]]))}
    with office.centre.engine.begin() as connection:
        connection.execute(signed_table.insert(), [row])


def test_keeping_nothing_is_no_transaction(sit_down: SitDown) -> None:
    shelf: KeptCheckpoints = sit_down().store.checkpoints
    shelf.keep([])
    assert shelf.evidence() is None
    assert shelf.newest() == (0, "")
    assert shelf.compare() == (None, False)
