"""The parts of the dialog that attaches a file: its preview, its name, and the documents that it may be of."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from cso_desk.desk.filed import Filed

from . import attach_words, paint, theme
from .language import translate

_ROW = 28
_ICON = 44
_PAD = 10
_EDGE = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

OTHER = ""
"""The document of a file that is none of those that the claim needs."""


def first_missing(needed: Sequence[str], files: Iterable[Filed]) -> str:
    """The first needed document of which no file is there or on its way; the first of all where none is missing."""
    there = {one.document for one in files if not one.stand.is_missing}
    return next((kind for kind in needed if kind not in there), needed[0] if needed else OTHER)


class PreviewBox(QWidget):
    """Shows a picture as large as it fits, or an icon above a few words."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QImage | None = None
        self._icon, self._words = "paperclip", ""

    @property
    def words(self) -> str:
        """What is said in place of a picture, "" where one is shown."""
        return "" if self._picture is not None else self._words

    def show_picture(self, picture: QImage) -> None:
        """Show a picture."""
        self._picture = picture
        self.setAccessibleName(translate("Attach", "Preview of the file"))
        self.update()

    def show_words(self, icon: str, words: str) -> None:
        """Show no picture, and say why."""
        self._picture, self._icon, self._words = None, icon, words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, and picture or words."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint.rounded(painter, frame, 6, look.palette.sunken, look.palette.line)
        if self._picture is not None:
            room = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
            size = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(room).center())
            painter.drawImage(place, self._picture)
        else:
            self._draw_words(painter)
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        look = theme.current()
        middle = self.height() / 2
        paint.icon(painter, (self.width() - _ICON) / 2, middle - 30, self._icon, look.palette.ink3, _ICON)
        room = QRectF(_PAD, middle + 6, self.width() - 2 * _PAD, 90)
        painter.setFont(theme.font(look.density.body))
        painter.setPen(look.colour("ink2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._words)


class FileName(QLabel):
    """A file's name on one line; of a long one the middle is left out, for its end tells most."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.current().density.body, 600))
        self.setMinimumWidth(1)

    def show_name(self, name: str) -> None:
        """Show a name."""
        self._whole = name
        self.setAccessibleName(name)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width()))


class DocumentList(QListWidget):
    """The documents of a claim with how many files each has; the arrows choose, letters and digits do nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: tuple[str, ...] = ()
        self.setFont(theme.font(theme.current().density.body))
        self.setAccessibleName(translate("Attach", "Which document is it?"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_EDGE, _EDGE, _EDGE, _EDGE)

    @property
    def kind(self) -> str:
        """The chosen document."""
        at = self.currentRow()
        return self._kinds[at] if 0 <= at < len(self._kinds) else OTHER

    @property
    def texts(self) -> list[str]:
        """What the rows say, from the top."""
        return [self.item(row).text() for row in range(self.count())]

    def show_documents(self, needed: Sequence[str], files: Sequence[Filed]) -> None:
        """Show these documents, and last of all another file; what is chosen stays chosen."""
        kinds = (*needed, OTHER)
        texts = [_row(kind, sum(_stands_for(one, kind, needed) for one in files)) for kind in kinds]
        if (kinds, texts) == (self._kinds, self.texts):
            return
        chosen, is_new = self.kind, not self._kinds
        self._kinds = kinds
        self.clear()
        for text in texts:
            item = QListWidgetItem(text)
            item.setSizeHint(QSize(0, _ROW))
            self.addItem(item)
        wanted = first_missing(needed, files) if is_new or chosen not in self._kinds else chosen
        self.setCurrentRow(self._kinds.index(wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, alone or with Ctrl, is the dialog's."""
        if event.key() in _ENTER:
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """No letter jumps to a document: the hand may still be writing."""


def quiet(kind: str, px: float) -> QLabel:
    """An empty label for words beside the main thing."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setFont(theme.font(px))
    return label


def _stands_for(one: Filed, kind: str, needed: Sequence[str]) -> bool:
    return one.document == kind or (kind == OTHER and one.document not in needed)


def _row(kind: str, count: int) -> str:
    name = attach_words.document(kind)
    if not count:
        return name
    some = translate("Attach", "1 file") if count == 1 else translate("Attach", "%1 files")
    return f"{name}   ·   {some.replace('%1', str(count))}"
