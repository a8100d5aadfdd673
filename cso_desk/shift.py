"""One officer's time at the desk: the line to the centre, the claims and the window, joined and stopped together."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from cso_desk.claims import table_files
from cso_desk.claims.checks import Assessment, assess
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.model import Claim
from cso_desk.conversation import Conversation
from cso_desk.desk.attaching import Attaching
from cso_desk.desk.attachments import Attachments
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.model import DeskView
from cso_desk.desk.people import People
from cso_desk.desk.reach import Reach
from cso_desk.desk.session import Session
from cso_desk.desk.sightings import warned
from cso_desk.desk.stills import Stills
from cso_desk.desk.store import DeskStore
from cso_desk.desk.sync import Centre, Sync
from cso_desk.desk.upload import Upload
from cso_desk.desk.whole_view import WholeView
from cso_desk.documents.standing import look_alike
from cso_desk.scans import Scans
from cso_desk.shift_talk import ShiftTalk
from cso_desk.ui.bridge import Bridge
from cso_desk.ui.drawn_still import draw_file, draw_still
from cso_desk.ui.language import Language
from cso_desk.ui.main_window import MainWindow, Settings
from cso_desk.video.camera import Camera
from cso_desk.video.limits import Limits
from cso_desk.worker import Worker


def now() -> datetime:
    """The time of day where the officers are."""
    return datetime.now(JAKARTA)


class Shift:
    """What there is only while an officer is signed in; the cameras and the store outlive it."""

    def __init__(
        self,
        session: Session,
        store: DeskStore,
        attachments: Attachments,
        *,
        cameras: Mapping[int, Camera],
        settings: Settings,
        document_cameras: Mapping[int, Camera] = MappingProxyType({}),
        conversation: Conversation | None = None,
        limits: Limits | None = None,
        language: Language,
    ) -> None:
        self._session = session
        self.officer = session.officer
        self.bridge = Bridge()
        self.told = DeskView(booths=(None,) * len(cameras))
        """What the desk announced last: after `stop` all that was ever done, which the window need not have shown."""
        self._worker = Worker("claims")
        self._files = Worker("files")
        reach = Reach()
        self.sync = Sync(
            store,
            self.officer,
            Centre(session.enrolment.url, session.access),
            on_status=self.bridge.line_changed.emit,
            on_settled=self.settled,
            now=now,
            reach=reach,
            rules=table_files.digest(),
        )
        self.upload = Upload(
            store,
            attachments,
            Centre(session.enrolment.url, session.access),
            is_clear=lambda: reach.is_up and store.counts(self.officer).queued == 0,
            on_change=lambda: self.desk.load(),
            now=now,
        )
        self.people = People(Centre(session.enrolment.url, session.access), on_told=self.bridge.people_told.emit)
        self.desk = ClaimDesk(
            store,
            self._worker,
            self.officer,
            booths=len(cameras),
            on_change=WholeView(store, self.officer, reach, self._tell).tell,
            on_refusal=self.bridge.refused.emit,
            on_queued=self.sync.wake,
            now=now,
            judge=lambda claim, on: warned(_judge(claim, on), claim, store.sightings.clashes_of(claim.id)),
            reach=reach,
        )
        self.attaching = Attaching(
            attachments,
            self.desk,
            self._files,
            draw=partial(draw_file, limits=limits),
            on_told=self.bridge.file_answered.emit,
            on_kept=self.upload.wake,
        )
        self.stills = Stills(attachments, self._files, draw=draw_still, on_told=self.bridge.still_drawn.emit)
        store.sightings.same_picture = look_alike
        self.scans = Scans(
            {**cameras, **document_cameras},
            self.desk,
            attachments,
            self._files,
            on_scan=self.bridge.scanned.emit,
            on_read=self.bridge.document_read.emit,
            on_refusal=self.bridge.refused.emit,
            on_kept=self.upload.wake,
            now=now,
            limits=limits,
        )
        self.window = MainWindow(self.officer, settings, cameras=cameras, language=language, judge=_judge, now=now)
        self.window.listen(self.bridge)
        for booth, camera in document_cameras.items():
            self.window.front.look_at_papers(booth, camera)
        self.window.called.connect(self.desk.call_next)
        self.window.edited.connect(self.desk.edit)
        self.window.ordered.connect(self.desk.decide)
        self.window.acknowledged.connect(self.desk.acknowledge)
        self.window.dialogs.kept.connect(self.desk.keep)
        self.window.dialogs.gave_back.connect(self.desk.give_back)
        self.window.dialogs.handed_over.connect(self.desk.hand_over)
        self.window.dialogs.noted.connect(self.desk.note)
        self.window.dialogs.second_given.connect(self.desk.decide_second)
        self.window.dialogs.revoked.connect(self.desk.revoke)
        self.window.dialogs.reopened.connect(self.desk.reopen)
        self.window.dialogs.hurried.connect(self.sync.hurry)
        self.window.dialogs.hurried.connect(self.upload.hurry)
        papers = self.window.focus.papers
        papers.proposed.connect(self.desk.propose)
        papers.revealed.connect(self.desk.note_reveal)
        papers.known.picture_wanted.connect(self.stills.ask)
        papers.known.reading_wanted.connect(self.scans.read)
        self._talk = None if conversation is None else self._join(conversation, attachments, document_cameras)
        if self._talk is None:
            self.window.take_wanted.connect(self.scans.take)
        self.window.front.attended.connect(self.scans.attend)
        self.window.heard.connect(self.scans.hear)
        self.window.dialogs.people_asked.connect(self.people.ask)
        self.bridge.people_told.connect(self.window.dialogs.show_people)
        self.window.dialogs.file_asked.connect(self.attaching.ask)
        self.bridge.file_answered.connect(self.window.dialogs.show_file)

    def start(self) -> None:
        """Begin to work, and show the window as soon as the claims are known."""
        self._worker.start()
        self._files.start()
        self.window.appear()
        self.desk.load()
        self.sync.start()
        self.upload.start()
        self.people.start()
        self.scans.start()
        if self._talk is not None:
            self._talk.start()

    def stop(self) -> None:
        """Stop in the order in which nothing is lost; harmless when never started."""
        if self._talk is not None:
            self._talk.stop()
        self.window.close()
        self.window.deleteLater()
        self._session.close()  # or the line would wait for the token of a call
        self.people.stop()
        self.scans.stop()
        self._files.stop()
        self.upload.stop()
        self.sync.stop()
        self._worker.stop()

    def _join(
        self, conversation: Conversation, attachments: Attachments, document_cameras: Collection[int]
    ) -> ShiftTalk:
        talk = ShiftTalk(
            conversation,
            self.window,
            self.officer,
            desk=self.desk,
            attaching=self.attaching,
            attachments=attachments,
            scans=self.scans,
            files=self._files,
            document_cameras=document_cameras,
        )
        self.bridge.desk_changed.connect(talk.follow)
        self.bridge.scanned.connect(talk.guide)
        return talk

    def _tell(self, view: DeskView) -> None:
        """Show who sits where, and look at the papers of nobody else."""
        self.told = view
        self.bridge.desk_changed.emit(view)
        self.scans.follow(view)

    def settled(self) -> None:
        """Show what the centre has said."""
        self.desk.load()
        self.upload.wake()


def _judge(claim: Claim, on: date) -> Assessment:
    return assess(claim, on=on)
