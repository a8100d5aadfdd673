"""The officer's microphone and loudspeaker with a real sound system, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cso_desk.booth.sound import SAMPLES, SILENCE
from cso_desk.ui.sound_stream import Loudspeaker

CASES = Path(__file__).with_name("sound_device_cases.py")


@pytest.mark.parametrize(("channels", "shape"), [(1, (SAMPLES,)), (2, (SAMPLES, 2)), (4, (4 * SAMPLES,))])
def test_a_loudspeaker_is_given_two_ears_only_where_it_has_two_channels(channels: int, shape: tuple[int, ...]) -> None:
    loudspeaker = Loudspeaker(lambda: SILENCE, lambda: np.zeros((SAMPLES, 2), np.int16))
    loudspeaker._channels = channels
    assert loudspeaker._frame().shape == shape


def test_the_cases_of_a_real_sound_system_hold() -> None:
    """Qt looks for a sound system once in a process: here other tests make it look in vain, or would see ours."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", str(CASES)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
