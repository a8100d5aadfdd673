"""How the page looks: each screen on each size of screen, in each language, with large letters."""

import pytest
from playwright.sync_api import Browser, expect

from cso_desk.booth.messages import Guidance, Lamp, Show, Speaks
from tests.booth.house import Desk

from .stay import Stay, a_context, cut_off, empty_icons, form, status, too_small

_SIZES = ((1280, 800), (1024, 768), (1920, 1080), (800, 1280))
_LONG = {"serving": 3, "place": 0, "wait_s": 600.0, "ticket": "B-027", "clock": "09.42 WIB", "recording": True}


def _look(stay: Stay, screen: str) -> None:
    for width, height in _SIZES:
        stay.page.set_viewport_size({"width": width, "height": height})
        found = too_small(stay.page) + cut_off(stay.page) + empty_icons(stay.page)
        assert found == [], (screen, width, height)


@pytest.mark.parametrize(("language", "large"), [("id", False), ("jv", True), ("en", True)])
def test_everything_fits_and_can_be_touched_on_every_screen(
    browser: Browser, desk: Desk, language: str, large: bool
) -> None:
    with a_context(browser) as context:
        stay = Stay(desk, 1, context.new_page())
        stay.open()
        stay.page.locator(f"button[lang={language}]").click()
        if large:
            stay.button("big").click()
        _look(stay, "pairing")
        stay.enter(desk.booths.pairing_code(1).text)
        expect(stay.page.locator(".pane.check")).to_be_visible()
        _look(stay, "check")
        stay.sit()
        stay.send(status(**_LONG))
        expect(stay.page.locator(".pane.consent")).to_be_visible()
        _look(stay, "consent")
        stay.button("agree").click()
        expect(stay.page.locator(".pane.needs")).to_be_visible()
        _look(stay, "needs")
        stay.button("needed").click()
        stay.send(form())
        expect(stay.page.locator(".pane.form")).to_be_visible()
        _look(stay, "form")
        for at, pane in (
            ("show_ktp", "camera"),
            ("signature", "signature"),
            ("interview", "hold"),
            ("receipt", "text"),
        ):
            stay.sit(at=at)
            expect(stay.page.locator(f".pane.{pane}")).to_be_visible()
            if pane == "camera":
                stay.send(Guidance(code="less_light", bright=True, no_glare=False))
                expect(stay.page.locator(".row [data-good=false]")).to_be_visible()
            _look(stay, pane)
        stay.sit(at="interview")
        stay.send(status(Lamp.TALK, **_LONG))
        expect(stay.page.locator(".pane.officer")).to_be_visible()
        _look(stay, "officer")
        stay.send(Show(what="form", title="Formulir"))
        expect(stay.page.locator(".pane.shown")).to_be_visible()
        _look(stay, "shown")


def test_language_letters_and_contrast_are_switched_at_once_and_kept(stay: Stay) -> None:
    page = stay.page
    page.locator("button[lang=jv]").click()
    stay.shows("Sugeng rawuh, Bapak/Ibu")
    assert stay.says(Speaks).language == "jv"
    page.locator("button[lang=en]").click()
    stay.shows("Welcome")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    before = stay.instruction.evaluate(size)
    stay.button("big").click()
    assert stay.instruction.evaluate(size) > before
    stay.button("contrast").click()
    page.reload()
    stay.shows("Welcome")
    expect(page.locator("html")).to_have_class("big contrast")
    expect(stay.button("big")).to_have_attribute("aria-pressed", "true")


def test_every_button_has_a_name_and_new_instructions_are_announced(stay: Stay) -> None:
    stay.sit()
    announcer = stay.page.locator("#announcer")
    expect(announcer).to_contain_text("Setuju dengan percakapan video?")
    stay.send(status(serving=3))
    expect(announcer).to_contain_text("Petugas sedang melayani bilik")
    names = stay.page.get_by_role("button").evaluate_all("all => all.map((one) => one.ariaLabel || one.innerText)")
    assert all(name.strip() for name in names)
