"""A HEIC file as a phone writes one, made from a single HEVC picture (ISO/IEC 23008-12)."""

import io

import av
import numpy as np

from cso_desk.video.picture import Image


def heic(image: Image) -> bytes:
    """`image`, BGR and of even width and height, in a HEIC file."""
    height, width = image.shape[:2]
    config, picture = _encoded(image)
    types = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    handler = _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
    primary = _box(b"pitm", bytes(4) + _n(1, 2))
    item = _box(b"infe", b"\x02" + bytes(3) + _n(1, 2) + _n(0, 2) + b"hvc1" + b"\0")
    items = _box(b"iinf", bytes(4) + _n(1, 2) + item)
    extent = _box(b"ispe", bytes(4) + _n(width, 4) + _n(height, 4))
    linked = _box(b"ipma", bytes(4) + _n(1, 4) + _n(1, 2) + b"\x02" + b"\x81" + b"\x02")
    properties = _box(b"iprp", _box(b"ipco", _box(b"hvcC", config) + extent) + linked)

    def meta(offset: int) -> bytes:
        place = _box(
            b"iloc",
            bytes(4) + b"\x44\x00" + _n(1, 2) + _n(1, 2) + _n(0, 2) + _n(1, 2) + _n(offset, 4) + _n(len(picture), 4),
        )
        return _box(b"meta", bytes(4) + handler + primary + place + items + properties)

    before = len(types) + len(meta(0)) + 8
    return types + meta(before) + _box(b"mdat", picture)


def _encoded(image: Image) -> tuple[bytes, bytes]:
    """The decoder's configuration and the one coded picture, out of an MP4 file."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx265", rate=1, options={"x265-params": "keyint=1:log-level=none"})
        stream.width, stream.height, stream.pix_fmt = image.shape[1], image.shape[0], "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24")
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    whole = file.getvalue()
    at = whole.index(b"hvcC")
    config = whole[at + 4 : at - 4 + int.from_bytes(whole[at - 4 : at])]
    file.seek(0)
    with av.open(file) as container:
        packet = next(packet for packet in container.demux(video=0) if packet.size)
        return config, bytes(packet)


def _box(name: bytes, content: bytes) -> bytes:
    return _n(len(content) + 8, 4) + name + content


def _n(number: int, length: int) -> bytes:
    return number.to_bytes(length)
