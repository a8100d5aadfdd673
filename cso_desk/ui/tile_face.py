"""What a tile says about its feed: words, icon and line, told from a status alone."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale

from cso_desk.video.feed import FeedState, FeedStatus

from . import words
from .language import translate


@dataclass(frozen=True, slots=True)
class Face:
    """What a tile says at one moment; equal faces look the same.

    With a `pill` the picture is live or stale and the pill lies on it, followed by the `age`, or by what is amiss with
    its `line`. Else `icon`, `title`
    (whose colour token is `ink`), `detail` and `hint` stand in the middle, and `bar` (0 to 1) shows how soon the
    camera is tried again.
    """

    state: FeedState
    pill: str = ""
    age: str = ""
    icon: str = ""
    title: str = ""
    detail: str = ""
    hint: str = ""
    bar: float | None = None
    line: str = ""
    ink: str = "videoink"


def face_of(status: FeedStatus, *, waited_s: float) -> Face:
    """The face of a tile whose picture and camera are as `status` says; `waited_s` is how long it has had none."""
    if status.state is FeedState.OFF:
        return Face(
            status.state,
            icon="camera-off",
            title=translate("VideoTile", "Camera off"),
            detail=translate("VideoTile", "nothing is received"),
        )
    if status.state is FeedState.COVERED:
        return _covered(status.age_s)
    if status.age_s is None:
        return _without_picture(status, waited_s)
    if status.state is FeedState.LOST:
        return _lost(status, status.age_s)
    seconds = translate("VideoTile", "%1 s").replace(
        "%1", QLocale().toString(math.ceil(status.age_s * 10) / 10, "f", 1)
    )
    if status.state is FeedState.STALE:
        return Face(status.state, pill=translate("VideoTile", "Behind by %1").replace("%1", seconds), icon="clock")
    return Face(status.state, pill=translate("VideoTile", "Live"), age=seconds)


def cause(code: str) -> str:
    """Why there is no picture, for an officer; an empty text for an unknown cause."""
    return _causes().get(code, ("", ""))[0]


def _without_picture(status: FeedStatus, waited_s: float) -> Face:
    title, action = _causes().get(status.cause, ("", ""))
    if status.state is FeedState.LOST and title:
        hint = _attempt(status)
        return Face(
            status.state, icon="triangle-alert", title=title, detail=action, hint=hint, bar=_bar(status), ink="stale"
        )
    looking = translate("VideoTile", "looking for the camera, %1").replace("%1", words.spell(waited_s))
    return Face(
        FeedState.CONNECTING,
        icon="loader-circle",
        title=translate("VideoTile", "Connecting"),
        detail=looking,
        hint=_attempt(status),
    )


def _lost(status: FeedStatus, age_s: float) -> Face:
    taken = QDateTime.currentDateTime().addMSecs(-round(age_s * 1000)).toString(translate("VideoTile", "HH:mm:ss"))
    return Face(
        status.state,
        icon="wifi-off",
        title=translate("VideoTile", "Lost for %1").replace("%1", words.spell(round(age_s))),
        detail=translate("VideoTile", "Last picture %1, not live").replace("%1", taken),
        hint=cause(status.cause),
        bar=_bar(status),
        ink="lostink",
    )


def _covered(age_s: float | None) -> Face:
    """The participant wants not to be seen for a moment: no fault, and no picture of before either."""
    by = translate("VideoTile", "by the participant")
    if age_s is not None:
        by = translate("VideoTile", "by the participant, for %1").replace("%1", words.spell(age_s))
    return Face(
        FeedState.COVERED,
        icon="eye-off",
        title=translate("VideoTile", "Camera covered"),
        detail=by,
        hint=translate("VideoTile", "the sound goes on"),
    )


def _attempt(status: FeedStatus) -> str:
    return translate("VideoTile", "attempt %1").replace("%1", str(status.attempt)) if status.attempt > 1 else ""


def _bar(status: FeedStatus) -> float:
    return round(status.rested, 2)


def _causes() -> dict[str, tuple[str, str]]:
    return {
        "absent": (
            translate("VideoTile", "Camera not found"),
            translate("VideoTile", "Check its cable and address, or send floor staff"),
        ),
        "refused": (
            translate("VideoTile", "Camera refuses the connection"),
            translate("VideoTile", "Check that it is switched on, or send floor staff"),
        ),
        "denied": (
            translate("VideoTile", "Camera asks for a password"),
            translate("VideoTile", "Check its address in the settings"),
        ),
        "blocked": (
            translate("VideoTile", "Browser may not use the camera"),
            translate("VideoTile", "Allow the camera in the booth's browser"),
        ),
        "silent": (
            translate("VideoTile", "Camera sends nothing"),
            translate("VideoTile", "Check its network, or send floor staff"),
        ),
        "ended": (translate("VideoTile", "Camera has hung up"), translate("VideoTile", "It is being called again")),
        "rubbish": (
            translate("VideoTile", "What comes is no picture"),
            translate("VideoTile", "Check its address in the settings"),
        ),
        "unsupported": (
            translate("VideoTile", "Unknown kind of picture"),
            translate("VideoTile", "Set the camera to H.264"),
        ),
    }
