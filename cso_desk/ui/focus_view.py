"""One booth whole: its picture, its form, its checks and its decision in one frame, the other booths beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.diary import Resume
from cso_desk.booth.quality import Quality
from cso_desk.booth.talk_view import TalkView
from cso_desk.claims.model import Verdict
from cso_desk.desk.model import Officer
from cso_desk.video.camera import Camera

from . import clash_words, presence_words, theme
from .booth_guard import BoothGuard, show_again
from .bound_frame import BoundFrame, name_of
from .checks_panel import ChecksPanel
from .claim_form import ClaimForm, Page
from .deciding import Deciding
from .decision_bar import DecisionBar
from .decision_dialog import DecisionDialog
from .documents_panel import DocumentsPanel
from .drafts import Bound, Drafts
from .field_walk import FieldWalk
from .focus_layout import Shape, lay_out, lay_out_bound
from .focus_talk import FocusTalk
from .interview_panel import InterviewPanel
from .keys import Action
from .papers_pane import PapersPane
from .resume_card import ResumeCard, Unfinished
from .ribbon import Ribbon
from .seat import Seat
from .second_camera import SecondCamera
from .talk_bar import TalkBar
from .video_view import VideoTile

_VERDICTS = {
    Action.APPROVE: Verdict.APPROVE,
    Action.RETURN: Verdict.RETURN,
    Action.REJECT: Verdict.REJECT,
    Action.REFER: Verdict.REFER,
}


class FocusView(QWidget):
    """Shows the selected seat as one bound unit.

    Every edit and every decision carries the booth and the claim that were on the screen when it was made.
    """

    edited = Signal(int, object, str, str)
    """Booth, claim id, form key, text: at every change by hand."""
    ordered = Signal(object)
    """An Order."""
    booth_chosen = Signal(int)
    acknowledged = Signal(object)
    """The op id of a refusal that was read."""
    call_wanted = Signal(int)
    letter_wanted = Signal()
    attach_wanted = Signal(object, object)
    """The Seat, and the files that were dropped on it, none where one is to be chosen."""

    def __init__(
        self,
        *,
        booths: int,
        officer: Officer,
        today: Callable[[], date],
        cool_down_s: float = 8.0,
        parent: QWidget | None = None,
    ) -> None:
        """`cool_down_s`: seconds after a switch of booth in which an approval asks a control question."""
        super().__init__(parent)
        self._today = today
        self._seat: Seat | None = None
        self._now = 0.0
        self._drafts = Drafts()
        self._comes_back = False
        self._ribbon = Ribbon(booths, self)
        self._bound = BoundFrame(self)
        self.stage = VideoTile(self._bound)
        self.stage.corners = "sunken"
        self.second = SecondCamera(self.stage)
        self.talk = TalkBar(self._bound)
        self.guard = BoothGuard(self)
        self._talk = FocusTalk(self.talk, self.guard, self.stage, self._ribbon)
        self._deciding = Deciding(self, cool_down_s=cool_down_s, on_order=self.ordered.emit)
        self.resume = ResumeCard(self._bound)
        self.interview = InterviewPanel(officer, self._bound)
        self.checks = ChecksPanel(self._bound)
        self.documents = DocumentsPanel(self._bound)
        self.papers = PapersPane(self.checks, self.documents, parent=self._bound)
        self.form = ClaimForm(self._bound)
        self.bar = DecisionBar(officer, self._bound)
        self._parts = (
            *(self.talk, self.resume, self.interview, self.checks, self.documents, self.papers),
            *(self.form, self.bar),
        )
        self._walk = FieldWalk(self, self.interview, self.papers, self.form, self.bar)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ribbon.chosen.connect(self.booth_chosen)
        self.guard.returned.connect(self.booth_chosen)
        self.guard.dropped.connect(self._undo)
        for panel in (self.interview, self.checks, self.documents, self.papers, self.form):
            panel.edited.connect(self._edit)
        self.papers.arranged.connect(self._place)
        self.form.arranged.connect(self._walk.order_tabs)
        self.form.proof_wanted.connect(self.papers.show_proof)
        self.documents.attach_wanted.connect(self._attach)
        self.bar.pressed.connect(self._decide)
        self.bar.understood.connect(self._understand)
        self.bar.call_wanted.connect(self._call)
        self.bar.letter_wanted.connect(self.letter_wanted)
        self._walk.order_tabs()
        self.restyle()

    @property
    def tiles(self) -> Mapping[int, VideoTile]:
        """The small picture of each booth, by its number; that of the booth in focus is hidden."""
        return self._ribbon.tiles

    @property
    def own(self) -> VideoTile:
        """The officer's own picture, hidden where there is none."""
        return self._talk.own

    @property
    def dialog(self) -> DecisionDialog | None:
        """The open decision dialog, None while there is none."""
        return self._deciding.dialog

    @property
    def saving(self) -> bool:
        """True while letters of the shown claim are on their way to the desk."""
        held = self._seat.held if self._seat is not None else None
        return held is not None and self._drafts.waiting(held.claim.id)

    def show_seat(self, seat: Seat, *, now: float) -> None:
        """Show the selected booth; what was typed for the one before stays with that one."""
        self._now = now
        before = self._seat
        moved = _identity(seat) != _identity(before)
        if moved:
            self._walk.leave(self._shown())
            self._talk.show_seat(seat)
        if seat.held is not None:
            self._drafts.settle(seat.held.claim, now=now)
        self._seat = seat
        if before is not None and replace(seat, scan=None) == replace(before, scan=None):
            self._show_sight(seat)
            return
        if moved:
            self._walk.arrive(self._shown())
            self._place()
        self._show()
        if moved:
            self._walk.come_back(self._shown())

    def show_others(self, seats: Sequence[Seat], *, now: float) -> None:
        """Show the other booths, each in its place."""
        for seat in seats:
            if seat.held is not None:
                self._drafts.settle(seat.held.claim, now=now)
            self._ribbon.show_seat(seat, now=now)

    def show_talk(self, view: TalkView) -> None:
        """Show the conversation; a desk that never does so has no bar for it."""
        if self._talk.show(view):
            self._place()

    def show_line(self, quality: Quality | None) -> None:
        """Show how the line to this booth is, None where nothing is measured."""
        self._talk.quality.show_quality(quality)
        self._talk.place()

    def show_own(self, camera: Camera | None) -> None:
        """Show the officer's own picture on the stage, None for none."""
        self._talk.show_own(camera)

    def show_resume(self, resume: Resume | None, now: datetime) -> None:
        """Show what happened in this booth while the officer was away, None where nothing did."""
        if self.resume.show_resume(resume, now):
            self._place()

    def show_time(self, now: float) -> None:
        """Repaint the running times, and say so when a text is not saved for long."""
        self._now = now
        self._bound.show_time(now)
        self._ribbon.show_time(now)
        if self.saving:
            self._show()

    def run(self, action: Action) -> bool:
        """Do what a key asks for; True when it did something here, for Esc: when it left a field."""
        if action in _VERDICTS:
            return self._decide(_VERDICTS[action])
        if self.papers.isVisibleTo(self) and self.papers.run(action):
            return True
        if action is Action.BACK:
            return self._walk.go_out(self._shown())
        if action is Action.PANE:
            self._walk.next_pane()
            return True
        if action is Action.ATTACH:
            return self._attach(())
        if action is Action.LINE:
            self._talk.quality.toggle()
            return True
        if action is Action.SECOND_CAMERA:
            return self.second.swap()
        if action in (Action.FITS, Action.UNFIT, Action.SKIP):
            return self.interview.run(action)
        if action in (Action.ADD_JOB, Action.REMOVE_JOB):
            return self.form.isVisibleTo(self) and self.form.run(action)
        return False

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        for part in self._parts:
            part.retranslate()
        self._ribbon.retranslate()
        self._talk.retranslate()
        self.second.retranslate()
        self._show()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        for part in self._parts:
            part.restyle()
        self._ribbon.restyle()
        self._place()
        self._show()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Small enough for a window of 1366 x 728."""
        return QSize(1100, 560)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give spare room to the picture."""
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready to go back to where one was."""
        self._comes_back = True
        QTimer.singleShot(0, self._has_come_back)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember where one was, and let no dialog outlive the view."""
        self._deciding.close()
        self.guard.close()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shown again, go back to where one was."""
        super().focusInEvent(event)
        if self._comes_back:
            self._walk.come_back(self._shown())

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab from the commands goes to the field one was in last."""
        if self.hasFocus() and next and self._walk.enter_last(self._shown()):
            return True
        return super().focusNextPrevChild(next)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.current().palette.app))
        painter.end()

    # what is shown

    def _show(self) -> None:
        seat = self._seat
        if seat is None:
            return
        self._bound.show_seat(seat, now=self._now)
        self._show_sight(seat)
        occupied = seat.held is not None and seat.assessment is not None
        for panel in (self.interview, self.papers, self.form):
            panel.setVisible(occupied)
        if seat.held is not None and seat.assessment is not None:
            bound = Bound(seat.number, seat.held.claim.id)
            claim = self._drafts.over(seat.held.claim)
            locked = not claim.is_open
            late = self._drafts.late(claim.id, now=self._now)
            self.interview.show_claim(bound, claim, seat.assessment, locked=locked)
            self.checks.show_checks(bound, claim, seat.assessment.checks, locked=locked)
            if self.documents.show_documents(bound, claim, seat.held.files, on=self._today(), locked=locked):
                self._walk.order_tabs()
            self.papers.show_claim(bound, claim, seat.assessment, seat.held.files, on=self._today(), locked=locked)
            self.form.show_page(Page(bound, claim, seat.assessment, self._today(), late, locked))
        if self.resume.show_unfinished(self._unfinished()):
            self._place()
        self.bar.show_seat(seat, saving=self.saving)
        self._deciding.show_seat(seat, saving=self.saving)

    def _show_sight(self, seat: Seat) -> None:
        """Show what is seen in the pictures and told of them; it changes from moment to moment, the claim does not."""
        self.second.show_scan(seat.scan)
        clash = clash_words.note(seat.held.clashes if seat.held is not None else ())
        self.stage.show_warning(clash or presence_words.note(seat, self._now))

    def _unfinished(self) -> Unfinished:
        """Where the officer goes on in a claim that they can still work at."""
        if self._seat is None or self._seat.held is None or not self._seat.held.claim.is_open:
            return Unfinished()
        question = self.interview.current
        return Unfinished(self._walk.left_field, "" if question is None else question.label)

    def _place(self) -> None:
        density = theme.current().density
        layout = lay_out(self.size(), density, others=self._ribbon.others)
        self._ribbon.setGeometry(layout.ribbon)
        self._ribbon.place(without=self._seat.number if self._seat is not None else 1)
        self._bound.setGeometry(layout.bound)
        occupied = self._seat is None or self._seat.held is not None
        shape = Shape(occupied, self._talk.is_there, self.papers.comparing, self.resume.tall)
        parts = lay_out_bound(self._bound.size(), density, head=self._bound.header(), shape=shape)
        for part, area in (
            (self.bar, parts.bar),
            (self.form, parts.form),
            (self.stage, parts.stage),
            (self.talk, parts.talk),
            (self.resume, parts.resume),
            (self.interview, parts.interview),
            (self.papers, parts.papers),
        ):
            part.setGeometry(area)
        self._bound.place(parts.column)
        self._talk.place()
        self.second.place()
        self.update()

    # what is typed, and where

    def _edit(self, bound: Bound, key: str, text: str) -> None:
        if self.guard.stops(bound) and self._seat is not None and self._seat.held is not None:
            self.guard.ask(bound, name_of(self._seat), lambda: self._write(bound, key, text))
            self._undo()
        else:
            self._write(bound, key, text)

    def _write(self, bound: Bound, key: str, text: str) -> None:
        self._drafts.typed(bound.claim_id, key, text, now=self._now)
        self.edited.emit(bound.booth, bound.claim_id, key, text)
        self._show()

    def _undo(self) -> None:
        if self._seat is not None and self._seat.held is not None:
            show_again(self._walk.fields(), self._shown(), self._drafts.over(self._seat.held.claim))
        self._show()

    def _shown(self) -> Bound | None:
        if self._seat is None or self._seat.held is None:
            return None
        return Bound(self._seat.number, self._seat.held.claim.id)

    def _has_come_back(self) -> None:
        self._comes_back = False

    # what is decided

    def _decide(self, verdict: Verdict) -> bool:
        seat = self._seat
        if seat is None or (verdict is Verdict.APPROVE and not self.bar.can_approve(saving=self.saving)):
            return False
        apart = self._talk.apart(seat.number)
        return self._deciding.open(seat, verdict, saving=self.saving, apart=apart, now=self._now)

    def _attach(self, files: tuple[Path, ...]) -> bool:
        if self._deciding.dialog is not None or self._seat is None:
            return False
        self.attach_wanted.emit(self._seat, files)
        return True

    def _understand(self) -> None:
        held = self._seat.held if self._seat is not None else None
        if held is not None and held.refusal is not None:
            self.acknowledged.emit(held.refusal.op_id)

    def _call(self) -> None:
        if self._seat is not None:
            self.call_wanted.emit(self._seat.number)


def _identity(seat: Seat | None) -> tuple[int, UUID | None] | None:
    if seat is None:
        return None
    return seat.number, seat.held.claim.id if seat.held is not None else None
