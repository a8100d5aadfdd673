"""The product broken in one place at a time, as a tired programmer might: what the simulation has to find.

Each is named after what it breaks. Some guards stand behind another; there the pair is broken, and the docstring says
which guard is enough alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from cso_desk import wire
from cso_desk.central import branch_log, handlers, ledger
from cso_desk.central.guard import Caller
from cso_desk.central.schema import op_result
from cso_desk.claims import workflow
from cso_desk.desk import engine, exchange, store
from cso_desk.desk.pace import Pace
from cso_desk.desk.schema import cursor, outbox
from cso_desk.wire import Position, Status, chain
from tests.soak.service import Service

Break = Callable[[pytest.MonkeyPatch], None]
_OTHER_WORK = 4


def no_lease_check(patch: pytest.MonkeyPatch) -> None:
    """Whoever once held a claim goes on to change it (I8)."""
    patch.setattr(handlers, "_require_lease", lambda *_told: None)


def no_version_check(patch: pytest.MonkeyPatch) -> None:
    """A decision counts whatever became of the claim since the officer saw it (I8).

    The digest of the form in each decision is enough alone for what is written; so that goes too.
    """
    patch.setattr(handlers, "_require_version", lambda *_told: None)
    patch.setattr(handlers, "wire", _Instead(form_hash=lambda _claim: _Anything()))


def idempotence_forgets(patch: pytest.MonkeyPatch) -> None:
    """Results are kept for ten seconds: what comes again later is done again (I6).

    Without its row the op is new to everything but the permanent key: that key alone, with the rows kept, is enough.
    """
    read = ledger.Ledger._read

    def forgetful(self: Any) -> None:
        old = op_result.c.at < self._now - timedelta(seconds=10)
        self._connection.execute(delete(op_result).where(old))
        read(self)

    patch.setattr(ledger.Ledger, "_read", forgetful)


def no_epoch_on_restore(patch: pytest.MonkeyPatch) -> None:
    """The operators never begin a new history (I5, I15)."""
    patch.setattr(Service, "begin_epoch", lambda self: self.store.epoch)


def no_resend_after_restore(patch: pytest.MonkeyPatch) -> None:
    """Desks keep to what they were once told: what the centre lost stays lost (I5)."""
    start_over = exchange.start_over

    def content(connection: Any, branch: int, epoch: int) -> None:
        answered = connection.execute(select(outbox).where(outbox.c.state == "applied")).mappings().all()
        start_over(connection, branch, epoch)
        for row in answered:
            told = {"state": row["state"], "n": row["n"], "seq": row["seq"]}
            connection.execute(update(outbox).where(outbox.c.pos == row["pos"]).values(told))

    patch.setattr(exchange, "start_over", content)


def everything_is_taken_for_known(patch: pytest.MonkeyPatch) -> None:
    """An op that the centre does not know after a restore is taken for one that it has done (I5)."""

    def trusting(connection: Any, op_ids: Any) -> None:
        queued = update(outbox).where(outbox.c.op_id.in_(op_ids), outbox.c.state == "queued")
        connection.execute(queued.values(state="applied"))

    patch.setattr(exchange, "asked", trusting)


def cursor_before_rows(patch: pytest.MonkeyPatch) -> None:
    """The cursor is moved in a transaction of its own, before the rows are put (I11).

    There is other work between the two, so that a machine may well die there.
    """
    settle = store.DeskStore.settle

    def hasty(self: Any, officer: Any, epoch: int, results: Any, page: Any, now: Any) -> int:
        branch = officer.branch
        with self._transaction() as connection:
            at = exchange.position(connection, branch)
            new = [entry for entry in page.entries if entry.n > at.after.n] if page and at.epoch == epoch else []
            end = chain.verify(branch, at.after, new)
            _move(connection, branch, end)
        for _ in range(_OTHER_WORK if end != at.after else 0):
            with self._transaction():
                pass
        with self._transaction() as connection:
            _move(connection, branch, at.after)
        return settle(self, officer, epoch, results, page, now)

    patch.setattr(store.DeskStore, "settle", hasty)


def refused_is_taken_for_done(patch: pytest.MonkeyPatch) -> None:
    """A push that was answered is a push that was taken, whatever it says of each op (I12)."""
    take_results = exchange.take_results

    def deaf(connection: Any, results: Any, now: Any) -> int:
        done = [one.model_copy(update={"status": Status.APPLIED}) for one in results if one.status != Status.RETRY]
        return take_results(connection, done, now)

    patch.setattr(exchange, "take_results", deaf)


def maker_is_checker(patch: pytest.MonkeyPatch) -> None:
    """Who approved a claim may give it the second word too (I2).

    A trigger of the database refuses that as well: then the op is tried for ever, and is found by I15.
    """
    decide_second = workflow.decide_second

    def lonely(claim: Any, *told: Any, officer: str, **named: Any) -> Any:
        made = decide_second(claim, *told, officer=officer + "-", **named)
        return replace(made, officer=officer)

    patch.setattr(workflow, "decide_second", lonely)


def no_chain_check(patch: pytest.MonkeyPatch) -> None:
    """A desk believes every page that goes on where it stands (I10, I11)."""

    def gullible(_branch: int, after: Position, entries: Any) -> Position:
        for entry in entries:
            if entry.n != after.n + 1:
                raise chain.FeedGap(entry.n)
            after = Position(n=entry.n, hash=entry.hash)
        return after

    patch.setattr(exchange, "wire", _Instead(verify=gullible))


def replay_does_not_count(patch: pytest.MonkeyPatch) -> None:
    """An op that is known already leaves the sequence of its incarnation where it was (I15).

    The next new op is then a gap, for which the desk starts over and asks what is known: that alone is enough, at the
    price of a whole new beginning; so it does not start over for a gap either.
    """
    advance, start_over = ledger.Ledger._advance, engine.Engine._start_over

    def stubborn(self: Any, problem: Any, at: Any) -> None:
        if problem.code != "SEQ_GAP":
            start_over(self, problem, at)

    patch.setattr(engine.Engine, "_start_over", stubborn)

    def stuck(self: Any, *told: Any, replay: bool) -> None:
        if not replay:
            advance(self, *told, replay=replay)

    patch.setattr(ledger.Ledger, "_advance", stuck)


def proofs_are_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    """What arrives is believed to be what its officer wrote (I7)."""
    patch.setattr(ledger.Ledger, "_is_proof", lambda *_told: True)


def other_bytes_are_a_replay(patch: pytest.MonkeyPatch) -> None:
    """An id is enough to be known by: what else is told under it is answered as if it were the same (I7)."""
    take = ledger.Ledger._take

    def careless(self: Any, message: Any, sent: Any) -> Any:
        known = self._known.get(sent.op.op_id)
        if known is not None:
            sent = replace(sent, request_hash=known["request_hash"])
        return take(self, message, sent)

    patch.setattr(ledger.Ledger, "_take", careless)


def no_new_cycle(patch: pytest.MonkeyPatch) -> None:
    """A claim that is opened again is decided in the cycle that was decided already (I1).

    The constraint on the decisions refuses that: the op is put aside as a fault of our own, and is found by I15.
    """
    reopen = handlers.HANDLERS[wire.Kind.REOPEN]

    def same(op: Any, held: Any, around: Any) -> Any:
        return replace(reopen(op, held, around), cycle=held.cycle)

    patch.setattr(handlers, "HANDLERS", {**handlers.HANDLERS, wire.Kind.REOPEN: same})


def old_words_stand(patch: pytest.MonkeyPatch) -> None:
    """What was decided before a claim was opened again counts as its decision still (I1, I2)."""
    reopen = workflow.reopen

    def lasting(claim: Any, **told: Any) -> Any:
        return replace(reopen(claim, **told), decisions=claim.decisions)

    patch.setattr(workflow, "reopen", lasting)


def every_branch_is_open(patch: pytest.MonkeyPatch) -> None:
    """Whoever is signed in reads every branch (I18)."""
    patch.setattr(Caller, "may_read", lambda *_told: True)


def wake_up_lost(patch: pytest.MonkeyPatch) -> None:
    """After a failure the line waits for somebody to touch it (I15)."""
    patch.setattr(Pace, "failed", lambda self, _least_s=0.0: self.hold(1e9))


def no_back_off(patch: pytest.MonkeyPatch) -> None:
    """After a failure the line is tried again at once (I15)."""
    patch.setattr(Pace, "failed", lambda _self, _least_s=0.0: None)


def history_is_not_compared(patch: pytest.MonkeyPatch) -> None:
    """The centre does not look at what its desks have verified (I5, I10)."""
    compare = branch_log._compare

    def blind(ours: Any, branch: int, told_epoch: int, _after: Position) -> int:
        return compare(ours, branch, told_epoch, Position())

    patch.setattr(branch_log, "_compare", blind)


def unproven_for_ever(patch: pytest.MonkeyPatch) -> None:
    """What was proven by a session that a restore has lost is never proven anew (I15)."""
    patch.setattr(store.DeskStore, "prove_anew", lambda *_told: None)


def a_cut_snapshot_is_whole(patch: pytest.MonkeyPatch) -> None:
    """The desk takes as many claims as have arrived (I11)."""
    patch.setattr(engine, "_kept_in", lambda lines, _claims: (wire.Kept.model_validate_json(line) for line in lines))


MUTANTS: tuple[Break, ...] = (
    no_lease_check,
    no_version_check,
    idempotence_forgets,
    no_epoch_on_restore,
    no_resend_after_restore,
    everything_is_taken_for_known,
    cursor_before_rows,
    refused_is_taken_for_done,
    maker_is_checker,
    no_chain_check,
    replay_does_not_count,
    proofs_are_not_looked_at,
    other_bytes_are_a_replay,
    no_new_cycle,
    old_words_stand,
    every_branch_is_open,
    wake_up_lost,
    no_back_off,
    history_is_not_compared,
    unproven_for_ever,
    a_cut_snapshot_is_whole,
)


@contextmanager
def broken(mutant: Break) -> Iterator[None]:
    """The product with one mutant in it."""
    with pytest.MonkeyPatch.context() as patch:
        mutant(patch)
        yield


class _Instead:
    """The messages with some of their functions broken, for one module alone."""

    def __init__(self, **broken: Any) -> None:
        self.__dict__.update(broken)

    def __getattr__(self, name: str) -> Any:
        return getattr(wire, name)


class _Anything:
    """Is equal to whatever it is compared with."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, _other: object) -> bool:
        return True

    def __ne__(self, _other: object) -> bool:
        return False


def _move(connection: Any, branch: int, at: Position) -> None:
    connection.execute(update(cursor).where(cursor.c.branch == branch).values(n=at.n, hash=at.hash))
