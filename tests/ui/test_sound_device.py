"""The officer's microphone and loudspeaker with a real sound system, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).with_name("sound_device_cases.py")


def test_the_cases_of_a_real_sound_system_hold() -> None:
    """Qt looks for a sound system once in a process: here other tests make it look in vain, or would see ours."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", str(CASES)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
