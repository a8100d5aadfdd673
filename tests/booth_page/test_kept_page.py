"""The page that a browser keeps for a start while the desk is off, and never for a newer desk."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from cso_desk.booth import kiosk
from cso_desk.booth.page import booth_page
from cso_desk.booth.page_files import LIST, PageFile, list_of
from tests.booth.house import Desk

from .conftest import CHROMIUM, FLAGS
from .stay import Stay

_KEPT = """async () => {
    const kept = {};
    for (const name of await caches.keys()) {
        kept[name] = {};
        const cache = await caches.open(name);
        for (const asked of await cache.keys()) {
            const answer = await cache.match(asked);
            kept[name][new URL(asked.url).pathname] = answer.headers.get("ETag");
        }
    }
    return kept;
}"""


@contextmanager
def kiosk_page(playwright: Playwright, folder: Path, desk: Desk) -> Iterator[Page]:
    """The page of a browser that is started with the arguments the desk tells, in a folder that stays."""
    told = [word for word in kiosk.chromium("", desk.booths.certificate.pin).arguments if "certificate" in word]
    context = playwright.chromium.launch_persistent_context(folder, executable_path=CHROMIUM, args=[*FLAGS, *told])
    try:
        yield context.pages[0]
    finally:
        context.close()


def test_a_browser_that_is_started_while_the_desk_is_off_says_so_and_is_the_booth_once_the_desk_is_on(
    playwright_of: Playwright, desks: Callable[[], Desk], tmp_path: Path
) -> None:
    desk = desks()
    desk.start()
    port = desk.booths.port
    with kiosk_page(playwright_of, tmp_path / "browser", desk) as page:
        Stay(desk, 1, page).pair()
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    desk.stop()
    desk = desks()
    with kiosk_page(playwright_of, tmp_path / "browser", desk) as page:
        page.goto(f"https://127.0.0.1:{port}/?document=none")
        expect(page.locator("#cover")).to_contain_text("Meja petugas belum menyala atau belum menjawab.")
        page.evaluate("document.before = true")
        desk.start(port)
        expect(page.locator("#cover")).to_be_hidden()
        desk.news.wait_for("connected", 1)
        assert page.evaluate("document.before")


def test_the_page_of_an_updated_desk_takes_the_place_of_the_kept_one_as_a_whole_or_not_at_all(
    playwright_of: Playwright, tmp_path: Path
) -> None:
    before = booth_page()
    after = changed(before, "/texts/id.json", "Selamat datang", "Sugeng rawuh")
    broken = {**after, LIST: list_of({**after, "/gone.js": after["/main.js"]})}
    desk = Desk(tmp_path / "desk", before)
    desk.start()
    port = desk.booths.port
    with kiosk_page(playwright_of, tmp_path / "browser", desk) as page:
        stay = Stay(desk, 1, page)
        stay.pair()
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
        assert kept(page) == {before[LIST].tag: tags(before)}
        desk.stop()
        desk = Desk(tmp_path / "desk", after)
        desk.start(port)
        stay.shows("Sugeng rawuh, Bapak/Ibu")
        assert kept(page) == {after[LIST].tag: tags(after)}
        desk.stop()
        desk = Desk(tmp_path / "desk", broken)
        desk.start(port)
        expect(page.locator("#cover")).to_contain_text("Halaman ini versi lama")
        page.reload()
        expect(page.locator("#cover")).to_contain_text("Halaman ini versi lama")
        assert kept(page)[after[LIST].tag] == tags(after)
        desk.stop()


def test_a_browser_that_does_not_trust_the_key_keeps_nothing_and_says_so_where_it_is_looked_for(
    desk: Desk, page: Page
) -> None:
    with page.expect_console_message(lambda told: "is not kept" in told.text):
        Stay(desk, 1, page).pair()
    assert kept(page) == {}


def changed(page: Mapping[str, PageFile], path: str, words: str, others: str) -> Mapping[str, PageFile]:
    """The page of a desk in which one file is another, and one is no more."""
    content = page[path].content.replace(words.encode(), others.encode())
    assert content != page[path].content
    left = {name: file for name, file in page.items() if name not in (LIST, "/icons/zoom-in.svg")}
    files = {**left, path: replace(page[path], content=content, tag='"other"')}
    return {**files, LIST: list_of(files)}


def kept(page: Page) -> dict[str, dict[str, str]]:
    """All that the browser keeps: of each cache the paths, each with its tag."""
    found: dict[str, dict[str, str]] = page.evaluate(_KEPT)
    return found


def tags(page: Mapping[str, PageFile]) -> dict[str, str]:
    return {path: file.tag for path, file in page.items()}
