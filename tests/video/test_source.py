"""Addresses and the sources they name."""

from pathlib import Path

import pytest

from cso_desk.video.live import HttpSource, RtspSource
from cso_desk.video.source import open_source
from cso_desk.video.stream import FileSource
from cso_desk.video.synthetic import SyntheticSource
from cso_desk.video.usb import UsbSource


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("synthetic:", SyntheticSource),
        ("synthetic:?seed=3&name=Ibu%20Contoh", SyntheticSource),
        ("rtsp://host/path", RtspSource),
        ("http://host/live.ts", HttpSource),
        ("https://host/live.ts", HttpSource),
        ("usb:0", UsbSource),
        ("usb:/dev/video9", UsbSource),
        ("film.mp4", FileSource),
        ("/tmp/film.mp4", FileSource),
        ("file:///tmp/film.mp4", FileSource),
        (r"C:\film.mp4", FileSource),
    ],
)
def test_an_address_names_a_kind_of_source(uri: str, kind: type) -> None:
    assert isinstance(open_source(uri), kind)


def test_the_options_of_an_address_are_taken_from_it() -> None:
    drawn = open_source("synthetic:?seed=3&name=Ibu%20Contoh")
    assert isinstance(drawn, SyntheticSource)
    assert drawn.guest.name == "Ibu Contoh"
    live = open_source("rtsp://host/path?channel=1&transport=udp")
    assert isinstance(live, RtspSource)
    assert (live.uri, live.transport) == ("rtsp://host/path?channel=1", "udp")


def test_a_file_whose_name_looks_like_a_scheme_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("10:30.mp4").touch()
    assert isinstance(open_source("10:30.mp4"), FileSource)


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        ("gopher://host", "begins with none of"),
        ("", "empty"),
        ("rtsp://", "no host"),
        ("rtsp://host/x?transport=pigeon", "tcp or udp"),
        ("http:///x", "no host"),
        ("synthetic:?seed=x", "whole number"),
        ("a\0b.mp4", "'a.x00b.mp4' .* NUL"),
        ("file:///a%00b.mp4", "'file:///a%00b.mp4' .* NUL"),
        ("http://h:abc/x", "The port in 'http://h:abc/x' is no whole number from 1 to 65535"),
        ("rtsp://h:99999999/x", "The port in 'rtsp://h:99999999/x' is no"),
        ("http://h:0/x", "The port in 'http://h:0/x' is no"),
        ("http://h/a b", "'http://h/a b' is no address: it holds a space"),
        ("rtsp://h /x", "'rtsp://h /x' is no address: it holds a space"),
        ("http://h/a\nb", "is no address: it holds a space or a control"),
        ("rtsp://h/a\x7fb", "is no address: it holds a space or a control"),
        ("http://h/a\0b", "'http://h/a.x00b' .* NUL"),
        ("http://[::1/x", "is no address: its host cannot be read"),
        ("rtsp://[h]x/y", "is no address|names no host"),
        ("file://[::1/x", "is no address: its host cannot be read"),
        ("synthetic://[::1", "is no address: its host cannot be read"),
    ],
)
def test_an_address_that_names_nothing_is_refused_with_a_sentence(uri: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        open_source(uri)


def test_an_address_longer_than_a_file_name_may_be_is_still_an_address() -> None:
    assert isinstance(open_source("http://host/live?token=" + "x" * 5000), HttpSource)
