"""The commands as they are typed."""

import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from PySide6.QtWidgets import QApplication

from cso_desk import __version__
from cso_desk.central.store import CentralStore
from cso_desk.claims.receipts import receipt_number
from cso_desk.cli import _parser, main
from cso_desk.ui import theme
from cso_desk.ui.language import Language
from tests.contract.doubles import Table, served, waiting_claims

TOKEN = "secret"
SETTINGS = """
[desk]
name = "Meja 3"
branch = 114
branch_name = "KC Contoh"
officer = "Ratih Kusuma"
officer_number = "000417"
language = "en"

[centre]
url = "{url}"
token = "{token}"

[[booth]]
source = "synthetic:"
"""


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


@pytest.mark.parametrize("token", [None, "", "  ", "two words", "rahasia\u00e9"])
def test_a_centre_without_its_secret_does_not_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    monkeypatch.delenv("CSO_DESK_CENTRE_TOKEN", raising=False)
    if token is not None:
        monkeypatch.setenv("CSO_DESK_CENTRE_TOKEN", token)
    assert main(["central", "--database", "sqlite://"]) == 1
    assert "CSO_DESK_CENTRE_TOKEN" in capsys.readouterr().err


@pytest.mark.parametrize("rules", [{"ladder.toml": "second_from = true"}, {"other.toml": ""}, None])
def test_a_centre_with_broken_rules_does_not_start(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    rules: dict[str, str] | None,
) -> None:
    monkeypatch.setenv("CSO_DESK_CENTRE_TOKEN", "secret")
    folder = tmp_path / "rules"
    for name, text in (rules or {}).items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    assert main(["central", "--database", "sqlite://", "--rules", str(folder)]) == 1
    said = capsys.readouterr().err
    assert (next(iter(rules)) if rules else str(folder)) in said
    assert "line 1" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert "port" in called_wrongly(capsys, "central", "--database", "sqlite://", f"--port={port}")


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


@pytest.mark.parametrize("command", [["wall", "a.mp4"], ["central", "--database", "sqlite://"]])
def test_a_profile_where_there_is_none_is_told_in_words(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert "--profile is for the desk and the demo" in called_wrongly(capsys, "--profile", "here", *command)


def cannot_serve(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["central", "--port", "0", *arguments]) == 1
    out, said = capsys.readouterr()
    assert out == ""
    assert said.count("\n") == 1
    assert said.endswith(".\n")
    return said


@pytest.fixture
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSO_DESK_CENTRE_TOKEN", "secret")


@pytest.mark.usefixtures("_secret")
@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("centre.db", "no URL of a database"),
        ("postgresql://host:port/claims", "no URL of a database"),
        ("gopher://host/claims", "gopher://host/claims is of no kind"),
        ("sqlite://host/centre.db", "is of no kind"),
        ("sqlite:///{0}/missing/centre.db", "missing/centre.db cannot be used: unable to open"),
        ("sqlite:///{0}", "cannot be used: unable to open"),
        ("sqlite:///{0}/letter.txt", "letter.txt cannot be used: file is not a database"),
        ("postgresql://u:hidden@host/claims", "needs the Python package psycopg"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, url: str, named: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear database, " * 100)
    said = cannot_serve(capsys, "--database", url.format(tmp_path))
    assert named in said
    assert "hidden" not in said


@pytest.mark.usefixtures("_secret")
def test_a_database_of_a_newer_program_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(sqlcipher3.dbapi2.connect(str(tmp_path / "centre.db"))) as database:
        database.execute("create table alembic_version (version_num text primary key)")
        database.execute("insert into alembic_version values ('from-the-future')")
        database.commit()
    assert "newer" in cannot_serve(capsys, "--database", f"sqlite:///{tmp_path / 'centre.db'}")


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


@pytest.fixture
def central(tmp_path: Path, always_a_second_officer: None) -> Iterator[CentralStore]:
    midnight_in_jakarta = datetime(2025, 11, 12, 17, 30, tzinfo=UTC)
    store = CentralStore(f"sqlite:///{tmp_path / 'centre.db'}", now=lambda: midnight_in_jakarta)
    store.add_claims(waiting_claims(1))
    yield store
    store.close()


@pytest.fixture
def url(central: CentralStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for variable in ("CSO_DESK_CENTRE_URL", "CSO_DESK_CENTRE_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    with served(central, token=TOKEN) as url:
        yield url


@pytest.fixture
def number(tmp_path: Path, url: str) -> str:
    """The number of a receipt that a desk gave for claim 1, and the centre has taken."""
    table = Table(tmp_path / "desk" / "desk.db")
    table.connect(url, token=TOKEN)
    table.heard.until(lambda: table.view.waiting[0].count == 1)
    table.serve_one()
    table.settle()
    decision = table.booth().claim.decision
    table.close()
    assert decision is not None
    return receipt_number(decision.id)


def settings(folder: Path, url: str, token: str = TOKEN) -> str:
    file = folder / "desk.toml"
    file.write_text(SETTINGS.format(url=url, token=token))
    return str(file)


def receipt(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code and the one line that was said: on stdout where the receipt is genuine, or else on stderr."""
    code = main(["receipt", *arguments])
    out, err = capsys.readouterr()
    assert (bool(out), bool(err)) == (code == 0, code != 0)
    assert (out + err).count("\n") == 1
    return code, (out + err).rstrip("\n")


def test_a_genuine_receipt_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, url: str, number: str
) -> None:
    proved = (
        f"Tanda terima {number} asli: agenda KJ-2511-0001, disetujui pada 13-11-2025. "
        "Keadaan klaim sekarang: Disetujui, menunggu penyetuju kedua."
    )
    config = settings(tmp_path, url)
    assert receipt(capsys, number, "--config", config) == (0, proved)
    assert receipt(capsys, *number.lower().split("-"), "--config", config) == (0, proved)
    assert main(["--profile", str(tmp_path), "receipt", number]) == 0
    assert capsys.readouterr().out == f"{proved}\n"


def test_a_receipt_is_told_without_a_display(tmp_path: Path, url: str, number: str) -> None:
    command = [sys.executable, "-m", "cso_desk", "receipt", number, "--config", settings(tmp_path, url)]
    bare = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "DISPLAY")}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=bare)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"Tanda terima {number} asli")


def test_a_receipt_that_nobody_gave_is_not_known_and_not_called_false(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, url: str
) -> None:
    code, said = receipt(capsys, "TT-9K3F-7ZQ2-XWAB-Z", "--config", settings(tmp_path, url))
    assert code == 1
    assert said.startswith("Tanda terima TT-9K3F-7ZQ2-XWAB-Z tidak dikenal pusat.")
    assert "periksa lagi nanti" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("TT-9K3F-7ZQ2-XWAB-C", "TT-9K3F-7ZQ2-XWAB-C salah ketik."),
        ("TT-9K3F\n", "TT-9K3F terlalu pendek atau terlalu panjang."),
        ("TT-9K3F-7ZQ2-XWAB-?", "TT-9K3F-7ZQ2-XWAB-? memuat tanda yang tidak ada dalam nomor tanda terima."),
        ("", "Tulis nomor tanda terima, misalnya TT-9K3F-7ZQ2-XWAB-Z."),
    ],
)
def test_a_number_that_is_none_is_told_without_asking_anybody(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, said: str
) -> None:
    code, line = receipt(capsys, text, "--config", str(tmp_path / "missing.toml"))
    assert code == 1
    assert line.startswith(said)


def test_a_centre_that_cannot_be_asked_is_told_with_the_cause(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, url: str, central: CentralStore
) -> None:
    number = "TT-9K3F-7ZQ2-XWAB-Z"
    with served(central) as gone:
        pass
    for centre, token, said in (
        (gone, TOKEN, "Pusat tidak dapat dihubungi. Periksa jaringan, lalu coba lagi."),
        (url, "wrong", "Tanda terima belum dapat diperiksa: pusat menolak kunci meja ini (unauthorised)."),
        (f"{url}/x", TOKEN, "Tanda terima belum dapat diperiksa: jawaban pusat tidak dimengerti (http_404)."),
    ):
        assert receipt(capsys, number, "--config", settings(tmp_path, centre, token)) == (2, said)


def test_settings_that_cannot_be_used_are_told_before_anybody_is_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "missing.toml"
    code, said = receipt(capsys, "TT-9K3F-7ZQ2-XWAB-Z", "--config", str(file))
    assert code == 2
    assert said.startswith("Pengaturan tidak bisa dipakai: ")
    assert str(file) in said
    code, said = receipt(capsys, "TT-9K3F-7ZQ2-XWAB-Z", "--config", settings(tmp_path, "gopher://old"))
    assert code == 2
    assert "'url'" in said
