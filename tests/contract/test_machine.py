import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cso_desk.central.database import open_engine
from cso_desk.central.errors import CallRefused
from cso_desk.claims.form import Field
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.desk.model import Fate
from cso_desk.wire import Kind, PushAnswer
from tests.centres import RealCentre, begin_epoch
from tests.contract.doubles import (
    COLLEAGUE,
    NOW,
    OFFICER,
    Table,
    exchange,
    ops_in,
    outbox_of,
    push_of,
    waiting_claims,
    whole_log,
)

DESKS = st.sampled_from((0, 1))
BOOTHS = st.integers(1, 2)
VERDICTS = st.sampled_from(((Verdict.APPROVE, ""), (Verdict.RETURN, "R01"), (Verdict.REJECT, "R13")))
CLAIMS = 5
_EXAMPLES = 300 if "CSO_DESK_SOAK_SECONDS" in os.environ else 12


class TwoDesks(RuleBasedStateMachine):
    """Two desks and a centre, with answers lost, doubled, late and cut in half, desks restarted and epochs begun."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        self.engine = open_engine(f"sqlite:///{folder / 'centre.db'}")
        centre = RealCentre(self.engine, folder, lambda: NOW)
        self.central = centre.store
        self.central.add_claims(waiting_claims(CLAIMS))
        self.officers = (OFFICER, COLLEAGUE)
        self.sessions = [centre.sign_in(officer) for officer in self.officers]
        self.tables = [self.sit(desk) for desk in (0, 1)]
        self.late: list[tuple[int, PushAnswer]] = []

    def sit(self, desk: int) -> Table:
        table = Table(self.path(desk), self.officers[desk])
        table.sign_in(self.sessions[desk])
        return table

    def path(self, desk: int) -> Path:
        return Path(self.folder.name) / f"{desk}" / "desk.db"

    @rule(desk=DESKS, booth=BOOTHS)
    def call(self, desk: int, booth: int) -> None:
        self.tables[desk].desk.call_next(booth)

    @rule(desk=DESKS, booth=BOOTHS, text=st.sampled_from(("", "0812", "0813")))
    def write(self, desk: int, booth: int, text: str) -> None:
        if self.tables[desk].view.booths[booth - 1] is not None:
            self.tables[desk].write(text, booth, Field.PHONE)

    @rule(desk=DESKS, booth=BOOTHS, verdict=VERDICTS)
    def decide(self, desk: int, booth: int, verdict: tuple[Verdict, str]) -> None:
        if self.tables[desk].view.booths[booth - 1] is not None:
            self.tables[desk].decide(verdict[0], booth, verdict[1], "catatan" if verdict[1] else "")

    @rule(desk=DESKS)
    def read_refusals(self, desk: int) -> None:
        for refusal in self.tables[desk].view.refusals:
            assert refusal.op_id is not None
            self.tables[desk].desk.acknowledge(refusal.op_id)

    @rule(desk=DESKS)
    def exchange(self, desk: int) -> None:
        exchange(self.tables[desk], self.central)

    @rule(desk=DESKS, copies=st.integers(1, 2))
    def lose_the_answer(self, desk: int, copies: int) -> None:
        for _ in range(copies):
            self._push(desk)
        self.tables[desk].store.no_answer()

    @rule(desk=DESKS)
    def answer_late(self, desk: int) -> None:
        answer = self._push(desk)
        self.tables[desk].store.no_answer()
        if answer is not None:
            self.late.append((desk, answer))

    @precondition(lambda self: self.late)
    @rule(which=st.integers(0, 9))
    def hear_a_late_answer(self, which: int) -> None:
        desk, answer = self.late[which % len(self.late)]
        self._settle(desk, answer)

    @rule(desk=DESKS)
    def hear_results_without_the_feed(self, desk: int) -> None:
        answer = self._push(desk)
        if answer is not None:
            self._settle(desk, answer.model_copy(update={"feed": answer.feed.model_copy(update={"entries": []})}))

    @rule(desk=DESKS)
    def hear_the_feed_without_results(self, desk: int) -> None:
        answer = self._push(desk)
        self.tables[desk].store.no_answer()
        if answer is not None:
            self._settle(desk, answer.model_copy(update={"results": []}))

    @rule(desk=DESKS)
    def restart(self, desk: int) -> None:
        before = self.tables[desk].view
        self.tables[desk].close()
        self.tables[desk] = self.sit(desk)
        after = self.tables[desk].view
        assert [seat and seat.claim for seat in after.booths] == [seat and seat.claim for seat in before.booths]
        assert after.refusals == before.refusals

    @rule()
    def begin_an_epoch(self) -> None:
        begin_epoch(self.central)

    @invariant()
    def each_op_has_one_entry_and_each_claim_one_decision(self) -> None:
        log = whole_log(self.central)
        assert not [op for op, count in Counter(ops_in(log)).items() if count > 1]
        decided = Counter(entry.entity for entry in log if entry.kind == Kind.DECIDE)
        assert set(decided.values()) <= {1}

    @invariant()
    def what_a_desk_has_verified_is_the_centres_log(self) -> None:
        log = whole_log(self.central)
        for table in self.tables:
            after = table.store.position(table.officer).after
            assert after.n == 0 or log[after.n - 1].hash == after.hash

    @invariant()
    def sent_is_said_only_with_a_receipt(self) -> None:
        log = whole_log(self.central)
        for shown in (seat for table in self.tables for seat in table.view.booths if seat is not None):
            if shown.decision_fate is Fate.SENT:
                assert shown.receipt is not None
                assert log[shown.receipt.n - 1].hash == shown.receipt.entry_hash
                assert not shown.claim.is_open

    def teardown(self) -> None:
        try:
            for table in self.tables * 2:
                exchange(table, self.central)
            self._all_is_answered()
        finally:
            for table in self.tables:
                table.close()
            self.engine.dispose()
            self.folder.cleanup()

    def _all_is_answered(self) -> None:
        ops = set(ops_in(whole_log(self.central)))
        claims = [self.central.claim(claim.id) for claim in waiting_claims(CLAIMS)]
        waiting = sum(claim is not None and claim.state is ClaimState.WAITING for claim in claims)
        for desk, table in enumerate(self.tables):
            assert table.store.counts(table.officer).queued == 0
            assert table.view.waiting[0].count == waiting
            for seat in (seat for seat in table.view.booths if seat is not None):
                assert self.central.claim(seat.claim.id) == seat.claim
            table.close()
            kept = outbox_of(self.path(desk))
            assert {row["state"] for row in kept} <= {"applied", "rejected"}
            assert {row["op_id"] for row in kept} <= ops
            ops -= {row["op_id"] for row in kept}
        assert ops == set()

    def _push(self, desk: int) -> PushAnswer | None:
        table = self.tables[desk]
        out = table.store.take_out(table.officer, NOW)
        try:
            return self.central.push(push_of(table.officer, out))
        except CallRefused as refused:
            if refused.code != "EPOCH":
                raise
            table.store.start_over(table.officer, self.central.epoch)
            table.desk.load()
            return None

    def _settle(self, desk: int, answer: PushAnswer) -> None:
        table = self.tables[desk]
        table.store.settle(table.officer, answer.epoch, answer.results, answer.feed, NOW)
        table.desk.load()


@pytest.mark.soak
@pytest.mark.timeout(0)
class TestTwoDesks(TwoDesks.TestCase):  # type: ignore[name-defined,misc]
    """Whatever happens between two desks and a centre, nothing is lost, doubled or shown as what it is not."""

    settings = settings(max_examples=_EXAMPLES, stateful_step_count=30, deadline=None)
