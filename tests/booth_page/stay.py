"""A participant's stay in a booth: Debian's Chromium at one end, a real desk's booths at the other."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from cso_desk.booth.messages import Devices, FormLine, FormShown, Health, Lamp, Message, Script, Status, Step
from cso_desk.booth.scripts import packaged
from cso_desk.booth.steps import Progress, heard
from cso_desk.claims.form import Cause, DocumentKind
from tests.booth.house import Desk

M = TypeVar("M", bound=Message)

STEPS = packaged().steps(Cause.RESIGNED, [DocumentKind.ID_CARD, DocumentKind.BANK_BOOK])
VALUES = {
    "full_name": ("Nama lengkap", "Full name", "NUR AISYAH"),
    "nik": ("NIK", "Identity number", "9971••••••••0003"),
    "mother_name": ("Nama ibu kandung", "Mother's name", "SITI ••••••••"),
    "phone": ("Telepon", "Phone", "0812••••4417"),
    "email": ("E-mail", "E-mail", ""),
    "kpj": ("Nomor peserta", "Membership number", "1904•••••37"),
    "bank": ("Bank", "Bank", "BANK CONTOH"),
    "account_number": ("Nomor rekening", "Account", "••••4417"),
    "cause": ("Sebab klaim", "Cause", "Mengundurkan diri"),
}


def form(run: str = "r1", version: int = 3) -> FormShown:
    lines = (FormLine(key=key, label={"id": i, "en": e}, value=value) for key, (i, e, value) in VALUES.items())
    return FormShown(run=run, version=version, lines=tuple(lines))


def status(lamp: Lamp = Lamp.HELD, **told: Any) -> Status:
    return Status(lamp=lamp, **{"officer_sees": True, "officer_hears": False, **told})


class Stay:
    """One page in a booth, and what the desk heard of it."""

    def __init__(self, desk: Desk, booth: int, page: Page) -> None:
        self.desk, self.booth, self.page = desk, booth, page

    def open(self, port: int = 0) -> None:
        self.page.goto(f"https://127.0.0.1:{port or self.desk.booths.port}/")

    def pair(self, port: int = 0) -> None:
        """Become the booth; `port` is where the desk is reached, if not at its own."""
        self.open(port)
        self.enter(self.desk.booths.pairing_code(self.booth).text)
        expect(self.page.locator("#cover")).to_be_hidden()

    def enter(self, code: str) -> None:
        expect(self.page.locator(".pairing h1")).to_be_visible()
        self.page.keyboard.type(code.replace("-", ""))

    def send(self, *messages: Message) -> None:
        for message in messages:
            self.desk.booths.send(self.booth, message)

    def sit(self, steps: tuple[Step, ...] = STEPS, at: str | None = "consent", run: str = "r1") -> None:
        self.send(Script(run=run, steps=steps, at=at))

    def agree(self) -> None:
        """Agree; nothing is hard."""
        self.button("agree").click()
        if self.button("needed").is_visible():
            self.button("needed").click()

    def button(self, name: str) -> Locator:
        return self.page.locator(f"#{name}")

    @property
    def instruction(self) -> Locator:
        return self.page.locator("#instruction")

    @property
    def pane(self) -> Locator:
        return self.page.locator(".pane:visible")

    def shows(self, text: str) -> None:
        expect(self.instruction).to_have_text(text)

    def said(self, kind: type[M]) -> list[M]:
        told = [entry[2] for entry in list(self.desk.news.told) if entry[:2] == ("said", self.booth)]
        return [message for message in told if isinstance(message, kind)]

    def says(self, kind: type[M], fact: Callable[[M], object] = lambda _: True) -> M:
        """Wait until the page said this."""
        self.desk.news.until(lambda: any(fact(message) for message in self.said(kind)))
        return next(message for message in reversed(self.said(kind)) if fact(message))

    def devices(self, camera: Health, microphone: Health) -> None:
        self.says(Devices, lambda told: (told.camera, told.microphone) == (camera, microphone))

    def progress(self, run: str = "r1", steps: tuple[Step, ...] = STEPS) -> Progress:
        """What the desk makes of all that was said."""
        progress = Progress(run, steps, since=0.0)
        for message in self.said(Message):
            progress = heard(progress, message, now=1.0)  # type: ignore[arg-type]
        return progress

    @property
    def connections(self) -> int:
        """How many connections for pictures and sound the page has made since it was loaded."""
        made: int = self.page.evaluate("connections")
        return made

    def sign(self) -> None:
        box = self.button("pad").bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.5 * box["height"])
        mouse.down()
        for place in range(8):
            mouse.move(
                box["x"] + (0.25 + 0.05 * place) * box["width"], box["y"] + (0.3 + 0.4 * (place % 2)) * box["height"]
            )
        mouse.up()


@contextmanager
def a_context(browser: Browser, script: str = "", **options: Any) -> Iterator[BrowserContext]:
    """A browser profile of its own; an error on one of its pages fails the test."""
    context = browser.new_context(
        **{"ignore_https_errors": True, "viewport": {"width": 1280, "height": 800}, **options}
    )
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    if script:
        context.add_init_script(script)
    try:
        yield context
    finally:
        context.close()
    assert not faults, faults


def too_small(page: Page, least: float = 56.0) -> list[str]:
    """What can be touched and is smaller than a finger, with its size."""
    found: list[str] = page.evaluate(
        """(least) => [...document.querySelectorAll("button")]
            .filter((button) => button.checkVisibility())
            .map((button) => [button.innerText, button.getBoundingClientRect()])
            .filter(([, box]) => Math.min(box.width, box.height) < least - 0.5)
            .map(([text, box]) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`)""",
        least,
    )
    return found


def empty_icons(page: Page) -> list[str]:
    """Icons that were not fetched, and so show nothing."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".icon")]
            .filter((icon) => icon.style.getPropertyValue("--icon") === 'url("")')
            .map((icon) => `no icon ${icon.dataset.icon}`)"""
    )
    return found


def cut_off(page: Page) -> list[str]:
    """Texts that do not fit into what shows them, and whether the page is wider or higher than the screen."""
    found = page.evaluate(
        """() => {
            const open = (node) => getComputedStyle(node).overflowX === "visible";
            const inside = (node) => node.scrollWidth <= node.clientWidth + 1 || open(node);
            const kinds = "h1, p, button, .label, #status, #footer, #header, .row > div, .choices";
            const nodes = [...document.querySelectorAll(kinds)];
            const shown = nodes.filter((node) => node.checkVisibility() && node.clientWidth > 0);
            const wide = shown.filter((node) => !inside(node)).map((node) => node.textContent);
            const out = shown
                .filter((node) => node.closest("ul, .what") === null)
                .filter((node) => {
                    const box = node.getBoundingClientRect();
                    return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
                })
                .map((node) => "outside: " + node.textContent);
            return [...wide, ...out];
        }"""
    )
    return [re.sub(r"\s+", " ", text) for text in found]
