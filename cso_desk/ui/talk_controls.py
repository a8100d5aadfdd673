"""The conversation in the window: shows it wherever it is to be seen, and tells what the officer wants of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cso_desk.booth.diary import Resume
from cso_desk.booth.quality import Quality
from cso_desk.booth.talk_view import TalkView
from cso_desk.desk.model import Officer

from . import quality_words
from .announce_dialog import AnnounceDialog
from .booth_dialogs import BoothDialogs
from .focus_view import FocusView
from .key_hint_bar import KeyHintBar
from .keys import TALK_ACTIONS, Action
from .late_dialog import LateDialog
from .seating import Seating
from .sound_choice import SoundState
from .sound_dialog import SoundDialog
from .talk_bar import PromptOffer
from .wall_view import WallView


class TalkControls(QObject):
    """Keys and buttons become intents; nothing is shown and no key acts before the first `show`."""

    changed = Signal()
    """Another booth is in talk."""
    toggled = Signal(int)
    """Talk with a booth, or hold it where it is in talk."""
    pushed = Signal(int)
    """Talk with a booth until `released`."""
    released = Signal()
    muted = Signal()
    """The microphone off, or on again."""
    held = Signal()
    """Hold everybody: an announcement is over."""
    announced = Signal(object)
    """Announce to these booths, a frozenset."""
    listened = Signal(int)
    """Listen quietly to a booth, or no more."""
    whole_wanted = Signal(int)
    """Try the whole picture of the officer on a booth's narrow line now."""
    prompted = Signal(int, str)
    """Play a recorded sentence in a booth; "" ends it."""
    late_told = Signal(object, int)
    """Say in these booths, a frozenset, that one is late by so many minutes; 0 takes it back."""
    still_wanted = Signal(int)
    sound_chosen = Signal(object)
    """A SoundChoice."""
    sound_test_wanted = Signal()
    sound_confirmed = Signal()
    reminder_changed = Signal(bool)

    def __init__(
        self,
        views: tuple[WallView, FocusView, KeyHintBar],
        seating: Seating,
        officer: Officer,
        *,
        selected: Callable[[], int],
        now: Callable[[], datetime],
        parent: QWidget,
    ) -> None:
        """`selected` is the booth that keys and buttons are about, `now` the time by the window's clock."""
        super().__init__(parent)
        self._window, self._place = parent, f"{officer.branch_name} · {officer.place}"
        self._wall, self._focus, self._hints = views
        self._seating, self._selected, self._now = seating, selected, now
        self._view: TalkView | None = None
        self._sound = SoundState()
        self._reminds = True
        self.sound_dialog: SoundDialog | None = None
        self.announce_dialog: AnnounceDialog | None = None
        self.late_dialog: LateDialog | None = None
        self.late: Callable[[], Mapping[int, int]] = dict
        """In how many minutes the officer said to be there, by booth."""
        self.booths = BoothDialogs(self._place, now=now, parent=parent)
        bar = self._focus.talk
        bar.mute_wanted.connect(self.muted)
        bar.talk_wanted.connect(lambda: self.toggled.emit(self._selected()))
        bar.prompt_wanted.connect(lambda name: self.prompted.emit(self._selected(), name))
        bar.still_wanted.connect(lambda: self.still_wanted.emit(self._selected()))
        bar.show_wanted.connect(lambda: self.booths.open_show(self._selected()))

    @property
    def view(self) -> TalkView | None:
        """The conversation as it was last shown, None at a desk whose booths do not talk."""
        return self._view

    @property
    def is_there(self) -> bool:
        """True at a desk whose booths talk."""
        return self._view is not None

    def show(self, view: TalkView) -> None:
        """Show the conversation: from the first time on this is a desk whose booths talk."""
        before, self._view = self._view, view
        self._wall.show_talk(view)
        self._focus.show_talk(view)
        self._hints.show_talk(view)
        if self.sound_dialog is not None:
            self.sound_dialog.show_talk(view)
        talking_to = view.talk.talking_to
        if before is None or before.talk.talking_to != talking_to:
            since = view.of(talking_to).since if talking_to is not None else None
            self._seating.talk(talking_to, time.monotonic() if since is None else since)
            self.changed.emit()

    def show_line(self, booth: int, quality: Quality | None) -> None:
        """Show how the line to a booth is: on its small pictures what is amiss, on the stage everything."""
        for tiles in (self._wall.tiles, self._focus.tiles):
            if (tile := tiles.get(booth)) is not None:
                tile.show_line(quality_words.trouble(quality))
        if booth == self._selected():
            self._focus.show_line(quality)

    def show_resume(self, booth: int, resume: Resume | None) -> None:
        """Show what happened in a booth while the officer was away, if that is the selected one."""
        if booth == self._selected():
            self._focus.show_resume(resume, self._now())

    def show_sound(self, state: SoundState) -> None:
        """Take note of what is plugged in and in use."""
        self._sound = state
        if self.sound_dialog is not None:
            self.sound_dialog.show_state(state)

    def offer(self, prompts: Sequence[PromptOffer]) -> None:
        """These sentences can be played."""
        self._focus.talk.offer(prompts)

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        if self._view is not None:
            self._wall.show_talk(self._view)
            self._hints.show_talk(self._view)

    def run(self, action: Action) -> bool:
        """Do what a key asks for; False where it is none of talk."""
        if action not in TALK_ACTIONS or self._view is None:
            return False
        match action:
            case Action.TALK if self._view.talk.announcing_to:
                self.held.emit()
            case Action.TALK:
                self.toggled.emit(self._selected())
            case Action.PUSH:
                self.pushed.emit(self._selected())
            case Action.MUTE:
                self.muted.emit()
            case Action.PROMPT:
                self._focus.talk.open_prompts(self._window)
            case Action.SHOW:
                self.booths.open_show(self._selected())
            case Action.SET_UP:
                self.booths.open_set_up()
            case Action.ANNOUNCE:
                self._announce(self._view)
            case Action.LATE:
                self._open_late(self._view)
            case Action.LISTEN:
                self.listened.emit(self._selected())
            case Action.WHOLE:
                self.whole_wanted.emit(self._selected())
            case _:
                self.open_sound()
        return True

    def release(self) -> None:
        """The key to talk while it is held down came up, or nobody could tell."""
        self.released.emit()

    def open_sound(self) -> None:
        """Show microphone and loudspeaker; once is enough."""
        if self.sound_dialog is not None:
            return
        dialog = SoundDialog(self._sound, self._place, reminds=self._reminds, parent=self._window)
        dialog.chosen.connect(self.sound_chosen)
        dialog.test_wanted.connect(self.sound_test_wanted)
        dialog.confirmed.connect(self.sound_confirmed)
        dialog.reminder_changed.connect(self._remind)
        dialog.finished.connect(self._close_sound)
        self.sound_dialog = dialog
        dialog.open()

    def stop(self) -> None:
        """Close what is open: the window is closing."""
        self.booths.stop()
        for dialog in (self.sound_dialog, self.announce_dialog, self.late_dialog, self._focus.guard.dialog):
            if dialog is not None:
                dialog.reject()

    def _announce(self, view: TalkView) -> None:
        if view.talk.announcing_to:
            self.held.emit()
            return
        dialog = AnnounceDialog(view.talk.booths, self._place, parent=self._window)
        dialog.chosen.connect(self.announced)
        dialog.finished.connect(self._close_announce)
        self.announce_dialog = dialog
        dialog.open()

    def _open_late(self, view: TalkView) -> None:
        waiting = view.talk.booths - view.talk.connected
        if not waiting:
            return
        dialog = LateDialog(waiting, self.late(), self._place, parent=self._window)
        dialog.told.connect(self.late_told)
        dialog.finished.connect(self._close_late)
        self.late_dialog = dialog
        dialog.open()

    def _remind(self, on: bool) -> None:
        self._reminds = on
        self.reminder_changed.emit(on)

    def _close_sound(self) -> None:
        self.sound_dialog = None

    def _close_late(self) -> None:
        self.late_dialog = None

    def _close_announce(self) -> None:
        self.announce_dialog = None
