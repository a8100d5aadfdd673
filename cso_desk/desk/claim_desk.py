"""What an officer can do: the only code that changes claims at the desk. Nothing here ever waits."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from cso_desk.claims import workflow
from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.dates import day_of
from cso_desk.claims.errors import ClaimError, HeldByAnother, NotOpen
from cso_desk.claims.form import CheckSlot, acceptance_key, covers_key
from cso_desk.claims.model import Claim, Proposal
from cso_desk.claims.table_files import in_force
from cso_desk.wire import PACK, Kind
from cso_desk.worker import InlineWorker, Job, Worker

from .attachments import Attached
from .errors import (
    BoothOccupied,
    LeaseOver,
    NobodySits,
    NobodyWaits,
    NotLeased,
    OnlineOnly,
    OverOfflineLimit,
    StaleForm,
    StoreError,
    UnreadRefusal,
)
from .filed import Shot
from .ids import uuid7
from .model import Correction, DeskView, Officer, Order, Refusal
from .reach import Reach
from .store import DeskStore
from .verdicts import Verdicts
from .view import desk_view, overlay, version
from .work import Desk, NewWork, Place, Queued, Sitting, Typed, lay_over

log = logging.getLogger(__name__)

_LEASE_MARGIN = timedelta(seconds=60)


def _judge(claim: Claim, on: date) -> Assessment:
    return assess(claim, on=on)


def _nothing() -> None:
    """Wake nobody."""


def _wall_clock() -> datetime:
    return datetime.now().astimezone()


class ClaimDesk:
    """The officer's desk. Each method returns at once; its work is done on `worker`, and told through the callables.

    `on_change` gets the whole view after each change that is on disk, `on_refusal` what was not taken,
    `on_queued` is told that there is something to send. All are called on the worker's thread.
    """

    def __init__(
        self,
        store: DeskStore,
        worker: Worker | InlineWorker,
        officer: Officer,
        *,
        booths: int,
        on_change: Callable[[DeskView], None],
        on_refusal: Callable[[Refusal], None],
        on_queued: Callable[[], None] = _nothing,
        now: Callable[[], datetime] = _wall_clock,
        new_id: Callable[[], UUID] = uuid7,
        judge: Callable[[Claim, date], Assessment] = _judge,
        reach: Reach | None = None,
    ) -> None:
        """`reach` tells whether the centre is within reach; without one it is."""
        self._store = store
        self._worker = worker
        self._officer = officer
        self._booths = booths
        self._on_change = on_change
        self._on_refusal = on_refusal
        self._on_queued = on_queued
        self._now = now
        self._new_id = new_id
        self._judge = judge
        self._reach = reach or Reach()
        self._claim_of = overlay(officer.desk)
        self._verdicts = Verdicts(officer, judge=judge, now=now, new_id=new_id)
        self._newest: dict[tuple[int, UUID, str], object] = {}

    def load(self) -> None:
        """Announce the view as the store has it."""
        self._do(self._announce)

    def call_next(self, booth: int) -> None:
        """Seat the next claim that waits for a booth; the decided claim that sat there leaves."""

        def act(place: Place) -> NewWork:
            self._require_free(place)
            called = place.next_waiting
            if not self._reach.is_up and place.next_kept is not None:
                called = place.next_kept
            if called is None:
                raise NobodyWaits
            return self._new(Kind.CHECKOUT, called, booth, {"booth": booth})

        self._do(lambda: self._work(booth, act), booth)

    def edit(self, booth: int, claim_id: UUID, key: str, text: str) -> None:
        """Write into one field of the form in a booth: on disk before the view is announced.

        A text that a later one for the same field already stands behind in the queue is not written first. Beside the
        reason for accepting a check stands what it was given for.
        """
        newest, turn = self._newest, object()
        newest[booth, claim_id, key] = turn

        def act(place: Place) -> Typed | None:
            if newest[booth, claim_id, key] is not turn:
                return None
            claim = self._claim(place, claim_id)
            workflow.edit(claim, key, text)
            if claim.form.text(key) == text:
                return None
            fields = {key: (claim.form.text(key), text)}
            for slot in CheckSlot:
                if key == acceptance_key(slot):
                    fields[covers_key(slot)] = (claim.form.text(covers_key(slot)), self._covers(claim, slot))
            return Typed(self._new_id(), claim_id, booth, fields, self._officer.id, self._now())

        self._do(lambda: self._work(booth, act), booth, claim_id)

    def _covers(self, claim: Claim, slot: CheckSlot) -> str:
        assessment = self._judge(claim, day_of(self._now()))
        return next(check.covers for check in assessment.checks if check.slot is slot)

    def decide(self, order: Order) -> None:
        """Record a decision, if it still fits what the officer saw and the rules allow it."""
        self._newest = {}  # what was typed before the decision is written before it

        def act(place: Place) -> NewWork:
            claim = self._claim(place, order.claim_id)
            if claim.is_open and version(claim) != order.version:
                raise StaleForm
            work = self._verdicts.first(claim, order)
            if not self._reach.is_up:
                assert place.sitting is not None
                self._require_provisional(place.sitting, work)
            return work

        self._do(lambda: self._work(order.booth, act), order.booth, order.claim_id)

    def keep(self, count: int) -> None:
        """Keep the next waiting claims for this desk, up to `count` together, so that it can go on without the line."""

        def act(desk: Desk) -> list[NewWork]:
            self._require_line()
            wanted = desk.free[: max(0, min(count, PACK) - len(desk.kept))]
            return [self._new(Kind.KEEP, claim_id, 0, {}) for claim_id in wanted]

        self._do(lambda: self._arrange(act))

    def give_back(self) -> None:
        """Let others call the claims that this desk keeps."""
        self._do(
            lambda: self._arrange(lambda desk: [self._new(Kind.HAND_OVER, one, 0, {"desk": None}) for one in desk.kept])
        )

    def hand_over(self, booth: int, claim_id: UUID, desk: str | None) -> None:
        """Pass the claim in a booth on: to another desk, or back to the queue."""

        def act(place: Place) -> NewWork:
            claim = self._claim(place, claim_id)
            workflow.hand_over(claim, desk=desk)
            return self._new(Kind.HAND_OVER, claim_id, booth, {"desk": desk})

        self._do(lambda: self._work(booth, act), booth, claim_id)

    def note(self, claim_id: UUID, text: str) -> None:
        """Leave a word for colleagues on a claim in any state."""

        def job() -> None:
            workflow.check_note(text.strip())
            self._add(self._new(Kind.NOTE, claim_id, 0, {"text": text.strip()}))

        self._do(job, None, claim_id)

    def attach(
        self,
        claim_id: UUID,
        booth: int,
        attached: Attached,
        document: str,
        *,
        shot: Shot | None = None,
        looks: str = "",
        on_end: Callable[[Refusal | None], None] | None = None,
    ) -> None:
        """Make a stored file part of a claim; its bytes travel after the decisions. `shot`: a camera took
        it; `looks`: its perceptual hash.

        `on_end` hears that this is on the disk and announced (None), or instead of `on_refusal` why it is not.
        """

        def job() -> None:
            if looks:
                known = self._store.claim(self._officer, claim_id)
                number = "" if known is None else known.claim.number
                self._store.sightings.see_picture(claim_id, number, looks, self._now())
            told: dict[str, object] = {"sha256": attached.sha256, "size": attached.size}
            told |= {"mime": str(attached.mime), "document": document}
            if shot is not None:
                told |= {"booth": shot.booth, "camera": shot.camera, "taken_at": shot.taken_at.isoformat()}
            self._add(self._new(Kind.ATTACH, claim_id, booth, told))
            if on_end is not None:
                on_end(None)

        self._do(job, booth, claim_id, on_refusal=on_end)

    def propose(self, claim_id: UUID, wish: Correction) -> None:
        """Propose that the master record be corrected: kept on the claim for whoever may do that."""

        def act(known: Queued | None) -> NewWork:
            claim = self._shown(known)
            reason = wish.reason.strip()
            told: dict[str, object] = {
                "field": wish.field,
                "old": wish.old,
                "new": wish.new,
                "proof": wish.proof,
                "reason": reason,
            }
            new = self._new(Kind.PROPOSE, claim_id, 0, told)
            workflow.propose(
                claim,
                Proposal(new.op_id, new.officer, wish.field, wish.old, wish.new, wish.proof, reason, new.at),
            )
            return new

        self._do(lambda: self._work_on(claim_id, act), None, claim_id)

    def note_reveal(self, claim_id: UUID, fields: Sequence[str], document: str) -> None:
        """Note for ever that the officer looked at masked numbers of a claim."""
        log.info("masked numbers of claim %s were opened: %s", claim_id, ", ".join(fields))
        told: dict[str, object] = {"fields": list(fields), "document": document}
        self._do(lambda: self._add(self._new(Kind.REVEAL, claim_id, 0, told)), None, claim_id)

    def decide_second(self, order: Order) -> None:
        """Give the second word on a claim, if it still fits what was seen of it; never while the line is down."""

        def act(known: Queued | None) -> NewWork:
            self._require_line()
            new = self._verdicts.second(self._shown(known), order)
            if known is None or version(known.claim) != order.version:
                raise StaleForm
            return new

        self._do(lambda: self._work_on(order.claim_id, act), None, order.claim_id)

    def revoke(self, claim_id: UUID, why: str) -> None:
        """Take a claim from the desk that holds it, as a supervisor; the centre says whether one may."""

        def act(known: Queued | None) -> NewWork | None:
            self._require_line()
            workflow.check_note(why.strip())
            claim = self._shown(known)
            workflow.hand_over(claim, desk=None)
            return None if claim.desk is None else self._new(Kind.REVOKE, claim_id, 0, {"why": why.strip()})

        self._do(lambda: self._work_on(claim_id, act), None, claim_id)

    def reopen(self, claim_id: UUID, why: str, booth: int | None = None) -> None:
        """Open a decided claim again, in the booth where it sits or for whoever calls it; never without the line."""

        def here(place: Place) -> NewWork:
            self._require_line()
            return self._verdicts.reopening(self._claim(place, claim_id), why, booth)

        def anywhere(known: Queued | None) -> NewWork:
            self._require_line()
            return self._verdicts.reopening(self._shown(known), why, None)

        if booth is None:
            self._do(lambda: self._work_on(claim_id, anywhere), None, claim_id)
        else:
            self._do(lambda: self._work(booth, here), booth, claim_id)

    def acknowledge(self, op_id: UUID) -> None:
        """Note that the officer has read a refusal."""

        def job() -> None:
            self._store.acknowledge(op_id, self._now())
            self._announce()

        self._do(job)

    def _require_line(self) -> None:
        if not self._reach.is_up:
            raise OnlineOnly

    def _require_provisional(self, sitting: Sitting, work: NewWork) -> None:
        """While the line is down only what the centre has lent this desk is decided, and money only up to a limit."""
        if sitting.lease_until is None:
            raise NotLeased
        if self._reach.now() + _LEASE_MARGIN >= sitting.lease_until:
            raise LeaseOver(until=sitting.lease_until.isoformat())
        limit = in_force().ladder.limits_on(day_of(work.at)).offline_up_to
        if work.body["amount"] > limit:
            raise OverOfflineLimit(amount=work.body["amount"], limit=limit)

    def _claim(self, place: Place, claim_id: UUID) -> Claim:
        """The claim in the booth, as it is shown, provided that it is the one named and this desk's to change."""
        if place.sitting is None or place.sitting.row.id != claim_id:
            raise NobodySits(booth=place.booth)
        claim = self._claim_of(place.sitting)
        if claim.desk != self._officer.desk:
            raise HeldByAnother(desk=claim.desk, booth=claim.booth)
        return claim

    def _shown(self, known: Queued | None) -> Claim:
        """A claim with the desk's unanswered work over the centre's row."""
        if known is None:
            raise NotOpen(state="")
        return lay_over(known.claim, known.works, desk=self._officer.desk)

    def _require_free(self, place: Place) -> None:
        sitting: Sitting | None = place.sitting
        if sitting is None:
            return
        if sitting.has_unread_refusal:
            raise UnreadRefusal(booth=place.booth)
        claim = self._claim_of(sitting)
        if claim.is_open and claim.desk == self._officer.desk:
            raise BoothOccupied(booth=place.booth)

    def _new(self, kind: Kind, claim_id: UUID, booth: int, body: dict[str, object]) -> NewWork:
        return NewWork(self._new_id(), kind, claim_id, booth, body, self._officer.id, self._now())

    def _work(self, booth: int, act: Callable[[Place], NewWork | Typed | None]) -> None:
        if not 1 <= booth <= self._booths:
            raise NobodySits(booth=booth)
        if self._store.work(self._officer, booth, act):
            self._announce()
            self._on_queued()

    def _add(self, work: NewWork) -> None:
        self._store.add(self._officer, work)
        self._announce()
        self._on_queued()

    def _arrange(self, act: Callable[[Desk], list[NewWork]]) -> None:
        if self._store.arrange(self._officer, act):
            self._announce()
            self._on_queued()

    def _work_on(self, claim_id: UUID, act: Callable[[Queued | None], NewWork | None]) -> None:
        if self._store.work_on(self._officer, claim_id, act):
            self._announce()
            self._on_queued()

    def _announce(self) -> None:
        midnight = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        glance = self._store.glance(self._officer, booths=self._booths, since=midnight)
        self._on_change(desk_view(glance, self._claim_of))

    def _do(
        self,
        job: Job,
        booth: int | None = None,
        claim_id: UUID | None = None,
        *,
        on_refusal: Callable[[Refusal], None] | None = None,
    ) -> None:
        refuse = on_refusal or self._on_refusal

        def told() -> None:
            try:
                job()
            except ClaimError as error:
                refuse(Refusal(error.code, claim_id, booth, facts=error.facts))
            except StoreError as error:
                log.exception("the store has failed")
                refuse(Refusal(error.code, claim_id, booth))

        self._worker.do(told)
