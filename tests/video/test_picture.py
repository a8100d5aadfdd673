"""Scaling: the whole picture, in its colours, in memory of its own."""

import queue
import threading
import weakref
from fractions import Fraction

import av
import av.logging
import numpy as np
import psutil
import pytest
from av.filter import Graph
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Interpolation, VideoReformatter
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.video import picture as pictures
from cso_desk.video.picture import ArrayPicture, DecodedPicture, Image, Scalers, Size, fitted

SIDE = st.integers(1, 4000)
BLUE, ORANGE = (200, 40, 20), (20, 120, 240)  # BGR


@given(SIDE, SIDE, SIDE, SIDE)
def test_a_picture_is_fitted_into_its_box_and_never_cropped(width: int, height: int, wide: int, tall: int) -> None:
    fit = fitted((width, height), (wide, tall))
    assert 1 <= fit[0] <= wide
    assert 1 <= fit[1] <= tall
    assert fit[0] == wide or fit[1] == tall


def test_nearly_the_same_proportions_fill_the_box_and_others_keep_theirs() -> None:
    assert fitted((1280, 720), (437, 246)) == (437, 246)
    assert fitted((640, 480), (640, 360)) == (480, 360)
    assert fitted((720, 1280), (640, 360)) == (202, 360)


def halves() -> np.ndarray:
    image = np.empty((72, 128, 3), np.uint8)
    image[:, :64], image[:, 64:] = BLUE, ORANGE
    return image


@pytest.mark.parametrize("size", [(128, 72), (64, 36), (63, 35), (33, 19), (256, 144)])
@pytest.mark.parametrize("kind", ["array", "decoded"])
def test_a_scaled_picture_has_its_size_its_colours_and_cannot_be_written(kind: str, size: tuple[int, int]) -> None:
    picture: ArrayPicture | DecodedPicture = ArrayPicture(halves(), 1.0)
    if kind == "decoded":
        frame = av.VideoFrame.from_ndarray(halves(), format="bgr24").reformat(format="yuv420p")
        picture = DecodedPicture(frame, 1.0, Scalers())
    image = picture.scaled(size)
    assert image.shape == (size[1], size[0], 4)
    assert image[size[1] // 2, size[0] // 8, :3] == pytest.approx(BLUE, abs=6)
    assert image[size[1] // 2, size[0] * 7 // 8, :3] == pytest.approx(ORANGE, abs=6)
    assert not image.flags.writeable


def test_a_picture_at_its_own_size_is_a_copy_of_the_canvas_it_was_drawn_on() -> None:
    canvas = np.zeros((4, 4, 4), np.uint8)
    image = ArrayPicture(canvas, 0.0).scaled((4, 4))
    canvas[:] = 255
    assert image.max() == 0


BT709, BT601, UNTOLD, RESERVED = 1, 6, 2, 3
LIMITED, FULL, UNSPECIFIED = ColorRange.MPEG, ColorRange.JPEG, ColorRange.UNSPECIFIED


def noise(
    pixel_format: str = "yuv420p", size: Size = (160, 90), *, seed: int = 0, colours: tuple[int, int] = (UNTOLD, 0)
) -> av.VideoFrame:
    """A frame in which every sample is another one."""
    frame, random = av.VideoFrame(*size, pixel_format), np.random.default_rng(seed)
    for plane in frame.planes:
        plane.update(random.integers(0, 256, plane.buffer_size, dtype=np.uint8).tobytes())
    frame.colorspace, frame.color_range = colours
    return frame


def reformatted(frame: av.VideoFrame, size: Size) -> Image:
    """What PyAV's own scaler makes of it."""
    plain = VideoReformatter().reformat(frame, *size, "bgra", interpolation=Interpolation.AREA, threads=1)
    return plain.to_ndarray().astype(np.uint8)


def same(one: Image, other: Image) -> bool:
    return one.shape == other.shape and np.abs(one.astype(int) - other).max() <= 1


@pytest.mark.parametrize("size", [(80, 46), (222, 124), (160, 90)])
@pytest.mark.parametrize("primaries", [BT709, 0], ids=["told", "reserved"])
@pytest.mark.parametrize(
    ("pixel_format", "colorspace", "color_range"),
    [
        ("yuv420p", BT601, LIMITED),
        ("yuv420p", BT709, LIMITED),
        ("yuv420p", BT709, FULL),
        ("yuv420p", UNTOLD, FULL),
        ("yuv420p", UNTOLD, UNSPECIFIED),
        ("yuvj420p", UNTOLD, UNSPECIFIED),
        ("yuvj420p", BT601, FULL),
        ("yuvj422p", BT601, FULL),
        ("nv12", BT709, LIMITED),
        ("yuv444p", BT601, LIMITED),
        ("gray", UNTOLD, UNSPECIFIED),
        ("bgra", UNTOLD, UNSPECIFIED),
    ],
)
def test_colours_are_those_of_pyavs_own_scaler(
    pixel_format: str, colorspace: int, color_range: int, primaries: int, size: Size
) -> None:
    frame = noise(pixel_format, colours=(colorspace, color_range))
    frame.color_primaries = frame.color_trc = primaries
    assert same(Scalers().scaled(frame, size), reformatted(frame, size))


def test_fields_of_an_interlaced_picture_are_not_mixed() -> None:
    encoder = av.CodecContext.create("mpeg2video", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = 64, 48, "yuv420p", Fraction(1, 25)
    encoder.options = {"flags": "+ildct+ilme"}
    stripes = np.zeros((72, 64), np.uint8)
    stripes[:48:2], stripes[48:] = 200, 128
    packets = [*encoder.encode(av.VideoFrame.from_ndarray(stripes, format="yuv420p")), *encoder.encode(None)]
    decoder = av.CodecContext.create("mpeg2video", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    frame = [*(frame for packet in packets for frame in decoder.decode(packet)), *decoder.decode(None)][0]
    assert frame.interlaced_frame
    assert same(Scalers().scaled(frame, (64, 24)), reformatted(frame, (64, 24)))


def test_a_picture_stays_as_it_is_whatever_is_scaled_after_it_and_without_its_scalers() -> None:
    scalers = Scalers()
    held = [scalers.scaled(noise(seed=seed), (80, 46)) for seed in range(12)]
    was = [image.copy() for image in held]
    for seed in range(12, 40):
        scalers.scaled(noise(seed=seed), (80, 46))
    del scalers
    others = [Scalers().scaled(noise(seed=seed), (80, 46)) for seed in range(40, 60)]
    assert all(np.array_equal(image, copy) for image, copy in zip(held, was, strict=True))
    assert len({image.tobytes() for image in held + others}) == len(held) + len(others)


def test_another_thread_may_hold_pictures_and_let_go_of_them() -> None:
    expected = [Scalers().scaled(noise(seed=seed), (320, 180)).copy() for seed in range(4)]
    given_: queue.Queue[tuple[int, Image] | None] = queue.Queue(5)
    wrong: list[int] = []

    def look() -> None:
        while (pair := given_.get()) is not None:
            if not np.array_equal(pair[1], expected[pair[0]]):
                wrong.append(pair[0])

    looker = threading.Thread(target=look)
    looker.start()
    scalers = Scalers()
    frames = [noise(seed=seed) for seed in range(4)]
    for turn in range(400):
        if turn % 50 == 0:
            scalers = Scalers()
        given_.put((turn % 4, scalers.scaled(frames[turn % 4], (320, 180))))
    del scalers
    given_.put(None)
    looker.join()
    assert wrong == []


@pytest.mark.parametrize("times", [(None, None, None), (0, 3000, 6000), (9000, 0, -5), (7, 7, 7), (2**40, None, 0)])
@pytest.mark.parametrize("time_base", [Fraction(1, 90_000), None])
def test_each_picture_is_scaled_at_once_whatever_its_time_which_is_left_alone(
    times: tuple[int | None, ...], time_base: Fraction | None
) -> None:
    scalers = Scalers()
    for seed, pts in enumerate(times):
        frame = noise(seed=seed)
        frame.pts = pts
        if time_base is not None:
            frame.time_base = time_base
        before = frame.time_base
        assert same(scalers.scaled(frame, (80, 46)), reformatted(frame, (80, 46)))
        assert (frame.pts, frame.time_base) == (pts, before)


def test_a_source_may_change_its_size_format_and_colours_and_no_graph_meets_another_kind() -> None:
    scalers = Scalers()
    with_changes = [
        noise(),
        noise(size=(90, 160)),
        noise("yuv444p"),
        noise(colours=(BT709, LIMITED)),
        noise(colours=(BT709, FULL)),
        noise("yuvj420p"),
    ]
    level = av.logging.get_level()
    av.logging.set_level(av.logging.WARNING)
    try:
        with av.logging.Capture() as said:
            images = [scalers.scaled(frame, (80, 46)) for frame in with_changes * 3]
    finally:
        av.logging.set_level(level)
    assert [words for *_, words in said if "on the fly" in words] == []
    for image, frame in zip(images, with_changes * 3, strict=True):
        assert same(image, reformatted(frame, (80, 46)))


def test_few_graphs_are_kept_and_all_are_made_anew_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[Graph]] = []
    make = pictures._graph

    def counted(kind: pictures._Kind) -> Graph:
        graph = make(kind)
        made.append(weakref.ref(graph))
        return graph

    monkeypatch.setattr(pictures, "_graph", counted)
    scalers, frame = Scalers(), noise()
    for width in range(2, 22, 2):
        scalers.scaled(frame, (width, 10))
    assert len(made) == 10
    assert sum(graph() is not None for graph in made) == 4
    for _ in range(1000):
        scalers.scaled(frame, (20, 10))
    assert len(made) == 11
    assert sum(graph() is not None for graph in made) == 1


def test_no_thread_is_started() -> None:
    frame, scalers = noise(size=(1280, 720)), Scalers()
    threads = psutil.Process().num_threads()
    scalers.scaled(frame, (640, 360))
    assert psutil.Process().num_threads() <= threads


def test_colours_that_cannot_be_converted_are_an_error_and_no_hindrance_to_what_comes_after() -> None:
    scalers, good = Scalers(), noise()
    for colorspace in (RESERVED, 8):
        with pytest.raises(av.FFmpegError):
            scalers.scaled(noise(colours=(colorspace, 0)), (80, 46))
        assert same(scalers.scaled(good, (80, 46)), reformatted(good, (80, 46)))


def test_a_graph_that_failed_is_used_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def vpush(self, frame: av.VideoFrame) -> None: ...

        def vpull(self) -> av.VideoFrame:
            raise av.MemoryError(12, "no memory")

    scalers, frame = Scalers(), noise()
    with monkeypatch.context() as once:
        once.setattr(pictures, "_graph", lambda _kind: Failing())
        with pytest.raises(av.FFmpegError):
            scalers.scaled(frame, (80, 46))
    assert same(scalers.scaled(frame, (80, 46)), reformatted(frame, (80, 46)))


def test_a_converted_frame_has_its_own_times_also_where_there_was_nothing_to_do() -> None:
    frame, scalers = noise(), Scalers()
    frame.pts, frame.time_base = 5, Fraction(1, 25)
    for size in ((160, 90), (80, 46)):
        other = scalers.converted(frame, size, "yuv420p")
        assert (other.width, other.height, other.format.name) == (*size, "yuv420p")
        other.pts, other.time_base, other.pict_type = 77, Fraction(1, 90_000), PictureType.I
        assert (frame.pts, frame.time_base, frame.pict_type) == (5, Fraction(1, 25), PictureType.NONE)
    assert np.array_equal(scalers.converted(frame, (160, 90), "yuv420p").to_ndarray(), frame.to_ndarray())
