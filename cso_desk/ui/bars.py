"""The top bar: where one is, who waits, how the line is; and what all painted bars have in common."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cso_desk.claims.model import Channel
from cso_desk.claims.tables import Role
from cso_desk.desk.model import DeskView, LineState, Officer, Pack, SyncStatus, Tally, Waiting

from . import paint, sync_words, theme, words
from .language import translate
from .people_button import PeopleButton
from .second_button import SecondButton
from .second_values import waiting_for

_LINE_MAY_GROW = 12
_LINE_ICONS = {
    LineState.SYNCED: "cloud-check",
    LineState.SENDING: "refresh-cw",
    LineState.OFFLINE: "wifi-off",
    LineState.UNSURE: "triangle-alert",
    LineState.REFUSED: "arrow-left-right",
}
_CHANNEL_ICONS = {Channel.BOOTH: "monitor", Channel.ONLINE: "globe", Channel.COLLECTIVE: "table-2"}


class Bar(QWidget):
    """A painted strip of fixed height."""

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.update()

    def begin(self) -> QPainter:
        """A painter with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class TopBar(Bar):
    """Shows where one is, who waits, what was done today, how the line is, who is signed in, and the time.

    Beside the line stand the claims that are kept for offline work, and that the clock is wrong where it is.
    """

    line_clicked = Signal()
    pack_clicked = Signal()
    people_clicked = Signal()
    second_clicked = Signal()

    def __init__(self, officer: Officer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._officer = officer
        self._waiting: tuple[Waiting, ...] = ()
        self._today = Tally()
        self._line: SyncStatus | None = None
        self._now: datetime | None = None
        self._pack = Pack()
        self._clock_ahead_s: float | None = None
        self._line_rect = QRectF()
        self._pack_rect = QRectF()
        self._right_from = 0
        self.people = PeopleButton(self)
        self.people.clicked.connect(self.people_clicked)
        self.second = SecondButton(self)
        self.second.setVisible(officer.is_above)
        self.second.clicked.connect(self.second_clicked)

    def show_desk(self, view: DeskView) -> None:
        """Show the queues, today's figures, the kept claims, and whether the clock is right."""
        before = (self._waiting, self._today, self._pack, sync_words.clock_off(self._clock_ahead_s))
        self._waiting, self._today, self._pack = view.waiting, view.today, view.pack
        self._clock_ahead_s = view.clock_ahead_s
        if self.second.count(waiting_for(view, self._officer)):
            self.update()
        after = (self._waiting, self._today, self._pack, sync_words.clock_off(self._clock_ahead_s))
        if before != after:
            self._say()
            self.update()

    def show_line(self, status: SyncStatus) -> None:
        """Show how the desk stands with the centre."""
        before, self._line, now = self._line, status, self._now
        if now is None or before is None or sync_words.line(before, now) != sync_words.line(status, now):
            self.update()

    def show_time(self, now: datetime) -> None:
        """Show the time of day; the queues' waiting times follow once a minute."""
        same_minute = self._now is not None and self._now.minute == now.minute
        self._now = now
        if same_minute:
            self.update(self._right_from, 0, self.width() - self._right_from, self.height())
        else:
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the line's state, or on the kept claims, asks to see what it is about."""
        if self._line_rect.contains(event.position()):
            self.line_clicked.emit()
        elif self._pack_rect.contains(event.position()):
            self.pack_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw from both ends towards the middle; what there is no room for is left out."""
        look = theme.current()
        palette = look.palette
        painter = self.begin()
        painter.fillRect(self.rect(), QColor(palette.bar))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.barline))
        roomy = look.density is theme.ROOMY
        right = self._draw_right(painter, roomy)
        only_right = event.rect().x() >= self._right_from > 0
        self._right_from = round(right) - _LINE_MAY_GROW
        if only_right:
            painter.end()
            return
        x = 16.0 if roomy else 10.0
        x += paint.icon(painter, x, self.height() / 2, "layout-grid", "#6FB1FF", 26 if roomy else 22) + 12
        where = f"{self._officer.branch_name} · {self._officer.place}"
        x += self._pair(painter, x, "CSO Desk", where, 15 if roomy else 13.5) + (20 if roomy else 14)
        x = self.people.place(self._rule(painter, x), self.height())
        if self._officer.is_above:
            x = self.second.place(x, self.height())
        if roomy:
            x = self._label(painter, x, translate("Bars", "Queue"))
        x = self._draw_waiting(painter, x, right, roomy)
        self._draw_today(painter, x, right, roomy)
        painter.end()

    def _pair(
        self, painter: QPainter, x: float, top: str, below: str, px: float, align: Qt.AlignmentFlag = paint.LEFT
    ) -> float:
        palette = theme.current().palette
        bold, small = theme.font(px, 600), theme.font(11.5 if px > 14 else 11)
        wide = max(paint.width(top, bold), paint.width(below, small))
        left = x if align == paint.LEFT else x - wide
        middle = self.height() / 2
        paint.text(painter, QRectF(left, middle - 18, wide + 1, 19), top, bold, palette.barink, align)
        paint.text(painter, QRectF(left, middle + 0.5, wide + 1, 16), below, small, palette.barink2, align)
        return wide

    def _rule(self, painter: QPainter, x: float) -> float:
        painter.fillRect(QRectF(round(x), self.height() / 2 - 17, 1, 34), QColor(theme.current().palette.barline))
        return x + 18

    def _label(self, painter: QPainter, x: float, text: str) -> float:
        rect = QRectF(x, 0, 200, self.height())
        return x + paint.text(painter, rect, text, theme.font(11), theme.current().palette.barink2) + 16

    def _draw_waiting(self, painter: QPainter, x: float, right: float, roomy: bool) -> float:
        palette = theme.current().palette
        middle = self.height() / 2
        for waiting in self._waiting:
            name = {
                Channel.BOOTH: translate("Bars", "Booths"),
                Channel.ONLINE: translate("Bars", "Online"),
                Channel.COLLECTIVE: translate("Bars", "Collective"),
            }[waiting.channel]
            remark = self._oldest(waiting) if roomy else ""
            body, big, small = theme.font(13 if roomy else 12), theme.font(16 if roomy else 14, 600), theme.font(11.5)
            count = str(waiting.count)
            need = 16 + 6 + paint.width(name, body) + 6 + paint.width(count, big) + 6 + paint.width(remark, small)
            if x + need > right - 20:
                return x
            x += paint.icon(painter, x, middle, _CHANNEL_ICONS[waiting.channel], palette.barink2, 16) + 6
            x += paint.text(painter, self._at(x), name, body, palette.barink2) + 6
            x += paint.text(painter, self._at(x), count, big, palette.barink) + 6
            if remark:
                x += paint.text(painter, self._at(x), remark, small, palette.barink2) + 6
            x += 12 if roomy else 8
        return x

    def _oldest(self, waiting: Waiting) -> str:
        if waiting.oldest_at is None or self._now is None or waiting.channel is not Channel.BOOTH:
            return ""
        seconds = (self._now - waiting.oldest_at).total_seconds()
        return translate("Bars", "longest %1").replace("%1", words.spell(seconds))

    def _draw_today(self, painter: QPainter, x: float, right: float, roomy: bool) -> None:
        palette = theme.current().palette
        figures = (
            (self._today.approved, translate("Bars", "approved")),
            (self._today.returned, translate("Bars", "returned")),
            (self._today.rejected, translate("Bars", "rejected")),
            (self._today.referred, translate("Bars", "referred")),
        )
        head = translate("Bars", "Today")
        big, body = theme.font(16 if roomy else 14, 600), theme.font(13 if roomy else 12)
        first = 26 + paint.width(head, theme.font(11)) + 16 + paint.width(f"{figures[0][0]} {figures[0][1]}", big)
        if x + first > right - 20:
            return
        x = self._rule(painter, x + 8)
        x = self._label(painter, x, head)
        for count, name in figures:
            if x + paint.width(str(count), big) + 6 + paint.width(name, body) > right - 20:
                return
            x += paint.text(painter, self._at(x), str(count), big, palette.barink) + 6
            x += paint.text(painter, self._at(x), name, body, palette.barink2) + (18 if roomy else 12)

    def _draw_right(self, painter: QPainter, roomy: bool) -> float:
        palette = theme.current().palette
        right = self.width() - (16.0 if roomy else 10.0)
        if self._now is not None:
            right -= self._pair(
                painter, right, words.clock(self._now), words.long_day(self._now.date()), 15 if roomy else 13.5,
                paint.RIGHT,
            )  # fmt: skip
            right = self._left_rule(painter, right - 18)
        bold, small = theme.font(13 if roomy else 12, 600), theme.font(11.5 if roomy else 11)
        about = f"{_role(self._officer.role)} · NPK ••••• {self._officer.number[-3:]}"
        wide = max(paint.width(self._officer.name, bold), paint.width(about, small))
        self._pair(painter, right - wide, self._officer.name, about, 13 if roomy else 12)
        right -= wide + 9
        disc = 32 if roomy else 26
        rect = QRectF(right - disc, (self.height() - disc) / 2, disc, disc)
        paint.rounded(painter, rect, disc / 2, "#2E4B66")
        initials = "".join(part[0] for part in self._officer.name.split()[:2]).upper()
        paint.text(painter, rect, initials, theme.font(12 if roomy else 11, 600), "#FFFFFF", paint.CENTRE)
        right = self._left_rule(painter, right - disc - 18)
        right = self._draw_line(painter, right, palette)
        clock, kept = self._warnings()
        if clock:
            right = self._draw_remark(painter, right, clock, "triangle-alert", palette.alarm, 600).x() - 6
        self._pack_rect = QRectF()
        if kept:
            self._pack_rect = self._draw_remark(painter, right, kept, "snowflake", palette.barink, 400)
            right = self._pack_rect.x() - 6
        return right

    def _warnings(self) -> tuple[str, str]:
        """That the clock is wrong, and what is kept."""
        return sync_words.clock_off(self._clock_ahead_s), sync_words.pack(self._pack)

    def _say(self) -> None:
        self.setAccessibleName(", ".join(text for text in self._warnings() if text))

    def _draw_remark(self, painter: QPainter, right: float, text: str, icon: str, ink: str, weight: int) -> QRectF:
        """A text with its icon that ends a little before `right`; returns where it stands."""
        font = theme.font(13 if theme.current().density is theme.ROOMY else 12, weight)
        wide = paint.width(text, font)
        right -= 14 if theme.current().density is theme.ROOMY else 8
        paint.text(painter, QRectF(right - wide, 0, wide + 1, self.height()), text, font, ink)
        paint.icon(painter, right - wide - 22, self.height() / 2, icon, ink, 16)
        return QRectF(right - wide - 22, 0, wide + 22, self.height())

    def _left_rule(self, painter: QPainter, x: float) -> float:
        painter.fillRect(QRectF(round(x), self.height() / 2 - 17, 1, 34), QColor(theme.current().palette.barline))
        return x - 18

    def _draw_line(self, painter: QPainter, right: float, palette: theme.Palette) -> float:
        if self._line is None or self._now is None:
            return right
        text = sync_words.line(self._line, self._now)
        calm = self._line.state is LineState.SYNCED
        ink = palette.synced if calm else palette.barink if self._line.state is LineState.SENDING else palette.alarm
        font = theme.font(13 if theme.current().density is theme.ROOMY else 12, 400 if calm else 600)
        wide = paint.width(text, font)
        paint.text(painter, QRectF(right - wide, 0, wide + 1, self.height()), text, font, ink)
        paint.icon(painter, right - wide - 24, self.height() / 2, _LINE_ICONS[self._line.state], ink, 17)
        self._line_rect = QRectF(right - wide - 24, 0, wide + 24, self.height())
        return right - wide - 30

    def _at(self, x: float) -> QRectF:
        return QRectF(x, 0, max(0.0, self.width() - x), self.height())


def _role(role: Role) -> str:
    """What somebody at a desk is called."""
    above = {
        Role.SUPERVISOR: translate("Bars", "Supervisor"),
        Role.HEAD: translate("Bars", "Head of the branch"),
    }
    return above.get(role, "CSO")
