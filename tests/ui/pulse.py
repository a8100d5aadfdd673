"""A sound system of its own for a run of tests: PulseAudio, with loudspeakers that microphones hear."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_SPEAKER = "module-null-sink sink_name={0} rate=48000 channels=1 sink_properties=device.description={0}"
_MICROPHONE = (
    "module-remap-source source_name={1} master={0}.monitor channels=1 source_properties=device.description={1}"
)
_TRIES, _TRY_S = 100, 0.05


class Pulse:
    """The daemon, told what to do with `pactl`."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o700)
        self.server = f"unix:{folder}/native"
        self._environ = os.environ | {
            "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PULSE_SERVER": self.server,
            "PULSE_RUNTIME_PATH": str(folder), "PULSE_COOKIE": str(folder / "cookie"), "DBUS_SESSION_BUS_ADDRESS": "",
        }  # fmt: skip
        protocol = f"module-native-protocol-unix socket={folder}/native auth-anonymous=1"
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=true", "-L", protocol]
        with (folder / "log").open("w") as log:
            self._process = subprocess.Popen(command, env=self._environ, stdout=log, stderr=log)

    def wait_until_up(self) -> None:
        """Wait until it answers. Raises TimeoutError."""
        for _ in range(_TRIES):
            try:
                self._process.wait(_TRY_S)
                break
            except subprocess.TimeoutExpired:
                if self._pactl("info").returncode == 0:
                    return
        raise TimeoutError("PulseAudio does not answer")

    def plug(self, name: str) -> tuple[str, str]:
        """Plug in a loudspeaker `name`, and a microphone `name_mic` that hears it; returns both to be pulled out."""
        return self._load(_SPEAKER.format(name)), self._load(_MICROPHONE.format(name, f"{name}_mic"))

    def unplug(self, modules: tuple[str, str]) -> None:
        """Pull both out."""
        for module in reversed(modules):
            self._pactl("unload-module", module)

    def prefer(self, name: str) -> None:
        """Make both the system's own choice."""
        self._pactl("set-default-sink", name)
        self._pactl("set-default-source", f"{name}_mic")

    def suspend(self, name: str, *, on: bool) -> None:
        """Let the microphone give nothing, as one does whose cable is loose."""
        self._pactl("suspend-source", f"{name}_mic", "1" if on else "0")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)

    def _load(self, module: str) -> str:
        return self._pactl("load-module", *module.split()).stdout.strip()

    def _pactl(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(["pactl", *words], env=self._environ, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def pulse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pulse]:
    """One daemon for the whole run, so that Qt, which holds on to it, never sees it go; without devices at first."""
    if shutil.which("pulseaudio") is None or shutil.which("pactl") is None:
        pytest.skip("PulseAudio is not installed")
    daemon = Pulse(tmp_path_factory.mktemp("pulse"))
    daemon.wait_until_up()
    os.environ["PULSE_SERVER"] = daemon.server
    os.environ["QT_AUDIO_BACKEND"] = "pulseaudio"
    yield daemon
    daemon.stop()
