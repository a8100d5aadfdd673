"""The log is set up once for a whole process, so each test runs one of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

_START = "import sys, threading; from pathlib import Path; from cso_desk import log; log.set_up(Path(sys.argv[1]))\n"


def run(profile: Path, program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _START + program, str(profile)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_uncaught_exception_is_in_the_file_with_its_traceback(tmp_path: Path) -> None:
    ended = run(tmp_path, "def burst(): raise ValueError('claim 7')\nburst()")

    text = (tmp_path / "cso-desk.log").read_text(encoding="utf-8")
    assert ended.returncode == 1
    assert "CRITICAL" in text
    assert "in burst" in text
    assert "ValueError: claim 7" in text
    assert "ValueError: claim 7" in ended.stderr


def test_an_exception_in_a_thread_names_the_thread(tmp_path: Path) -> None:
    run(tmp_path, "threading.Thread(target=lambda: 1 / 0, name='booth-3').start()")

    text = (tmp_path / "cso-desk.log").read_text(encoding="utf-8")
    assert "uncaught in booth-3" in text
    assert "ZeroDivisionError" in text


def test_an_exception_that_cannot_be_raised_is_logged(tmp_path: Path) -> None:
    run(tmp_path, "class Leaky:\n    def __del__(self): raise OSError('handle 3')\nLeaky()")

    text = (tmp_path / "cso-desk.log").read_text(encoding="utf-8")
    assert "Leaky.__del__" in text
    assert "OSError: handle 3" in text


def test_a_crash_of_the_interpreter_leaves_the_stacks(tmp_path: Path) -> None:
    ended = run(tmp_path, "import os\ndef crash(): os.abort()\ncrash()")

    assert ended.returncode != 0
    assert "in crash" in (tmp_path / "faults.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("NIK 9901234567890012 twice", "NIK •••••••••••••••• twice"),
        ("tel 0899123456789", "tel •••••••••••••"),
        ("claim 018f3a7e-7c11-7000-8000-123456789012", "claim 018f3a7e-7c11-7000-8000-123456789012"),
        ("port 54321", "port 54321"),
    ],
)
def test_a_number_that_could_name_a_person_is_masked(tmp_path: Path, said: str, written: str) -> None:
    ended = run(tmp_path, f"raise RuntimeError({said!r})")

    assert f"RuntimeError: {written}\n" in (tmp_path / "cso-desk.log").read_text(encoding="utf-8")
    assert f"RuntimeError: {written}\n" in ended.stderr


def test_a_profile_that_cannot_be_written_leaves_stderr(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    ended = run(tmp_path / "file" / "profile", "raise ValueError('claim 8')")

    assert "no log file" in ended.stderr
    assert "ValueError: claim 8" in ended.stderr


def test_interrupting_from_the_keyboard_is_not_a_fault(tmp_path: Path) -> None:
    run(tmp_path, "raise KeyboardInterrupt")

    assert (tmp_path / "cso-desk.log").read_text(encoding="utf-8") == ""


def test_a_full_disk_is_told_once_and_without_tracebacks(tmp_path: Path) -> None:
    (tmp_path / "cso-desk.log").symlink_to("/dev/full")

    ended = run(tmp_path, "for n in range(3): log._log.info('line %d', n)")

    assert ended.stderr == f"The log {tmp_path / 'cso-desk.log'} takes no lines: No space left on device.\n"
    assert ended.returncode == 0


def test_lines_that_were_lost_are_counted_once_there_is_room_again(tmp_path: Path) -> None:
    (tmp_path / "cso-desk.log").symlink_to("/dev/full")
    program = (
        "import os\nlog._log.info('one')\nlog._log.info('two')\n"
        "file = next(h for h in log.logging.getLogger().handlers if hasattr(h, 'baseFilename'))\n"
        "os.remove(file.baseFilename)\nfile.stream = file._open()\nlog._log.info('three')\n"
    )

    run(tmp_path, program)

    lines = (tmp_path / "cso-desk.log").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == ["three", "2 lines lost"]


def test_a_line_that_was_written_wrongly_in_the_program_still_shows(tmp_path: Path) -> None:
    assert "--- Logging error ---" in run(tmp_path, "log._log.info('%d', 'x')").stderr


def test_only_the_owner_reads_the_files(tmp_path: Path) -> None:
    run(tmp_path, "log._log.info('line')")

    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert {path.name for path in tmp_path.iterdir()} == {"cso-desk.log", "faults.log"}
