import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import Parameters
from argon2.low_level import ARGON2_VERSION, Type
from PySide6.QtWidgets import QApplication

from cso_desk.app import App
from cso_desk.claims.table_files import put_in_force
from cso_desk.claims.tables import Role
from cso_desk.config import Booth, Config, TalkSettings
from cso_desk.demo.door import NAME, NUMBER, let_in
from cso_desk.demo.embedded_centre import EmbeddedCentre
from cso_desk.paths import resource
from cso_desk.shift import now
from cso_desk.ui import theme
from cso_desk.video.camera import Camera
from cso_desk.video.synthetic import SyntheticSource

BRANCH = 1
BOOTHS = (Booth(1, ""), Booth(2, ""))
QUICK = Parameters(Type.ID, ARGON2_VERSION, 16, 32, 1, 8, 1)

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
def passwords() -> dict[tuple[str, str], str]:
    """The passwords of the officers, by profile and number."""
    return {}


@pytest.fixture
def password_of(passwords: dict[tuple[str, str], str]) -> Callable[[str], str]:
    """The password of an officer at the usual desk."""
    return lambda number: passwords["desk", number]


@pytest.fixture
def start_desk(tmp_path: Path, qapp: QApplication, passwords: dict[tuple[str, str], str]) -> Iterator[StartDesk]:
    """Start a desk on a profile with two drawn booths, at the first time enrolled; all are stopped at the end.

    Without the centre's line it may approve much: the limit is tested elsewhere.
    """
    apps: list[App] = []

    rules = tmp_path / "rules"
    rules.mkdir()
    ladder = (resource("rules") / "ladder.toml").read_text(encoding="utf-8")
    (rules / "ladder.toml").write_text(ladder.replace("offline_up_to = 10_000_000", "offline_up_to = 900_000_000"))

    def start(
        centre: EmbeddedCentre,
        *,
        profile: str = "desk",
        desk: str = "Meja 3",
        number: str = NUMBER,
        name: str = NAME,
        role: Role = Role.OFFICER,
        booths: tuple[Booth, ...] = BOOTHS,
    ) -> App:
        cameras = {number: Camera(SyntheticSource(seed=number), name=f"booth {number}") for number in (1, 2)}
        app = App(_config(centre, rules, booths), tmp_path / profile, cameras=cameras, cost=QUICK)
        apps.append(app)
        key = (profile, number)
        if key not in passwords:
            passwords[key] = let_in(app, centre, desk=desk, number=number, name=name, role=role)
        else:
            app.session.unlock(number, passwords[key])
            app.sit_down()
        app.window.resize(1366, 768)
        app.start()
        return app

    yield start
    for app in apps:
        app.stop()
        app._language.use("en")  # or the tests behind would hear another language for as long as something holds this
    put_in_force(None)
    qapp.setStyleSheet("")
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))


def _config(centre: EmbeddedCentre, rules: Path, booths: tuple[Booth, ...]) -> Config:
    talk = TalkSettings(host="127.0.0.1", port=0)
    return Config(booths=booths, centre_url=centre.url, rules=rules, talk=talk, lock_minutes=0)
