"""A still that was taken, turned so that it stands upright with all that was read in it; and how it looks."""

from dataclasses import replace

from cso_desk.video.fingerprint import NEAR, Fingerprint, fingerprint
from cso_desk.video.picture import Image
from cso_desk.video.quad import turned

from .detection import Point, Quad
from .reading import Field, Member, Reading, Unread

_NONE = "-"


def stood_up(image: Image, told: Reading | Unread) -> tuple[Image, Reading | Unread]:
    """The picture upright, with the boxes where they are then; as it is where nothing tells which way is up."""
    if isinstance(told, Unread) or not told.turned % 4:
        return image, told
    size = image.shape[1], image.shape[0]
    fields = {key: _moved(field, told.turned, size) for key, field in told.fields.items()}
    members = tuple(
        Member(_moved(one.name, told.turned, size), None if one.nik is None else _moved(one.nik, told.turned, size))
        for one in told.members
    )
    return turned(image, told.turned), replace(told, fields=fields, members=members, turned=0)


def looks_of(image: Image) -> str:
    """How a paper looks, as a text from which no picture can be made again."""
    strips = fingerprint(image).strips
    return ",".join(_NONE if strip is None else f"{strip:016x}" for strip in strips)


def look_alike(one: str, other: str) -> bool:
    """Whether two texts of `looks_of` may be of one paper."""
    return _print(one).distance(_print(other)) <= NEAR


def _print(looks: str) -> Fingerprint:
    return Fingerprint(tuple(None if strip == _NONE else int(strip, 16) for strip in looks.split(",")))


def _moved(field: Field, quarters: int, size: tuple[int, int]) -> Field:
    first, second, third, fourth = (_turned(point, quarters, size) for point in field.box)
    box: Quad = (first, second, third, fourth)
    return replace(field, box=box)


def _turned(point: Point, quarters: int, size: tuple[int, int]) -> Point:
    """Where a point is after quarter turns to the right of a picture of this size."""
    (x, y), (wide, tall) = point, size
    for _ in range(quarters % 4):
        (x, y), (wide, tall) = (tall - y, x), (tall, wide)
    return x, y
