"""The eight checks with what was found, and what the officer's own eyes and reasons add to them."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.form import Answer, CheckSlot, Field, acceptance_key
from cso_desk.claims.model import Claim

from . import check_words, form_words, paint, theme
from .card import Card
from .choice import Choice, Option
from .drafts import Bound
from .fields import TextField, field_height
from .language import translate

_EYES = {CheckSlot.ID_CARD: Field.ID_CARD_ORIGINAL, CheckSlot.FACE: Field.FACE_MATCHES}
_MARGIN = 10
_INLINE_FROM = 480
_CONTROL = 0.46
_QUIET_LINE = (26, 20)


class ChecksPanel(Card):
    """Shows the checks in their eight fixed places."""

    edited = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("list", parent)
        self._rows = {slot: CheckRow(slot) for slot in CheckSlot}
        for row in self._rows.values():
            self.rows.addWidget(row)
            for control in row.controls:
                control.edited.connect(self.edited)
        self.rows.addStretch(1)
        self.retranslate()

    @property
    def fields(self) -> list[TextField | Choice]:
        """What can be filled in here, from top to bottom."""
        return [control for row in self._rows.values() for control in row.controls]

    def show_checks(self, bound: Bound, claim: Claim, checks: tuple[Check, ...], *, locked: bool) -> None:
        """Show what the rules say of a claim; `claim` carries the officer's newest letters."""
        for check in checks:
            self._rows[check.slot].show_check(bound, claim, check, locked=locked)
        passed = sum(not check.blocks for check in checks)
        remark = translate("Form", "%1 of %2 passed").replace("%1", str(passed)).replace("%2", str(len(checks)))
        self.show_title(translate("Form", "Checks"), remark)

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        for row in self._rows.values():
            row.retranslate()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        super().restyle()
        for row in getattr(self, "_rows", {}).values():
            row.restyle()


class CheckRow(QWidget):
    """One check: mark, name, finding, and its control where it has one."""

    def __init__(self, slot: CheckSlot) -> None:
        super().__init__()
        self._slot = slot
        self._check: Check | None = None
        self.eyes = Choice(_EYES[slot], self._options(), self) if slot in _EYES else None
        self.reason = TextField(acceptance_key(slot)) if slot not in _EYES else None
        if self.reason is not None:
            self.reason.setParent(self)
            self.reason.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def controls(self) -> list[TextField | Choice]:
        """What can be filled in here."""
        return [control for control in (self.eyes, self.reason) if control is not None]

    def show_check(self, bound: Bound, claim: Claim, check: Check, *, locked: bool) -> None:
        """Show one check of a claim."""
        if check != self._check:
            self._check = check
            self.setAccessibleName(f"{check_words.slot(check.slot)}: {form_words.finding(check)}")
            self.setToolTip(form_words.finding(check))
            self.update()
        for control in self.controls:
            control.show_text(bound, claim.form.text(control.key), locked=locked)
        if self.reason is not None and self.reason.isHidden() != (check.outcome is not Outcome.WARN):
            self.reason.setVisible(check.outcome is Outcome.WARN)
            self.restyle()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        if self.eyes is not None:
            self.eyes.name(form_words.field(self.eyes.key), self._options())
        if self.reason is not None:
            self.reason.setAccessibleName(f"{check_words.slot(self._slot)}: {self._reason_label()}")
        self._check = None

    def restyle(self) -> None:
        """Take on the look that is in force."""
        for control in self.controls:
            control.restyle()
        self.setFixedHeight(self.sizeHint().height())
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, or two where a reason is asked for and there is little room beside the finding."""
        line = field_height() + 4 if self.eyes is not None or self._asks else _QUIET_LINE[_dense()]
        return QSize(300, line + (field_height() + 4 if self._asks and not self._inline else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the control its place."""
        if self.height() != self.sizeHint().height():
            self.setFixedHeight(self.sizeHint().height())
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark, name and finding; an exception is bold, a passed check quiet."""
        check = self._check
        if check is None:
            return
        look = theme.current()
        palette, density = look.palette, look.density
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(_MARGIN, 0, self.width() - 2 * _MARGIN, self._line())
        accepted = check.outcome is Outcome.WARN and not check.blocks
        outcome = Outcome.PASS if accepted else check.outcome
        loud = outcome in (Outcome.WARN, Outcome.FAIL)
        size = 15 if density is theme.ROOMY else 13
        x = paint.check_mark(painter, rect.x(), rect.center().y(), outcome, size) + 8
        name = theme.font(density.body, 600 if loud else 400)
        name_ink = palette.ink if loud else palette.ink2
        column = self._column()
        paint.text(
            painter, rect.adjusted(x, 0, x + column - rect.width(), 0), check_words.slot(check.slot), name, name_ink
        )
        ink = {Outcome.WARN: palette.warn, Outcome.FAIL: palette.fail}.get(outcome, palette.ink3)
        found = theme.font(density.check, 600 if loud else 400)
        right = self._control_left() - 8 if self.eyes is not None or (self._asks and self._inline) else rect.right()
        left = rect.x() + x + column + 8
        text = check_words.finding(check) if self._asks and self._inline else form_words.finding(check)
        if self.eyes is not None and right - left < paint.width(text, found):
            text = check_words.finding(check) if "questions" in check.facts else ""  # else the answer says the same
        if text:
            paint.text(painter, QRectF(left, 0, right - left, rect.height()), text, found, ink)
        if self._asks:
            self._draw_label(painter)
        painter.end()

    def _draw_label(self, painter: QPainter) -> None:
        assert self.reason is not None
        look = theme.current()
        box = self.reason.geometry()
        rect = QRectF(0, box.y(), box.x() - 8, box.height())
        if self._check is not None and self._check.outdated:
            font = theme.font(look.density.value, 600)
            paint.text(painter, rect, translate("Form", "Older reason"), font, look.palette.warn, paint.RIGHT)
            return
        font = theme.font(look.density.value)
        paint.text(painter, rect, self._reason_label(), font, look.palette.ink2, paint.RIGHT)

    @property
    def _asks(self) -> bool:
        return self.reason is not None and not self.reason.isHidden()

    @property
    def _inline(self) -> bool:
        return self.width() >= _INLINE_FROM

    def _line(self) -> float:
        return self.height() - (field_height() + 4 if self._asks and not self._inline else 0)

    def _column(self) -> float:
        """The width of the longest name, so that all findings begin below each other."""
        font = theme.font(theme.current().density.body, 600)
        return max(paint.width(check_words.slot(slot), font) for slot in CheckSlot)

    def _control_left(self) -> float:
        if self._asks:
            return self.width() - _MARGIN - self.width() * 0.33 - self._label_width()
        return self.width() - _MARGIN - self._eyes_width()

    def _eyes_width(self) -> float:
        assert self.eyes is not None
        return min(max(self.eyes.sizeHint().width(), self.width() * _CONTROL), self.width() * 0.62)

    def _label_width(self) -> float:
        return paint.width(self._reason_label(), theme.font(theme.current().density.value)) + 8

    def _place(self) -> None:
        if self.eyes is not None:
            wide = round(self._eyes_width())
            top = round((self.height() - self.eyes.height()) / 2)
            self.eyes.setGeometry(self.width() - _MARGIN - wide, top, wide, self.eyes.height())
        if self.reason is not None:
            height = self.reason.height()
            wide = round(self.width() * 0.33)
            left, top = self.width() - _MARGIN - wide, round((self.height() - height) / 2)
            if not self._inline:
                left = round(_MARGIN + 24 + self._label_width())
                wide, top = self.width() - _MARGIN - left, self.height() - height - 3
            self.reason.setGeometry(left, top, wide, height)

    @staticmethod
    def _reason_label() -> str:
        return translate("Form", "Reason to accept")

    def _options(self) -> tuple[Option, ...]:
        if self._slot is CheckSlot.ID_CARD:
            yes, no = translate("Form", "Original"), translate("Form", "Not original")
        else:
            yes, no = translate("Form", "Matches"), translate("Form", "Does not match")
        return (
            Option(Answer.UNASKED, translate("Form", "Not yet")),
            Option(Answer.YES, yes, state=WorkState.READY),
            Option(Answer.NO, no, state=WorkState.LOST),
        )


def _dense() -> bool:
    return theme.current().density is not theme.ROOMY
