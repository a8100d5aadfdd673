"""A reading as JSON, as `cso-desk read-card` prints it and the process that reads hands it over."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cso_desk.video.copies import Traces
from cso_desk.video.paper import Paper
from cso_desk.video.quality import Quality

from .reading import Examined, Field, Member, Reading, Unread

_PLACES = 3  # of confidences and measures


def as_json(examined: Examined) -> dict[str, Any]:
    """`kind fields members turned quality traces seconds` of what was read, else `reason seen quality seconds`."""
    answer = examined.answer
    measured = {"quality": _rounded(asdict(examined.quality)) if examined.quality else None}
    seconds = {"seconds": round(answer.seconds, _PLACES)}
    if isinstance(answer, Unread):
        return {"reason": str(answer.reason), "seen": answer.seen and str(answer.seen)} | measured | seconds
    fields = {key: _field_as_json(field) for key, field in answer.fields.items()}
    members = [
        {"name": _field_as_json(one.name), "nik": _field_as_json(one.nik) if one.nik else None}
        for one in answer.members
    ]
    traced = {"traces": _rounded(asdict(examined.traces)) if examined.traces else None}
    read = {"kind": str(answer.kind), "fields": fields, "members": members, "turned": answer.turned}
    return read | measured | traced | seconds


def from_json(told: Mapping[str, Any]) -> Examined:
    """What `as_json` told."""
    quality = Quality(**told["quality"]) if told["quality"] else None
    if "reason" in told:
        return Examined(Unread(told["reason"], told["seen"], told["seconds"]), quality)
    fields = {key: _field_of(field) for key, field in told["fields"].items()}
    members = tuple(
        Member(_field_of(one["name"]), _field_of(one["nik"]) if one["nik"] else None) for one in told["members"]
    )
    traced = Traces(**told["traces"]) if told["traces"] else None
    return Examined(Reading(Paper(told["kind"]), fields, told["seconds"], members, told["turned"]), quality, traced)


def _field_as_json(field: Field) -> dict[str, Any]:
    box = [[round(x, 1), round(y, 1)] for x, y in field.box]
    confidence = round(field.confidence, _PLACES)
    return {"text": field.text, "confidence": confidence, "box": box, "corrected": field.corrected}


def _field_of(told: Mapping[str, Any]) -> Field:
    first, second, third, fourth = ((float(x), float(y)) for x, y in told["box"])
    return Field(told["text"], told["confidence"], (first, second, third, fourth), told["corrected"])


def _rounded(measures: Mapping[str, Any]) -> dict[str, Any]:
    return {key: round(value, _PLACES) if isinstance(value, float) else value for key, value in measures.items()}
