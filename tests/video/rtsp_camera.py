"""A real RTSP camera, served by GStreamer in a process of its own."""

import select
import signal
import socket
import subprocess
from pathlib import Path

import pytest

SERVER = Path(__file__).parent / "rtsp_server.py"
SYSTEM_PYTHON = "/usr/bin/python3"


class Server:
    """An RTSP camera that can be killed, frozen and started again on its port."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[str] | None = None

    @property
    def uri(self) -> str:
        return f"rtsp://127.0.0.1:{self.port}/booth"

    def start(self, width: int = 320, height: int = 180, *, picture: Path | None = None) -> None:
        """Serve a test pattern, or a picture of this size."""
        command = [SYSTEM_PYTHON, str(SERVER), str(self.port), str(width), str(height)]
        command += [] if picture is None else [str(picture)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        ready = select.select([self.process.stdout], [], [], 30)[0]
        if not ready or self.process.stdout.readline() != "serving\n":
            self.process.kill()
            pytest.fail(f"The RTSP server did not start: {self.process.communicate()[1].strip()}", pytrace=False)

    def send(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
