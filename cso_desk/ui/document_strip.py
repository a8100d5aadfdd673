"""The documents of a claim side by side: a small picture of each, what was seen of it, and when it was taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cso_desk.booth.attention import WorkState
from cso_desk.claims.checks import Outcome
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.form import DocumentKind, DocumentStatus

from . import form_words, keys, paint, theme
from .claim_paper import ClaimPaper
from .drawn_still import DrawnStill
from .keys import Action
from .language import translate

_HEAD = (76, 70)
_GAP = 8
_LEAST = (176, 128)
_MOST = 236
_OUTCOMES = {
    DocumentStatus.NOT_SEEN: Outcome.OPEN,
    DocumentStatus.ORIGINAL: Outcome.PASS,
    DocumentStatus.UNREADABLE: Outcome.FAIL,
    DocumentStatus.MISSING: Outcome.FAIL,
}


@dataclass(frozen=True, slots=True)
class Strip:
    """What the strip shows: the documents, the one that is open, and the words for what is being done with one.

    `doubted` are those whose picture may show a copy.
    """

    papers: tuple[ClaimPaper, ...] = ()
    open: DocumentKind | None = None
    remarks: Mapping[DocumentKind, str] | None = None
    doubted: frozenset[DocumentKind] = frozenset()


class DocumentStrip(QWidget):
    """Painted side by side; a click opens one."""

    chosen = Signal(object)
    """The DocumentKind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = Strip()
        self._pictures: Mapping[str, DrawnStill] = {}
        self._from = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_strip(self, strip: Strip, pictures: Mapping[str, DrawnStill]) -> None:
        """Show other documents; `pictures` are those that are drawn, by the hash of their file."""
        shown = {one.shown.sha256 for one in strip.papers if one.shown is not None}
        drawn = {sha: pictures[sha] for sha in shown if sha in pictures}
        if strip == self._strip and drawn == self._pictures:
            return
        moved = strip.open is not self._strip.open
        self._strip, self._pictures = strip, drawn
        if moved:
            self._scroll_to_open()
        self.setAccessibleName(", ".join(_sentence(one) for one in strip.papers))
        self.update()

    def sizeHint(self) -> QSize:
        """Tall enough for a picture, or in little room for two lines."""
        return QSize(600, 82 if theme.current().density is theme.ROOMY else 44)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the document under the pointer."""
        for paper, rect in self._rects():
            if rect.contains(event.position()):
                self.chosen.emit(paper.kind)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look at those further on."""
        step = -1 if event.angleDelta().y() + event.angleDelta().x() > 0 else 1
        self._from = min(max(self._from + step, 0), max(len(self._strip.papers) - self._fit(), 0))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heading and the documents."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter)
        for paper, rect in self._rects():
            self._draw(painter, rect, paper)
        painter.end()

    def _draw_head(self, painter: QPainter) -> None:
        look = theme.current()
        density, palette = look.density, look.palette
        papers = self._strip.papers
        taken, brought = (sum(has) for has in zip(*_counted(papers), strict=True)) if papers else (0, 0)
        title = translate("Papers", "Documents")
        wide = self._head() - 4
        paint.text(painter, QRectF(0, 0, wide, 20), title, theme.font(density.body, 600), palette.ink)
        small = theme.font(density.value)
        if density is theme.ROOMY:
            originals = translate("Papers", "%1 taken").replace("%1", str(taken))
            copies = translate("Papers", "%1 uploaded").replace("%1", str(brought))
            paint.text(painter, QRectF(0, 21, wide, 17), originals, small, palette.ink2)
            paint.text(painter, QRectF(0, 37, wide, 17), copies, small, palette.ink2)
            paint.key_cap(painter, 0, 68, keys.key_of(Action.DOCUMENT), palette.ink, palette.line2, palette.surface)
        else:
            paint.key_cap(painter, 0, 32, keys.key_of(Action.DOCUMENT), palette.ink, palette.line2, palette.surface)
            many = f"{taken} / {len(papers)}"
            paint.text(painter, QRectF(28, 22, wide - 28, 20), many, small, palette.ink2)

    def _draw(self, painter: QPainter, rect: QRectF, paper: ClaimPaper) -> None:
        look = theme.current()
        palette, density = look.palette, look.density
        open_ = paper.kind is self._strip.open
        frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        talk = look.state(WorkState.TALK)
        painter.setPen(QPen(QColor(talk.solid if open_ else palette.line), 2 if open_ else 1))
        painter.setBrush(QColor(talk.tint if open_ else palette.surface))
        painter.drawRoundedRect(frame, 6, 6)
        x = rect.x() + 6
        roomy = density is theme.ROOMY
        if roomy:
            box = QRectF(x, rect.y() + 6, min(80, rect.width() * 0.38), rect.height() - 12)
            self._draw_thumb(painter, box, paper)
            x = box.right() + 8
        room = QRectF(x, rect.y() + (8 if roomy else 4), rect.right() - x - 6, 18)
        bold = theme.font(density.check, 600)
        paint.text(painter, room, form_words.document(paper.kind), bold, palette.ink)
        outcome = _OUTCOMES[paper.status]
        if outcome is Outcome.OPEN and paper.kind in self._strip.doubted:
            outcome = Outcome.WARN
        ink = palette.fail if outcome is Outcome.FAIL else palette.ink2
        small = theme.font(density.value)
        line = room.translated(0, 21 if roomy else 18)
        left = paint.check_mark(painter, line.x(), line.center().y(), outcome, 13 if roomy else 11) + 5
        remark = (self._strip.remarks or {}).get(paper.kind, "")
        state, when = state_of(paper), time_of(paper)
        if not roomy:
            paint.text(painter, line.adjusted(left, 0, 0, 0), remark or f"{state} {when}".strip(), small, ink)
            return
        paint.text(painter, line.adjusted(left, 0, 0, 0), state, small, ink)
        paint.text(painter, line.translated(0, 18), remark or when, small, palette.ink3)

    def _draw_thumb(self, painter: QPainter, box: QRectF, paper: ClaimPaper) -> None:
        palette = theme.current().palette
        paint.rounded(painter, box, 3, palette.video if paper.shown is not None else palette.sunken)
        still = None if paper.shown is None else self._pictures.get(paper.shown.sha256)
        if still is None:
            icon = "file-text" if paper.shown is None else "loader-circle"
            paint.icon(painter, box.center().x() - 9, box.center().y(), icon, palette.ink3, 18)
            return
        image: QImage = still.thumb
        fit = min((box.width() - 6) / image.width(), (box.height() - 6) / image.height())
        size = image.width() * fit, image.height() * fit
        at = QRectF(box.center().x() - size[0] / 2, box.center().y() - size[1] / 2, *size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(at, image)

    def _head(self) -> int:
        return _HEAD[theme.current().density is not theme.ROOMY]

    def _fit(self) -> int:
        """How many documents there is room for."""
        least = _LEAST[theme.current().density is not theme.ROOMY]
        return max(int((self.width() - self._head() + _GAP) // (least + _GAP)), 1)

    def _rects(self) -> Sequence[tuple[ClaimPaper, QRectF]]:
        papers = self._strip.papers[self._from : self._from + self._fit()]
        if not papers:
            return []
        shown = min(len(self._strip.papers), self._fit())
        wide = min((self.width() - self._head() - _GAP * (shown - 1)) / shown, _MOST)
        return [
            (paper, QRectF(round(self._head() + place * (wide + _GAP)), 0, round(wide), self.height()))
            for place, paper in enumerate(papers)
        ]

    def _scroll_to_open(self) -> None:
        places = [one.kind for one in self._strip.papers]
        if self._strip.open not in places:
            self._from = 0
            return
        at, fit = places.index(self._strip.open), self._fit()
        self._from = min(max(self._from, at - fit + 1), at)


def state_of(paper: ClaimPaper) -> str:
    """What there is of a document: how it was seen, and whether by the camera or as an upload."""
    if paper.status is not DocumentStatus.NOT_SEEN:
        return form_words.document_status(paper.status)[1]
    if paper.picture is not None:
        return translate("Papers", "taken, sharp")
    if paper.copy is not None:
        return translate("Papers", "uploaded")
    return translate("Papers", "not taken yet")


def time_of(paper: ClaimPaper) -> str:
    """When it was taken or brought."""
    file = paper.shown
    at = None if file is None else (file.shot.taken_at if file.shot is not None else file.added_at)
    if at is None:
        return ""
    return translate("Papers", "at %1").replace("%1", f"{at.astimezone(JAKARTA):%H.%M}")


def _counted(papers: Sequence[ClaimPaper]) -> Sequence[tuple[bool, bool]]:
    return [(one.picture is not None, one.copy is not None) for one in papers]


def _sentence(paper: ClaimPaper) -> str:
    return f"{form_words.document(paper.kind)} {state_of(paper)} {time_of(paper)}".strip()
