"""The interview beside the form: which question comes next, its words, what is known, and whether the answer fits."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Assessment, Outcome
from cso_desk.claims.form import Answer, Field
from cso_desk.claims.masks import mask_account, mask_kpj, mask_mother
from cso_desk.claims.model import Claim
from cso_desk.claims.table_files import in_force
from cso_desk.claims.tables import Question
from cso_desk.desk.model import Officer

from . import paint, theme, words
from .card import Card
from .drafts import Bound
from .key_button import KeyButton, Kind
from .keys import Action, key_of
from .language import translate

_MARGIN = 10
_MARK = 23
_ROW = (26, 20)
_PAD = (9, 6)
_EDGE = 3
_OUTCOMES = {Answer.UNASKED: Outcome.OPEN, Answer.YES: Outcome.PASS, Answer.NO: Outcome.FAIL}
_ANSWERS = {Action.FITS: Answer.YES, Action.UNFIT: Answer.NO}
_WRAPPED = Qt.TextFlag.TextWordWrap


class InterviewPanel(Card):
    """Leads through the questions of the table; a click on one goes back to it."""

    edited = Signal(object, str, str)
    """Bound, form key, answer."""

    def __init__(self, officer: Officer, parent: QWidget | None = None) -> None:
        super().__init__("list", parent)
        self._officer = officer
        self._shown: tuple[Bound, Claim, Assessment] | None = None
        self._asked: tuple[Question, ...] = ()
        self._locked = False
        self._chosen: dict[UUID, str] = {}
        self._scrolled_to: Question | None = None
        self._rows = {question: QuestionRow(question) for question in in_force().interview.question}
        self.asking = Asking()
        for row in self._rows.values():
            row.chosen.connect(self._choose)
            self.rows.addWidget(row)
        self.rows.addWidget(self.asking)
        self.asking.pressed.connect(self.run)
        self.asking.hide()
        self.rows.addStretch(1)
        self.retranslate()

    @property
    def current(self) -> Question | None:
        """The question that is to be asked now; None where all are answered, or the claim can no longer be changed."""
        if self._shown is None or self._locked:
            return None
        chosen = self._chosen.get(self._shown[1].id)
        return next((one for one in self._asked if one.code == chosen), None) or self._next_open(0)

    def show_claim(self, bound: Bound, claim: Claim, assessment: Assessment, *, locked: bool) -> None:
        """Show how far the interview of a claim is; `claim` carries the officer's newest answers."""
        self._shown, self._locked = (bound, claim, assessment), locked
        self._asked = in_force().interview.for_claim(claim, assessment.on)
        self._show()

    def run(self, action: Action) -> bool:
        """Take the answer to the current question, or skip it, and go on to the next; False where none is asked."""
        question = self.current
        if question is None or self._shown is None:
            return False
        bound, claim, _ = self._shown
        following = self._next_open(self._asked.index(question) + 1, but=question)
        self._chosen[claim.id] = following.code if following is not None else ""
        if action in _ANSWERS:
            self.edited.emit(bound, question.key, _ANSWERS[action])
        self._show()
        return True

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.asking.retranslate()
        self._show()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        super().restyle()
        for row in getattr(self, "_rows", {}).values():
            row.restyle()
        if hasattr(self, "asking"):
            self.asking.restyle()

    def _choose(self, code: str) -> None:
        if self._shown is not None and not self._locked:
            self._chosen[self._shown[1].id] = code
            self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        _, claim, assessment = self._shown
        question = self.current
        for one, row in self._rows.items():
            asked = one in self._asked
            row.setVisible(asked and one != question)
            if asked:
                row.show_answer(claim.form.answer(one.key), locked=self._locked)
        if question is not None:
            self.rows.removeWidget(self.asking)
            self.rows.insertWidget(self.rows.indexOf(self._rows[question]), self.asking)
            number = self._asked.index(question) + 1
            self.asking.ask(f"{number}", _said(question, claim, assessment, self._officer), _known(question, claim))
        self.asking.setVisible(question is not None)
        if question is not self._scrolled_to:
            self._scrolled_to = question
            QTimer.singleShot(0, self, self._scroll)  # once the rows have their places
        answered = sum(claim.form.answer(one.key) is not Answer.UNASKED for one in self._asked)
        remark = translate("Form", "%1 of %2 asked").replace("%1", str(answered)).replace("%2", str(len(self._asked)))
        self.show_title(translate("Form", "Interview"), remark)

    def _scroll(self) -> None:
        self.area.ensureWidgetVisible(self.asking, 0, _ROW[_dense()])

    def _next_open(self, start: int, *, but: Question | None = None) -> Question | None:
        """The first question without an answer from a place on, and then from the top."""
        assert self._shown is not None
        form = self._shown[1].form
        ordered = (*self._asked[start:], *self._asked[:start])
        return next((one for one in ordered if one is not but and form.answer(one.key) is Answer.UNASKED), None)


class QuestionRow(QWidget):
    """One question that is not asked just now: its mark and its name."""

    chosen = Signal(str)
    """The question's code."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._answer = Answer.UNASKED
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(question.text)
        self.restyle()

    def show_answer(self, answer: Answer, *, locked: bool) -> None:
        """Show what was answered."""
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.PointingHandCursor)
        said = {
            Answer.UNASKED: translate("Form", "not asked yet"),
            Answer.YES: translate("Form", "fits"),
            Answer.NO: translate("Form", "does not fit"),
        }
        self.setAccessibleName(f"{self._question.label}: {said[answer]}")
        if answer is not self._answer:
            self._answer = answer
            self.update()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self.setFixedHeight(_ROW[_dense()])
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back to this question."""
        self.chosen.emit(self._question.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and name; an answer that does not fit is bold."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        loud = self._answer is Answer.NO
        rect = QRectF(_MARGIN, 0, self.width() - 2 * _MARGIN, self.height())
        paint.check_mark(painter, rect.x(), rect.center().y(), _OUTCOMES[self._answer], 13 if _dense() else 15)
        font = theme.font(look.density.body, 600 if loud else 400)
        ink = look.palette.ink if loud else look.palette.ink2
        paint.text(painter, rect.adjusted(_MARK, 0, 0, 0), self._question.label, font, ink)
        painter.end()


class Asking(QWidget):
    """The question of the moment: its number, its words, what is known of the answer, and the three keys."""

    pressed = Signal(object)
    """An Action."""

    def __init__(self) -> None:
        super().__init__()
        self._number = self.words = self.known = ""
        self._buttons = {
            Action.FITS: KeyButton(Kind.PLAIN, key=key_of(Action.FITS), parent=self),
            Action.UNFIT: KeyButton(Kind.PLAIN, key=key_of(Action.UNFIT), parent=self),
            Action.SKIP: KeyButton(Kind.PLAIN, key=key_of(Action.SKIP), parent=self),
        }
        for action, button in self._buttons.items():
            button.small = True
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, action=action: self.pressed.emit(action))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @property
    def buttons(self) -> Mapping[Action, KeyButton]:
        """What can be pressed."""
        return self._buttons

    def ask(self, number: str, said: str, known: str) -> None:
        """Show a question, the words to say, and what is known of its answer."""
        if (number, said, known) != (self._number, self.words, self.known):
            self._number, self.words, self.known = number, said, known
            self.setAccessibleName(f"{number}. {said} {known}".strip())
            self._place()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self._buttons[Action.FITS].name(translate("Form", "Fits"))
        self._buttons[Action.UNFIT].name(translate("Form", "Does not fit"))
        self._buttons[Action.SKIP].name(translate("Form", "Skip"))
        self._place()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words flow."""
        self._place()

    def sizeHint(self) -> QSize:
        """Room for all words and the buttons below them."""
        buttons = self._buttons[Action.FITS].sizeHint().height()
        return QSize(260, round(self._words_height() + self._known_height()) + buttons + 2 * _PAD[_dense()] + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, its edge, the words and what is known."""
        look = theme.current()
        colours = look.state(WorkState.TALK)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.tint))
        painter.fillRect(0, 0, _EDGE, self.height(), QColor(colours.solid))
        top = _PAD[_dense()]
        painter.setPen(QColor(colours.text))
        painter.setFont(self._font())
        painter.drawText(QPointF(_MARGIN, top + QFontMetricsF(self._font()).ascent()), self._number)
        box = QRectF(self._left(), top, self._wide(), self._words_height())
        painter.drawText(box, _WRAPPED, self._quoted())
        painter.setPen(QColor(look.palette.ink2))
        painter.setFont(theme.font(look.density.value))
        below = QRectF(box.x(), box.bottom() + 2, box.width(), self._known_height())
        painter.drawText(below, _WRAPPED, self.known)
        painter.end()

    def _place(self) -> None:
        tall = self.sizeHint().height()
        if tall != self.height():
            self.setFixedHeight(tall)
        x = self._left() - 3 if theme.current().density is theme.ROOMY else _MARGIN - 3
        for button in self._buttons.values():
            hint = button.sizeHint()
            button.setGeometry(round(x), tall - hint.height() - _PAD[_dense()] + 3, hint.width(), hint.height())
            x += hint.width() + 2
        self.update()

    def _left(self) -> float:
        return _MARGIN + _MARK - 3

    def _wide(self) -> float:
        return max(self.width() - self._left() - _MARGIN, 80.0)

    def _font(self) -> QFont:
        return theme.font(theme.current().density.body, 600)

    def _quoted(self) -> str:
        return f"\N{LEFT DOUBLE QUOTATION MARK}{self.words}\N{RIGHT DOUBLE QUOTATION MARK}"

    def _words_height(self) -> float:
        return _height(self._quoted(), self._font(), self._wide())

    def _known_height(self) -> float:
        if not self.known:
            return 0.0
        return _height(self.known, theme.font(theme.current().density.value), self._wide()) + 4


def _said(question: Question, claim: Claim, assessment: Assessment, officer: Officer) -> str:
    """The words of a question with what they name filled in."""
    form, money = claim.form, assessment.withholding
    return question.text.format(
        petugas=officer.name,
        cabang=officer.branch_name,
        bank=form.text(Field.BANK).strip(),
        rekening=mask_account(form.text(Field.ACCOUNT_NUMBER)),
        saldo=words.rupiah(claim.master.balance),
        pajak=words.rupiah(money.tax),
        dibayar=words.rupiah(money.net),
    )


def _known(question: Question, claim: Claim) -> str:
    """What the centre's record says of the answer; "" where it knows nothing."""
    master, form = claim.master, claim.form
    if question.code == "person":
        facts = [master.full_name, words.day(master.birth_date), mask_mother(master.mother_name)]
    elif question.code == "employer":
        facts = [master.employer, form.text(Field.EMPLOYED_FROM), form.text(Field.EMPLOYED_UNTIL)]
    elif question.code == "other_cards":
        paid = [f"{words.rupiah(payment.gross)} ({payment.paid_on.year})" for payment in master.prior_payments]
        facts = [*(mask_kpj(kpj) for kpj in master.other_kpj), *paid] or [translate("Form", "None")]
    else:
        return ""
    return translate("Form", "Centre's record: %1").replace("%1", ", ".join(fact for fact in facts if fact))


def _height(text: str, font: QFont, wide: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, wide, 1000), _WRAPPED, text).height()


def _dense() -> bool:
    return theme.current().density is not theme.ROOMY
