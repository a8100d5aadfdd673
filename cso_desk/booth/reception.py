"""Leads the booths: who sits in each, what its page is told, what its participant says, what the officer learns of it.

Nothing of one booth is ever said to another: every message is made of the sitting of the booth it goes to (X11).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from cso_desk.claims.form import DocumentKind, Form

from . import form_shown, steps
from .attention import BoothSignal
from .diary import Diary, Event, Happening, Resume
from .form_shown import FormRules, form_lines
from .messages import (
    Call,
    Confirmed,
    Consent,
    Devices,
    FormShown,
    FromPage,
    Health,
    Language,
    Message,
    Needs,
    Rating,
    Script,
    Show,
    Signed,
    Speaks,
    Status,
    StepAt,
)
from .needs import needs_of
from .scripts import Scripts
from .showing import ShownThing, Wish
from .steps import Progress


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits in a booth, and what of the claim its page may know: nothing else ever gets there."""

    claim_id: UUID
    ticket: str
    form: Form
    documents: tuple[DocumentKind, ...]

    @property
    def run(self) -> str:
        """The name of this participant's stay, the same after a restart of the desk."""
        return self.claim_id.hex


@dataclass(frozen=True, slots=True)
class Said:
    """What a participant said for good: a consent, a confirmation or a signature, for the claim's file."""

    booth: int
    claim_id: UUID
    message: Consent | Confirmed | Signed
    at: datetime


@dataclass(slots=True)
class _Booth:
    """What is known of one booth."""

    connected: bool = False
    language: Language = "id"
    sitting: Sitting | None = None
    progress: Progress | None = None
    form: FormShown | None = None
    needs: Needs | None = None
    wish: Wish | None = None
    show: Show = field(default_factory=lambda: Show(what="nothing"))
    devices: Devices | None = None
    status: Status | None = None


class Reception:
    """One for the desk, used by one thread; `say` may be called at any time and must not wait.

    `on_signal` is what the wall shows of a booth, `on_said` what belongs into the claim's file, `on_change` that
    something else of a booth is to be shown anew.
    """

    def __init__(
        self,
        booths: int,
        scripts: Scripts,
        *,
        say: Callable[[int, Message], None],
        on_signal: Callable[[BoothSignal], None],
        on_said: Callable[[Said], None],
        on_change: Callable[[int], None],
        clock: Callable[[], float],
        now: Callable[[], datetime],
        rules: FormRules | None = None,
    ) -> None:
        """`clock` is monotonic, in seconds; `now` the time of day."""
        self._booths = {number: _Booth() for number in range(1, booths + 1)}
        self._scripts, self._rules = scripts, rules or form_shown.packaged()
        self._say, self._on_signal, self._on_said, self._on_change = say, on_signal, on_said, on_change
        self._clock, self._now = clock, now
        self._diary = Diary()

    # what the desk knows

    def is_connected(self, booth: int) -> bool:
        """True while the booth's page is on the line."""
        return self._booths[booth].connected

    def consented(self, booth: int) -> bool:
        """True while the participant in this booth agrees to the conversation."""
        progress = self._booths[booth].progress
        return progress is not None and progress.consented

    def sitting(self, booth: int) -> Sitting | None:
        """Who sits in a booth; None while nobody does."""
        return self._booths[booth].sitting

    def language(self, booth: int) -> Language:
        """The language of a booth's page."""
        return self._booths[booth].language

    def progress(self, booth: int) -> Progress | None:
        """How far the participant of a booth is; None while nobody sits there."""
        return self._booths[booth].progress

    def devices(self, booth: int) -> Devices | None:
        """How the devices of a booth are, as its page told last."""
        return self._booths[booth].devices

    def is_covered(self, booth: int) -> bool:
        """Whether the participant of a booth has covered its cameras."""
        devices = self._booths[booth].devices
        return devices is not None and devices.covered

    def has_second_camera(self, booth: int) -> bool:
        """Whether a booth's browser has a second camera, for papers."""
        devices = self._booths[booth].devices
        return devices is not None and devices.document_camera is Health.GOOD

    def shown(self, booth: int) -> ShownThing:
        """What is on the booth's screen by the officer's wish."""
        return ShownThing(self._booths[booth].show.what)

    def form_version(self, booth: int) -> int | None:
        """The version of the form as the participant reads it now."""
        form = self._booths[booth].form
        return form.version if form is not None else None

    def resume(self, booth: int) -> Resume | None:
        """What happened in a booth since the officer left it."""
        return self._diary.resume(booth)

    # what the desk does

    def sit(self, booth: int, sitting: Sitting | None) -> None:
        """Say who sits in a booth now; of the same participant only what changed is said to the page."""
        known = self._booths[booth]
        before, known.sitting = known.sitting, sitting
        if sitting == before:
            return
        if sitting is None or before is None or before.run != sitting.run:
            self._seat(booth, sitting)
            return
        self._lead(booth, before, sitting)
        self._show_form(booth)
        self._say_needs(booth)

    def show(self, wish: Wish, *, title: str = "", picture: str = "") -> None:
        """Show something in a booth; `picture` is a data URL, `title` stands above it."""
        known = self._booths[wish.booth]
        known.wish = wish
        known.show = Show(what=wish.thing.value, title=title, text=wish.text(known.language), picture=picture)
        self._tell(wish.booth, known.show)
        self._on_change(wish.booth)

    def go_to(self, booth: int, step: str) -> None:
        """Lead the participant to a step."""
        known = self._booths[booth]
        if known.progress is not None:
            self._go_on(booth, steps.go_to(known.progress, step, now=self._clock()), script=True)

    def visit(self, booth: int, left: int | None) -> None:
        """The officer looks at a booth, and left another one."""
        if left is not None and left != booth:
            self._diary.leave(left, self._now())

    def note(self, booth: int, what: Happening, about: str = "", facts: Mapping[str, str] | None = None) -> None:
        """Write down what the desk itself saw happen in a booth."""
        if self._booths[booth].sitting is not None:
            self._diary.note(booth, Event(what, self._now(), about, facts or {}))
            self._on_change(booth)

    def tell(self, statuses: Mapping[int, Status]) -> None:
        """Tell every booth how things are, where that is not what it was told last."""
        for booth, status in statuses.items():
            known = self._booths[booth]
            if known.connected and status != known.status:
                known.status = status
                self._say(booth, status)

    # what the booths say

    def connected(self, booth: int, language: Language) -> None:
        """A booth's page is on the line, in this language: it is told all that it has to know."""
        known = self._booths[booth]
        was_cut = known.sitting is not None and not known.connected and known.devices is not None
        known.connected, known.language, known.status = True, language, None
        if was_cut:
            self.note(booth, Happening.BACK)
        self._say_script(booth)
        self._show_form(booth, again=True)
        self._say_needs(booth, again=True)
        if known.show.what != "nothing":
            self._say(booth, known.show)
        self._signal(booth)
        self._on_change(booth)

    def gone(self, booth: int) -> None:
        """A booth's page is off the line."""
        known = self._booths[booth]
        if known.connected:
            known.connected = False
            self.note(booth, Happening.CUT)
            self._on_change(booth)

    def hear(self, booth: int, message: FromPage) -> None:
        """Take in what a booth's page says."""
        known = self._booths[booth]
        if isinstance(message, Devices):
            self._hear_devices(booth, message)
        elif isinstance(message, Speaks):
            self._hear_language(booth, message.language)
        elif not isinstance(message, Rating) and known.progress is not None and known.sitting is not None:
            if isinstance(message, Confirmed | Signed) and message.form_version != self.form_version(booth):
                self._show_form(booth, again=True)  # it read another form than the one of now
                return
            self._hear_progress(booth, known.progress, known.sitting, message)

    # how it is done

    def _seat(self, booth: int, sitting: Sitting | None) -> None:
        known = self._booths[booth]
        self._diary.clear(booth)
        known.form, known.wish, known.show, known.status = None, None, Show(what="nothing"), None
        known.progress = None if sitting is None else self._begin(sitting)
        if sitting is not None:
            self.note(booth, Happening.ARRIVED)
        self._tell(booth, known.show)
        self._say_script(booth)
        self._show_form(booth)
        self._say_needs(booth, again=True)
        self._signal(booth)
        self._on_change(booth)

    def _begin(self, sitting: Sitting) -> Progress:
        return Progress(sitting.run, self._scripts.steps(sitting.form.cause, sitting.documents), self._clock())

    def _lead(self, booth: int, before: Sitting, sitting: Sitting) -> None:
        """Another cause or other documents: the script changes, and what is done stays done."""
        known = self._booths[booth]
        if known.progress is None or (before.form.cause, before.documents) == (sitting.form.cause, sitting.documents):
            return
        wanted = self._scripts.steps(sitting.form.cause, sitting.documents)
        if wanted != known.progress.steps:
            self._go_on(booth, replace(known.progress, steps=wanted), script=True)

    def _show_form(self, booth: int, *, again: bool = False) -> None:
        """Tell the page the form it shows, if it is another one than before; then it is to be read anew."""
        known = self._booths[booth]
        if known.sitting is None or known.progress is None:
            return
        lines = form_lines(known.sitting.form, known.language, self._rules)
        values = "\0".join(f"{line.key}\1{known.sitting.form.text(line.key)}" for line in lines)
        version = int.from_bytes(hashlib.sha256(values.encode()).digest()[:4], "big")
        form = FormShown(run=known.sitting.run, version=version, lines=lines)
        if form == known.form and not again:
            return
        known.form = form
        self._tell(booth, form)
        self._go_on(booth, steps.form_changed(known.progress, version, now=self._clock()), script=True)

    def _say_needs(self, booth: int, *, again: bool = False) -> None:
        """Tell the page what the form says of its participant's needs; of none it knows by itself."""
        known = self._booths[booth]
        if known.sitting is None:
            return
        if again:
            known.needs = Needs(run=known.sitting.run)
        needs = needs_of(known.sitting.form, known.sitting.run)
        if needs != known.needs:
            known.needs = needs
            self._tell(booth, needs)

    def _hear_devices(self, booth: int, devices: Devices) -> None:
        before, self._booths[booth].devices = self._booths[booth].devices, devices
        for name in ("camera", "microphone"):
            health = getattr(devices, name)
            if health is not Health.GOOD and (before is None or getattr(before, name) is not health):
                self.note(booth, Happening.DEVICE_FAILED, name, {"health": health.value})
        was_covered = before is not None and before.covered
        if devices.covered and not was_covered:
            self.note(booth, Happening.COVERED)
        elif was_covered and not devices.covered and self._covered_here(booth):
            self.note(booth, Happening.UNCOVERED)
        self._on_change(booth)

    def _covered_here(self, booth: int) -> bool:
        """Whether it was this participant who covered the cameras, and not the one before."""
        return any(event.what is Happening.COVERED for event in self._diary.events(booth))

    def _hear_language(self, booth: int, language: Language) -> None:
        known = self._booths[booth]
        known.language = language
        self._show_form(booth)
        if known.wish is not None and known.wish.texts:
            known.show = known.show.model_copy(update={"text": known.wish.text(language)})
            self._tell(booth, known.show)

    def _hear_progress(self, booth: int, before: Progress, sitting: Sitting, message: FromPage) -> None:
        after = steps.heard(before, message, now=self._clock())
        if after == before:
            return
        self._go_on(booth, after, script=False)
        if isinstance(message, Consent | Confirmed | Signed):
            self._on_said(Said(booth, sitting.claim_id, message, self._now()))
        happened = _happened(before, after, message)
        if happened is not None:
            self.note(booth, *happened)

    def _go_on(self, booth: int, progress: Progress, *, script: bool) -> None:
        known = self._booths[booth]
        if progress == known.progress:
            return
        known.progress = progress
        if script:
            self._say_script(booth)
        self._signal(booth)
        self._on_change(booth)

    def _say_script(self, booth: int) -> None:
        progress = self._booths[booth].progress
        self._tell(booth, Script(run="") if progress is None else progress.message())

    def _signal(self, booth: int) -> None:
        known = self._booths[booth]
        if known.connected and known.progress is not None:
            self._on_signal(steps.signal(known.progress, booth, self._scripts))

    def _tell(self, booth: int, message: Message) -> None:
        if self._booths[booth].connected:
            self._say(booth, message)


def _happened(before: Progress, after: Progress, message: FromPage) -> tuple[Happening, str] | None:
    """What the officer is told of a message that led on, and of what; None for what is of no weight."""
    match message:
        case Consent():
            return (Happening.CONSENTED if message.given else Happening.CONSENT_TAKEN_BACK), ""
        case Confirmed():
            return (Happening.FIELDS_WRONG, ",".join(message.wrong)) if message.wrong else (Happening.CONFIRMED, "")
        case Signed():
            return Happening.SIGNED, ""
        case Call():
            return (Happening.CALLED, "") if message.wanted else None
        case StepAt():
            if after.stuck and not before.stuck:
                return Happening.STUCK, _about(after, message.step)
            newly = after.done - before.done
            return (Happening.STEP_DONE, _about(after, message.step)) if newly else None
        case _:
            return None


def _about(progress: Progress, code: str) -> str:
    """A step by its document, where it is about one."""
    step = next((step for step in progress.steps if step.code == code), None)
    return code if step is None or step.document is None else step.document
