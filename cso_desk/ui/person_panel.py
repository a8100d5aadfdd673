"""All that the centre knows of one participant, to be read: data, other cards, claims, what clashes, what was paid."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cso_desk.wire.people_wire import PersonFile

from . import person_words, theme
from .language import translate
from .person_words import Entry
from .record_parts import entry, finding, heading, label, table

_SIDE = 16


class PersonPanel(QScrollArea):
    """Shows a record, or a hint where there is none; the arrows leaf through it while one is in it."""

    def __init__(self) -> None:
        super().__init__()
        self._file: PersonFile | None = None
        self._hint = ""
        self._whole = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    @property
    def file(self) -> PersonFile | None:
        """Whose record is shown, None while there is none."""
        return self._file

    @property
    def whole(self) -> bool:
        """True while numbers are shown with all their digits."""
        return self._whole

    @property
    def texts(self) -> list[str]:
        """All that is said, from the top."""
        return [made.text().replace("\u200b", "") for made in self.findChildren(QLabel) if made.text()]

    def show_file(self, file: PersonFile) -> None:
        """Show a record; another person's numbers are masked again."""
        if self._file is None or file.id != self._file.id:
            self._whole = False
        if file != self._file:
            self._file, self._hint = file, ""
            self._show()

    def show_hint(self, text: str) -> None:
        """Show no record, and what is to be done to see one."""
        if self._file is not None or text != self._hint:
            self._file, self._hint = None, text
            self._show()

    def show_whole(self, *, whole: bool) -> None:
        """Show the numbers with all their digits, or mask them."""
        if whole != self._whole:
            self._whole = whole
            place = self.verticalScrollBar().value()
            self._show()
            self.verticalScrollBar().setValue(place)

    def retranslate(self) -> None:
        """Say it in another language."""
        self._show()

    def _show(self) -> None:
        body = QWidget()
        body.setObjectName("cardBody")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 10)
        layout.setSpacing(6)
        if self._file is not None:
            self._fill(layout, self._file)
        elif self._hint:
            layout.addWidget(label(self._hint, theme.current().density.body, kind="note"))
        layout.addStretch(1)
        self.setWidget(body)
        self.setAccessibleName(self._file.record.full_name if self._file is not None else self._hint)

    def _fill(self, layout: QVBoxLayout, file: PersonFile) -> None:
        density = theme.current().density
        layout.addWidget(label(file.record.full_name, density.title - 2, 600))
        layout.addWidget(label(person_words.source(file), density.value, kind="note"))
        for found in person_words.findings(file):
            layout.addWidget(finding(found))
        layout.addWidget(heading(translate("People", "Centre's data")))
        layout.addLayout(table(person_words.facts(file.record, whole=self._whole)))
        cards = person_words.cards(file, whole=self._whole)
        self._section(layout, translate("People", "Other cards"), cards, translate("People", "No other card."))
        claims = person_words.claims(file)
        self._section(
            layout, translate("People", "Claims at all branches"), claims, translate("People", "No claim yet.")
        )
        payments = person_words.payments(file)
        none = translate("People", "Nothing paid before.")
        self._section(layout, translate("People", "JHT paid before"), payments, none)

    @staticmethod
    def _section(layout: QVBoxLayout, title: str, entries: Iterable[Entry], none: str) -> None:
        layout.addWidget(heading(title))
        made = [entry(one) for one in entries]
        for widget in made or [label(none, theme.current().density.value, kind="note")]:
            layout.addWidget(widget)
