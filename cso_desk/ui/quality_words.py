"""What is said of a booth's line: a word for each direction, its reason, and the figures."""

from cso_desk.booth.quality import Quality, Way

from . import words
from .language import translate

GOOD = ("good", "unknown")
_SEEN = ("no_picture",)
"""What a tile shows anyway: its own state, or that the officer has no camera."""


def short(way: Way) -> str:
    """How one direction is, in a word or two."""
    return {
        "good": translate("Quality", "good"),
        "unknown": translate("Quality", "not measured"),
        "line_loses": translate("Quality", "line loses"),
        "line_slow": translate("Quality", "line slow"),
        "saves": translate("Quality", "small picture"),
        "booth_busy": translate("Quality", "booth busy"),
        "desk_busy": translate("Quality", "desk busy"),
        "too_large": translate("Quality", "picture too large"),
        "no_picture": translate("Quality", "no picture"),
    }.get(way.reason, way.reason)


def trouble(quality: Quality | None) -> str:
    """What is amiss with a booth's line, the way in before the way out; "" where nothing is, or nobody knows."""
    if quality is None:
        return ""
    ways = (("\N{DOWNWARDS ARROW}", quality.inward), ("\N{UPWARDS ARROW}", quality.outward))
    return next((f"{arrow} {short(way)}" for arrow, way in ways if way.reason not in (*GOOD, *_SEEN)), "")


def why(way: Way) -> str:
    """What the reason means and what to do; "" where all is well."""
    return {
        "line_loses": translate("Quality", "The line to the booth loses packets: look at its cable or its radio."),
        "line_slow": translate("Quality", "The line to the booth is slow: somebody else may be using it."),
        "saves": translate("Quality", "Too narrow for your whole picture. Shift+Q tries it again."),
        "booth_busy": translate("Quality", "The booth's computer is too busy: close what else runs there."),
        "desk_busy": translate("Quality", "This computer is too busy: close what else runs here."),
        "too_large": translate(
            "Quality", "The booth sends larger pictures than it was asked for: load its page again."
        ),
        "no_picture": translate("Quality", "No picture comes: look at the camera of the booth."),
    }.get(way.reason, "")


def figures(way: Way) -> tuple[str, ...]:
    """What was measured, as far as anything was: a line of the picture, and one of the packets."""
    size = [] if way.size is None else [f"{way.size[0]} × {way.size[1]}"]
    picture = [(way.fps, translate("Quality", "%1 pictures/s")), (way.kbps, translate("Quality", "%1 kbit/s"))]
    packets = [
        (way.lost_percent, translate("Quality", "%1 % lost")),
        (way.rtt_ms, translate("Quality", "%1 ms there and back")),
        (way.jitter_ms, translate("Quality", "%1 ms uneven")),
    ]
    lines = (", ".join([*size, *_measured(picture)]), ", ".join(_measured(packets)))
    return tuple(line for line in lines if line)


def _measured(values: list[tuple[float | None, str]]) -> list[str]:
    return [unit.replace("%1", words.decimal(value)) for value, unit in values if value is not None]
