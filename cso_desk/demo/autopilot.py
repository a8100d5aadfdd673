"""The scripted officer: looks at the window, and works it through its own widgets and keys, as a person would."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.form import Answer, acceptance_key
from cso_desk.claims.model import Claim, Verdict
from cso_desk.desk.model import Fate
from cso_desk.ui.choice import Choice
from cso_desk.ui.control_question import KEYS, control_question
from cso_desk.ui.decision_dialog import DecisionDialog
from cso_desk.ui.fields import TextField
from cso_desk.ui.keys import typing
from cso_desk.ui.main_window import MainWindow
from cso_desk.ui.seat import Seat

from .people import Truth, truth_of

_MS = 1000
_GLANCE_S = 0.8
_LOOK_S = 1.5
_KEY_S = 0.35
_WORD_S = 1.2
_PATIENCE = 40
_MOST_OPTIONS = 6
_DECIDE = {
    Verdict.RETURN: Qt.Key.Key_K,
    Verdict.REJECT: Qt.Key.Key_T,
    Verdict.REFER: Qt.Key.Key_J,
    Verdict.APPROVE: Qt.Key.Key_Return,
}
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier

Pace = Iterator[float]


class Autopilot(QObject):
    """Works for as long as it is started; `speed` divides the pace of a person.

    It sees what the window shows and, in place of eyes and ears, the truth of the demonstration's people.
    """

    def __init__(self, window: MainWindow, *, speed: float) -> None:
        super().__init__(window)
        self._window = window
        self._speed = speed
        self._put_off: UUID | None = None
        self._come_back: UUID | None = None
        self._script = self._shift()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin to work."""
        self._timer.start(0)

    def stop(self) -> None:
        """Let go of the keyboard."""
        self._timer.stop()

    @Slot()
    def _go_on(self) -> None:
        pause = next(self._script)
        self._timer.start(max(1, round(pause * _MS / self._speed)))

    def _shift(self) -> Pace:
        while True:
            yield _GLANCE_S
            free = self._free_booth()
            if free is not None:
                yield from self._call(free)
                continue
            seat = self._who_needs_me()
            if seat is not None:
                yield from self._serve(seat.number)

    def _free_booth(self) -> int | None:
        """A booth that is empty, or whose decision has arrived, as long as somebody waits."""
        if not self._window.view.next_ticket:
            return None
        for seat in self._window.seats:
            held = seat.held
            if held is None or (not held.claim.is_open and held.decision_fate is Fate.SENT):
                return seat.number
        return None

    def _who_needs_me(self) -> Seat | None:
        wanted = (WorkState.NEED, WorkState.READY)
        seats = {seat.number: seat for seat in self._window.seats}
        order = [seats[number] for number in self._window.order]
        mine = [seat for seat in order if seat.attention.state in wanted and _open(seat)]
        unfinished = [seat for seat in mine if _sits(seat, self._come_back)]
        others = [seat for seat in mine if not _sits(seat, self._put_off)]
        return next(iter(unfinished or others or mine), None)

    def _call(self, booth: int) -> Pace:
        yield from self._go_to(booth)
        yield from self._to_wall()
        self._press(Qt.Key.Key_C)
        yield _LOOK_S

    def _serve(self, booth: int) -> Pace:
        yield from self._go_to(booth)
        self._press(Qt.Key.Key_Return)
        yield _LOOK_S
        claim = self._claim(booth)
        if claim is None or not claim.is_open:
            return
        yield from self._talk(booth, on=True)
        truth = truth_of(claim)
        for key, text in truth.entries.items():
            if key not in truth.answers:
                yield from self._write(booth, claim, key, text)
        yield from self._ask(booth, claim, truth)
        yield from self._accept_warnings(booth, claim, truth)
        if truth.verdict is Verdict.APPROVE and not self._can_approve(booth):
            yield _LOOK_S
        yield from self._decide(booth, claim, truth)
        yield _LOOK_S
        yield from self._talk(booth, on=False)
        now = self._claim(booth)
        self._come_back, self._put_off = self._put_off, now.id if now is not None and now.is_open else None
        yield from self._to_wall()

    def _talk(self, booth: int, *, on: bool) -> Pace:
        """Talk with a booth, or hold it, at a desk whose booths talk."""
        view = self._window.talk.view
        if view is None or booth not in view.talk.booths or (view.talk.talking_to == booth) is on:
            return
        yield from self._leave_field()
        self._press(Qt.Key.Key_Space)
        yield _LOOK_S

    def _write(self, booth: int, claim: Claim, key: str, text: str) -> Pace:
        now = self._claim(booth)
        if now is None or now.id != claim.id or now.form.text(key) == text:
            return
        field = self._field(key)
        if isinstance(field, Choice):
            yield from self._choose(field, text)
        elif isinstance(field, TextField):
            yield from self._type(field, text)

    def _ask(self, booth: int, claim: Claim, truth: Truth) -> Pace:
        """Lead the interview, with the keys that say whether the answer fits."""
        yield from self._leave_field()
        interview = self._window.focus.interview
        while (question := interview.current) is not None:
            now = self._claim(booth)
            if self._window.front.on_wall or now is None or now.id != claim.id:
                return
            yield _WORD_S
            fits = truth.answers.get(question.key, Answer.YES) is Answer.YES
            self._press(Qt.Key.Key_Y if fits else Qt.Key.Key_X)

    def _choose(self, field: Choice, value: str) -> Pace:
        if not field.isEnabled():
            return
        field.setFocus(Qt.FocusReason.TabFocusReason)
        yield _KEY_S
        QTest.keyClick(field, Qt.Key.Key_Home)
        for _ in range(_MOST_OPTIONS):
            if field.value == value:
                break
            yield _KEY_S
            QTest.keyClick(field, Qt.Key.Key_Right)
        yield _KEY_S

    def _type(self, field: TextField, text: str) -> Pace:
        if field.isReadOnly() or not field.isEnabled():
            return
        field.setFocus(Qt.FocusReason.TabFocusReason)
        yield _KEY_S
        QTest.keyClick(field, Qt.Key.Key_A, _CTRL)
        for place, word in enumerate(text.split(" ")):
            QTest.keyClicks(field, f" {word}" if place else word)
            yield _WORD_S
        yield _KEY_S

    def _accept_warnings(self, booth: int, claim: Claim, truth: Truth) -> Pace:
        for check in self._missing(booth):
            if check.outcome is Outcome.WARN and truth.acceptance:
                yield from self._write(booth, claim, acceptance_key(check.slot), truth.acceptance)

    def _decide(self, booth: int, claim: Claim, truth: Truth) -> Pace:
        while self._window.focus.saving:
            yield _KEY_S
        for _ in range(_PATIENCE):
            if truth.verdict is not Verdict.APPROVE or self._can_approve(booth):
                break
            yield _KEY_S
        QTest.keyClick(self._target(), _DECIDE[truth.verdict], _CTRL)
        yield _LOOK_S
        dialog = self._window.focus.dialog
        if dialog is None:
            return
        if truth.verdict is Verdict.APPROVE:
            yield from self._answer(dialog, claim)
        else:
            yield from self._give_reason(dialog, truth)
        for _ in range(_PATIENCE):
            if self._window.focus.dialog is not dialog or dialog.confirm.isEnabled():
                break
            yield _KEY_S
        if self._window.focus.dialog is dialog:
            QTest.keyClick(dialog, Qt.Key.Key_Return, _CTRL)
            yield _KEY_S
        if self._window.focus.dialog is dialog:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def _answer(self, dialog: DecisionDialog, claim: Claim) -> Pace:
        """Answer the control question, if there is one, by the bank on the form."""
        question = control_question(claim)
        key = KEYS[question.options.index(question.answer)]
        if key in dialog.answers:
            QTest.keyClick(dialog, getattr(Qt.Key, f"Key_{key}"))
            yield _LOOK_S

    def _give_reason(self, dialog: DecisionDialog, truth: Truth) -> Pace:
        for _ in range(dialog.reasons.count() + 1):
            if dialog.reasons.code == truth.reason:
                break
            QTest.keyClick(dialog.reasons, Qt.Key.Key_Down)
            yield _KEY_S
        dialog.note.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(dialog.note, truth.note)
        yield _WORD_S

    def _go_to(self, booth: int) -> Pace:
        if self._window.front.selected != booth:
            QTest.keyClick(self._target(), getattr(Qt.Key, f"Key_{booth}"), _ALT)
            yield _LOOK_S

    def _to_wall(self) -> Pace:
        for _ in range(3):
            if self._window.front.on_wall:
                return
            self._press(Qt.Key.Key_Escape)
            yield _KEY_S

    def _leave_field(self) -> Pace:
        """Let go of the field one types in, so that single keys are commands."""
        if typing(self._window.focusWidget()):
            self._press(Qt.Key.Key_Escape)
            yield _KEY_S

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._target(), key)

    def _target(self) -> QWidget:
        return self._window.focusWidget() or self._window

    def _field(self, key: str) -> Choice | TextField | None:
        focus = self._window.focus
        fields: list[Any] = [*focus.findChildren(Choice), *focus.findChildren(TextField)]
        field = next((field for field in fields if field.key == key), None)
        if field is not None:
            focus.papers.bring(field)
        return field if field is not None and field.isVisibleTo(focus) else None

    def _claim(self, booth: int) -> Claim | None:
        held = self._window.seats[booth - 1].held
        return held.claim if held is not None else None

    def _missing(self, booth: int) -> tuple[Check, ...]:
        assessment = self._window.seats[booth - 1].assessment
        return assessment.missing if assessment is not None else ()

    def _can_approve(self, booth: int) -> bool:
        assessment = self._window.seats[booth - 1].assessment
        return assessment is not None and assessment.ready


def _sits(seat: Seat, claim_id: UUID | None) -> bool:
    return seat.held is not None and seat.held.claim.id == claim_id


def _open(seat: Seat) -> bool:
    return seat.held is not None and seat.held.claim.is_open
