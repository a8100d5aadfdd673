"""The conversation in the focus view: the bar under the picture, notes on every picture, and the guard of the forms."""

from cso_desk.booth.talk_view import TalkView
from cso_desk.video.camera import Camera

from . import talk_words
from .booth_guard import BoothGuard
from .quality_pill import QualityPill
from .ribbon import Ribbon
from .seat import Seat
from .talk_bar import TalkBar
from .video_view import Note, VideoTile

_INSET = 8
_NOTE = 34
_OWN_SHARE, _OWN_MOST = 0.22, 110
"""Pixels, and the share of the stage that the officer's own picture may take of its height."""


class FocusTalk:
    """Brings a conversation and a seat together; shows nothing before there is a conversation."""

    def __init__(self, bar: TalkBar, guard: BoothGuard, stage: VideoTile, ribbon: Ribbon) -> None:
        self.bar, self.guard = bar, guard
        self._stage, self._ribbon = stage, ribbon
        self.quality = QualityPill(stage)
        self.own = VideoTile(stage)
        self.own.hide()
        self._view: TalkView | None = None
        self._booth = 0
        bar.hide()

    @property
    def is_there(self) -> bool:
        """True at a desk whose booths talk."""
        return self._view is not None

    def show(self, view: TalkView) -> bool:
        """Show the conversation; True the first time, when the bar needs its room."""
        first, self._view = self._view is None, view
        self.guard.show_talk(view.talk)
        self._ribbon.show_talk(view)
        self.bar.setVisible(True)
        self._say(view)
        return first

    def show_own(self, camera: Camera | None) -> None:
        """Show the officer's own picture in a corner of the stage, as the booths see it; None takes it away."""
        self.own.show_camera(camera)
        self.own.setVisible(camera is not None)
        self.place()

    def place(self) -> None:
        """Stand line and own picture in their corners of the stage."""
        size = self._stage.size()
        self.quality.place(size.width() - _INSET, _INSET)
        tall = max(min(round(size.height() * _OWN_SHARE), _OWN_MOST), 1)
        wide = round(tall * 16 / 9)
        above = _INSET + _NOTE
        self.own.setGeometry(size.width() - wide - _INSET, size.height() - tall - above, wide, tall)

    def show_seat(self, seat: Seat) -> None:
        """Show what holds for another booth; what was asked of the one before is asked no more."""
        self._booth = seat.number
        self.guard.close()
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        self.quality.retranslate()
        self.own.set_notes(Note(talk_words.you()), None)
        if self._view is not None:
            self._ribbon.show_talk(self._view)
            self._say(self._view)

    def apart(self, booth: int) -> str:
        """That the officer does not talk with a booth, "" where that does not matter."""
        return talk_words.apart(self._view.talk if self._view is not None else None, booth)

    def _say(self, view: TalkView) -> None:
        if self._booth:
            self.bar.show_talk(view, self._booth)
            left, right = talk_words.notes(view, self._booth)
            self._stage.set_notes(left, talk_words.trouble_note(view) or right)
