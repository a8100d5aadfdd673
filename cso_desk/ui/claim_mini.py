"""The compact claim form of a booth: person, money, the eight checks and the next step, in one painted widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.form import CheckSlot, DocumentKind, Field

from . import check_words, paint, scan_words, theme, words
from .language import translate
from .seat import Seat

_EMPHASIS = (WorkState.TALK, WorkState.NEED, WorkState.READY)
_LOUD = (Outcome.WARN, Outcome.FAIL)
_TALLEST_CHECK = 36.0
_MONEY_GAPS = (10.0, 6.0, 4.0)
_DASHES = [4.0, 3.0]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which rows there is room for and how tall they are; the line of numbers is the last to be dropped."""

    name: float
    identity: float
    money: float
    labelled: bool
    check: float
    next: float


class ClaimMini(QWidget):
    """Shows a seat's claim in a few lines; drawn anew only when the claim changes, while a scan's progress is added."""

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._today = today
        self._seat: Seat | None = None
        self._drawn: QPixmap | None = None
        self._scans: list[tuple[Check, QRectF]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_seat(self, seat: Seat) -> None:
        """Show the claim of this seat."""
        before, self._seat = self._seat, seat
        if before is None or _shown(seat) != _shown(before):
            self._drawn = None
            self.update()
        elif _progress(seat) != _progress(before):
            self.update()

    def restyle(self) -> None:
        """Take on the look, or the language, that is in force."""
        self._drawn = None
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for the name, the money in one line and four rows of checks."""
        return QSize(260, 110)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the finished picture down: with six cells in sight, drawing every text anew would stall the window."""
        if self._seat is None or self._seat.held is None:
            return
        if self._drawn is None or self._drawn.size() != self.size() * self.devicePixelRatioF():
            self._drawn = self._picture(self._seat)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        self.draw_scans(painter, self._seat)
        painter.end()

    def _picture(self, seat: Seat) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(theme.current().colour("surface"))
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, seat)
        painter.end()
        return drawn

    def draw_scans(self, painter: QPainter, seat: Seat) -> None:
        """Add how far each document is taken to what `draw` drew: it changes with every frame, the rest does not."""
        look = theme.current()
        bold, ink = theme.font(look.density.value, 600), look.state(WorkState.SCAN).text
        for check, room in self._scans:
            paint.text(painter, room, _scanned(seat, check), bold, ink, paint.RIGHT)

    def draw(self, painter: QPainter, seat: Seat) -> None:
        """Draw the rows from the top; what there is no room for is left out, never clipped."""
        self._scans = []
        rows = self._rows()
        y = self._draw_person(painter, seat, rows)
        y = self._draw_money(painter, seat, rows, y)
        bottom = self.height() - rows.next - (6 if rows.next else 0)
        self._draw_checks(painter, seat, y, bottom)
        if rows.next:
            self._draw_next(painter, seat, QRectF(0, self.height() - rows.next, self.width(), rows.next))

    def _rows(self) -> _Rows:
        roomy = theme.current().density is theme.ROOMY
        full = _Rows(22, 20, 49, True, 21, 31) if roomy else _Rows(18, 16, 36, True, 15, 22)
        flat = _Rows(full.name, full.identity, 24, False, full.check, full.next)
        short = _Rows(full.name, full.identity, 24, False, full.check, 0)
        bare = _Rows(full.name, 0, 24, False, full.check, 0)
        fitting = (rows for rows in (full, flat, short) if self._height(rows) <= self.height())
        return next(fitting, bare)

    @staticmethod
    def _height(rows: _Rows) -> float:
        return rows.name + rows.identity + rows.money + 7 + 4 * rows.check + rows.next + 12

    def _draw_person(self, painter: QPainter, seat: Seat, rows: _Rows) -> float:
        look = theme.current()
        assert seat.held is not None
        form = seat.held.claim.form
        chip_font = theme.font(look.density.check, 600)
        chip = words.cause(form.cause)
        wide = paint.width(chip, chip_font) + 16
        if wide > self.width() * 0.45:
            chip = words.short_cause(form.cause)
            wide = min(paint.width(chip, chip_font) + 16, self.width() * 0.45)
        rect = QRectF(self.width() - wide - 0.5, 1.5, wide, rows.name - 3)
        paint.rounded(painter, rect, 4, look.palette.sunken, look.palette.line)
        paint.text(painter, rect.adjusted(7, 0, -7, 0), chip, chip_font, look.palette.ink2, paint.CENTRE)
        name = form.text(Field.FULL_NAME) or seat.held.claim.master.full_name
        room = QRectF(0, 0, self.width() - wide - 10, rows.name)
        paint.text(painter, room, name, theme.font(look.density.name, 600), look.palette.ink)
        if rows.identity:
            self._draw_identity(painter, seat, rows.name, rows.identity)
        return rows.name + rows.identity

    def _draw_identity(self, painter: QPainter, seat: Seat, top: float, height: float) -> None:
        look = theme.current()
        assert seat.held is not None
        claim = seat.held.claim
        label, number = theme.font(look.density.label), theme.mono(look.density.check)
        about = words.about(claim, self._today())
        room = paint.width(about, theme.font(look.density.check)) + 8
        paint.text(
            painter, QRectF(0, top, self.width(), height), about,
            theme.font(look.density.check), look.palette.ink2, paint.RIGHT,
        )  # fmt: skip
        nik, kpj = words.masked_identity(claim.form.text(Field.NIK), claim.form.text(Field.KPJ))
        x = 0.0
        for name, value in (("NIK", nik), ("KPJ", kpj)):
            left = self.width() - room - x
            if left < paint.width(f"{name} {value}", number) - 8:
                break
            x += paint.text(painter, QRectF(x, top, left, height), name, label, look.palette.ink3) + 6
            x += paint.text(painter, QRectF(x, top, left, height), value, number, look.palette.ink2) + 16

    def _draw_money(self, painter: QPainter, seat: Seat, rows: _Rows, top: float) -> float:
        look = theme.current()
        line = QPen(QColor(look.palette.line), 1)
        first, last = round(top + 4) + 0.5, round(top + 4 + rows.money) + 0.5
        painter.setPen(line)
        painter.drawLine(QRectF(0, first, self.width(), 0).topLeft(), QRectF(0, first, self.width(), 0).topRight())
        painter.drawLine(QRectF(0, last, self.width(), 0).topLeft(), QRectF(0, last, self.width(), 0).topRight())
        if seat.assessment is not None:
            self._draw_amounts(painter, seat, QRectF(0, first, self.width(), rows.money), rows.labelled)
        return last + 3

    def _draw_amounts(self, painter: QPainter, seat: Seat, rect: QRectF, labelled: bool) -> None:
        look = theme.current()
        assert seat.held is not None
        assert seat.assessment is not None
        amount, paid = _amount_font(), theme.font(look.density.paid, 600)
        label = theme.font(look.density.label)
        half = rect.height() / 2
        labels = QRectF(0, rect.top() + 3, rect.width(), half - 5) if labelled else QRectF()
        values = QRectF(0, rect.top() + half - 3, rect.width(), half) if labelled else rect
        columns = _columns(seat)
        net = words.rupiah(seat.assessment.withholding.net)
        room = rect.width() - paint.width(f"=  {net}", paid) - 12
        gap = next((gap for gap in _MONEY_GAPS if _money_width(columns, gap, labelled) <= room), _MONEY_GAPS[-1])
        while _money_width(columns, gap, labelled) > room:
            columns = columns[1:]
        x = 0.0
        for title, value, sign in columns:
            if sign:
                x += paint.text(painter, values.translated(x, 0), sign, amount, look.palette.ink3) + gap
            if labelled:
                paint.text(painter, labels.translated(x, 0), title, label, look.palette.ink3)
            paint.text(painter, values.translated(x, 0), value, amount, look.palette.ink)
            x += max(paint.width(value, amount), paint.width(title, label) if labelled else 0) + gap
        if labelled:
            title = translate("Words", "Paid out (Rp)")
            paint.text(painter, labels, title, label, look.palette.ink3, paint.RIGHT)
        paint.text(painter, values, net, paid, look.palette.ink, paint.RIGHT)
        before = values.adjusted(0, 0, -paint.width(net, paid) - 10, 0)
        paint.text(painter, before, "=", amount, look.palette.ink3, paint.RIGHT)

    def _draw_checks(self, painter: QPainter, seat: Seat, top: float, bottom: float) -> None:
        if seat.assessment is None:
            return
        gap = 20.0 if theme.current().density is theme.ROOMY else 10.0
        column = (self.width() - gap) / 2
        row = min((bottom - top) / 4, _TALLEST_CHECK)
        for index, check in enumerate(seat.assessment.checks):
            across, down = index % 2, index // 2
            rect = QRectF(across * (column + gap), top + down * row, column, row)
            room = self._draw_check(painter, check, rect, scanned=bool(_scanned(seat, check)))
            if room is not None:
                self._scans.append((check, room))

    def _draw_check(self, painter: QPainter, check: Check, rect: QRectF, *, scanned: bool) -> QRectF | None:
        """Draw one check; returns the room for how far taking its document is, where it is being `scanned`."""
        look = theme.current()
        loud = check.outcome in _LOUD and check.blocks
        palette = look.palette
        outcome = Outcome.PASS if check.outcome is Outcome.WARN and check.accepted else check.outcome
        paint.check_mark(painter, rect.x(), rect.center().y(), outcome, 13 if look.density is theme.ROOMY else 11)
        left = rect.adjusted(20 if look.density is theme.ROOMY else 16, 0, 0, 0)
        label_ink = palette.ink if loud else palette.ink3 if outcome is Outcome.OPEN else palette.ink2
        label = theme.font(look.density.check, 600 if loud else 400)
        taken = paint.text(painter, left, check_words.slot(check.slot), label, label_ink) + 6
        value = theme.font(look.density.value, 600 if loud else 400)
        value_ink = {Outcome.WARN: palette.warn, Outcome.FAIL: palette.fail}.get(outcome, palette.ink3)
        room = left.adjusted(taken, 0, 0, 0)
        if scanned:
            return room
        paint.text(painter, room, check_words.finding(check), value, value_ink if loud else palette.ink3, paint.RIGHT)
        return None

    def _draw_next(self, painter: QPainter, seat: Seat, rect: QRectF) -> None:
        look = theme.current()
        emphatic = seat.attention.state in _EMPHASIS
        colours = look.state(seat.attention.state)
        paint.rounded(painter, rect, 5, colours.tint if emphatic else look.palette.sunken)
        ink = colours.text if emphatic else look.palette.ink2
        provisional = seat.held is not None and seat.held.provisional
        if provisional:
            ink = _draw_provisional(painter, rect)
        x = 9.0 + paint.icon(painter, 9, rect.center().y(), "clock" if provisional else "arrow-right", ink, 14) + 8
        step = words.next_step(seat)
        right = rect.right() - 8
        if step.key:
            label = theme.font(look.density.value)
            taken = paint.text(painter, rect.adjusted(0, 0, -8, 0), step.does, label, look.palette.ink2, paint.RIGHT)
            right -= taken + 8
            keys = step.key.split()
            for key in reversed(keys):
                cap = max(20.0, paint.width(key, theme.font(11, 600)) + 12)
                right -= cap
                paint.key_cap(
                    painter, right, rect.center().y(), key,
                    look.palette.ink, look.palette.line2, look.palette.surface,
                )  # fmt: skip
                right -= 6
        font = theme.font(look.density.body, 600 if emphatic or provisional else 400)
        paint.text(painter, QRectF(x, rect.y(), right - x - 4, rect.height()), step.text, font, ink)


def _draw_provisional(painter: QPainter, rect: QRectF) -> str:
    """Draw the broken line around what is not yet for good; returns the ink of what stands in it."""
    look = theme.current()
    colours = look.state(WorkState.READY)
    pen = QPen(QColor(colours.solid), 2)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.setBrush(QColor(look.palette.surface))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
    return colours.text


def _scanned(seat: Seat, check: Check) -> str:
    """How far the document is taken that this check waits for, or that it is; "" where there is nothing of it."""
    scan = seat.scan
    if check.outcome is not Outcome.OPEN:
        return ""
    if check.slot is CheckSlot.ID_CARD and seat.held is not None:
        files = seat.held.claim.attachments
        if any(one.document == DocumentKind.ID_CARD and one.taken_at is not None for one in files):
            return scan_words.taken()
    if scan is None or not scan.corners or not scan.good:
        return ""
    slot = CheckSlot.ID_CARD if scan.kind is DocumentKind.ID_CARD else CheckSlot.DOCUMENTS
    return scan_words.progress(scan) if check.slot is slot else ""


def _shown(seat: Seat) -> tuple[object, ...]:
    """All of a seat that its picture tells; its times and how far a scan is are not in it."""
    scanned = tuple(map(bool, _progress(seat)))
    return (seat.number, seat.held, seat.assessment, seat.attention.state, words.next_step(seat), scanned)


def _progress(seat: Seat) -> tuple[str, ...]:
    """How far the document of each check is taken."""
    checks = seat.assessment.checks if seat.assessment is not None else ()
    return tuple(_scanned(seat, check) for check in checks)


def _amount_font() -> QFont:
    return theme.font(theme.current().density.paid - 2.5)


def _columns(seat: Seat) -> list[tuple[str, str, str]]:
    """The amounts that lead to what is paid out: title, value, and the sign before it."""
    assert seat.held is not None
    assert seat.assessment is not None
    balance, gross = seat.held.claim.master.balance, seat.assessment.gross
    columns = [(translate("Words", "JHT balance"), words.rupiah(balance), "")]
    if gross != balance:
        columns.append((words.share(seat.held.claim.form.cause), words.rupiah(gross), "→"))
    return [*columns, (translate("Words", "Tax"), words.rupiah(seat.assessment.withholding.tax), "−")]


def _money_width(columns: Sequence[tuple[str, str, str]], gap: float, labelled: bool) -> float:
    amount, label = _amount_font(), theme.font(theme.current().density.label)
    wide = -gap
    for title, value, sign in columns:
        wide += paint.width(sign, amount) + gap if sign else 0
        wide += max(paint.width(value, amount), paint.width(title, label) if labelled else 0) + gap
    return wide
