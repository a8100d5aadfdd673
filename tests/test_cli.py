"""The commands as they are typed."""

import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cso_desk import __version__
from cso_desk.cli import main
from cso_desk.ui import theme
from cso_desk.ui.language import Language


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    Language("en")


def called_wrongly(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("booths", ["0", "9", "-1", "six", "1.5", "", "²"])
def test_a_number_of_booths_that_no_desk_has_is_told_in_words(capsys: pytest.CaptureFixture[str], booths: str) -> None:
    assert f"a desk has 1 to 8 booths, not {booths!r}" in called_wrongly(capsys, "demo", f"--booths={booths}")


@pytest.mark.parametrize("option", ["--speed", "--seconds"])
@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "fast"])
def test_a_speed_or_a_span_that_is_none_is_told_in_words(
    capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    assert f"a number above 0 is wanted, not {value!r}" in called_wrongly(capsys, "demo", f"{option}={value}")


@pytest.mark.parametrize("size", ["abc", "1920", "1920x", "x1080", "0x1080", "1920x1080x2", "-1x5", "1e3x700", "²x³"])
def test_a_size_that_is_none_is_told_with_an_example(capsys: pytest.CaptureFixture[str], size: str) -> None:
    assert f"a size such as 1366x768 is wanted, not {size!r}" in called_wrongly(
        capsys, "wall", "a.mp4", f"--size={size}"
    )


def test_a_wall_needs_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert "source" in called_wrongly(capsys, "wall")


def test_a_command_that_there_is_not_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    said = called_wrongly(capsys, "walls")
    assert all(command in said for command in ("demo", "wall", "central"))


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"cso-desk {__version__}\n"


def test_the_package_is_a_command_of_python_as_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["cso-desk", "--version"])
    monkeypatch.delitem(sys.modules, "cso_desk.cli")
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("cso_desk.cli", run_name="__main__")
    assert caught.value.code == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "named"),
    [("gopher://old", "gopher://old"), ("rtsp://", "rtsp://"), ("synthetic:?seed=x", "'x'"), ("", "source")],
)
def test_a_wall_with_a_source_that_names_nothing_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, source: str, named: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["wall", "--headless", "--seconds", "0.1", "synthetic:", source]) == 1
    said = capsys.readouterr().err
    assert named in said
    assert "Traceback" not in said


@pytest.mark.parametrize("token", [None, "", "  "])
def test_a_centre_without_its_secret_does_not_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    monkeypatch.delenv("CSO_DESK_CENTRE_TOKEN", raising=False)
    if token is not None:
        monkeypatch.setenv("CSO_DESK_CENTRE_TOKEN", token)
    assert main(["central", "--database", "sqlite://"]) == 1
    assert "CSO_DESK_CENTRE_TOKEN" in capsys.readouterr().err


@pytest.mark.parametrize("amount", ["lots", "-1", "5e7", ""])
def test_a_centre_with_a_limit_that_is_no_amount_does_not_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, amount: str
) -> None:
    monkeypatch.setenv("CSO_DESK_CENTRE_TOKEN", "secret")
    monkeypatch.setenv("CSO_DESK_SECOND_FROM", amount)
    assert main(["central", "--database", "sqlite://"]) == 1
    said = capsys.readouterr().err
    assert "CSO_DESK_SECOND_FROM" in said
    assert repr(amount) in said


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert "port" in called_wrongly(capsys, "central", "--database", "sqlite://", f"--port={port}")


def test_a_desk_without_settings_says_where_they_would_lie(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cso_desk.cli", "--profile", str(tmp_path)]  # its log would stay with this process
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert str(tmp_path / "desk.toml") in ended.stderr
    assert "Traceback" not in ended.stderr
