"""What becomes of a picture that was taken: read, turned, kept as what it is, told."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cso_desk.booth.attention import Activity, BoothSignal
from cso_desk.claims.form import DocumentKind
from cso_desk.desk.attachments import Attachments
from cso_desk.documents.compare import compare_document
from cso_desk.documents.reader import ReadAnswer
from cso_desk.documents.reading import Field as Read
from cso_desk.documents.reading import Reading, Unread
from cso_desk.documents.scan import Scan, WantedReading
from cso_desk.documents.standing import look_alike, looks_of
from cso_desk.documents.waiting import Job
from cso_desk.scans import Scans
from cso_desk.video.camera import Camera
from cso_desk.video.capture import Taken
from cso_desk.video.copies import Copy, Traces
from cso_desk.video.drawn import drawn, invented
from cso_desk.video.limits import Limits
from cso_desk.video.paper import Paper
from cso_desk.video.quality import Quality
from cso_desk.video.stills import judge_picture
from cso_desk.video.synthetic import SyntheticSource
from cso_desk.wire.blob_wire import Mime
from cso_desk.worker import InlineWorker
from tests.centres import real_centre
from tests.contract.doubles import KEY, NOW, Table, exchange, waiting_claims
from tests.documents.camera import Grade, nothing_held, shot

BOX = ((10.0, 20.0), (110.0, 20.0), (110.0, 40.0), (10.0, 40.0))
GOOD = Quality(sharpness=300, glare=0, coverage=0.6, tilt_deg=2, brightness=120, fingers=0, width_px=600)


def card(seed: int = 4) -> Any:
    return drawn(Paper.KTP, invented(seed), dpi=150).image


def still(size: tuple[int, int]) -> bytes:
    """A booth's still of a card held well, as the page sends it."""
    shown = shot(drawn(Paper.KTP, invented(4)), Grade.EASY, 2, size=size)
    return bytes(cv2.imencode(".jpg", shown.frame)[1].tobytes())


def read(kind: Paper = Paper.KTP, *, turned: int = 0) -> Reading:
    return Reading(kind, {"nik": Read("9974011208910012", 0.99, BOX)}, 0.4, turned=turned)


def distance(one: Any, other: Any) -> float:
    """How far two pictures are apart at a glance, in steps of grey."""
    small = [cv2.resize(image, (48, 30), interpolation=cv2.INTER_AREA).astype(int) for image in (one, other)]
    return float(np.abs(small[0] - small[1]).mean())


class Reads:
    """A reader that answers as it is told, in the caller's thread; `jobs` are those it was given."""

    def __init__(self, on_read: Callable[[ReadAnswer], None]) -> None:
        self.on_read = on_read
        self.jobs: list[Job] = []
        self.answers: list[Reading | Unread] = []

    def read(self, job: Job) -> None:
        self.jobs.append(job)
        if self.answers:
            self.on_read(ReadAnswer(job.id, job.booth, self.answers.pop(0)))

    def answer(self, told: Reading | Unread, traces: Traces | None = None) -> None:
        self.on_read(ReadAnswer(self.jobs[-1].id, None, told, traces=traces))

    def warm(self) -> None: ...
    def attend(self, booth: int | None) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Desk:
    """A desk with two booths, one claim in each, and its documents."""

    def __init__(self, path: Path) -> None:
        self.table = Table(path / "profile" / "desk.db")
        self.attachments = Attachments(path / "attachments", KEY)
        self.scans_told: list[Scan] = []
        self.readings: list[tuple[str, Reading | Unread]] = []
        self.cameras = {number: Camera(SyntheticSource(), name=f"booth {number}") for number in (1, 2)}
        self.scans = Scans(
            self.cameras,
            self.table.desk,
            self.attachments,
            InlineWorker(),
            on_scan=self.scans_told.append,
            on_read=lambda sha256, told: self.readings.append((sha256, told)),
            on_refusal=self.table.heard.refusals.append,
            on_kept=lambda: None,
            now=lambda: NOW,
            make_reader=Reads,  # type: ignore[arg-type]
        )
        self.reads: Reads = self.scans.reader  # type: ignore[assignment]

    def take(self, booth: int = 1, image: Any = None) -> None:
        image = card() if image is None else image
        tall, wide = image.shape[:2]
        quad = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
        self.scans.take_in(Taken(booth, image, quad, GOOD, time.monotonic(), f"booth {booth}"))

    def see_well(self, asked: list[int]) -> Taken:
        """The watch saw a card well in booth 1, whose page can send stills; `asked` tells who was asked for one."""
        self.scans.ask_still = lambda booth: asked.append(booth) or True
        shown = shot(drawn(Paper.KTP, invented(4)), Grade.EASY, 2, size=(960, 540))
        taken = judge_picture(shown.frame, booth=1, at=time.monotonic())
        assert isinstance(taken, Taken)
        self.scans._seen_well(taken)
        return taken

    def kept(self, booth: int = 1) -> Any:
        return self.table.booth(booth).claim.attachments

    def picture(self, sha256: str) -> Any:
        return cv2.imdecode(np.frombuffer(self.attachments.read(sha256), np.uint8), cv2.IMREAD_COLOR)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(3))
        made.table.sign_in(centre.sign_in(made.table.officer))
        exchange(made.table, centre.store)
        made.table.seat(1), made.table.seat(2)
        made.scans.follow(made.table.view)
        yield made
    made.table.close()


def test_a_card_held_upside_down_is_kept_upright_with_its_boxes_where_they_are_then(desk: Desk) -> None:
    desk.reads.answers = [read(turned=2)]
    upright = card()
    desk.take(image=cv2.rotate(upright, cv2.ROTATE_180))
    (kept,) = desk.kept()
    assert (kept.document, kept.booth, kept.camera) == (DocumentKind.ID_CARD, 1, "booth 1")
    assert distance(desk.picture(kept.sha256), upright) < 3 < distance(cv2.rotate(upright, cv2.ROTATE_180), upright)
    sha256, told = desk.readings[-1]
    assert sha256 == kept.sha256
    assert isinstance(told, Reading)
    tall, wide = upright.shape[:2]
    assert told.fields["nik"].box[0] == (wide - 10, tall - 20)
    assert compare_document(DocumentKind.ID_CARD, desk.table.booth().claim, told)[0].document.text == "9974011208910012"


def test_what_was_measured_of_a_copy_is_a_sign_by_the_limits_of_the_settings_and_refuses_nothing(desk: Desk) -> None:
    desk.scans._limits = Limits(grid=25.0)
    signs = []
    for grid in (24.0, 26.0):
        desk.take(image=card(int(grid)))
        desk.reads.answer(read(), Traces(grid=grid, colour=0.4))
        _, told = desk.readings[-1]
        assert isinstance(told, Reading)
        signs.append([(one.copy, one.value, one.limit) for one in told.signs])
    assert signs == [[], [(Copy.SCREEN, 26.0, 25.0)]]
    assert len(desk.kept()) == 2


def test_another_paper_than_was_asked_for_is_kept_as_what_it_is(desk: Desk) -> None:
    desk.scans.hear(BoothSignal(1, Activity.SCANNING, "id_card", 0.0))
    desk.reads.answers = [read(Paper.KK)]
    desk.take()
    assert [(job.kind, job.guessed) for job in desk.reads.jobs] == [(Paper.KTP, True)]
    assert [one.document for one in desk.kept()] == [DocumentKind.FAMILY_CARD]


def test_what_is_no_document_of_a_claim_is_not_kept_and_says_so(desk: Desk) -> None:
    desk.reads.answers = [Unread("other_document", seen="passport")]
    desk.take()
    assert desk.kept() == ()
    assert desk.scans_told[-1].refused
    assert not list((desk.attachments._folder).iterdir())


def test_a_picture_that_cannot_be_read_is_kept_for_the_officers_eyes(desk: Desk) -> None:
    desk.scans.hear(BoothSignal(1, Activity.SCANNING, "papers", 0.0, document="buku_tabungan"))
    desk.reads.answers = [Unread("crashed")]
    desk.take()
    assert [one.document for one in desk.kept()] == [DocumentKind.BANK_BOOK]
    assert desk.readings[-1] == (desk.kept()[0].sha256, Unread("crashed"))


def test_a_picture_belongs_to_who_sat_there_when_it_was_taken(desk: Desk) -> None:
    first = desk.table.booth(1).claim.id
    desk.take()
    desk.table.desk.hand_over(1, first, None)
    desk.table.seat(1)
    desk.scans.follow(desk.table.view)
    desk.reads.answer(read())
    assert desk.kept(1) == ()
    assert len(desk.table.store.attachments.of_claim(first)) == 1


def test_of_a_paper_that_is_seen_well_the_booths_own_still_is_kept(desk: Desk) -> None:
    asked: list[int] = []
    seen = desk.see_well(asked)
    assert (asked, desk.kept(), desk.reads.jobs) == ([1], (), [])
    desk.reads.answers = [read()]
    desk.scans.take_still(1, still((1920, 1080)), time.monotonic(), camera="face 1")
    (kept,) = desk.kept()
    assert kept.camera == "face 1"
    assert desk.picture(kept.sha256).shape[1] > 1.7 * seen.flat().shape[1]


@pytest.mark.parametrize("sent", ["nothing", "no picture", "a picture of no paper"])
def test_what_was_seen_well_is_kept_where_its_still_is_lost_or_worse(desk: Desk, sent: str) -> None:
    desk.see_well([])
    desk.reads.answers = [read()]
    if sent == "nothing":
        desk.scans.lose_still(1)
    else:
        blank = cv2.imencode(".jpg", nothing_held(1))[1].tobytes()
        desk.scans.take_still(1, b"JFIF" if sent == "no picture" else blank, time.monotonic(), camera="face 1")
    assert [one.document for one in desk.kept()] == [DocumentKind.ID_CARD]
    assert not desk.scans_told[-1].refused


def test_nothing_is_taken_of_a_booth_without_a_claim(desk: Desk) -> None:
    desk.table.desk.hand_over(2, desk.table.booth(2).claim.id, None)
    desk.scans.follow(desk.table.view)
    desk.take(2)
    assert desk.reads.jobs == []


def test_a_kept_picture_is_read_once_and_told_again_at_once(desk: Desk) -> None:
    desk.reads.answers = [read()]
    desk.take()
    (kept,) = desk.kept()
    wanted = WantedReading(kept.sha256, "image/jpeg", DocumentKind.ID_CARD, 1, is_flat=True)
    desk.readings.clear()
    desk.scans.read(wanted)
    assert [sha256 for sha256, _ in desk.readings] == [kept.sha256]
    assert len(desk.reads.jobs) == 1
    desk.reads.answers = [Unread("too_many"), read()]
    other = WantedReading(desk.attachments.put(cv2.imencode(".png", card(9))[1].tobytes(), Mime.PNG).sha256,
                          "image/png", DocumentKind.ID_CARD, 1)  # fmt: skip
    desk.scans.read(other)
    desk.scans.read(other)
    assert [type(told) for _, told in desk.readings[-2:]] == [Unread, Reading]
    assert not desk.reads.jobs[-1].flat
    desk.scans.read(WantedReading("cd" * 32, "image/jpeg", DocumentKind.ID_CARD, 1))
    assert desk.readings[-1] == ("cd" * 32, Unread("no_picture"))


def test_the_same_card_before_two_booths_looks_alike_and_two_peoples_cards_do_not() -> None:
    one, again, other = looks_of(card()), looks_of(cv2.GaussianBlur(card(), (3, 3), 0)), looks_of(card(9))
    assert look_alike(one, again)
    assert not look_alike(one, other)
    assert all(sign in "0123456789abcdef,-" for sign in one)
