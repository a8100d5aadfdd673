"""The keyboard: one table of what every key does, and the filter that turns presses into actions."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from .language import translate

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
    REOPEN = "reopen"
    FITS = "fits"
    UNFIT = "unfit"
    SKIP = "skip"
    ADD_JOB = "add_job"
    REMOVE_JOB = "remove_job"
    ATTACH = "attach"
    TAKE = "take"
    DOCUMENT = "document"
    COMPARE = "compare"
    CONFIRM = "confirm"
    CORRECT = "correct"
    PROPOSE = "propose"
    ACCEPT = "accept"
    REVEAL = "reveal"
    ZOOM = "zoom"
    PANE = "pane"
    LETTER = "letter"
    KEYS = "keys"
    QUEUE = "queue"
    KEEP = "keep"
    HAND_OVER = "hand_over"
    NOTES = "notes"
    NEEDS = "needs"
    PEOPLE = "people"
    SECOND = "second"
    LANGUAGE = "language"
    THEME = "theme"
    SECOND_SCREEN = "second_screen"
    FULL_SCREEN = "full_screen"
    LOCK = "lock"
    SIGN_OUT = "sign_out"
    TALK = "talk"
    PUSH = "push"
    MUTE = "mute"
    PROMPT = "prompt"
    SHOW = "show"
    SET_UP = "set_up"
    LINE = "line"
    SECOND_CAMERA = "second_camera"
    WHOLE = "whole"
    ANNOUNCE = "announce"
    LATE = "late"
    LISTEN = "listen"
    SOUND = "sound"


class Page(StrEnum):
    """Where a key acts."""

    ANYWHERE = "anywhere"
    WALL = "wall"
    FOCUS = "focus"


_SPACE = "Space"


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
        return len(self.keys.removeprefix("Shift+")) == 1 or self.keys == _SPACE


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
    Binding("Ctrl+R", Action.REOPEN, Page.FOCUS),
    Binding("Y", Action.FITS, Page.FOCUS),
    Binding("X", Action.UNFIT, Page.FOCUS),
    Binding("L", Action.SKIP, Page.FOCUS),
    Binding("Ctrl+B", Action.ADD_JOB, Page.FOCUS),
    Binding("Ctrl+Shift+Del", Action.REMOVE_JOB, Page.FOCUS),
    Binding("Ctrl+U", Action.ATTACH, Page.FOCUS),
    Binding("S", Action.TAKE),
    Binding("D", Action.DOCUMENT, Page.FOCUS),
    Binding("G", Action.COMPARE, Page.FOCUS),
    Binding("V", Action.CONFIRM, Page.FOCUS),
    Binding("W", Action.CORRECT, Page.FOCUS),
    Binding("K", Action.PROPOSE, Page.FOCUS),
    Binding("A", Action.ACCEPT, Page.FOCUS),
    Binding("H", Action.REVEAL, Page.FOCUS),
    Binding("Z", Action.ZOOM, Page.FOCUS),
    Binding("F6", Action.PANE, Page.FOCUS),
    Binding("Ctrl+P", Action.LETTER),
    Binding("F1", Action.KEYS),
    Binding("F2", Action.QUEUE),
    Binding("F4", Action.KEEP),
    Binding("Ctrl+H", Action.HAND_OVER, Page.FOCUS),
    Binding("F3", Action.NOTES),
    Binding("I", Action.NEEDS),
    Binding("F12", Action.PEOPLE),
    Binding("F5", Action.SECOND),
    Binding("F7", Action.LANGUAGE),
    Binding("F8", Action.THEME),
    Binding("F9", Action.SECOND_SCREEN),
    Binding("F11", Action.FULL_SCREEN),
    Binding("Ctrl+L", Action.LOCK),
    Binding("F10", Action.SIGN_OUT),
    Binding(_SPACE, Action.TALK),
    Binding("B", Action.PUSH),
    Binding("M", Action.MUTE),
    Binding("P", Action.PROMPT),
    Binding("T", Action.SHOW),
    Binding("Ctrl+D", Action.SET_UP),
    Binding("Q", Action.LINE, Page.FOCUS),
    Binding("Shift+D", Action.SECOND_CAMERA, Page.FOCUS),
    Binding("Shift+Q", Action.WHOLE),
    Binding("U", Action.ANNOUNCE),
    Binding("Shift+U", Action.LATE),
    Binding("E", Action.LISTEN),
    Binding("Ctrl+Shift+M", Action.SOUND),
)

TALK_ACTIONS = frozenset(
    (
        *(Action.TALK, Action.PUSH, Action.MUTE, Action.PROMPT, Action.SHOW, Action.SET_UP),
        *(Action.ANNOUNCE, Action.LATE, Action.LISTEN, Action.SOUND, Action.WHOLE),
    )
)
"""What there is only at a desk whose booths talk; at others these keys do nothing."""

_TEXT_WIDGETS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_SPACE_WIDGETS = (QAbstractButton, QComboBox, QAbstractItemView)
"""What Space presses or chooses in while the focus is there."""


def key_of(action: Action) -> str:
    """The key of an action as it is printed on a key cap: "Ctrl+Enter", "Esc", "N", "Space"."""
    keys = next(binding.keys for binding in BINDINGS if binding.action is action)
    return translate("Keys", "Space") if keys == _SPACE else keys.replace("Return", "Enter")


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
        Action.REOPEN: translate("Keys", "open the decided claim again"),
        Action.FITS: translate("Keys", "the answer fits"),
        Action.UNFIT: translate("Keys", "the answer does not fit"),
        Action.SKIP: translate("Keys", "skip the question"),
        Action.ADD_JOB: translate("Keys", "add an earlier employer"),
        Action.REMOVE_JOB: translate("Keys", "remove the employer one is in"),
        Action.ATTACH: translate("Keys", "attach a file to the claim"),
        Action.TAKE: translate("Keys", "take the document that is shown now"),
        Action.DOCUMENT: translate("Keys", "next document of the claim"),
        Action.COMPARE: translate("Keys", "compare, then the next document with a picture"),
        Action.CONFIRM: translate("Keys", "confirm what document and form have the same"),
        Action.CORRECT: translate("Keys", "correct the form from the document"),
        Action.PROPOSE: translate("Keys", "propose a correction of the central record"),
        Action.ACCEPT: translate("Keys", "accept a difference with a reason"),
        Action.REVEAL: translate("Keys", "hold: open masked digits, on record"),
        Action.ZOOM: translate("Keys", "look closer at the picture"),
        Action.PANE: translate("Keys", "next pane"),
        Action.LETTER: translate("Keys", "letter or receipt for the participant"),
        Action.KEYS: translate("Keys", "all keys"),
        Action.QUEUE: translate("Keys", "what waits to be sent, what the centre refused"),
        Action.KEEP: translate("Keys", "keep the next claims for offline work, or give them back"),
        Action.HAND_OVER: translate("Keys", "hand the claim over"),
        Action.NOTES: translate("Keys", "notes on the claim"),
        Action.NEEDS: translate("Keys", "what the participant needs: hearing, sight, reading, language"),
        Action.PEOPLE: translate("Keys", "find a participant at the centre"),
        Action.SECOND: translate("Keys", "second approvals and claims at other desks (supervisor)"),
        Action.LANGUAGE: translate("Keys", "Indonesian / English"),
        Action.THEME: translate("Keys", "day / night colours"),
        Action.SECOND_SCREEN: translate("Keys", "wall on the second screen"),
        Action.FULL_SCREEN: translate("Keys", "full screen"),
        Action.LOCK: translate("Keys", "lock the screen"),
        Action.SIGN_OUT: translate("Keys", "sign out"),
        Action.TALK: translate("Keys", "talk / hold"),
        Action.PUSH: translate("Keys", "talk while held down"),
        Action.MUTE: translate("Keys", "microphone on / off"),
        Action.PROMPT: translate("Keys", "play a recorded sentence"),
        Action.SHOW: translate("Keys", "show something on the booth's screen"),
        Action.SET_UP: translate("Keys", "set up the booths"),
        Action.LINE: translate("Keys", "the figures of the booth's line"),
        Action.SECOND_CAMERA: translate("Keys", "face / document camera on the stage"),
        Action.WHOLE: translate("Keys", "send your whole picture over a narrow line again"),
        Action.ANNOUNCE: translate("Keys", "announce to booths / end it"),
        Action.LATE: translate("Keys", "tell waiting booths that you are late"),
        Action.LISTEN: translate("Keys", "listen quietly to a held booth"),
        Action.SOUND: translate("Keys", "microphone and loudspeaker"),
    }


def typing(widget: QWidget | None) -> bool:
    """True while the focus is in a widget that takes characters."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, _TEXT_WIDGETS) and not (isinstance(widget, QLineEdit) and widget.isReadOnly())


class Talking(Protocol):
    """A conversation, as the keyboard knows it."""

    @property
    def is_there(self) -> bool:
        """True at a desk whose booths talk."""
        ...

    def release(self) -> None:
        """The key to talk while it is held down is no longer held down."""


class Keyboard(QObject):
    """Turns key presses in the given windows into actions.

    A plain key acts only outside text fields; nothing acts while a dialog is open, except in the dialog itself;
    a key held down acts once. The key to talk while it is down is let go when it comes up, wherever that is, and when
    its window is no longer the active one.
    """

    def __init__(
        self,
        *,
        page: Callable[[], Page],
        on_action: Callable[[Action, int], None],
        talk: Talking | None = None,
    ) -> None:
        """`talk` says whether the booths talk, and is told when the key to talk is no longer held down."""
        super().__init__()
        self._talk = talk
        self._page = page
        self._on_action = on_action
        self._pushed: int | None = None
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
        if self._pushed is not None and self._lets_go(event):
            self._pushed = None
            if self._talk is not None:
                self._talk.release()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() not in self._windows:
            return False
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        binding = self._binding(event)
        if binding is None or (binding.plain and typing(watched)):
            return False
        if binding.keys == _SPACE and isinstance(watched, _SPACE_WIDGETS):
            return False
        if not event.isAutoRepeat():
            self._pushed = event.key() if binding.action is Action.PUSH else self._pushed
            self._on_action(binding.action, binding.booth)
        return True

    def _lets_go(self, event: QEvent) -> bool:
        """True when the key that is held down is so no longer, or nobody could tell."""
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationDeactivate):
            return True
        up = event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent)
        return up and event.key() == self._pushed and not event.isAutoRepeat()  # type: ignore[attr-defined]  # a key's

    def _binding(self, event: QKeyEvent) -> Binding | None:
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        binding = self._table.get(QKeySequence(key | held).toString())
        if binding is None or binding.page not in (Page.ANYWHERE, self._page()):
            return None
        if binding.action in TALK_ACTIONS and not (self._talk is not None and self._talk.is_there):
            return None
        return binding
