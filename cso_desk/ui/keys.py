"""The keyboard: one table of what every key does, and the filter that turns presses into actions."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

MAX_BOOTHS = 8


class Action(StrEnum):
    """What a key can ask for."""

    BOOTH = "booth"
    NEXT = "next"
    OPEN = "open"
    BACK = "back"
    CALL = "call"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    REFER = "refer"
    FITS = "fits"
    UNFIT = "unfit"
    SKIP = "skip"
    ADD_JOB = "add_job"
    REMOVE_JOB = "remove_job"
    ATTACH = "attach"
    PANE = "pane"
    LETTER = "letter"
    KEYS = "keys"
    QUEUE = "queue"
    KEEP = "keep"
    HAND_OVER = "hand_over"
    NOTES = "notes"
    PEOPLE = "people"
    SECOND = "second"
    LANGUAGE = "language"
    THEME = "theme"
    SECOND_SCREEN = "second_screen"
    FULL_SCREEN = "full_screen"
    LOCK = "lock"
    SIGN_OUT = "sign_out"


class Page(StrEnum):
    """Where a key acts."""

    ANYWHERE = "anywhere"
    WALL = "wall"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class Binding:
    """One key: its name as Qt writes it, what it does, where, and whether it is silent while one types."""

    keys: str
    action: Action
    page: Page = Page.ANYWHERE
    booth: int = 0

    @property
    def plain(self) -> bool:
        """True for a key that writes a character, which therefore acts only outside text fields."""
        return len(self.keys) == 1


BINDINGS: tuple[Binding, ...] = (
    *(Binding(str(n), Action.BOOTH, booth=n) for n in range(1, MAX_BOOTHS + 1)),
    *(Binding(f"Alt+{n}", Action.BOOTH, booth=n) for n in range(1, MAX_BOOTHS + 1)),
    Binding("N", Action.NEXT),
    Binding("Return", Action.OPEN, Page.WALL),
    Binding("Esc", Action.BACK),
    Binding("C", Action.CALL),
    Binding("Ctrl+Return", Action.APPROVE),
    Binding("Ctrl+K", Action.RETURN),
    Binding("Ctrl+T", Action.REJECT),
    Binding("Ctrl+J", Action.REFER),
    Binding("Y", Action.FITS, Page.FOCUS),
    Binding("X", Action.UNFIT, Page.FOCUS),
    Binding("L", Action.SKIP, Page.FOCUS),
    Binding("Ctrl+B", Action.ADD_JOB, Page.FOCUS),
    Binding("Ctrl+Shift+Del", Action.REMOVE_JOB, Page.FOCUS),
    Binding("Ctrl+U", Action.ATTACH, Page.FOCUS),
    Binding("F6", Action.PANE, Page.FOCUS),
    Binding("Ctrl+P", Action.LETTER),
    Binding("F1", Action.KEYS),
    Binding("F2", Action.QUEUE),
    Binding("F4", Action.KEEP),
    Binding("Ctrl+H", Action.HAND_OVER, Page.FOCUS),
    Binding("F3", Action.NOTES),
    Binding("F12", Action.PEOPLE),
    Binding("F5", Action.SECOND),
    Binding("F7", Action.LANGUAGE),
    Binding("F8", Action.THEME),
    Binding("F9", Action.SECOND_SCREEN),
    Binding("F11", Action.FULL_SCREEN),
    Binding("Ctrl+L", Action.LOCK),
    Binding("F10", Action.SIGN_OUT),
)

translate = QCoreApplication.translate

_TEXT_WIDGETS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


def key_of(action: Action) -> str:
    """The key of an action as it is printed on a key cap: "Ctrl+Enter", "Esc", "N"."""
    keys = next(binding.keys for binding in BINDINGS if binding.action is action)
    return keys.replace("Return", "Enter")


def action_label(action: Action) -> str:
    """What an action does, in the officer's language."""
    return _labels()[action]


def _labels() -> dict[Action, str]:
    return {
        Action.BOOTH: translate("Keys", "select booth"),
        Action.NEXT: translate("Keys", "next booth"),
        Action.OPEN: translate("Keys", "focus"),
        Action.BACK: translate("Keys", "leave the field, then back to the wall"),
        Action.CALL: translate("Keys", "call next ticket"),
        Action.APPROVE: translate("Keys", "approve"),
        Action.RETURN: translate("Keys", "return for repair"),
        Action.REJECT: translate("Keys", "reject"),
        Action.REFER: translate("Keys", "refer to the supervisor"),
        Action.FITS: translate("Keys", "the answer fits"),
        Action.UNFIT: translate("Keys", "the answer does not fit"),
        Action.SKIP: translate("Keys", "skip the question"),
        Action.ADD_JOB: translate("Keys", "add an earlier employer"),
        Action.REMOVE_JOB: translate("Keys", "remove the employer one is in"),
        Action.ATTACH: translate("Keys", "attach a file to the claim"),
        Action.PANE: translate("Keys", "next pane"),
        Action.LETTER: translate("Keys", "letter or receipt for the participant"),
        Action.KEYS: translate("Keys", "all keys"),
        Action.QUEUE: translate("Keys", "what waits to be sent, what the centre refused"),
        Action.KEEP: translate("Keys", "keep the next claims for offline work, or give them back"),
        Action.HAND_OVER: translate("Keys", "hand the claim over"),
        Action.NOTES: translate("Keys", "notes on the claim"),
        Action.PEOPLE: translate("Keys", "find a participant at the centre"),
        Action.SECOND: translate("Keys", "second approvals and claims at other desks (supervisor)"),
        Action.LANGUAGE: translate("Keys", "Indonesian / English"),
        Action.THEME: translate("Keys", "day / night colours"),
        Action.SECOND_SCREEN: translate("Keys", "wall on the second screen"),
        Action.FULL_SCREEN: translate("Keys", "full screen"),
        Action.LOCK: translate("Keys", "lock the screen"),
        Action.SIGN_OUT: translate("Keys", "sign out"),
    }


def typing(widget: QWidget | None) -> bool:
    """True while the focus is in a widget that takes characters."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, _TEXT_WIDGETS) and not (isinstance(widget, QLineEdit) and widget.isReadOnly())


class Keyboard(QObject):
    """Turns key presses in the given windows into actions.

    A plain key acts only outside text fields; nothing acts while a dialog is open, except in the dialog itself;
    a key held down acts once.
    """

    def __init__(self, *, page: Callable[[], Page], on_action: Callable[[Action, int], None]) -> None:
        super().__init__()
        self._page = page
        self._on_action = on_action
        self._windows: list[QWidget] = []
        self._table = {QKeySequence(binding.keys).toString(): binding for binding in BINDINGS}

    def watch(self, window: QWidget) -> None:
        """Listen to one window's keys; the first call also begins to filter the program's events."""
        if not self._windows:
            QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a QWidget exists
        self._windows.append(window)

    def forget(self, window: QWidget) -> None:
        """Listen no more to one window's keys."""
        self._windows.remove(window)

    def stop(self) -> None:
        """Listen no more."""
        self._windows.clear()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the presses that are ours; everything else goes on its way."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() not in self._windows:
            return False
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        binding = self._binding(event)
        if binding is None or (binding.plain and typing(watched)):
            return False
        if not event.isAutoRepeat():
            self._on_action(binding.action, binding.booth)
        return True

    def _binding(self, event: QKeyEvent) -> Binding | None:
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        binding = self._table.get(QKeySequence(key | held).toString())
        if binding is None or binding.page not in (Page.ANYWHERE, self._page()):
            return None
        return binding
