"""What leaves the booth: nothing before the consent, then what was asked for, and stills at the camera's full size."""

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, expect

from cso_desk.booth.messages import Consent, Devices, Health, StepAt, TakeStill, Track
from tests.booth.doors import wait_until
from tests.booth.house import Desk

from .stay import Stay, a_context

_REFUSE = """
    window.refuse = "NotAllowedError";
    const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    if (open) navigator.mediaDevices.getUserMedia = (asked) =>
        asked.video && window.refuse ? Promise.reject(new DOMException("no", window.refuse)) : open(asked);
"""
_SILENCE = """
    const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    if (open) navigator.mediaDevices.getUserMedia = async (asked) =>
        asked.audio ? new AudioContext().createMediaStreamDestination().stream : open(asked);
"""
_NO_MICROPHONE = """
    const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    if (open) navigator.mediaDevices.getUserMedia = async (asked) =>
        asked.audio ? Promise.reject(new DOMException("none", "NotFoundError")) : open(asked);
"""
_PAPER = """
    const media = navigator.mediaDevices;
    const [open, list] = [media?.getUserMedia.bind(media), media?.enumerateDevices.bind(media)];
    const paper = () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
        const pen = canvas.getContext("2d");
        setInterval(() => {
            pen.fillStyle = pen.fillStyle === "#ffffff" ? "#eeeeee" : "#ffffff";
            pen.fillRect(0, 0, 1600, 1200);
        }, 50);
        return canvas.captureStream(20);
    };
    if (media) {
        const second = { kind: "videoinput", deviceId: "paper", label: "Paper" };
        media.enumerateDevices = async () => [...await list(), second];
        media.getUserMedia = async (asked) => asked.video?.deviceId?.exact === "paper" ? paper() : open(asked);
    }
"""  # Chromium's own second fake camera never reaches a connection


def test_nothing_is_sent_before_the_consent_and_nothing_any_more_once_it_is_taken_back(stay: Stay) -> None:
    source = stay.desk.booths.sources[1]
    before = source.received
    stay.sit()
    stay.devices(Health.GOOD, Health.GOOD)
    expect(stay.button("agree")).to_be_visible()
    expect(stay.page.locator("#side")).to_contain_text("Belum tersambung")
    stay.send(TakeStill(id="early", track=Track.FACE))
    stay.says(StepAt)
    assert (stay.connections, source.received) == (0, before)
    stay.agree()
    stay.desk.wait_for_pictures(1)
    assert stay.connections == 1
    told = stay.says(Consent)
    assert (told.given, told.run, told.text, told.language) == (True, "r1", "consent_1", "id")
    wait_until(lambda: stay.desk.booths.quality(1) is not None)
    stay.button("reread").click()
    stay.shows("Yang sudah Anda setujui")
    stay.button("refuse").click()
    stay.says(Consent, lambda told: not told.given)
    stay.shows("Percakapan belum dimulai")
    wait_until(lambda: stay.page.evaluate("document.getElementById('voice').srcObject") is None)
    stay.sit()
    stay.shows("Percakapan belum dimulai")
    assert (stay.connections, [entry for entry in stay.desk.news.told if entry[0] == "still"]) == (1, [])


def test_who_does_not_agree_is_told_that_nothing_is_sent(stay: Stay) -> None:
    stay.sit()
    stay.button("refuse").click()
    stay.shows("Percakapan belum dimulai")
    expect(stay.page.locator("#hint")).to_contain_text("Tidak ada gambar dan suara yang dikirim")
    assert not stay.says(Consent).given
    assert stay.connections == 0
    assert stay.progress().current == stay.progress().steps[0]


def test_a_still_has_the_full_size_of_the_camera_while_the_picture_sent_is_as_small_as_asked(stay: Stay) -> None:
    source = stay.desk.booths.sources[1]
    stay.sit()
    stay.desk.booths.ask(1, Track.FACE, 320, 180, 15)
    stay.agree()
    stay.desk.wait_for_pictures(1)
    wait_until(lambda: source.size == (320, 180))
    stay.desk.booths.ask(1, Track.FACE, 1280, 720, 30)
    wait_until(lambda: source.size == (1280, 720))
    name = stay.desk.booths.take_still(1, Track.FACE)
    stay.desk.news.until(lambda: any(entry[0] == "still" for entry in stay.desk.news.told))
    still = next(entry[1] for entry in stay.desk.news.told if entry[0] == "still")
    picture = cv2.imdecode(np.frombuffer(still.content, np.uint8), cv2.IMREAD_COLOR)
    assert (still.id, still.track, still.booth) == (name, Track.FACE, 1)
    assert picture.shape[:2] == (still.height, still.width)
    assert still.width * still.height > 1280 * 720


def test_a_refused_camera_is_said_with_what_to_do_and_is_back_by_itself_once_allowed(
    browser: Browser, desk: Desk
) -> None:
    with a_context(browser, _REFUSE) as context:
        stay = Stay(desk, 1, context.new_page())
        stay.pair()
        notice = stay.page.locator("#notice")
        stay.devices(Health.REFUSED, Health.GOOD)
        expect(notice).to_have_text("Kamera tidak diizinkan. Minta petugas lantai mengizinkan kamera di peramban ini.")
        stay.page.evaluate("refuse = 'NotFoundError'; navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
        stay.devices(Health.MISSING, Health.GOOD)
        expect(notice).to_have_text("Kamera tidak ditemukan. Minta petugas lantai memeriksa kabel kamera.")
        stay.sit()
        stay.button("agree").click()
        stay.page.evaluate("refuse = ''; navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
        stay.devices(Health.GOOD, Health.GOOD)
        expect(notice).to_be_hidden()
        desk.wait_for_pictures(1)


def test_the_answer_to_an_offer_that_another_one_has_followed_is_left_alone(stay: Stay) -> None:
    state = stay.page.evaluate(
        """async () => {
            const { Peer } = await import("/peer.js");
            const said = [];
            const peer = new Peer({ say: (one) => said.push(one), unanswered() {}, officer() {}, media() {} });
            const answer = async ({ number, sdp }) => {
                const other = new RTCPeerConnection();
                await other.setRemoteDescription({ type: "offer", sdp });
                await other.setLocalDescription();
                await new Promise((done) => (other.onicecandidate = ({ candidate }) => candidate ?? done()));
                peer.take({ number, sdp: other.localDescription.sdp });
                return other;
            };
            for (let count = 0; count < 2; count += 1) await peer.start({ face: null, document: null, sound: null });
            await answer(said[0]);
            const other = await answer(said[1]);
            await new Promise((done) => {
                const look = () => other.connectionState !== "connecting" && other.connectionState !== "new" && done();
                other.addEventListener("connectionstatechange", look);
                look();
            });
            peer.stop();
            return [said.length, other.connectionState];
        }"""
    )
    assert state == [2, "connected"]


def test_a_microphone_without_sound_is_noticed_while_one_waits(browser: Browser, desk: Desk) -> None:
    with a_context(browser, _SILENCE) as context:
        stay = Stay(desk, 1, context.new_page())
        stay.pair()
        stay.devices(Health.GOOD, Health.SILENT)
        expect(stay.page.locator("#notice")).to_contain_text("Mikrofon tidak menangkap suara.")
        expect(stay.page.locator(".tools:visible")).to_contain_text("Mikrofon diam")


def test_a_booth_without_a_microphone_is_seen_and_hears_all_the_same(browser: Browser, desk: Desk) -> None:
    with a_context(browser, _NO_MICROPHONE) as context:
        stay = Stay(desk, 1, context.new_page())
        stay.pair()
        stay.devices(Health.GOOD, Health.MISSING)
        stay.sit()
        stay.agree()
        desk.wait_for_pictures(1)
        officer = "document.getElementById('voice').srcObject.getAudioTracks().map((track) => track.muted)"
        wait_until(lambda: stay.page.evaluate(officer) == [False])


def test_the_check_of_the_devices_shows_the_own_face_and_how_loud_one_is(stay: Stay) -> None:
    stay.devices(Health.GOOD, Health.GOOD)
    assert stay.said(Devices)[-1].document_camera is Health.MISSING
    meter = stay.page.locator(".pane.check meter")
    wait_until(lambda: meter.evaluate("node => node.value") > 0.3)
    video = stay.page.locator(".pane.check video.mirrored")
    wait_until(lambda: video.evaluate("node => node.videoWidth") > 0)
    stay.page.get_by_role("button", name="Coba bunyi").click()


def test_one_press_covers_the_camera_and_one_opens_it_while_the_sound_goes_on(stay: Stay) -> None:
    source = stay.desk.booths.sources[1]
    hide, notice = stay.button("hide"), stay.page.locator("#notice")
    expect(hide).to_be_disabled()
    stay.sit(at="interview")
    stay.agree()
    stay.desk.wait_for_pictures(1)
    expect(hide).to_have_accessible_name("Tutup kamera sebentar: petugas tidak melihat Anda")
    hide.click()
    stay.says(Devices, lambda told: told.covered)
    expect(notice).to_contain_text("Kamera Anda tertutup: petugas tidak melihat Anda.")
    wait_until(lambda: sent(stay.page) == {"audio": True, "video": False})
    enabled = "document.querySelector('.pane.hold .own video').srcObject.getVideoTracks()[0].enabled"
    assert stay.page.evaluate(enabled) is False
    received = source.received
    name = stay.desk.booths.take_still(1, Track.FACE)
    expect(stay.pane).to_contain_text("Tertutup")
    assert (stay.connections, source.received) == (1, received)
    assert not [entry for entry in stay.desk.news.told if entry[0] == "still" and entry[1].id == name]
    hide.click()
    stay.says(Devices, lambda told: not told.covered)
    expect(notice).to_be_hidden()
    stay.desk.wait_for_pictures(1, more=3)
    assert stay.connections == 1
    hide.click()
    stay.sit(run="r2")
    stay.shows("Setuju dengan percakapan video?")
    expect(notice).to_be_hidden()
    wait_until(lambda: not stay.said(Devices)[-1].covered)


def sent(page: Page) -> dict[str, bool]:
    """Whether sound and picture are being sent just now."""
    told: dict[str, bool] = page.evaluate(
        """async () => {
            const count = async () => {
                const all = [...(await window.connection.getStats()).values()];
                const out = all.filter((one) => one.type === "outbound-rtp");
                return Object.fromEntries(out.map((one) => [one.kind, one.packetsSent]));
            };
            const before = await count();
            await new Promise((resolve) => setTimeout(resolve, 200));
            const after = await count();
            return Object.fromEntries(Object.keys(after).map((kind) => [kind, after[kind] > before[kind]]));
        }"""
    )
    return told


def test_a_connection_that_is_lost_is_made_anew_while_the_line_stands(stay: Stay) -> None:
    stay.sit()
    stay.agree()
    stay.desk.wait_for_pictures(1)
    room = stay.desk.booths._rooms[1]
    stay.desk.booths._network.submit(room.end()).result()
    stay.desk.wait_for_pictures(1, more=10)
    assert [entry[0] for entry in stay.desk.news.told].count("connected") == 1


def test_a_second_camera_is_for_documents_and_its_still_is_its_own(browser: Browser, desk: Desk) -> None:
    with a_context(browser, _PAPER) as context:
        stay = Stay(desk, 1, context.new_page())
        stay.pair()
        stay.says(Devices, lambda told: told.document_camera is Health.GOOD)
        stay.sit()
        stay.agree()
        stay.sit(at="show_ktp")
        expect(stay.page.locator(".pane.camera")).to_contain_text("Kamera dokumen")
        wait_until(lambda: desk.booths.document_sources[1].received > 2)
        desk.booths.take_still(1, Track.DOCUMENT)
        desk.news.until(lambda: any(entry[0] == "still" for entry in desk.news.told))
        still = next(entry[1] for entry in desk.news.told if entry[0] == "still")
        assert (still.track, still.width, still.height) == (Track.DOCUMENT, 1600, 1200)
