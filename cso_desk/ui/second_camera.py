"""A booth's second camera, which looks at papers, in a corner of the stage; it and the face may change places."""

from cso_desk.documents.scan import Scan
from cso_desk.video.camera import Camera

from .language import translate
from .video_view import Note, VideoTile

_INSET = 8
_NOTE = 34
_SHARE, _MOST = 0.3, 150
"""Pixels, and the share of the stage that the smaller picture may take of its height."""


class SecondCamera:
    """Shares out the cameras of the booth in focus between the stage and a smaller picture at its left.

    What is marked as a paper is marked in the picture of the camera that saw it.
    """

    def __init__(self, stage: VideoTile) -> None:
        self.tile = VideoTile(stage)
        self.tile.corners = "video"
        self.tile.hide()
        self._stage = stage
        self._face: Camera | None = None
        self._papers: Camera | None = None
        self._scan: Scan | None = None
        self._swapped = False

    @property
    def on_stage(self) -> bool:
        """True while the papers are on the stage, and the face beside them."""
        return self._swapped

    def show(self, face: Camera | None, papers: Camera | None) -> None:
        """Show these cameras, the face on the stage where it is another booth's than before."""
        if face is not self._face or papers is None:
            self._swapped = False
        self._face, self._papers = face, papers
        self._share_out()

    def swap(self) -> bool:
        """Let face and papers change places; False where there are no papers to be seen."""
        if self._papers is None:
            return False
        self._swapped = not self._swapped
        self._share_out()
        return True

    def show_scan(self, scan: Scan | None) -> None:
        """Mark the paper that is held to the camera which looks at papers."""
        self._scan = scan
        on_stage = self._papers is None or self._swapped
        self._stage.show_scan(scan if on_stage else None)
        self.tile.show_scan(None if on_stage else scan)

    def place(self) -> None:
        """Stand at the left, below the stage's own state."""
        tall = max(min(round(self._stage.height() * _SHARE), _MOST), 1)
        self.tile.setGeometry(_INSET, _INSET + _NOTE, round(tall * 16 / 9), tall)

    def retranslate(self) -> None:
        """Name the smaller picture in the language in force."""
        name = translate("SecondCamera", "Face") if self._swapped else translate("SecondCamera", "Document camera")
        self.tile.set_notes(Note(name), None)

    def _share_out(self) -> None:
        large, small = (self._papers, self._face) if self._swapped else (self._face, self._papers)
        self._stage.show_camera(large)
        self.tile.show_camera(small if self._papers is not None else None)
        self.tile.setVisible(self._papers is not None)
        self.show_scan(self._scan)
        self.retranslate()
