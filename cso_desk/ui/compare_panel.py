"""A document beside form and record: its picture with what was read in it, its rows, and what may be done with them."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from cso_desk.claims.checks import Outcome
from cso_desk.claims.form import DocumentKind, Field
from cso_desk.documents.compare import Row

from . import compare_words, form_words, keys, paint, theme
from .card import Card, header_height
from .claim_paper import ClaimPaper
from .compare_table import CompareTable, Shown, row_mark
from .drawn_still import DrawnStill
from .face_pair import FacePair
from .header_button import HeaderButton
from .key_button import KeyButton, Kind
from .keys import Action
from .language import translate
from .reason_line import ReasonLine
from .still_view import Mark, StillView

_FOOT = (46, 36)
_STILL = (258, 196)
_PAD = (10, 6)
_LEAST_FACES = 84
_CARD = 85.6 / 53.98  # ISO/IEC 7810 ID-1
MASKED = frozenset((Field.NIK, Field.KPJ, Field.FAMILY_CARD, Field.NPWP, Field.ACCOUNT_NUMBER))
"""The numbers whose middle is hidden, in the rows and in the picture, until they are opened."""
_ACTIONS = (Action.CONFIRM, Action.CORRECT, Action.PROPOSE, Action.ACCEPT)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the panel shows of one document. `words` stand where there is no picture, `told` says how the reading is.

    `offers` are the actions that are possible now; `proven` are the form keys that a picture proves.
    `proof` is the place that was asked for, in the picture that has it; `sign` says that the picture may show a copy.
    """

    paper: ClaimPaper
    rows: tuple[Row, ...] = ()
    still: DrawnStill | None = None
    words: str = ""
    remark: str = ""
    told: str = ""
    revealed: bool = False
    proven: frozenset[str] = frozenset()
    offers: frozenset[Action] = field(default_factory=frozenset)
    sure: int = 0
    proof: Mark | None = None
    sign: str = ""


class ComparePanel(Card):
    """Shows one comparison; the chosen row is what the actions are about."""

    pressed = Signal(object)
    """An Action."""
    reasoned = Signal(object, str)
    """The Action that was asked about, and the reason for it."""
    row_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("arrow-left-right", parent)
        self.area.hide()
        self._shown = Comparison(ClaimPaper(DocumentKind.ID_CARD))
        self._close = False
        self._header_right = self._buttons_left = 0
        self._asked: Action | None = None
        self.still = StillView(self)
        self.table = CompareTable(self)
        self.faces = FacePair(self)
        self.reason = ReasonLine(self)
        self.other = HeaderButton(keys.key_of(Action.COMPARE), self)
        self.reveal = HeaderButton(keys.key_of(Action.REVEAL), self)
        self.zoom = HeaderButton(keys.key_of(Action.ZOOM), self)
        self.buttons = {
            action: KeyButton(kind, icon, keys.key_of(action), self)
            for action, kind, icon in (
                (Action.CONFIRM, Kind.APPROVE, "check"),
                (Action.CORRECT, Kind.PLAIN, "pencil"),
                (Action.PROPOSE, Kind.PLAIN, "arrow-up"),
                (Action.ACCEPT, Kind.PLAIN, ""),
            )
        }
        for action, button in self.buttons.items():
            button.small = True
            button.clicked.connect(lambda _checked=False, action=action: self.pressed.emit(action))
        self.other.clicked.connect(lambda: self.pressed.emit(Action.COMPARE))
        self.zoom.clicked.connect(lambda: self.pressed.emit(Action.ZOOM))
        self.still.chosen.connect(self.table.choose)
        self.table.chosen.connect(self._follow_row)
        self.reason.given.connect(self._give)
        self.reason.left.connect(self.stop_asking)
        self.retranslate()

    @property
    def shown(self) -> Comparison:
        """What is shown."""
        return self._shown

    @property
    def is_asking(self) -> bool:
        """True while a reason is asked for."""
        return self._asked is not None

    def show_comparison(self, shown: Comparison) -> None:
        """Show a document; another one ends what was asked about the one before."""
        if shown.paper.kind is not self._shown.paper.kind:
            self.stop_asking()
        self._shown = shown
        self.table.show_rows(Shown(shown.paper.kind, shown.rows, shown.revealed, shown.proven))
        self.faces.show_still(shown.still if shown.paper.kind is DocumentKind.ID_CARD else None)
        title = translate("Compare", "Compare %1").replace("%1", form_words.document(shown.paper.kind))
        self.show_title(title, "")
        self.setAccessibleDescription(shown.sign)
        self._show_marks()
        self._show_buttons()
        self._place()
        self.update()

    def look_closer(self) -> None:
        """Show the picture as large as there is room, or again beside the rows."""
        self._close = not self._close
        self.still.look_whole()
        self._place()

    def ask(self, action: Action, question: str, verb: str) -> None:
        """Ask for the reason of an action."""
        self._asked = action
        self.reason.ask(question, verb, translate("Compare", "Cancel"))
        self._show_buttons()

    def stop_asking(self) -> None:
        """Ask no more."""
        if self._asked is None:
            return
        self._asked = None
        self.reason.hide()
        self._show_buttons()
        self.table.setFocus()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.other.name(translate("Compare", "other document"))
        self.reveal.name(translate("Compare", "hold: open the digits, on record"))
        self.zoom.name(translate("Compare", "look closer"))
        self.buttons[Action.CORRECT].name(translate("Compare", "Correct the form"))
        self.buttons[Action.PROPOSE].name(translate("Compare", "Propose correction of the record"))
        self.buttons[Action.ACCEPT].name(translate("Compare", "Accept with reason"))
        self._show_buttons()

    def restyle(self) -> None:
        """Take on the look that is in force."""
        super().restyle()
        if hasattr(self, "table"):
            self.table.updateGeometry()
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every part its place."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, where the picture comes from, and what the chosen row says."""
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title = theme.font(look.density.body + 0.5, 600)
        left = 44 + paint.width(self._title, title)
        left += self._draw_sign(painter, left)
        room = QRectF(left, 0, self._header_right - left - 10, header_height())
        paint.text(painter, room, self._shown.remark, theme.font(look.density.value), look.palette.ink3)
        foot = self._foot()
        painter.fillRect(QRectF(1, foot.y(), self.width() - 2, 1), QColor(look.palette.line))
        if self._asked is None:
            self._draw_sentence(painter, QRectF(foot))
        painter.end()

    def _draw_sign(self, painter: QPainter, left: float) -> float:
        """Draw that the picture may show a copy; returns the width it took."""
        if not self._shown.sign:
            return 0.0
        look = theme.current()
        mark = paint.check_mark(painter, left, header_height() / 2, Outcome.WARN, 13) + 6
        room = QRectF(left + mark, 0, self._header_right - left - mark - 10, header_height())
        font = theme.font(look.density.value, 600)
        return mark + paint.text(painter, room, self._shown.sign, font, look.palette.warn) + 12

    def _draw_sentence(self, painter: QPainter, foot: QRectF) -> None:
        look = theme.current()
        row = self.table.row
        text: str = self._shown.told
        outcome: Outcome | None = Outcome.OPEN
        if not text and row is not None:
            text, outcome = compare_words.sentence(row, self._shown.paper.kind), compare_words.outcome(row)
        if not text:
            return
        x = foot.x() + 10
        x += row_mark(painter, x, foot.center().y(), outcome, 14) + 7
        paint.text(
            painter, QRectF(x, foot.y(), self._buttons_left - x - 8, foot.height()), text,
            theme.font(look.density.body), look.palette.ink,
        )  # fmt: skip

    def _follow_row(self, _key: str) -> None:
        self._show_marks()
        self.row_chosen.emit()

    def _show_marks(self) -> None:
        chosen = self.table.row
        covered = frozenset() if self._shown.revealed else MASKED
        if self._shown.proof is not None:
            proof = replace(self._shown.proof, covered=self._shown.proof.key in covered)
            self.still.show_still(self._shown.still, [proof], self._shown.words)
            return
        marks = [
            Mark(
                row.key,
                row.read.box,
                compare_words.agrees(row),
                chosen=chosen is not None and row.key == chosen.key,
                covered=row.key in covered,
            )
            for row in self._shown.rows
            if row.read is not None
        ]
        self.still.show_still(self._shown.still, marks, self._shown.words)

    def _show_buttons(self) -> None:
        many = str(self._shown.sure)
        self.buttons[Action.CONFIRM].name(translate("Compare", "Confirm %1 field(s)").replace("%1", many))
        for action in _ACTIONS:
            self.buttons[action].setVisible(action in self._shown.offers and self._asked is None)
        self._place_foot()
        self.update()

    def _give(self, reason: str) -> None:
        action = self._asked
        self.stop_asking()
        self.reasoned.emit(action, reason)

    def _foot(self) -> QRect:
        tall = _FOOT[_dense()]
        return QRect(1, self.height() - tall - 1, self.width() - 2, tall)

    def _place(self) -> None:
        pad, head = _PAD[_dense()], header_height()
        self._place_header()
        body = QRect(pad, head + pad, self.width() - 2 * pad, self.height() - head - _FOOT[_dense()] - 2 * pad)
        wide = _STILL[_dense()]
        if self._close:
            self._place_close(body)
        else:
            is_card = self._shown.paper.kind is DocumentKind.ID_CARD
            tall = min(body.height(), round((wide - 16) / _CARD) + 16) if is_card else body.height()
            left = body.height() - tall - pad
            with_faces = is_card and left >= _LEAST_FACES
            self.still.setGeometry(body.x(), body.y(), wide, tall if with_faces else body.height())
            self.faces.setGeometry(body.x(), body.y() + tall + pad, wide, max(left, 1))
            self.faces.setVisible(with_faces)
            at = body.x() + wide + pad
            rows = min(self.table.sizeHint().height(), body.height())
            self.table.setGeometry(at, body.y() - 2, body.right() - at + 1, rows)
        self.table.setVisible(not self._close)
        self._place_foot()

    def _place_close(self, body: QRect) -> None:
        """The picture large, and for an identity card both faces as large beside it."""
        is_card = self._shown.paper.kind is DocumentKind.ID_CARD
        faces = min(round(body.width() * 0.42), round(body.height() * 1.5)) if is_card else 0
        self.still.setGeometry(body.adjusted(0, 0, -faces - (10 if faces else 0), 0))
        self.faces.setGeometry(body.right() - faces, body.y(), max(faces, 1), body.height())
        self.faces.setVisible(is_card)

    def _place_header(self) -> None:
        right = self.width() - 6
        for button in (self.reveal, self.other, self.zoom):
            size = button.sizeHint()
            tall = min(size.height(), header_height() - 5)
            right -= size.width() + 5
            button.take(theme.current().palette.ink2)
            button.setGeometry(right, (header_height() - tall) // 2, size.width(), tall)
        self._header_right = right

    def _place_foot(self) -> None:
        foot = self._foot()
        self.reason.setGeometry(foot.adjusted(8, 1, -6, 0))
        right = foot.right() - 4
        for action in reversed(_ACTIONS):
            button = self.buttons[action]
            if button.isHidden():
                continue
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, foot.y() + (foot.height() - size.height()) // 2 + 1, size.width(), size.height())
        self._buttons_left = right


def _dense() -> bool:
    return theme.current().density is not theme.ROOMY
