"""What a participant sees and does, from the consent to the receipt."""

import base64

import cv2
import numpy as np
from playwright.sync_api import expect

from cso_desk.booth.messages import Call, Confirmed, Guidance, Lamp, Needs, Show, Signed, StepAt
from cso_desk.booth.signature import draw_signature

from .stay import Stay, form, status


def _to_the_form(stay: Stay) -> None:
    stay.sit()
    stay.agree()
    stay.send(form())
    stay.shows("Periksa data Anda")


def _confirm(stay: Stay) -> None:
    """Read on to the end, then confirm."""
    while stay.button("confirm").inner_text() == "Lihat baris berikutnya":
        stay.button("confirm").click()
        stay.page.wait_for_timeout(50)
    stay.button("confirm").click()


def test_a_participant_walks_alone_from_the_consent_to_the_interview_and_with_the_officer_to_the_end(
    stay: Stay,
) -> None:
    _to_the_form(stay)
    expect(stay.page.locator("#chapters [aria-current]")).to_contain_text("Data diri")
    _confirm(stay)
    stay.shows("Tunjukkan KTP asli ke kamera")
    stay.send(Guidance(code="less_light", bright=True, no_glare=False))
    expect(stay.page.locator("#hint")).to_have_text("Miringkan sedikit supaya tidak silau.")
    expect(stay.page.locator(".row")).to_contain_text("Masih silau")
    stay.send(Guidance(code="hold", progress=0.7, bright=True, no_glare=True))
    expect(stay.page.locator("progress")).to_have_js_property("value", 0.7)
    stay.send(Guidance(code="taken", progress=1.0, bright=True, no_glare=True))
    stay.shows("Tunjukkan buku tabungan ke kamera")
    stay.button("take").click()
    expect(stay.page.locator(".row")).to_contain_text("Gambar terkirim")
    stay.button("next").click()
    stay.shows("Tanda tangan dengan jari")
    expect(stay.button("sign")).to_be_disabled()
    stay.sign()
    stay.button("sign").click()
    stay.shows("Mohon tunggu petugas")
    signed = stay.says(Signed)
    assert signed.form_version == 3
    assert cv2.imdecode(np.frombuffer(draw_signature(signed.strokes), np.uint8), cv2.IMREAD_GRAYSCALE).min() < 100
    expect(stay.page.locator(".prepare")).to_contain_text("Buku tabungan", ignore_case=True)
    stay.send(status(Lamp.TALK, officer_hears=True, serving=1))
    stay.shows("Petugas berbicara dengan Anda")
    expect(stay.page.locator(".pane.officer")).to_be_visible()
    assert stay.progress().current == stay.progress().steps[-2]
    stay.sit(at="receipt")
    stay.button("read").click()
    stay.shows("Terima kasih, Bapak/Ibu")
    stay.says(StepAt, lambda told: (told.step, told.state) == ("receipt", "done"))


def test_wrong_fields_are_marked_and_the_mended_form_is_read_and_confirmed_anew(stay: Stay) -> None:
    _to_the_form(stay)
    stay.page.get_by_role("button", name="Nama ibu kandung").click()
    stay.page.get_by_role("button", name="Telepon").click()
    stay.page.get_by_role("button", name="Telepon").click()
    expect(stay.page.get_by_role("button", name="Nama ibu kandung")).to_have_attribute("aria-pressed", "true")
    _confirm(stay)
    told = stay.says(Confirmed)
    assert (told.form_version, told.wrong) == (3, ("mother_name",))
    stay.shows("Tunjukkan KTP asli ke kamera")
    stay.send(form(version=4))
    stay.sit(at="form")
    stay.shows("Periksa data Anda")
    expect(stay.page.locator(".form [aria-pressed=true]")).to_have_count(0)
    _confirm(stay)
    assert stay.says(Confirmed, lambda told: told.form_version == 4).wrong == ()
    stay.shows("Tunjukkan KTP asli ke kamera")


def test_what_is_hard_is_said_once_and_the_page_is_so_until_the_next_participant(stay: Stay) -> None:
    whole = stay.page.locator("html")
    stay.sit()
    stay.button("agree").click()
    stay.shows("Apa yang sulit bagi Anda?")
    stay.button("need_sight").click()
    stay.button("need_hearing").click()
    expect(whole).to_have_class("big contrast written")
    stay.button("need_hearing").click()
    expect(whole).to_have_class("big contrast")
    stay.button("wants_en").click()
    stay.button("needed").click()
    assert stay.says(Needs) == Needs(run="r1", needs=("sight",), language="en")
    stay.shows("Your form is being prepared")
    stay.page.reload()
    stay.shows("Selamat datang, Bapak/Ibu")
    stay.sit(at="form")
    stay.shows("Formulir Anda sedang disiapkan")
    stay.send(Needs(run="r1", needs=("sight",), language="en"))
    stay.shows("Your form is being prepared")
    expect(whole).to_have_class("big contrast")
    stay.sit(run="r2")
    stay.shows("Setuju dengan percakapan video?")
    expect(whole).to_have_class("")
    stay.agree()
    stay.shows("Formulir Anda sedang disiapkan")
    assert [told.run for told in stay.said(Needs)] == ["r1"]


def test_what_the_officer_set_holds_at_once_and_is_not_asked_again(stay: Stay) -> None:
    whole = stay.page.locator("html")
    stay.sit()
    stay.send(Needs(run="r0", needs=("sight",)))
    stay.send(Needs(run="r1", needs=("hearing", "reading"), language="jv"))
    expect(whole).to_have_class("written")
    expect(whole).to_have_attribute("lang", "jv")
    stay.button("agree").click()
    stay.shows("Formulir saweg dipuncawisaken")
    stay.send(Needs(run="r1"))
    expect(whole).to_have_class("")
    assert stay.said(Needs) == []


def test_a_form_of_another_stay_is_never_shown(stay: Stay) -> None:
    stay.sit()
    stay.agree()
    stay.send(form(run="r0"))
    stay.send(status())
    expect(stay.page.locator("#status")).to_contain_text("belum mendengar")
    stay.shows("Formulir Anda sedang disiapkan")


def test_a_paper_that_is_refused_three_times_needs_the_officer(stay: Stay) -> None:
    stay.sit()
    stay.agree()
    stay.sit(at="show_ktp")
    stay.shows("Tunjukkan KTP asli ke kamera")
    for _ in range(3):
        stay.send(Guidance(code="again"))
        expect(stay.page.locator("#hint")).to_contain_text("sekali lagi")
        stay.send(Guidance(code="still"))
        expect(stay.page.locator("#hint")).to_contain_text("Tahan")
    stay.says(StepAt, lambda told: (told.step, told.state) == ("show_ktp", "stuck"))


def test_the_card_says_only_what_the_desk_said(stay: Stay) -> None:
    card = stay.page.locator("#status")
    stay.sit()
    expect(card).to_have_text("Menunggu kabar dari petugas")
    stay.send(status(serving=3, place=0, wait_s=50))
    expect(card).to_contain_text("Petugas sedang melayani bilik\u00a03")
    expect(card).to_contain_text("Petugas melihat Anda, belum mendengar.")
    expect(card).to_contain_text("berikutnya")
    expect(card).to_contain_text("± 1 menit")
    stay.send(status(Lamp.LISTENED, officer_hears=True, place=2, wait_s=290))
    expect(card).to_contain_text("Petugas melihat dan mendengar Anda.")
    expect(card).to_contain_text("urutan ke-3")
    expect(card).to_contain_text("± 5 menit")
    stay.send(status(officer_sees=False, place=1))
    expect(card).to_contain_text("Petugas belum melihat dan mendengar Anda.")
    expect(card).to_contain_text("belum diketahui")
    stay.send(status(late_min=10, serving=3, place=1, wait_s=600))
    expect(card).to_contain_text("Petugas terlambat, mohon tunggu ± 10 menit")
    stay.send(status(late_min=0, place=1))
    expect(card).to_contain_text("Petugas masih terlambat, mohon tunggu")
    stay.send(status(Lamp.TALK, officer_hears=True, serving=1, recording=True, ticket="B-027", clock="09.42 WIB"))
    expect(card).to_contain_text("Petugas berbicara dengan Anda")
    expect(card).not_to_contain_text("Giliran", use_inner_text=True)
    expect(stay.page.locator("#footer")).to_contain_text("B-027")
    expect(stay.page.locator("#footer")).to_contain_text("09.42 WIB")
    expect(stay.page.locator("#footer")).to_contain_text("Tidak direkam.")


def test_one_is_told_of_the_recording_and_since_when_one_agreed(stay: Stay) -> None:
    stay.sit()
    stay.send(status(recording=True, clock="09.42 WIB"))
    expect(stay.page.locator("#footer")).to_contain_text("09.4")
    stay.agree()
    expect(stay.page.locator("#footer")).to_contain_text("Sedang direkam dengan persetujuan Anda pukul 09.4")


def test_the_officer_is_called_and_that_is_taken_back_by_the_same_button(stay: Stay) -> None:
    stay.sit()
    stay.button("call").click()
    assert stay.says(Call).wanted
    expect(stay.button("call")).to_have_attribute("aria-pressed", "true")
    stay.send(status(called=True))
    expect(stay.button("call")).to_have_text("Sudah dipanggil")
    stay.button("call").click()
    stay.says(Call, lambda told: not told.wanted)
    stay.send(status(called=False))
    expect(stay.button("call")).to_have_text("Panggil petugas")


def test_what_the_officer_shows_is_framed_as_the_officers_until_it_is_taken_away(stay: Stay) -> None:
    _to_the_form(stay)
    stay.send(Show(what="message", title="Mohon bawa surat asli", text="Surat <b>kerja</b> masih diperlukan."))
    shown = stay.page.locator(".pane.shown")
    expect(shown).to_contain_text("Ditunjukkan oleh Ibu Ratih")
    expect(shown).to_contain_text("Surat <b>kerja</b> masih diperlukan.")
    picture = cv2.imencode(".png", np.zeros((30, 40, 3), np.uint8))[1].tobytes()
    address = "data:image/png;base64," + base64.b64encode(picture).decode()
    stay.send(Show(what="document", title="KTP", picture=address))
    expect(shown.locator("img")).to_have_js_property("naturalWidth", 40)
    stay.send(Show(what="document", title="KTP", picture="https://127.0.0.1/elsewhere.png"))
    expect(shown.locator("img")).to_be_hidden()
    stay.send(Show(what="form", title="Formulir Anda"))
    expect(shown.locator("dl")).to_contain_text("NUR AISYAH")
    stay.send(Show(what="nothing"))
    stay.shows("Periksa data Anda")
