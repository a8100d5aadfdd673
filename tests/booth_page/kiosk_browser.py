"""Debian's Chromium as the computer of a booth starts it: by the desk's own command line, in a folder that stays."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path

import aiohttp
import psutil

from cso_desk.booth import kiosk
from cso_desk.network import NetworkLoop

from .conftest import CHROMIUM

_FOR_TESTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-fake-device-for-media-stream",
    "--remote-debugging-port=0",
)
_END_S = 20.0


class KioskBrowser:
    """One browser, which may be killed and started again; what it keeps lies in `folder`."""

    def __init__(self, folder: Path, pin: str, network: NetworkLoop) -> None:
        self._folder, self._pin, self._network = folder, pin, network
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, address: str) -> None:
        """Open the page at an address."""
        (self._folder / "DevToolsActivePort").unlink(missing_ok=True)
        command = [CHROMIUM, *_FOR_TESTS, *kiosk.chromium(address, self._pin, profile=str(self._folder)).arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """Kill the browser; its other processes, which are not killed, have to end by themselves."""
        assert self._process is not None
        others = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        self._process.wait()
        self._process = None
        assert psutil.wait_procs(others, timeout=_END_S)[1] == []

    def stop(self) -> None:
        """Kill it if it runs."""
        if self._process is not None:
            self.kill()

    def press(self, button: str) -> bool:
        """Press a button of the page; False while there is none that can be pressed."""
        pressed = "(button => button?.checkVisibility() && !button.disabled && (button.click(), true))"
        return self._network.submit(
            self._evaluated(f"{pressed}(document.getElementById({json.dumps(button)}))")
        ).result(_END_S)

    def has_kept(self, text: str) -> bool:
        """Whether a text of the page's storage is on the disk: Chromium writes some seconds later than it is told."""
        logs = (self._folder / "Default" / "Local Storage" / "leveldb").glob("*.log")
        return any(text.encode() in log.read_bytes() for log in logs)

    async def _evaluated(self, script: str) -> bool:
        """Whether a script is true in the page; False while there is no page."""
        with suppress(OSError, aiohttp.ClientError, StopIteration, IndexError):
            port = int((self._folder / "DevToolsActivePort").read_text().split()[0])
            async with aiohttp.ClientSession() as http:
                async with http.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    page = next(one for one in await answer.json(content_type=None) if one["type"] == "page")
                async with http.ws_connect(page["webSocketDebuggerUrl"]) as socket:
                    await socket.send_json({"id": 1, "method": "Runtime.evaluate", "params": {"expression": script}})
                    while (told := await socket.receive_json()).get("id") != 1:
                        pass
                    answered = told.get("result", {}).get("result", {})  # none of a page that is just being left
                    return answered.get("value") is True
        return False
