"""What the participant in a booth needs, set by the officer: hearing, sight, reading, and the booth's language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from cso_desk.claims.form import Answer, Need, need_key

from . import bound_frame, needs_words, theme
from .choice import Choice, Option
from .drafts import Bound
from .entry_parts import EntryDialog
from .language import translate
from .seat import Seat

_HARD = (Need.HEARING, Need.SIGHT, Need.READING)


class NeedsDialog(EntryDialog):
    """Shows what is known of it and announces what is changed; closes when another claim sits there."""

    edited = Signal(int, object, str, str)
    """Booth, claim id, form key, text."""

    def __init__(self, seat: Seat, *, parent: QWidget) -> None:
        assert seat.held is not None
        claim = seat.held.claim
        place = translate("Form", "Booth %1").replace("%1", str(seat.number))
        title = translate("Needs", "What %1 needs in the booth").replace("%1", bound_frame.name_of(seat))
        super().__init__("ear", title, place, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._number, self._claim = seat.number, claim
        self.boxes: dict[Need, QCheckBox] = {}
        for need in _HARD:
            box = QCheckBox(needs_words.name(need))
            box.setFont(theme.font(theme.current().density.body))
            box.setChecked(claim.form.answer(need_key(need)) is Answer.YES)
            self.boxes[need] = box
            self._body.addWidget(box)
        self._body.addSpacing(4)
        self.add_words(needs_words.name(Need.LANGUAGE))
        options = tuple(Option(code, needs_words.language(code)) for code in ("id", "jv", "en"))
        key = need_key(Need.LANGUAGE)
        self.language = Choice(key, options)
        self.language.name(needs_words.name(Need.LANGUAGE), options)
        self.language.show_text(Bound(seat.number, claim.id), claim.form.text(key), locked=False)
        self.language.edited.connect(lambda bound, _, code: self.language.show_text(bound, code, locked=False))
        self._body.addWidget(self.language)
        self._body.addSpacing(4)
        self.add_words(translate("Needs", "The booth's page follows at once; it is kept with the claim."))
        self.end_body()
        self.cancel = self.button(translate("Form", "Cancel"), Qt.Key.Key_Escape)
        self.go = self.button(translate("Needs", "Keep"), Qt.Key.Key_Return, icon="check")
        self.lay_out((self.cancel,), (self.go,))
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.boxes[Need.HEARING].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def show_seat(self, seat: Seat) -> None:
        """Follow the claim; close when another one sits there, or when it is decided."""
        held = seat.held
        if held is None or held.claim.id != self._claim.id or not held.claim.is_open:
            self.reject()

    def _go(self) -> None:
        form = self._claim.form
        texts = {need_key(need): str(Answer.YES) if box.isChecked() else "" for need, box in self.boxes.items()}
        if self.language.value != (form.text(self.language.key) or needs_words.USUAL):
            texts[self.language.key] = self.language.value
        self.accept()
        for key, text in texts.items():
            if text != form.text(key):
                self.edited.emit(self._number, self._claim.id, key, text)
