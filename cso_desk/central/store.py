"""The centre's store: claims, the permanent results of ops, and one gap-free hash-chained log a branch."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, RowMapping, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from cso_desk import wire
from cso_desk.central import branch_log
from cso_desk.central.accounts.accounts import Accounts
from cso_desk.central.audit.alarms import is_halted
from cso_desk.central.errors import CallRefused
from cso_desk.central.handlers import Held
from cso_desk.central.ledger import Ledger
from cso_desk.central.people import clashes, people_keys
from cso_desk.central.pushes import Overtaken, Pushed, Sent, Taken, read_ops
from cso_desk.central.rows import claim_entry, claim_row, entry_from, held_from, holding, receipt_from
from cso_desk.central.schema import branch_head, centre, claim, decision, desk_inc, op_result
from cso_desk.central.schema import branch_log as log_table
from cso_desk.central.service.faults import busy, has_no_room, waited_in_vain
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.wire import Entry, Hello, Kept, Kind, Page, Position, Push, PushAnswer, Receipt, Result, Snapshot, Status
from cso_desk.wire.claim_wire import claim_to_wire

log = logging.getLogger(__name__)

_UNDER_WAY = tuple(
    str(state)
    for state in ClaimState
    if state not in (ClaimState.REJECTED, ClaimState.CANCELLED, ClaimState.SETTLED, ClaimState.PAYING, ClaimState.PAID)
    and state is not ClaimState.APPROVED
)
_SHOWN = timedelta(days=2)
_FILED_AT_ONCE = 200
_RETRY_AFTER_S = 1.0
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Heads:
    """The lengths of all logs at one moment; `halted` is as the table `centre` has it."""

    epoch: int
    n: Mapping[int, int]
    halted: Mapping[str, Any] | None = None

    def is_halted(self, branch: int) -> bool:
        """Whether the branch is served nothing."""
        return is_halted(self.halted, self.epoch, branch)


class CentralStore:
    """All claims of all branches; one push is one transaction, whose last act is the log of its branch.

    `on_taken(kind, status)` is told of every new op, `on_grown(branch, entries)` how far a log has grown.
    """

    def __init__(
        self,
        engine: Engine,
        accounts: Accounts,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(JAKARTA),
        on_taken: Callable[[str, str], None] = lambda _kind, _status: None,
        on_grown: Callable[[int, int], None] = lambda _branch, _entries: None,
    ) -> None:
        self._engine = engine
        self._accounts = accounts
        self._now = now
        self._on_taken = on_taken
        self._on_grown = on_grown

    @property
    def epoch(self) -> int:
        """The count of this centre's histories: it grows with each restore from a backup."""
        with self._reading() as connection:
            return branch_log.epoch(connection)

    def now(self) -> datetime:
        """The centre's time, which alone counts."""
        return self._now()

    def add_claims(self, claims: Iterable[Claim]) -> int:
        """File claims, each with an entry in its branch's log; those known by id are left alone. Returns how many."""
        added, rest = 0, iter(claims)
        while chunk := list(islice(rest, _FILED_AT_ONCE)):
            with self._engine.begin() as connection:
                added += self._file(connection, chunk)
        return added

    def push(self, message: Push) -> PushAnswer:
        """Take ops in their order, and answer with the feed; raises CallRefused, with the results so far."""
        answer = self.push_all([message])[0]
        if isinstance(answer, CallRefused):
            raise answer
        return answer

    def push_all(self, messages: Sequence[Push]) -> list[PushAnswer | CallRefused]:
        """As `push`, for pushes of several desks that arrived together: in one transaction, where that can be."""
        return self._push_all(messages, op_by_op=True)

    def _push_all(self, messages: Sequence[Push], *, op_by_op: bool) -> list[PushAnswer | CallRefused]:
        """Without `op_by_op` a push alone that waits for a lock in vain raises OperationalError."""
        read = [read_ops(message.ops) for message in messages]
        pushes = [Pushed(message, sent) for message, (sent, _refusal) in zip(messages, read, strict=True)]
        try:
            taken = self._take(pushes)
        except (Overtaken, OperationalError, IntegrityError) as fault:
            if isinstance(fault, OperationalError) and has_no_room(fault):
                log.error("alarm: the disk of the database is full, nothing is taken")
                raise
            if len(pushes) > 1:
                log.warning("%d pushes that met another are taken one by one", len(pushes), exc_info=True)
                return self._push_each(messages)
            if not op_by_op and waited_in_vain(fault):
                raise
            log.warning("a push of desk %s is taken op by op", messages[0].desk, exc_info=True)
            taken = [self._take_one_by_one(pushes[0])]
        return [
            self._answer(pushed, *told, refusal)
            for pushed, told, (_sent, refusal) in zip(pushes, taken, read, strict=True)
        ]

    def _push_each(self, messages: Sequence[Push]) -> list[PushAnswer | CallRefused]:
        """Each in its own transaction, until one waits for a lock in vain: the rest might too, and is to come again."""
        answers: list[PushAnswer | CallRefused] = []
        for message in messages:
            try:
                answers += self._push_all([message], op_by_op=False)
            except OperationalError as fault:
                if not waited_in_vain(fault):
                    raise
                left = len(messages) - len(answers)
                log.warning("a lock did not come: %d pushes are asked to come again", left)
                return answers + [CallRefused(429, busy().code, after_s=busy().after_s) for _ in range(left)]
        return answers

    def feed(self, branch: int, epoch: int, after: Position) -> Page:
        """The entries of a branch after a position; raises CallRefused where desk and centre tell two histories."""
        with self._reading() as connection:
            return branch_log.page(connection, branch, epoch, after)

    def heads(self) -> Heads:
        """How long each branch's log is, in which epoch, and what is halted."""
        with self._reading() as connection:
            lengths = connection.execute(select(branch_head.c.branch, branch_head.c.n))
            of = {row.branch: row.n for row in lengths}
            ours = connection.execute(select(centre.c.epoch, centre.c.halted)).one()
            return Heads(ours.epoch, of, ours.halted)

    def entries(self, after: Mapping[int, int], limit: int) -> dict[int, list[Entry]]:
        """The entries of several branches, each after a place of its log, at most `limit` of all of them together."""
        found: dict[int, list[Entry]] = {branch: [] for branch in after}
        if not after:
            return found
        wanted = or_(*((log_table.c.branch == branch) & (log_table.c.n > n) for branch, n in after.items()))
        with self._reading() as connection:
            rows = connection.execute(
                select(log_table).where(wanted).order_by(log_table.c.branch, log_table.c.n).limit(limit)
            )
            for row in rows.mappings():
                found[row["branch"]].append(entry_from(row))
        return found

    def snapshot(self, branch: int) -> tuple[Snapshot, Iterator[Kept]]:
        """A branch's claims as they stand at one place of its log: all but those that have long been done with."""
        with self._engine.begin() as connection:  # the head's lock lets nobody write in between
            at = select(branch_head).where(branch_head.c.branch == branch).with_for_update()
            head = connection.execute(at).mappings().one_or_none()
            lately = claim.c.changed_at >= self._now() - _SHOWN
            shown = select(claim).where(claim.c.branch == branch, or_(claim.c.state.in_(_UNDER_WAY), lately))
            kept = connection.execute(shown).mappings().all()
            epoch = branch_log.epoch(connection)
        position = Position() if head is None else Position(n=head["n"], hash=head["hash"])
        return Snapshot(epoch=epoch, at=position, claims=len(kept)), map(_kept, kept)

    def known_ops(self, op_ids: Collection[UUID], branch: int) -> list[Result]:
        """What became of those of the ops that ever arrived from a branch."""
        arrived = select(op_result.c.result).join(desk_inc, desk_inc.c.inc == op_result.c.inc)
        with self._reading() as connection:
            told = connection.scalars(arrived.where(op_result.c.op_id.in_(op_ids), desk_inc.c.branch == branch))
            return [Result.model_validate(one) for one in told]

    def hear(self, hello: Hello) -> None:
        """Keep what a desk says of itself."""
        with self._engine.begin() as connection:
            said = hello.model_dump(mode="json", exclude={"inc"})
            here = update(desk_inc).where(desk_inc.c.inc == hello.inc)
            connection.execute(here.values(said=said, said_at=self._now()))

    def receipt(self, number: str) -> Receipt | None:
        """What a receipt proves, by its number in the one form of `parse_receipt`; None where there is none."""
        with self._reading() as connection:
            named = select(decision.c.op_id, decision.c.claim_id).where(decision.c.receipt == number)
            row = connection.execute(named).one_or_none()
            held = None if row is None else _held(connection, row.claim_id)
            return None if row is None or held is None else receipt_from(number, held.claim, row.op_id)

    def claim(self, claim_id: UUID) -> Claim | None:
        """A claim as it stands."""
        with self._reading() as connection:
            held = _held(connection, claim_id)
            return None if held is None else held.claim

    def _reading(self) -> Any:
        return self._engine.execution_options(reading=True).begin()

    def _file(self, connection: Connection, chunk: Sequence[Claim]) -> int:
        ids = {one.id for one in chunk}
        known = set(connection.scalars(select(claim.c.claim_id).where(claim.c.claim_id.in_(ids))))
        new = {one.id: one for one in chunk if one.id not in known}
        if not new:
            return 0
        filed = [(Held(one), claim_to_wire(one)) for one in new.values()]
        connection.execute(insert(claim), [claim_row(held, data, self._now()) for held, data in filed])
        people_keys.put_keys(connection, *new.values())
        clashing = clashes.clashing(connection, list(new.values()))
        filed = [_marked(connection, held, data, clashing[held.claim.id]) for held, data in filed]
        for branch in sorted({held.claim.branch for held, _ in filed}):
            drafts = [
                claim_entry(Kind.FILED, held, data, holding(held))
                for held, data in filed
                if held.claim.branch == branch
            ]
            branch_log.append(connection, branch, drafts, self._now())
        return len(new)

    def _answer(
        self, pushed: Pushed, taken: Taken, page: Page | None, unread: CallRefused | None
    ) -> PushAnswer | CallRefused:
        refusal = taken.refusal or (None if len(taken.results) < len(pushed.sent) else unread)
        if refusal is not None:
            refusal.results = taken.results
            return refusal
        message = pushed.message
        page = page or self.feed(message.branch, message.epoch, message.after)
        return PushAnswer(epoch=message.epoch, results=list(taken.results), feed=page, server_time=self._now())

    def _take(
        self, pushes: Sequence[Pushed], *, careful: bool = False, park: bool = False
    ) -> list[tuple[Taken, Page | None]]:
        """What became of each push, with its page of the feed where there is one without asking further."""
        told: dict[int, tuple[Taken, Page | None]] = {}
        with self._engine.begin() as connection:
            messages = [pushed.message for pushed in pushes]
            verified = [branch_log.Told(message.branch, message.epoch, message.after) for message in messages]
            refusals = branch_log.compare_all(connection, verified)
            told |= {place: (Taken((), (), why), None) for place, why in enumerate(refusals) if why is not None}
            good = [place for place in range(len(pushes)) if place not in told]
            busy = [place for place in good if pushes[place].sent]
            ledger = Ledger(
                connection, [pushes[place] for place in busy], self._accounts, self._now(), careful=careful, park=park
            )
            taken = dict(zip(busy, ledger.take() if busy else [], strict=True))
            for place in good:
                message, one = pushes[place].message, taken.get(place, Taken((), ()))
                page = _page_of(one, message)
                if page is None and one.refusal is None:
                    page = branch_log.page(connection, message.branch, message.epoch, message.after)
                told[place] = (one, page)
        for place, (one, _page) in told.items():
            self._tell(pushes[place].sent, one.results)
        for branch, count in {pushes[place].message.branch: len(told[place][0].entries) for place in told}.items():
            if count:
                self._on_grown(branch, count)
        return [told[place] for place in range(len(pushes))]

    def _take_one_by_one(self, pushed: Pushed) -> tuple[Taken, Page | None]:
        """As `_take`, but each op in a transaction of its own: one that meets another has to be sent again."""
        results: list[Result] = []
        for one in pushed.sent:
            try:
                taken = self._take_alone(Pushed(pushed.message, [one]))
            except (Overtaken, OperationalError, IntegrityError):
                log.exception("op %s was rolled back", one.op.op_id)
                results.append(Result(op_id=one.op.op_id, status=Status.RETRY, after_s=_RETRY_AFTER_S))
                break
            results.extend(taken.results)
            if taken.refusal is not None:
                return Taken(tuple(results), (), taken.refusal), None
        return Taken(tuple(results), ()), None

    def _take_alone(self, pushed: Pushed) -> Taken:
        """One op; one that the database refuses again and again is parked, so that it does not block its desk."""
        for _ in range(_TRIES):
            try:
                return self._take([pushed], careful=True)[0][0]
            except IntegrityError:
                log.exception("op %s breaks a rule of the database", pushed.sent[0].op.op_id)
        return self._take([pushed], park=True)[0][0]

    def _tell(self, sent: Sequence[Sent], results: Sequence[Result]) -> None:
        for one, result in zip(sent, results, strict=False):
            if not result.replayed:
                self._on_taken(one.op.kind, str(result.status))


def _page_of(taken: Taken, message: Push) -> Page | None:
    """The feed after a push where it is just what the push wrote; None where it has to be read."""
    entries = taken.entries
    if not entries or len(entries) > wire.MAX_PAGE or entries[0].n != message.after.n + 1:
        return None
    return Page(epoch=message.epoch, entries=list(entries), head=entries[-1].n)


def _marked(
    connection: Connection, held: Held, data: dict[str, Any], clash: tuple[str, ...]
) -> tuple[Held, dict[str, Any]]:
    """A claim that was just filed, with the numbers of those it clashes with."""
    if clash == held.claim.duplicates:
        return held, data
    marked = replace(held, claim=replace(held.claim, duplicates=clash))
    told = claim_to_wire(marked.claim)
    connection.execute(update(claim).where(claim.c.claim_id == held.claim.id).values(body=told))
    return marked, told


def _held(connection: Connection, claim_id: UUID) -> Held | None:
    row = connection.execute(select(claim).where(claim.c.claim_id == claim_id)).mappings().one_or_none()
    return None if row is None else held_from(row)


def _kept(row: RowMapping) -> Kept:
    return Kept(cycle=row["cycle"], lease=row["lease_id"], lease_until=row["lease_until"], claim=row["body"])
