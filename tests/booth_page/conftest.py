"""One browser for all tests of the page, one desk with six booths, and a page for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cso_desk.booth.page import booth_page
from tests.booth.house import Desk

from .stay import Stay, a_context

CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
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

expect.set_options(timeout=15_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "desk")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with a_context(browser) as context:
        yield context.new_page()


@pytest.fixture
def stay(desk: Desk, page: Page) -> Stay:
    """A participant's page that is paired as booth 1 and knows nothing yet."""
    made = Stay(desk, 1, page)
    made.pair()
    return made


def a_desk(folder: Path) -> Desk:
    return Desk(folder, booth_page(), booths=6)
