"""USB cameras, as far as a machine without one can tell: OpenCV reads a film in a camera's place."""

import pytest

from cso_desk.video.source import SourceLost
from cso_desk.video.usb import UsbSource

from .conftest import Film


@pytest.mark.parametrize("device", [63, "/dev/video-of-nobody"])
def test_a_camera_that_is_not_plugged_in_is_absent_and_nothing_is_said_on_stderr(
    device: int | str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SourceLost) as lost:
        UsbSource(device).open()
    assert lost.value.cause == "absent"
    assert capfd.readouterr().err == ""


def test_a_device_that_does_not_open_refuses_and_nothing_is_said_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceLost) as lost:
        UsbSource("/dev/null").open()
    assert lost.value.cause == "refused"
    assert capfd.readouterr().err == ""


def test_pictures_come_until_the_camera_has_no_more(film: Film) -> None:
    source = UsbSource(str(film("usb.avi", codec="mjpeg", frames=5)))
    source.open()
    try:
        assert [source.read().size for _ in range(5)] == [(320, 180)] * 5
        with pytest.raises(SourceLost) as lost:
            source.read()
        assert lost.value.cause == "ended"
        source.interrupt()
        with pytest.raises(SourceLost, match="stopped"):
            source.read()
    finally:
        source.close()
