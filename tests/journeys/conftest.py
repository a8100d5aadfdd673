import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cso_desk.app import App, now
from cso_desk.config import Booth, Config
from cso_desk.demo.embedded_centre import EmbeddedCentre
from cso_desk.ui import theme
from cso_desk.video.camera import Camera
from cso_desk.video.synthetic import SyntheticSource

BRANCH = 1

StartDesk = Callable[..., App]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[EmbeddedCentre]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    embedded = EmbeddedCentre(tmp_path / "centre", branch=BRANCH, port=port)
    embedded.start(now=now())
    yield embedded
    embedded.stop()


@pytest.fixture
def start_desk(tmp_path: Path, qapp: QApplication) -> Iterator[StartDesk]:
    """Start a desk on a profile with two drawn booths; every desk is stopped at the end."""
    apps: list[App] = []

    def start(centre: EmbeddedCentre, *, profile: str = "desk", desk: str = "Meja 3") -> App:
        cameras = {number: Camera(SyntheticSource(seed=number), name=f"booth {number}") for number in (1, 2)}
        app = App(_config(centre, desk), tmp_path / profile, cameras=cameras)
        apps.append(app)
        app.window.resize(1366, 768)
        app.start()
        return app

    yield start
    for app in apps:
        if isValid(app.window):
            app.stop()
    qapp.setStyleSheet("")
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))


def _config(centre: EmbeddedCentre, desk: str) -> Config:
    return Config(
        officer="Ratih Kusuma",
        officer_number="000417",
        desk=desk,
        branch=BRANCH,
        branch_name="KC Contoh",
        centre_url=centre.url,
        centre_token=centre.token,
        booths=(Booth(1, ""), Booth(2, "")),
    )
