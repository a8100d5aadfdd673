"""Pairing, and the line that comes back by itself."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from cso_desk.booth.messages import Call, Consent, Lamp, StepAt
from tests.booth.doors import wait_until
from tests.booth.house import Desk
from tests.contract.tcp_line import Ill, TcpLine

from .stay import Stay, a_context, form, status


def _fault(page: Page) -> str:
    fault = page.locator(".fault")
    expect(fault).not_to_be_empty()
    return fault.inner_text()


def test_a_wrong_code_is_said_in_words_and_the_right_one_makes_the_browser_this_booth_for_ever(
    desk: Desk, page: Page
) -> None:
    stay = Stay(desk, 2, page)
    stay.open()
    stay.enter("222222")
    assert _fault(page) == "Kode salah atau sudah dipakai. Minta kode baru kepada petugas."
    code = desk.booths.pairing_code(2).text.replace("-", "")
    for letter in code:
        page.get_by_role("button", name=letter, exact=True).click()
    expect(page.locator(".badge")).to_have_text("2")
    stay.shows("Selamat datang, Bapak/Ibu")
    page.reload()
    stay.shows("Selamat datang, Bapak/Ibu")
    desk.booths.forget(2)
    assert _fault(page) == "Bilik ini perlu dipasangkan lagi. Minta kode baru kepada petugas."
    stay.enter(code)
    expect(page.locator(".fault")).to_contain_text("sudah dipakai")


def test_too_many_tries_are_said_and_in_the_language_of_the_page(desk: Desk, page: Page) -> None:
    stay = Stay(desk, 1, page)
    stay.open()
    for _ in range(6):
        with page.expect_response("**/pair"):
            stay.enter("222222")
    expect(page.locator(".fault")).to_have_text("Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.")
    page.locator("button[lang=en]").click()
    expect(page.locator(".fault")).to_have_text("Too many tries. Wait a minute, then try again.")


def test_a_code_behind_the_address_pairs_without_typing(desk: Desk, page: Page) -> None:
    code = desk.booths.pairing_code(3).text
    page.goto(f"https://127.0.0.1:{desk.booths.port}/#{code}")
    expect(page.locator(".badge")).to_have_text("3")
    assert code not in page.url


def test_after_a_restart_of_the_desk_one_goes_on_where_one_was_and_what_was_said_is_said_again(
    browser: Browser, desks: Callable[[], Desk]
) -> None:
    before = desks()
    before.start()
    port = before.booths.port
    with a_context(browser) as context:
        stay = Stay(before, 1, context.new_page())
        stay.pair()
        stay.sit()
        stay.send(status(serving=3, clock="09.42 WIB"))
        stay.agree()
        stay.send(form())
        stay.button("call").click()
        stay.says(Call)
        expect(stay.page.locator(".pane.form")).to_be_visible()
        before.wait_for_pictures(1)
        before.stop()
        card = stay.page.locator("#status")
        expect(card).to_contain_text("Terputus sejak 09.4")
        expect(stay.button("call")).to_be_disabled()
        expect(card).not_to_contain_text("bilik")
        after = desks()
        after.start(port)
        stay.desk = after
        after.news.wait_for("connected", 1)
        expect(card).to_contain_text("Menunggu kabar dari petugas")
        stay.sit(at="consent")
        stay.says(Consent, lambda told: told.given and told.run == "r1")
        stay.says(Call, lambda told: told.wanted)
        stay.says(StepAt, lambda told: (told.step, told.state) == ("form", "begun"))
        stay.shows("Periksa data Anda")
        after.wait_for_pictures(1)


def test_a_line_that_stands_and_carries_nothing_is_left_for_a_new_one(desk: Desk, page: Page) -> None:
    line = TcpLine(desk.booths.port)
    with line.open():
        page.clock.install()
        stay = Stay(desk, 1, page)
        stay.pair(line.port)
        stay.sit()
        stay.agree()
        desk.wait_for_pictures(1)
        line.ill = lambda: Ill.DEAF
        desk.booths._network.submit(desk.booths._rooms[1].end()).result()
        stay.send(status())
        wait_until(lambda: line.befell.get(Ill.DEAF))
        line.ill = lambda: Ill.WELL
        desk.news.told.clear()
        wait_until(lambda: page.clock.run_for(1000) or ("connected", 1) in desk.news.told)
        stay.sit(at="interview")
        desk.wait_for_pictures(1)


def test_a_page_that_is_loaded_anew_goes_on_and_its_consent_still_holds(stay: Stay) -> None:
    stay.sit()
    stay.agree()
    stay.desk.wait_for_pictures(1)
    stay.desk.news.told.clear()
    stay.page.reload()
    stay.desk.news.wait_for("connected", 1)
    stay.sit(at="interview")
    stay.shows("Mohon tunggu petugas")
    stay.says(Consent, lambda told: told.given)
    stay.desk.wait_for_pictures(1)


def test_of_two_screens_one_is_the_booth_and_the_other_says_so_and_may_take_it_back(stay: Stay) -> None:
    first, second = stay.page, stay.page.context.new_page()
    second.goto(first.url)
    expect(second.locator(".badge")).to_have_text("1")
    expect(first.locator("#cover")).to_contain_text("Bilik ini dibuka di layar lain")
    first.locator("#retake").click()
    expect(first.locator("#cover")).to_be_hidden()
    expect(second.locator("#cover")).to_contain_text("Bilik ini dibuka di layar lain")


def test_a_page_of_an_older_version_says_so(desk: Desk, page: Page) -> None:
    def older(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        route.fulfill(response=answer, body=answer.text().replace("VERSION = 1;", "VERSION = 0;"))  # type: ignore[attr-defined]

    page.route("**/connection.js", older)
    stay = Stay(desk, 1, page)
    stay.open()
    stay.enter(desk.booths.pairing_code(1).text)
    expect(page.locator("#cover")).to_contain_text("Halaman ini versi lama")
    page.unroute_all(behavior="ignoreErrors")  # it loads itself again: its context would wait for what is on its way


def test_whoever_sits_down_next_finds_nothing_of_the_one_before(stay: Stay) -> None:
    stay.sit()
    stay.agree()
    stay.send(form(), status(Lamp.TALK, ticket="B-027"))
    expect(stay.page.locator(".pane.form")).to_contain_text("NUR AISYAH")
    stay.desk.wait_for_pictures(1)
    stay.sit(steps=(), at=None, run="")
    stay.shows("Selamat datang, Bapak/Ibu")
    expect(stay.page.locator("body")).not_to_contain_text("NUR AISYAH")
    expect(stay.page.locator("body")).not_to_contain_text("B-027")
    stay.sit(run="r2")
    expect(stay.button("agree")).to_be_visible()
    assert not [told for told in stay.said(Consent) if told.run == "r2"]


def test_a_try_that_hangs_is_left_for_a_new_one_the_moment_there_is_a_network_again(desk: Desk, page: Page) -> None:
    line = TcpLine(desk.booths.port)
    with line.open():
        page.clock.install()
        Stay(desk, 1, page).pair(line.port)
        page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
        line.ill = lambda: Ill.SILENT
        line.cut_all()
        wait_until(lambda: page.clock.run_for(100) or line.befell.get(Ill.SILENT))
        line.ill = lambda: Ill.WELL
        desk.news.told.clear()
        page.evaluate("dispatchEvent(new Event('online'))")
        desk.news.wait_for("connected", 1)


def test_pauses_between_tries_grow_and_differ_and_a_browser_that_holds_tries_back_is_waited_for(stay: Stay) -> None:
    pauses, patience = stay.page.evaluate(
        """async () => {
            const { pause, patience } = await import("/connection.js");
            return [[0, 1, 2, 5, 50].map((tries) => [pause(tries, 0), pause(tries, 1)]), [0, 9, 10, 50].map(patience)];
        }"""
    )
    assert pauses == [[150, 300], [300, 600], [600, 1200], [1000, 2000], [1000, 2000]]
    assert patience == [5000, 5000, 10_000, 10_000]
