"""The foot of the focus view: what would be paid, what is missing, the decisions, and what became of one."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Verdict
from cso_desk.claims.workflow import may_reopen
from cso_desk.desk.model import BoothClaim, DeskView, Fate, Officer

from . import bar_notice, conflict_words, form_words, keys, paint, sync_words, theme, words
from .bar_notice import Notice
from .key_button import KeyButton, Kind
from .keys import Action
from .language import translate
from .money import Money, draw_money, money_of
from .seat import Seat

_ACTIONS = {
    Verdict.REJECT: (Kind.REJECT, "x", Action.REJECT),
    Verdict.RETURN: (Kind.RETURN, "undo-2", Action.RETURN),
    Verdict.REFER: (Kind.PLAIN, "arrow-up", Action.REFER),
    Verdict.APPROVE: (Kind.APPROVE, "check", Action.APPROVE),
}
_MARGIN = (14, 8)
_NOTICE_FROM = 90
_DASHES = [4.0, 3.0]


class DecisionBar(QWidget):
    """Shows one seat's money, what stands in the way, and four buttons; or, after a decision, its fate."""

    pressed = Signal(object)
    """A Verdict."""
    understood = Signal()
    call_wanted = Signal()
    letter_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, officer: Officer, parent: QWidget | None = None) -> None:
        """`officer` is who decides here."""
        super().__init__(parent)
        self._officer = officer
        self._seat: Seat | None = None
        self._money: Money | None = None
        self._notice: Notice | None = None
        self._view = DeskView(booths=())
        self._saving = False
        self._told: tuple[object, ...] = ()
        self.buttons = {
            verdict: KeyButton(kind, icon, keys.key_of(action), self)
            for verdict, (kind, icon, action) in _ACTIONS.items()
        }
        self.reopen = KeyButton(Kind.PLAIN, "lock-open", keys.key_of(Action.REOPEN), self)
        self.receipt = KeyButton(Kind.PLAIN, "printer", keys.key_of(Action.LETTER), self)
        self.call = KeyButton(Kind.PLAIN, "bell", keys.key_of(Action.CALL), self)
        self.understand = KeyButton(Kind.PLAIN, "check", "", self)
        for verdict, button in self.buttons.items():
            button.clicked.connect(self._press(verdict))
        self.reopen.clicked.connect(self.reopen_wanted)
        self.receipt.clicked.connect(self.letter_wanted)
        self.call.clicked.connect(self.call_wanted)
        self.understand.clicked.connect(self.understood)
        self.retranslate()

    @property
    def notice(self) -> str:
        """What stands between the money and the buttons."""
        return self._notice.sentence if self._notice is not None else ""

    @property
    def fields(self) -> list[KeyButton]:
        """The buttons, from left to right."""
        return [*self.buttons.values(), self.understand, self.reopen, self.receipt, self.call]

    def show_desk(self, view: DeskView) -> None:
        """Take in how the line is and how many claims are kept: it says whom the call button calls."""
        told = (view.line_is_up, view.pack.kept)
        if told == (self._view.line_is_up, self._view.pack.kept):
            return
        self._view = view
        self.call.name(sync_words.call(view))
        self._place()
        if self._seat is not None:
            self.show_seat(self._seat, saving=self._saving)

    def show_seat(self, seat: Seat, *, saving: bool) -> None:
        """Show a seat; `saving` while letters are on their way to the desk, for then nothing can be decided."""
        self._seat, self._saving = seat, saving
        held = seat.held
        self._money = None
        if held is not None and seat.assessment is not None:
            self._money = money_of(held.claim, seat.assessment)
        self._notice = self._notice_of(seat, saving=saving)
        refused = held is not None and held.decision_fate is Fate.REFUSED and held.refusal is not None
        deciding = held is not None and held.claim.is_open and not refused
        for verdict, button in self.buttons.items():
            button.setVisible(deciding)
            button.setEnabled(verdict is not Verdict.APPROVE or self.can_approve(saving=saving))
        self.buttons[Verdict.APPROVE].setToolTip(self.notice)
        self.setToolTip(self.notice)
        self.understand.setVisible(refused)
        self.reopen.setVisible(not refused and self._may_reopen(held))
        self.receipt.setVisible(held is not None and not deciding and not refused)
        self.call.setVisible(not deciding and not refused)
        told = (self._money, self._notice, refused, deciding, self.reopen.isHidden())
        if told == self._told:
            return
        self._told = told
        self.setAccessibleName(". ".join(text for text in (self._money and self._money.sentence, self.notice) if text))
        self._place()
        self.update()

    def can_approve(self, *, saving: bool) -> bool:
        """True when nothing stands in the way of an approval of what is shown."""
        seat = self._seat
        if seat is None or seat.held is None or seat.assessment is None or saving:
            return False
        if not seat.held.claim.is_open or seat.held.decision_fate is Fate.REFUSED:
            return False
        return seat.assessment.ready and bar_notice.over_limit(seat.assessment) is None

    def _may_reopen(self, held: BoothClaim | None) -> bool:
        if held is None or held.undelivered:
            return False
        return may_reopen(held.claim, role=self._officer.role, officer=self._officer.id)

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        for verdict, button in self.buttons.items():
            button.name(form_words.verb(verdict))
        self.reopen.name(translate("Reopen", "Open again"))
        self.receipt.name(translate("Form", "Receipt"))
        self.call.name(sync_words.call(self._view))
        self.understand.name(translate("Form", "Understood"))

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self.setFixedHeight(theme.current().density.decision)
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons at the right end."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw money and notice."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(look.palette.line2))
        x = float(_MARGIN[look.density is not theme.ROOMY])
        if self._money is not None:
            x += draw_money(painter, QRectF(x, 0, self.width(), self.height()), self._money) + 14
        if self._notice is not None and self._buttons_left() - x > _NOTICE_FROM:
            self._draw_notice(painter, self._notice, x, self._buttons_left() - 8)
        painter.end()

    def _draw_notice(self, painter: QPainter, notice: Notice, left: float, right: float) -> None:
        look = theme.current()
        density = look.density
        colours = look.state(notice.state)
        bold, small = theme.font(density.body, 600), theme.font(density.value)
        icon = 26.0 if notice.icon else 0.0
        wide = max(paint.width(notice.title, bold), paint.width(notice.detail, small)) + 24 + icon
        if wide > right - left:
            wide, icon = wide - icon, 0.0
        wide = min(wide, right - left)
        tall = 44.0 if density is theme.ROOMY else 40.0
        frame = QRectF(right - wide, (self.height() - tall) / 2 + 0.5, wide, tall)
        paint.rounded(painter, frame, 6, colours.tint)
        if notice.state is WorkState.CLOSED:
            paint.rounded(painter, frame, 6, look.palette.sunken, look.palette.line)
        if self._is_provisional:
            self._draw_dashes(painter, frame)
        if icon:
            paint.icon(painter, frame.x() + 11, frame.center().y(), notice.icon, colours.text, 17)
        rect = frame.adjusted(12 + icon, 0, -10, 0)
        if not notice.detail:
            paint.text(painter, rect, notice.title, bold, colours.text)
            return
        half = QRectF(rect.x(), frame.center().y() - 18, rect.width(), 19)
        paint.text(painter, half, notice.title, bold, colours.text)
        paint.text(painter, half.translated(0, 18), notice.detail, small, colours.text)

    def _draw_dashes(self, painter: QPainter, frame: QRectF) -> None:
        """What is not yet for good stands in a broken line, on no tint."""
        look = theme.current()
        pen = QPen(QColor(look.state(WorkState.READY).solid), 2)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.setBrush(QColor(look.palette.surface))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    @property
    def _is_provisional(self) -> bool:
        return self._seat is not None and self._seat.held is not None and self._seat.held.provisional

    def _notice_of(self, seat: Seat, *, saving: bool) -> Notice | None:
        """As usual, but for a decision that is not yet for good, one that was refused, and a call without the line."""
        held = seat.held
        if held is None and not self._view.line_is_up and not self._view.pack.kept:
            return Notice(WorkState.CLOSED, "wifi-off", translate("Form", "The booth is empty"), sync_words.none_kept())
        if held is None or held.claim.decision is None:
            return self._refused(seat) or bar_notice.notice_of(seat, saving=saving)
        if held.provisional and held.decision_fate is not Fate.REFUSED:
            decision = held.claim.decision
            title = f"{words.decided_provisionally(decision.verdict)} {decision.decided_at.astimezone(JAKARTA):%H.%M}"
            return Notice(WorkState.READY, "clock", title, form_words.fate(held))
        return self._refused(seat) or bar_notice.notice_of(seat, saving=saving)

    def _refused(self, seat: Seat) -> Notice | None:
        """What stands at the centre instead of a refused decision, and what to tell the participant."""
        held = seat.held
        if held is None or held.refusal is None or held.decision_fate is not Fate.REFUSED:
            return None
        there = conflict_words.changed(held.refusal.facts)
        if not there or not conflict_words.is_elsewhere(held.refusal.code):
            return None
        title = translate("Form", "Refused: %1").replace("%1", there)
        return Notice(WorkState.LOST, "octagon-x", title, conflict_words.tell_of(held.refusal.code, held.refusal.facts))

    def _buttons_left(self) -> float:
        return min((button.x() for button in self.fields if not button.isHidden()), default=self.width())

    def _place(self) -> None:
        right = self.width() - _MARGIN[theme.current().density is not theme.ROOMY] + 3
        gap = 2 if theme.current().density is theme.ROOMY else 0
        for button in reversed(self.fields):
            if button.isHidden():
                continue
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, (self.height() - size.height()) // 2 + 1, size.width(), size.height())
            right -= gap

    def _press(self, verdict: Verdict) -> Callable[[], None]:
        def press() -> None:
            self.pressed.emit(verdict)

        return press
