"""The commands as they are typed."""

import io
import logging
import os
import runpy
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from PySide6.QtWidgets import QApplication

from cso_desk import __version__
from cso_desk.booth.simulation.command import Asked
from cso_desk.central.database import open_engine
from cso_desk.central.schema_version import MIGRATIONS
from cso_desk.cli import _parser, main
from cso_desk.migrate import newest, upgrade
from cso_desk.ui import theme
from cso_desk.ui.language import Language
from tests.postgres import PostgresServer


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


PIN = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@pytest.mark.parametrize("pin", ["", "abc", PIN[4:], f"{PIN}AAAA", "é" * 44, f"sha256/{PIN}"])
def test_a_pin_that_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str], pin: str) -> None:
    told = called_wrongly(capsys, "booth-sim", "--desk=https://10.0.0.5:8443", f"--pin={pin}", "--code=123456")
    assert f"a SHA-256 in base64, 44 signs with one '=', not {pin!r}" in told


@pytest.mark.parametrize("desk", ["", "10.0.0.5:8443", "http://10.0.0.5:8443", "https://", "file:///etc/passwd"])
def test_a_desk_that_is_no_address_is_told_with_an_example(capsys: pytest.CaptureFixture[str], desk: str) -> None:
    told = called_wrongly(capsys, "booth-sim", f"--desk={desk}", f"--pin={PIN}", "--code=123456")
    assert f"an address such as https://10.0.0.5:8443 is wanted, not {desk!r}" in told


SIMULATED = ("booth-sim", "--desk=https://10.0.0.5:8443", f"--pin={PIN}")


def test_codes_that_are_missing_for_the_booths_are_asked_for_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Asked] = []
    monkeypatch.setattr("cso_desk.booth.simulation.command.run", lambda one: asked.append(one) or 0)
    monkeypatch.setattr("sys.stdin", io.StringIO("K7Q-3MX\n\n B4T-9WZ \nleft alone\n"))
    assert main([*SIMULATED, "--booths=3", "--code=AAA-222"]) == 0
    assert asked[0].codes == ("AAA-222", "K7Q-3MX", "B4T-9WZ")
    assert capsys.readouterr().out == "Code of booth 2: Code of booth 3: Code of booth 3: "
    assert sys.stdin.readline() == "left alone\n"
    assert main([*SIMULATED, "--code=AAA-222", "--code=BBB-333"]) == 0
    assert asked[1].codes == ("AAA-222", "BBB-333")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "A desk has 1 to 8 booths, not 0: give a --code for each, or --booths."),
        (("--code=AAA-222",) * 9, "A desk has 1 to 8 booths, not 9: give a --code for each, or --booths."),
        (("--booths=1", "--code=AAA-222", "--code=BBB-333"), "2 codes are too many for 1 booths."),
        (("--booths=2", "--code=AAA-222"), "\nEach of the 2 booths needs a pairing code."),
    ],
)
def test_codes_that_do_not_fit_the_booths_are_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main([*SIMULATED, *options]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.parametrize("booths", ["0", "9", "six"])
def test_a_number_of_simulated_booths_that_no_desk_has_is_told(capsys: pytest.CaptureFixture[str], booths: str) -> None:
    told = called_wrongly(capsys, *SIMULATED, f"--booths={booths}")
    assert f"a desk has 1 to 8 booths, not {booths!r}" in told


BAD_SIZES = (
    *("abc", "1920", "1920x", "x1080", "0x1080", "1920x1080x2", "-1x5", "1e3x700", "²x³"),
    *("319x240", "320x239", "16385x768", "1366x16385", "9" * 5000 + "x9"),
)


@pytest.mark.parametrize("size", BAD_SIZES)
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
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("cso_desk", run_name="__main__")
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


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith("CSO_DESK_")]:
        monkeypatch.delenv(variable)


@pytest.fixture
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSO_DESK_CENTRE_SECRET", "a secret of the centre for the tests only")


@pytest.mark.parametrize("secret", [None, "", "  ", "short", "rahasia yang sangat panjang sekali \u00e9"])
def test_a_centre_without_its_secret_does_not_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    if secret is not None:
        monkeypatch.setenv("CSO_DESK_CENTRE_SECRET", secret)
    assert "CSO_DESK_CENTRE_SECRET" in cannot_serve(capsys, "--database", "sqlite:///centre.db")


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize("rules", [{"ladder.toml": "second_from = true"}, {"other.toml": ""}, None])
def test_a_centre_with_broken_rules_does_not_start(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    rules: dict[str, str] | None,
) -> None:
    folder = tmp_path / "rules"
    for name, text in (rules or {}).items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    said = cannot_serve(capsys, "--database", f"sqlite:///{tmp_path / 'centre.db'}", "--rules", str(folder))
    assert (next(iter(rules)) if rules else str(folder)) in said
    assert "line 1" in said


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize("option", ["--port=-1", "--port=65536", "--port=http", "--workers=0", "--log=xml", "--key=x"])
def test_a_setting_that_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert option.partition("=")[0] in cannot_serve(capsys, "--database", "sqlite:///centre.db", option)


def test_a_desk_without_settings_says_where_they_would_lie(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cso_desk", "--profile", str(tmp_path)]  # its log would stay with this process
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert str(tmp_path / "desk.toml") in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("size", ["320x240", "16384x16384"])
def test_the_least_and_the_greatest_window_are_taken(size: str) -> None:
    taken = _parser().parse_args(["wall", "a.mp4", "--size", size]).size
    assert "{}x{}".format(*taken) == size


@pytest.mark.parametrize("words", [["--profile", "here", "demo"], ["demo", "--profile", "here"]])
def test_the_profile_counts_before_the_demo_and_after_it(words: list[str]) -> None:
    assert _parser().parse_args(words).profile == Path("here")


@pytest.mark.parametrize("command", [["wall", "a.mp4"], ["central"], ["admin", "upgrade"]])
def test_a_profile_where_there_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert "--profile is for the desk, the demo" in called_wrongly(capsys, "--profile", "here", *command)


def cannot_serve(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    before = logging.getLogger().handlers[:], sys.excepthook, threading.excepthook
    try:
        assert main(["central", "--port", "0", *arguments]) == 1
    finally:
        logging.captureWarnings(False)
        logging.getLogger().handlers[:], sys.excepthook, threading.excepthook = before
    return one_sentence(capsys)


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    out, said = capsys.readouterr()
    assert out == ""
    assert said.count("\n") == 1
    assert said.endswith(".\n")
    return said


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("centre.db", "no URL of a database"),
        ("postgresql://host:port/claims", "no URL of a database"),
        ("gopher://host/claims", "gopher://host/claims is of no kind"),
        ("mysql://u:hidden@host/claims", "is of no kind"),
        ("sqlite:///{0}/missing/centre.db", "missing/centre.db cannot be used: unable to open"),
        ("sqlite:///{0}", "cannot be used: unable to open"),
        ("sqlite:///{0}/letter.txt", "letter.txt cannot be used: file is not a database"),
        ("postgresql://u:hidden@127.0.0.1:1/claims", "u:***@127.0.0.1:1/claims cannot be used: connection"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, url: str, named: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear database, " * 100)
    for said in (
        cannot_serve(capsys, "--database", url.format(tmp_path), "--blobs", str(tmp_path)),
        cannot_administer(capsys, "upgrade", "--database", url.format(tmp_path)),
    ):
        assert named in said
        assert "hidden" not in said
    assert "hidden" not in cannot_administer(capsys, "--database", url.format(tmp_path), "officer", "list")


@pytest.mark.usefixtures("_secret")
def test_a_database_that_does_not_keep_every_name_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, postgres: PostgresServer
) -> None:
    with postgres.database("template0 ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C'") as url:
        for said in (
            cannot_serve(capsys, "--database", url, "--blobs", str(tmp_path)),
            cannot_administer(capsys, "upgrade", "--database", url),
            cannot_administer(capsys, "--database", url, "officer", "list"),
        ):
            assert "keeps its texts in SQL_ASCII" in said
            assert "--encoding=UTF8" in said


@pytest.mark.usefixtures("_secret")
def test_a_database_of_a_newer_program_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(sqlcipher3.dbapi2.connect(str(tmp_path / "centre.db"))) as database:
        database.execute("create table alembic_version (version_num text primary key)")
        database.execute("insert into alembic_version values ('from-the-future')")
        database.commit()
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    assert "newer" in cannot_serve(capsys, "--database", url)
    assert "newer" in cannot_administer(capsys, "upgrade", "--database", url)


@pytest.mark.usefixtures("_secret")
def test_a_database_of_an_older_program_is_refused_until_the_command_it_names_was_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    old = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, old, ignore=shutil.ignore_patterns("000[!1]*"))
    engine = open_engine(url)
    with engine.begin() as connection:
        upgrade(connection, old)
    engine.dispose()
    said = cannot_serve(capsys, "--database", url)
    assert "was written by an older cso-desk" in said
    mend = said.partition("cso-desk admin ")[2].rstrip(".\n").split()
    assert main(["admin", *mend]) == 0
    assert capsys.readouterr().out == f"The database {url} went from schema 0001 to schema {newest(MIGRATIONS)}.\n"
    assert main(["admin", *mend]) == 0
    assert "already" in capsys.readouterr().out


def test_the_commands_of_administration_take_the_database_wherever_it_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    assert "--database" in cannot_administer(capsys, "upgrade")
    assert "--database" in cannot_administer(capsys, "officer", "list")
    assert main(["admin", "--database", url, "upgrade"]) == 0
    assert main(["admin", "officer", "list", "--database", url]) == 0
    monkeypatch.setenv("CSO_DESK_DATABASE", url)
    assert main(["admin", "branch", "add", "114", "Cabang Contoh"]) == 0
    assert main(["audit", "verify"]) == 0
    assert "114" in capsys.readouterr().out


def cannot_administer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["admin", *arguments]) == 1
    return one_sentence(capsys)


@pytest.mark.usefixtures("_secret")
def test_a_place_where_nobody_can_listen_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database = f"sqlite:///{tmp_path / 'centre.db'}"
    for host in ("no.such.host.invalid", "a" * 70):
        assert f"{host} port 0" in cannot_serve(capsys, "--database", database, "--host", host)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1 port {port}" in cannot_serve(capsys, "--database", database, "--port", port)


def test_the_centre_loads_nothing_that_only_a_desk_needs() -> None:
    """Numpy and OpenCV alone are 45 MB of the service."""
    loaded = "import sys, cso_desk.cli, cso_desk.central.service.serve; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert "fastapi" in said
    assert not {"PySide6", "numpy", "cv2", "onnxruntime", "av", "aiortc"} & set(said)
