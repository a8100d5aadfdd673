"""Where a participant is in the script: what the page tells becomes progress, and progress what the wall shows."""

from dataclasses import dataclass, replace

from .attention import Activity, BoothSignal
from .messages import Call, Confirmed, Consent, FromPage, Script, Signed, Step, StepAt
from .scripts import Scripts


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one participant's stay is. `since` is the monotonic time at which what is now going on began.

    `consent`, `confirmed` and `signed` are what the participant last said of each, None where nothing was said.
    """

    run: str
    steps: tuple[Step, ...]
    since: float
    done: frozenset[str] = frozenset()
    consent: Consent | None = None
    confirmed: Confirmed | None = None
    signed: Signed | None = None
    stuck: bool = False
    called: bool = False

    @property
    def current(self) -> Step | None:
        """The first step that is not done; None when all are."""
        return next((step for step in self.steps if step.code not in self.done), None)

    @property
    def consented(self) -> bool:
        """Whether the conversation may be seen, heard and kept at this moment."""
        return self.consent is not None and self.consent.given

    def agreed(self, version: int) -> bool:
        """Whether the participant read the form of this version and found nothing wrong."""
        return self.confirmed is not None and self.confirmed.form_version == version and not self.confirmed.wrong

    def signed_for(self, version: int) -> bool:
        """Whether the signature that is kept is under the form of this version."""
        return self.signed is not None and self.signed.form_version == version

    def message(self) -> Script:
        """What the page is told, also the page that comes back: it goes on where it was."""
        current = self.current
        return Script(run=self.run, steps=self.steps, at=None if current is None else current.code)


def heard(progress: Progress, message: FromPage, *, now: float) -> Progress:
    """What the page said, taken into account; said twice it changes nothing more, and of another run it is ignored."""
    if getattr(message, "run", progress.run) != progress.run:
        return progress
    match message:
        case Consent():
            return _consented(progress, message, now)
        case Confirmed():
            return _done(replace(progress, confirmed=message), _codes(progress, "form"), now)
        case Signed() if progress.confirmed is not None and progress.confirmed.form_version == message.form_version:
            return _done(replace(progress, signed=message), _codes(progress, "signature"), now)
        case Call() if message.wanted is not progress.called:
            return replace(progress, called=message.wanted, since=now)
        case StepAt():
            return _walked(progress, message, now)
        case _:
            return progress


def go_to(progress: Progress, code: str, *, now: float) -> Progress:
    """The officer leads to a step: those before it are over, it and those after it are still to be done.

    The consent alone is never skipped so. A code that is not in the script changes nothing.
    """
    codes = [step.code for step in progress.steps]
    if code not in codes:
        return progress
    done = frozenset(codes[: codes.index(code)])
    if not progress.consented:
        done -= _codes(progress, "consent")
    return progress if done == progress.done else replace(progress, done=done, stuck=False, since=now)


def form_changed(progress: Progress, version: int, *, now: float) -> Progress:
    """The form as the participant reads it has another version: it is to be read and signed anew."""
    if progress.confirmed is None or progress.confirmed.form_version == version:
        return progress
    left = progress.done - _codes(progress, "form") - _codes(progress, "signature")
    return replace(progress, done=left, confirmed=None, signed=None, stuck=False, since=now)


def left_s(progress: Progress, scripts: Scripts) -> float | None:
    """How long the participant goes on alone from `since` on, in seconds; None where the officer is waited for."""
    current = progress.current
    if current is None or not current.alone or progress.stuck or progress.called:
        return None
    total = 0.0
    for step in progress.steps:
        if step.code in progress.done:
            continue
        if not step.alone:
            break
        total += scripts.seconds(step)
    return total


def signal(progress: Progress, booth: int, scripts: Scripts) -> BoothSignal:
    """What the wall is told of this booth: what goes on, why, since when and for how long."""
    activity, reason = _activity(progress)
    return BoothSignal(booth, activity, reason, progress.since, left_s(progress, scripts))


def _activity(progress: Progress) -> tuple[Activity, str]:
    if progress.called:
        return Activity.CALLING, "called"
    if progress.stuck:
        return Activity.WAITING, "stuck"
    current = progress.current
    if current is None or not current.alone:
        wrong = progress.confirmed is not None and progress.confirmed.wrong
        return Activity.WAITING, "form_wrong" if wrong else "finished"
    if current.document is not None:
        return Activity.SCANNING, _PAPER_REASONS.get(current.document, "papers")
    return Activity.SOLO, current.code


def _consented(progress: Progress, message: Consent, now: float) -> Progress:
    if progress.consent == message:
        return progress
    codes = _codes(progress, "consent")
    if message.given:
        return _done(replace(progress, consent=message), codes, now)
    return replace(progress, consent=message, done=progress.done - codes, since=now)


def _walked(progress: Progress, message: StepAt, now: float) -> Progress:
    """A step is over only by the page's word where nothing else proves it: not consent, form, signature, interview."""
    step = next((step for step in progress.steps if step.code == message.step), None)
    if step is None:
        return progress
    if message.state == "done":
        return progress if step.needs in _PROVEN else _done(progress, frozenset({step.code}), now)
    stuck = message.state == "stuck"
    if step != progress.current or stuck is progress.stuck:
        return progress
    return replace(progress, stuck=stuck, since=now)


def _done(progress: Progress, codes: frozenset[str], now: float) -> Progress:
    before = progress.current
    after = replace(progress, done=progress.done | codes)
    return after if after.current == before else replace(after, stuck=False, since=now)


def _codes(progress: Progress, needs: str) -> frozenset[str]:
    return frozenset(step.code for step in progress.steps if step.needs == needs)


_PROVEN = ("consent", "form", "signature", "interview")
_PAPER_REASONS = {"ktp": "id_card", "kartu_keluarga": "family_card"}
