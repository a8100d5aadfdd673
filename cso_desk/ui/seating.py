"""Makes the seats from what the desk, the booths and the cameras tell, and keeps the order in which they are needed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from cso_desk.booth.attention import Attention, BoothFacts, BoothSignal, WorkState, attention, rank
from cso_desk.claims.checks import Assessment
from cso_desk.claims.dates import day_of
from cso_desk.claims.model import Claim
from cso_desk.desk.model import BoothClaim, DeskView
from cso_desk.desk.sightings import warned
from cso_desk.documents.scan import Scan
from cso_desk.video.camera import Camera
from cso_desk.video.feed import FeedState
from cso_desk.video.presence import Presence, Sat

from .seat import Seat

_REORDER_S = 2.0
_CLOCKS_AGREE_S = 1.0
_SCAN_S = 1.2
"""Seconds after which a look at a document is old, and nothing is said of it any more."""
_SAID_S = 2.5
"""Seconds for which it is said that a picture was taken, or why it was not."""


class Seating:
    """Every booth at one moment; remembers since when each is as it is, and judges a claim once for each version."""

    def __init__(
        self,
        cameras: Mapping[int, Camera],
        *,
        judge: Callable[[Claim, date], Assessment],
        now: Callable[[], datetime],
        sat: Callable[[int], Sat | None] = lambda booth: None,
    ) -> None:
        """`sat` says of a booth what the newest pictures of its camera showed of the chair."""
        self._sat = sat
        self._cameras = cameras
        self._judge = judge
        self._now = now
        self._signals: dict[int, BoothSignal] = {}
        self._scans: dict[int, Scan] = {}
        self._marks: dict[int, tuple[object, float]] = {}
        self._seated: dict[int, tuple[datetime, float]] = {}
        self._lost_since: dict[int, float] = {}
        self._assessed: dict[int, tuple[object, Assessment]] = {}
        self._talking: tuple[int, float] | None = None

    def hear(self, signal: BoothSignal) -> None:
        """Take in what a booth tells of its participant."""
        self._signals[signal.booth] = signal

    def see(self, scan: Scan) -> None:
        """Take in what a booth's camera sees of a document; what was said of a picture stands for a while."""
        known = self._scans.get(scan.booth)
        said = known is not None and (known.taken or known.refused) and scan.at - known.at < _SAID_S
        if not said or scan.taken or scan.refused:
            self._scans[scan.booth] = scan

    def forget(self, booth: int) -> None:
        """Drop what a booth told: it was of somebody who has left."""
        self._signals.pop(booth, None)
        self._scans.pop(booth, None)

    def talk(self, booth: int | None, since: float) -> None:
        """Say which booth is in two-way talk, and since when; None is none."""
        self._talking = None if booth is None else (booth, since)

    def seats(self, view: DeskView, *, selected: int, selected_since: float, now: float) -> tuple[Seat, ...]:
        """All booths at `now` on the monotonic clock."""
        return tuple(
            self._seat(number, held, selected_since if number == selected else None, now)
            for number, held in enumerate(view.booths, start=1)
        )

    def _seat(self, number: int, held: BoothClaim | None, selected_since: float | None, now: float) -> Seat:
        assessment = self._assess(number, held)
        return Seat(
            number=number,
            held=held,
            assessment=assessment,
            attention=self._attention(number, held, assessment, now),
            seated_since=self._seated_since(number, held, now),
            selected_since=selected_since,
            scan=self._scan(number, held, now),
            sat=self._seen_to_sit(number, now),
        )

    def _seated_since(self, number: int, held: BoothClaim | None, now: float) -> float:
        """The same for as long as the clocks agree: a seat that did not change is equal to the one before."""
        if held is None:
            return 0.0
        since = now - (self._now() - held.called_at).total_seconds()
        known = self._seated.get(number)
        if known is None or known[0] != held.called_at or abs(known[1] - since) >= _CLOCKS_AGREE_S:
            known = self._seated[number] = (held.called_at, since)
        return known[1]

    def _scan(self, number: int, held: BoothClaim | None, now: float) -> Scan | None:
        scan = self._scans.get(number)
        if scan is None or held is None or not scan.is_seen:
            return None
        return scan if now - scan.at < (_SAID_S if scan.taken or scan.refused else _SCAN_S) else None

    def _seen_to_sit(self, number: int, now: float) -> Sat | None:
        camera, sat = self._cameras.get(number), self._sat(number)
        if camera is None or sat is None or sat.presence is Presence.UNKNOWN:
            return None
        return sat if camera.status(now).state is FeedState.LIVE else None

    def _assess(self, number: int, held: BoothClaim | None) -> Assessment | None:
        if held is None:
            self._assessed.pop(number, None)
            return None
        today = day_of(self._now())
        key = (held.claim.id, held.version, held.claim.row_version, held.clashes, today)
        known = self._assessed.get(number)
        if known is None or known[0] != key:
            judged = warned(self._judge(held.claim, today), held.claim, held.clashes)
            known = self._assessed[number] = (key, judged)
        return known[1]

    def _attention(self, number: int, held: BoothClaim | None, assessment: Assessment | None, now: float) -> Attention:
        ready = assessment is not None and assessment.ready
        decided = held is not None and not held.claim.is_open
        mark = (held.claim.id if held else None, decided, ready)
        if number not in self._marks or self._marks[number][0] != mark:
            self._marks[number] = (mark, now)
        return attention(
            BoothFacts(
                booth=number,
                occupied=held is not None,
                decided=decided,
                ready=ready,
                ready_since=self._marks[number][1],
                lost_for_s=self._lost_for(number, now),
                signal=self._signals.get(number),
                talk_since=self._talking[1] if self._talking is not None and self._talking[0] == number else None,
            ),
            now=now,
        )

    def _lost_for(self, number: int, now: float) -> float | None:
        camera = self._cameras.get(number)
        status = camera.status(now) if camera is not None else None
        if status is None or status.state is not FeedState.LOST:
            self._lost_since.pop(number, None)
            return None
        return now - self._lost_since.setdefault(number, now - (status.age_s or 0.0))


class NeedOrder:
    """The order in which the booths need the officer; it stays for two seconds while nobody's state changes."""

    def __init__(self) -> None:
        self.booths: tuple[int, ...] = ()
        self._states: dict[int, WorkState] = {}
        self._since = 0.0

    def follow(self, seats: Sequence[Seat], *, now: float, pointed_at: Callable[[], bool]) -> tuple[int, ...]:
        """The order at `now`; under the pointer a calm order does not move at all."""
        ranked = rank([seat.attention for seat in seats], now=now)
        states = {booth.booth: booth.state for booth in ranked}
        if states == self._states and (now - self._since < _REORDER_S or pointed_at()):
            return self.booths
        order = tuple(booth.booth for booth in ranked)
        if order != self.booths:
            self.booths, self._since = order, now
        self._states = states
        return self.booths
