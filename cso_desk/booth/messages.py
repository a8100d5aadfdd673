"""What a booth's page and the desk say to each other over the WebSocket, version 1: one JSON object a message.

The page says hello first, with the token it was paired with, and is welcomed or refused. It then offers its session
description (RFC 8829: all candidates within, so there is no trickle) and is answered. It may offer again at any time:
each offer is of a new RTCPeerConnection and takes the place of the one before, so nothing is ever renegotiated.
Fields may be added; a page ignores what it does not know, and so does the desk.
"""

from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

VERSION = 1
"""Grows when a page of before could do harm with what it is told."""

MAX_MESSAGE_BYTES = 256 << 10
"""The longest message; a longer one ends the connection."""

MAX_SDP_CHARACTERS = 64 << 10

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Language = Literal["id", "en", "jv"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Hard = Literal["hearing", "sight", "reading"]
"""What may be hard for a participant."""
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Message(BaseModel):
    """Any message; unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Track(StrEnum):
    """Which of a booth's cameras."""

    FACE = "face"
    DOCUMENT = "document"


class Health(StrEnum):
    """How a device of the booth is."""

    GOOD = "good"
    REFUSED = "refused"
    MISSING = "missing"
    SILENT = "silent"


class Lamp(StrEnum):
    """What is true of the conversation of one booth at this moment."""

    TALK = "talk"
    HELD = "held"
    ANNOUNCED = "announced"
    """The officer speaks to several booths, and hears none of them."""
    LISTENED = "listened"
    """The officer hears this booth, and is not heard in it."""


# How a browser becomes a booth: POST /pair from the page, answered with 200, or with 400, 403, 429 or 500.


class PairRequest(Message):
    """The one-time code that the officer read out, with or without its dash."""

    code: Annotated[str, Field(max_length=40)]


class PairAnswer(Message):
    """The browser is this booth from now on, and proves it by the token in its hello."""

    booth: int
    token: str


class PairRefused(Message):
    """The code is not taken: `wrong_code` (403: wrong, used or too old), `too_many_tries` (429: wait a minute),
    `not_understood` (400), or `not_kept` (500: the desk's disk)."""

    code: Code


# What the page says over the WebSocket.


class Hello(Message):
    """The first message of a page; `page` names the version of all its files, "" where it does not know."""

    type: Literal["hello"] = "hello"
    version: int
    page: Annotated[str, Field(max_length=80)] = ""
    token: Annotated[str, Field(max_length=200)]
    language: Language = "id"


class Offer(Message):
    """A session description of the page; `mids` says which media line is which camera.

    `number` counts the page's offers, and stands in the answer to it.
    """

    type: Literal["offer"] = "offer"
    number: Annotated[int, Field(ge=0, le=2**31)] = 0
    sdp: Annotated[str, Field(max_length=MAX_SDP_CHARACTERS)]
    mids: Annotated[dict[str, Track], Field(max_length=4)]


class Devices(Message):
    """How camera, second camera and microphone of the booth are."""

    type: Literal["devices"] = "devices"
    camera: Health
    microphone: Health
    document_camera: Health = Health.MISSING
    covered: bool = False
    """The participant has covered the cameras: no picture is sent until they open them again."""


class Speaks(Message):
    """The page is shown in another language from now on."""

    type: Literal["language"] = "language"
    language: Language


class Consent(Message):
    """The participant agreed to the conversation, or took that back; `text` names the version that was shown.

    `run` is whose word it is: that of the one who sat here before counts for nobody else.
    """

    type: Literal["consent"] = "consent"
    run: Annotated[str, Field(max_length=64)] = ""
    given: bool
    text: Code
    language: Language


class StepAt(Message):
    """Where the participant is in the script."""

    type: Literal["step"] = "step"
    run: Id
    step: Code
    state: Literal["begun", "done", "stuck"]


class Call(Message):
    """The participant asks for the officer, or takes that back."""

    type: Literal["call"] = "call"
    wanted: bool


class Confirmed(Message):
    """The participant read the form of a version, and says which of its fields are wrong."""

    type: Literal["confirmed"] = "confirmed"
    run: Id
    form_version: Annotated[int, Field(ge=0)]
    wrong: Annotated[tuple[Code, ...], Field(max_length=40)] = ()


class Signed(Message):
    """The participant signed a version of the form with a finger; `strokes` are lines of points from 0 to 1."""

    type: Literal["signed"] = "signed"
    run: Id
    form_version: Annotated[int, Field(ge=0)]
    strokes: Annotated[
        tuple[Annotated[tuple[tuple[float, float], ...], Field(max_length=2000)], ...],
        Field(min_length=1, max_length=60),
    ]


class Needs(Message):
    """What is hard for the participant of a run, and the language that is wanted, None where nothing was said of it.

    The page says it for the participant, the desk for the officer: whoever hears it does as it says.
    """

    type: Literal["needs"] = "needs"
    run: Id
    needs: Annotated[tuple[Hard, ...], Field(max_length=3)] = ()
    language: Language | None = None


class Rating(Message):
    """How a participant's page sees the officer's stream: for the quality of the way out."""

    type: Literal["rating"] = "rating"
    rtt_ms: float | None = None
    lost_percent: float | None = None
    fps: float | None = None
    limited_by: Literal["none", "cpu", "bandwidth", "other"] = "none"


FromPage = Annotated[
    Hello | Offer | Devices | Speaks | Consent | StepAt | Call | Confirmed | Signed | Needs | Rating,
    Field(discriminator="type"),
]

FROM_PAGE: TypeAdapter[FromPage] = TypeAdapter(FromPage)
"""Reads what a page says; raises pydantic's ValidationError."""


# What the desk says.


class Welcome(Message):
    """The page is the booth of this number."""

    type: Literal["welcome"] = "welcome"
    booth: int
    branch: str
    officer: str
    """How the officer is addressed, such as "Ibu Ratih"."""


class Refused(Message):
    """The connection ends, and why.

    `not_paired`: ask for a code. `old_page`: load the page anew. `taken`: another browser is this booth now, do not
    come back by yourself. `not_understood`, `too_many`, `too_slow`, `enormous`, `stopped`: come back in a while.
    """

    type: Literal["refused"] = "refused"
    code: Code


class Answer(Message):
    """The desk's session description to the offer of that number."""

    type: Literal["answer"] = "answer"
    number: int = 0
    sdp: str


class Ask(Message):
    """The size and rate at which a camera is shown: the page sends no more than that."""

    type: Literal["ask"] = "ask"
    track: Track
    width: int
    height: int
    fps: int


class Status(Message):
    """What is true now, computed and never invented.

    `serving` is the booth the officer talks with, `place` how many come before this one (0: next), `wait_s` an
    estimate; None where nothing can be said.
    """

    type: Literal["status"] = "status"
    lamp: Lamp
    officer_sees: bool
    officer_hears: bool
    serving: int | None = None
    place: int | None = None
    wait_s: float | None = None
    late_min: int | None = None
    """In how many minutes the officer, who is late, means to be there; 0 where that time is over."""
    called: bool = False
    recording: bool = False
    clock: str = ""
    ticket: str = ""


class Step(Message):
    """One step of a script; `needs` is what the page shows for it, `document` which paper, `alone` who leads it."""

    type: Literal["one_step"] = "one_step"
    code: Code
    needs: Literal["consent", "form", "document", "signature", "interview", "receipt", "message"]
    chapter: Literal["consent", "form", "documents", "interview", "receipt"]
    document: Code | None = None
    alone: bool = True


class Script(Message):
    """The steps of the participant who sits here; `run` names this participant's stay, "" means nobody sits here."""

    type: Literal["script"] = "script"
    run: Annotated[str, Field(max_length=64)]
    steps: tuple[Step, ...] = ()
    at: Code | None = None
    """The step to begin with: after a restart one goes on where one was."""


class FormLine(Message):
    """One line of the form as the participant reads it, masked where others could read along."""

    key: Code
    label: dict[str, str]
    """By language."""
    value: str


class FormShown(Message):
    """The form of this booth's own claim, to be read and confirmed."""

    type: Literal["form"] = "form"
    run: Id
    version: int
    lines: tuple[FormLine, ...]


class Show(Message):
    """Show something large on the booth's screen until told otherwise; `picture` is a data URL."""

    type: Literal["show"] = "show"
    what: Literal["nothing", "message", "form", "document"]
    title: str = ""
    text: str = ""
    picture: str = ""


class Guidance(Message):
    """What the desk sees of the document that is held to the camera.

    `code`: `show`, `closer`, `farther`, `still`, `less_light`, `more_light`, `flat`, `fingers`, `hold`, `taken` or
    `again`; `progress` from 0 to 1; the two marks say whether light and glare are good, None where nothing is seen.
    """

    type: Literal["guidance"] = "guidance"
    code: Code
    progress: float = 0.0
    bright: bool | None = None
    no_glare: bool | None = None


class TakeStill(Message):
    """Send a still of a camera's full resolution over the data channel; `id` comes back with it."""

    type: Literal["take_still"] = "take_still"
    id: Id
    track: Track


class Prompt(Message):
    """Play a recorded sentence, in the language of the page."""

    type: Literal["prompt"] = "prompt"
    name: Code


ToPage = Welcome | Refused | Answer | Ask | Status | Script | FormShown | Needs | Show | Guidance | TakeStill | Prompt
"""Anything the desk says."""


# What comes over the data channel "stills": a StillBegun as text, its bytes in chunks, in order.

STILL_CHUNK_BYTES = 16 << 10
MAX_STILL_BYTES = 12 << 20


class StillBegun(Message):
    """A still follows, `size` bytes in chunks; `id` is that of the TakeStill, or the page's own."""

    type: Literal["still"] = "still"
    id: Id
    track: Track
    mime: Literal["image/jpeg", "image/png"]
    size: Annotated[int, Field(ge=1, le=MAX_STILL_BYTES)]
    sha256: Sha256
    width: Annotated[int, Field(ge=1, le=16384)]
    height: Annotated[int, Field(ge=1, le=16384)]
