"""A desk that is killed in mid-conversation: the next one on its folder has its booths back by themselves."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .house import Street


class Lives:
    """A desk's lives, one after the other."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.booth.mortal_desk", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._pid = 0

    def begin(self, port: int = 0) -> tuple[int, str, str]:
        """Port, pin, and the code that pairs booth 1, "" where it is paired."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{port}\n")
        self._process.stdin.flush()
        pid, port_of, pin, code = self.says().split(" ")
        self._pid = int(pid)
        return int(port_of), pin, code

    def says(self) -> str:
        """The next line, as soon as there is one."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def kill(self) -> None:
        """End this life as a power cut does."""
        os.kill(self._pid, signal.SIGKILL)
        assert self.says() == "gone"
        self._pid = 0

    def stop(self) -> None:
        """End whatever lives."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
        self._process.communicate()


@pytest.fixture
def lives(tmp_path: Path) -> Iterator[Lives]:
    made = Lives(tmp_path / "desk")
    yield made
    made.stop()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a life is forked")
def test_a_desk_that_is_killed_has_its_booth_back_by_itself_and_pairs_nothing_anew(
    lives: Lives, street: Street
) -> None:
    port, pin, code = lives.begin()
    booth = street.pair(f"https://127.0.0.1:{port}", pin, code, 1)
    assert lives.says() == "live"
    lives.kill()
    assert lives.begin(port) == (port, pin, "")
    assert lives.says() == "live"
    assert not booth.refused
