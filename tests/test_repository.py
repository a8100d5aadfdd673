"""The repository keeps its promises: the wheel is whole, the measured traps stay shut, the words are in step."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import cv2
import pytest

ROOT = Path(__file__).parents[1]
_TRANSLATIONS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>Words</name>
    {}
</context>
</TS>
"""
_MESSAGE = "<message><source>{}</source><translation>{}</translation></message>"


def run(*command: str | Path, cwd: Path = ROOT, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=os.environ | extra, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_program_its_migrations_and_its_resources(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    program = {path.relative_to(ROOT).as_posix() for path in (ROOT / "cso_desk").rglob("*.py")}
    resources = {f"cso_desk/{path.relative_to(ROOT).as_posix()}" for path in _files(ROOT / "resources")}

    assert program <= inside
    assert any(name.startswith("cso_desk/desk/migrations/") for name in inside)
    assert any(name.startswith("cso_desk/central/migrations/") for name in inside)
    assert resources <= inside
    assert {"LICENSE", "THIRD_PARTY.md"} <= {Path(name).name for name in inside if "/licenses/" in name}
    assert not [name for name in inside if not name.startswith(("cso_desk/", "cso_desk-"))]


def test_the_installed_program_finds_its_resources_beside_itself(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = "from cso_desk.paths import resource; print(resource('icons/mic.svg'), resource('fonts/OpenSans-Bold.ttf'))"

    answer = run(sys.executable, "-c", ask, cwd=tmp_path, PYTHONPATH=str(tmp_path))

    assert answer.stderr == ""
    assert answer.stdout.count(str(tmp_path / "cso_desk" / "resources")) == 2


def test_the_version_is_said_in_one_voice() -> None:
    from cso_desk import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == __version__


def test_thousands_of_signals_with_a_bool_do_not_kill_the_interpreter() -> None:
    emit = (
        "from PySide6.QtCore import QObject, Signal\n"
        "class Bell(QObject):\n    rung = Signal(bool)\n"
        "heard = []\nbell = Bell()\nbell.rung.connect(heard.append)\n"
        "for n in range(5000): bell.rung.emit(n % 2 == 0)\n"
        "print(len(heard))"
    )

    answer = run(sys.executable, "-c", emit)

    assert (answer.returncode, answer.stdout) == (0, "5000\n"), answer.stderr


def test_opencv_brings_no_qt_of_its_own() -> None:
    assert "GUI:                           NONE" in cv2.getBuildInformation()
    assert not (Path(cv2.__file__).parent / "qt").exists()
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in os.environ


def test_the_locked_packages_agree_with_each_other() -> None:
    answer = run(sys.executable, "-m", "pip", "check")

    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        (_MESSAGE.format("Wait %1 s", "Tunggu %1 dtk"), ""),
        ("", "not translated: Words: 'Wait %1 s'"),
        (_MESSAGE.format("Wait %1 s", ""), "not translated: Words: 'Wait %1 s'"),
        (_MESSAGE.format("Wait %1 s", "Tunggu"), "other places to fill in ('Tunggu'): Words: 'Wait %1 s'"),
        (
            _MESSAGE.format("Wait %1 s", "Tunggu %1 dtk") + _MESSAGE.format("Gone", "Hilang"),
            "no longer in the code: Words: 'Gone'",
        ),
    ],
)
def test_translations_out_of_step_are_listed(tmp_path: Path, messages: str, said: str) -> None:
    words = _translated_program(tmp_path, messages)
    before = words.read_bytes()

    answer = run(sys.executable, tmp_path / "scripts" / "translations", "check")

    assert answer.returncode == (1 if said else 0), answer.stderr
    assert answer.stderr.partition("\n")[0] == said
    assert words.read_bytes() == before


def test_updating_takes_new_texts_and_keeps_translations(tmp_path: Path) -> None:
    words = _translated_program(tmp_path, _MESSAGE.format("Wait %1 s", "Tunggu %1 dtk"))
    code = tmp_path / "cso_desk" / "words.py"
    code.write_text(
        code.read_text(encoding="utf-8") + '\nx = translate("Words", "Booth "\n "%1 – lost")\n', encoding="utf-8"
    )

    answer = run(sys.executable, tmp_path / "scripts" / "translations", "update")

    assert answer.returncode == 0, answer.stderr
    text = words.read_text(encoding="utf-8")
    assert "<translation>Tunggu %1 dtk</translation>" in text
    assert "<source>Booth %1 – lost</source>" in text


def test_a_changed_lock_makes_the_list_of_licences_stale(tmp_path: Path) -> None:
    for name in ("requirements.lock", "THIRD_PARTY.md", "scripts/licences"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    assert run(sys.executable, tmp_path / "scripts" / "licences", "check").returncode == 0
    with (tmp_path / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("leftpad==1.0.0 \\\n")

    answer = run(sys.executable, tmp_path / "scripts" / "licences", "check")

    assert answer.returncode == 1
    assert "(leftpad)" in answer.stderr


def _translated_program(folder: Path, messages: str) -> Path:
    for name in ("scripts", "cso_desk", "resources/i18n"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "translations", folder / "scripts")
    code = "from PySide6.QtCore import QCoreApplication\ntranslate = QCoreApplication.translate\n"
    code += 'translate("Words", "Wait %1 s")\n'
    (folder / "cso_desk" / "words.py").write_text(code, encoding="utf-8")
    words = folder / "resources" / "i18n" / "cso_desk_id.ts"
    words.write_text(_TRANSLATIONS.format(messages), encoding="utf-8")
    return words


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
