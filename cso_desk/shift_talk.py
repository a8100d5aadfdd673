"""One officer's part in the conversation: who sits in the booths, the keys, and what is said there for good."""

import base64
import hashlib
from collections.abc import Callable, Collection
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from cso_desk.booth.diary import Happening
from cso_desk.booth.messages import Devices, Guidance, Language, Needs, Signed
from cso_desk.booth.needs import texts_of
from cso_desk.booth.reception import Said, Sitting
from cso_desk.booth.showing import ShownThing, Wish
from cso_desk.booth.signature import draw_signature
from cso_desk.booth.stills import StillTaken
from cso_desk.claims.checks import documents_of
from cso_desk.claims.laws import filed_on, law_of
from cso_desk.conversation import Conversation, Greeting
from cso_desk.desk.attaching import Attaching, Found
from cso_desk.desk.attaching import Wish as AttachWish
from cso_desk.desk.attachments import Attachments
from cso_desk.desk.claim_desk import ClaimDesk
from cso_desk.desk.errors import StoreError
from cso_desk.desk.model import BoothClaim, DeskView, Officer, Refusal
from cso_desk.documents.scan import Scan
from cso_desk.scans import Scans
from cso_desk.ui import booth_words, words
from cso_desk.ui.main_window import MainWindow
from cso_desk.ui.talk_bar import PromptOffer
from cso_desk.video.opened import Unopened, open_pictures
from cso_desk.video.presence import Presence, Sat
from cso_desk.wire.blob_wire import Mime
from cso_desk.worker import Worker

SIGNATURE = "tanda_tangan"
"""As what a signature is kept with its claim."""

_SHOWN_PIXELS = 1280
_SHOWN_QUALITY = 80
_DARK, _GLARE = "more_light", "less_light"
_NO_NUMBER = -1
"""A file that no dialog asked for."""


class ShiftTalk(QObject):
    """Joins the conversation with the window and the claims of the officer who is signed in."""

    _pictured = Signal(object, str)
    """A Wish and the picture that it is about, as a data URL, "" where there is none."""

    def __init__(
        self,
        conversation: Conversation,
        window: MainWindow,
        officer: Officer,
        *,
        desk: ClaimDesk,
        attaching: Attaching,
        attachments: Attachments,
        scans: Scans,
        files: Worker,
        document_cameras: Collection[int] = (),
    ) -> None:
        """`document_cameras` are the booths whose papers another camera than the browser's shows."""
        super().__init__()
        self._own_document_cameras = frozenset(document_cameras)
        self._conversation, self._window, self._officer = conversation, window, officer
        self._desk, self._attaching, self._scans = desk, attaching, scans
        self._attachments, self._files = attachments, files
        self._guided: dict[int, Guidance] = {}
        self._pages: frozenset[int] = frozenset()
        """The booths whose page is there; replaced whole, for the watch looks at it from its own thread."""

    def start(self) -> None:
        """Let the officer talk."""
        conversation, window, talk = self._conversation, self._window, self._window.talk
        for signal, slot in self._joins():
            signal.connect(slot)
        self._pictured.connect(self._show_picture)
        self._follow_pages()
        self._scans.ask_still = self._ask_still
        talk.booths.use(conversation.reception.shown)
        talk.late = conversation.late
        language: Language = "id" if words.indonesian() else "en"
        talk.offer([PromptOffer(*one) for one in conversation.sentences(language).items()])
        talk.show_sound(conversation.sound_state)
        conversation.serve(Greeting(self._officer.branch_name, self._officer.name), lambda: window.attentions)
        talk.show(conversation.view)
        window.focus.show_own(conversation.officer_camera)
        self._show_doors()

    def stop(self) -> None:
        """Hold everybody: this officer is here no longer."""
        self._scans.ask_still = lambda booth: False
        self._conversation.rest()
        for signal, slot in self._joins():
            signal.disconnect(slot)

    def _joins(self) -> list[tuple[SignalInstance, Callable[..., object]]]:
        """What is told to whom while this officer is here."""
        conversation, window, talk = self._conversation, self._window, self._window.talk
        return [
            (talk.toggled, self._toggle),
            (talk.pushed, self._push),
            (talk.released, self._release),
            (talk.muted, self._mute),
            (talk.held, self._hold),
            (talk.announced, self._announce),
            (talk.listened, self._listen),
            (talk.prompted, conversation.prompt),
            (talk.late_told, conversation.tell_late),
            (talk.whole_wanted, conversation.send_whole),
            (talk.sound_chosen, conversation.choose_sound),
            (talk.sound_test_wanted, conversation.test_sound),
            (talk.reminder_changed, conversation.remind),
            (talk.booths.show_wanted, self._show),
            (talk.booths.code_wanted, self._new_code),
            (talk.booths.unpaired, self._unpair),
            (window.take_wanted, self._take),
            (window.front.visited, self._visit),
            (window.sat_changed, self._note_chair),
            (conversation.talk_changed, talk.show),
            (conversation.sound_changed, talk.show_sound),
            (conversation.signalled, window.show_signal),
            (conversation.said, self._file),
            (conversation.page_said, self._use_cameras),
            (conversation.page_said, self._keep_needs),
            (conversation.measured, talk.show_line),
            (conversation.changed, self._changed),
            (conversation.still_taken, self._still),
            (conversation.still_lost, self._take_best),
            (conversation.doors_changed, self._show_doors),
            (conversation.doors_changed, self._follow_pages),
            (conversation.leaked, self._leaked),
        ]

    @Slot(object)
    def follow(self, view: DeskView) -> None:
        """Tell the booths who sits where, as the desk knows it now."""
        for number, held in enumerate(view.booths, start=1):
            if number in self._conversation.numbers:
                self._conversation.sit(number, self._sitting(held))

    @Slot(object)
    def guide(self, scan: Scan) -> None:
        """Tell a participant how the paper is seen that is held to the camera."""
        if scan.booth not in self._conversation.numbers:
            return
        guidance = guidance_of(scan)
        if guidance != self._guided.get(scan.booth):
            self._guided[scan.booth] = guidance
            self._conversation.say(scan.booth, guidance)

    # who sits there, and what they said

    def _sitting(self, held: BoothClaim | None) -> Sitting | None:
        if held is None or not held.claim.is_open:
            return None
        claim = held.claim
        law = law_of(claim, filed_on(claim))
        documents = documents_of(claim, law) if law is not None else ()
        return Sitting(claim.id, claim.ticket, claim.form, documents)

    @Slot(object)
    def _file(self, said: Said) -> None:
        """Write into the claim's file what its participant said for good; a signature as a picture too."""
        message = said.message
        self._desk.note(said.claim_id, booth_words.filed(said))
        if isinstance(message, Signed):
            content = draw_signature(message.strokes)
            name = Path(f"{SIGNATURE}.png")
            found = Found(name, content, hashlib.sha256(content).hexdigest(), Mime.PNG)
            self._attaching.ask(AttachWish(_NO_NUMBER, said.claim_id, said.booth, SIGNATURE, found))

    @Slot(int)
    def _changed(self, booth: int) -> None:
        self._window.talk.show_resume(booth, self._conversation.reception.resume(booth))

    @Slot(int, int)
    def _visit(self, booth: int, left: int) -> None:
        self._conversation.reception.visit(booth, left)
        self._changed(booth)

    @Slot(int, object, object)
    def _note_chair(self, booth: int, before: Sat, after: Sat) -> None:
        """Write down that a participant left the chair, and that one who had left it is back."""
        happened = chair_of(before, after)
        if happened is not None:
            self._conversation.reception.note(booth, happened)

    @Slot(int, object)
    def _use_cameras(self, booth: int, message: object) -> None:
        """Look for papers in the second camera of a booth that has one; one of the settings comes before both."""
        if isinstance(message, Devices):
            self._follow_pages()
        if isinstance(message, Devices) and booth not in self._own_document_cameras:
            second = self._conversation.reception.has_second_camera(booth)
            papers = self._conversation.document_cameras[booth] if second else None
            self._scans.use(booth, papers or self._conversation.cameras[booth])
            self._window.front.look_at_papers(booth, papers)

    @Slot(int, object)
    def _keep_needs(self, booth: int, message: object) -> None:
        """Write into the claim's form what its participant said to need, so that every desk knows it."""
        reception = self._conversation.reception
        sitting = reception.sitting(booth)
        if not isinstance(message, Needs) or sitting is None or message.run != sitting.run:
            return
        if reception.consented(booth):
            for key, text in texts_of(message).items():
                self._desk.edit(booth, sitting.claim_id, key, text)

    # the keys

    @Slot(int)
    def _toggle(self, booth: int) -> None:
        self._conversation.step(lambda talk: talk.toggle(booth))

    @Slot(int)
    def _push(self, booth: int) -> None:
        self._conversation.step(lambda talk: talk.push(booth))

    @Slot()
    def _release(self) -> None:
        self._conversation.step(lambda talk: talk.release())

    @Slot()
    def _mute(self) -> None:
        self._conversation.step(lambda talk: talk.mute())

    @Slot()
    def _hold(self) -> None:
        self._conversation.step(lambda talk: talk.hold())

    @Slot(object)
    def _announce(self, booths: frozenset[int]) -> None:
        self._conversation.step(lambda talk: talk.announce(booths))

    @Slot(int)
    def _listen(self, booth: int) -> None:
        self._conversation.step(lambda talk: talk.listen(booth))

    # stills and what is shown

    @Slot(int)
    def _take(self, booth: int) -> None:
        """Take a document: at the full size of the booth's camera where its page can send that."""
        if not self._ask_still(booth):
            self._scans.take(booth)

    @Slot(int)
    def _take_best(self, booth: int) -> None:
        self._scans.lose_still(booth)

    def _ask_still(self, booth: int) -> bool:
        """Ask the booth's page for a still, from any thread; False where there is no page that sends one."""
        if (
            booth not in self._pages
            or booth in self._own_document_cameras
            or self._conversation.reception.is_covered(booth)
        ):
            return False
        self._conversation.take_still(booth)
        return True

    @Slot(object)
    def _still(self, still: StillTaken) -> None:
        self._scans.take_still(still.booth, still.content, still.at, camera=f"booth {still.booth} {still.track.value}")

    @Slot(object)
    def _show(self, wish: Wish) -> None:
        if wish.thing is not ShownThing.DOCUMENT:
            self._conversation.reception.show(wish, title=booth_words.shown_title(wish))
            return
        self._files.do(lambda: self._pictured.emit(wish, picture_url(self._attachments, wish.sha256)))

    @Slot(object, str)
    def _show_picture(self, wish: Wish, picture: str) -> None:
        if not picture:
            self._window.show_refusal(Refusal("nothing_to_show", None, wish.booth))
            return
        self._conversation.reception.show(wish, title=booth_words.shown_title(wish), picture=picture)

    # setting up

    @Slot(int)
    def _new_code(self, booth: int) -> None:
        self._conversation.doors.new_code(booth)

    @Slot(int)
    def _unpair(self, booth: int) -> None:
        self._conversation.doors.unpair(booth)

    @Slot()
    def _follow_pages(self) -> None:
        reception = self._conversation.reception
        self._pages = frozenset(
            booth
            for booth in self._conversation.numbers
            if reception.is_connected(booth) and reception.devices(booth) is not None
        )

    @Slot()
    def _show_doors(self) -> None:
        self._window.talk.booths.show_doorway(self._conversation.doors.doorway())

    @Slot(object)
    def _leaked(self, leak: object) -> None:
        self._window.show_refusal(Refusal("sound_leaked", None, None))


def chair_of(before: Sat, after: Sat) -> Happening | None:
    """What is written down of a chair; nothing where somebody is seen in it for the first time."""
    if after.presence is Presence.AWAY:
        return Happening.LEFT_CHAIR
    return Happening.BACK_IN_CHAIR if before.presence is Presence.AWAY else None


def guidance_of(scan: Scan) -> Guidance:
    """What a participant is told of one look at the paper: the gravest fault first, then to hold still."""
    good = scan.good / max(scan.wanted, 1)
    if scan.taken:
        return Guidance(code="taken", progress=1.0, bright=True, no_glare=True)
    if scan.refused:
        return Guidance(code="again")
    if not scan.corners:
        return Guidance(code="show")
    bright, no_glare = _DARK not in scan.faults, _GLARE not in scan.faults
    return Guidance(code=scan.faults[0] if scan.faults else "hold", progress=good, bright=bright, no_glare=no_glare)


def picture_url(attachments: Attachments, sha256: str) -> str:
    """A picture of a claim as a data URL small enough for a booth's screen; "" where there is none to be shown."""
    try:
        image = open_pictures(attachments.read(sha256))[0]
    except (StoreError, Unopened):
        return ""
    scale = min(_SHOWN_PIXELS / max(image.shape[:2]), 1.0)
    if scale < 1.0:
        size = round(image.shape[1] * scale), round(image.shape[0] * scale)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _SHOWN_QUALITY])
    return f"data:image/jpeg;base64,{base64.b64encode(encoded.tobytes()).decode()}"
