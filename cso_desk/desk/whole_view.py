"""Completes the desk's view with what the outbox, the lent claims, the attachments and the line tell."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from cso_desk.claims.model import Verdict
from cso_desk.wire import Kind

from .attached import Attachment, AttachmentState
from .claim_files import with_files
from .model import AwaitingSecond, BoothClaim, DeskView, Fate, HeldElsewhere, Officer, Pack, Parcel, Unsettled
from .reach import Reach
from .store import DeskStore
from .survey import Survey
from .view import fate_of, newest, piece, version, with_line
from .work import Lent, Queued

LEASE_MARGIN = timedelta(seconds=60)
"""So long before a lease ends no decision is begun any more while the line is down."""

_UNANSWERED = (Fate.SENDING, Fate.UNSURE)


class WholeView:
    """Stands between the desk and what shows its view; told a view, it tells the whole one, on the same thread.

    It remembers which decisions were given while the line was down: those stay provisional until they are answered.
    """

    def __init__(
        self,
        store: DeskStore,
        officer: Officer,
        reach: Reach,
        on_change: Callable[[DeskView], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._officer = officer
        self._reach = reach
        self._on_change = on_change
        self._clock = clock
        self._given_offline: set[UUID] = set()

    def tell(self, view: DeskView) -> None:
        """Complete a view and pass it on; raises StoreError."""
        survey = self._store.survey(self._officer)
        files = self._store.attachments.of_claims(held.claim.id for held in view.booths if held is not None)
        whole = replace(
            view,
            booths=self._seen(with_files(view.booths, survey.queue, files)),
            pack=_pack(survey),
            unsettled=_unsettled(survey),
            answered_at=survey.answered_at,
            clock_ahead_s=self._reach.offset_s,
            desks=survey.desks,
            second=tuple(sorted(map(_second, survey.second), key=lambda one: one.since)),
            elsewhere=tuple(map(_elsewhere, survey.elsewhere)),
        )
        self._on_change(self._on_line(whole))

    def _seen(self, booths: Sequence[BoothClaim | None]) -> tuple[BoothClaim | None, ...]:
        """The booths with who else has the same number, or showed the same paper."""
        open_ = {at: held.claim for at, held in enumerate(booths, start=1) if held is not None and held.claim.is_open}
        clashes = self._store.sightings.follow(open_, self._reach.now())
        return tuple(None if held is None else replace(held, clashes=clashes.get(held.claim.id, ())) for held in booths)

    def _on_line(self, view: DeskView) -> DeskView:
        view = with_line(view, is_up=self._reach.is_up)
        return replace(view, booths=tuple(None if held is None else self._booth(held) for held in view.booths))

    def _booth(self, held: BoothClaim) -> BoothClaim:
        decision = held.claim.decision
        given_offline = decision is not None and decision.id in self._given_offline
        if decision is not None and held.provisional:
            self._given_offline.add(decision.id)
        provisional = held.provisional or (given_offline and held.decision_fate in _UNANSWERED)
        return replace(held, provisional=provisional, lease_ends=self._ends(held.lease_until))

    def _ends(self, until: datetime | None) -> float | None:
        if until is None:
            return None
        left = until - LEASE_MARGIN - self._reach.now()
        return float(round(self._clock() + left.total_seconds()))


def _pack(survey: Survey) -> Pack:
    works = [work for queued in survey.queue for work in queued.works if work.pending]
    leaving = {work.claim_id for work in works if work.kind == Kind.HAND_OVER}
    asked = {work.claim_id for work in works if work.kind == Kind.KEEP} - {one.id for one in survey.kept}
    kept = [one for one in survey.kept if one.id not in leaving]
    return Pack(
        kept=len(kept),
        asked=len(asked),
        until=min((one.until for one in kept if one.until is not None), default=None),
        next_ticket=kept[0].ticket if kept else "",
    )


def _unsettled(survey: Survey) -> tuple[Unsettled, ...]:
    whole = {
        queued.claim.id: Unsettled(queued.claim, tuple(piece(work) for work in queued.works)) for queued in survey.queue
    }
    named = {
        work.body["sha256"]: work.body["document"]
        for queued in survey.queue
        for work in queued.works
        if work.kind == Kind.ATTACH
    }
    for claim, files in survey.parcels:
        named |= {one.sha256: one.document for one in claim.attachments}
        known = whole.get(claim.id, Unsettled(claim))
        whole[claim.id] = replace(known, parcels=tuple(_parcel(one, named.get(one.sha256, "")) for one in files))
    return tuple(sorted(whole.values(), key=lambda one: one.oldest_at))


def _parcel(one: Attachment, document: str) -> Parcel:
    return Parcel(
        document=document,
        size=one.size,
        sent=one.offset,
        tries=one.tries,
        cause=one.last_error,
        at=one.added_at,
        is_stuck=one.state is not AttachmentState.WAITING,
    )


def _second(queued: Queued) -> AwaitingSecond:
    word = newest(queued.works)
    return AwaitingSecond(
        claim=queued.claim,
        version=version(queued.claim),
        fate=fate_of(word),
        verdict=Verdict(word.body["verdict"]) if word is not None and word.kind == Kind.DECIDE else None,
    )


def _elsewhere(lent: Lent) -> HeldElsewhere:
    return HeldElsewhere(lent.claim, lent.lease_until, fate_of(newest(lent.works)))
