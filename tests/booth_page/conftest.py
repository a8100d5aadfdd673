"""One browser for the tests of a file, one desk with six booths, and a page for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from cso_desk.booth.page import booth_page
from cso_desk.paths import resource
from tests.booth.house import Desk

from .stay import Stay, a_context

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)

if not Path(CHROMIUM).exists():
    collect_ignore_glob = ["test_*_page.py"]

_COUNT = """
    window.connections = 0;
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(...settings) {
            super(...settings);
            window.connections += 1;
            window.connection = this;
        }
    };
"""

expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def playwright_of() -> Iterator[Playwright]:
    """Not for longer: its event loop runs in the tests' own thread, where no other can run meanwhile."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright_of: Playwright) -> Iterator[Browser]:
    browser = playwright_of.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Makes desks of one profile, such as the one before a restart and the one after."""
    made: list[Desk] = []

    def make() -> Desk:
        made.append(a_desk(tmp_path / "desk"))
        return made[-1]

    yield make
    for desk in made:
        desk.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "desk")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with a_context(browser, _COUNT) as context:
        yield context.new_page()


@pytest.fixture
def stay(desk: Desk, page: Page) -> Stay:
    """A participant's page that is paired as booth 1 and knows nothing yet."""
    made = Stay(desk, 1, page)
    made.pair()
    return made


def a_desk(folder: Path) -> Desk:
    return Desk(folder, booth_page((resource("prompts"),)), booths=6)
