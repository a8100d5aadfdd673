"""Officers at the door, with real dialogs and a real centre."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cso_desk.ui import entry_words, theme
from cso_desk.ui.enrol_dialog import EnrolDialog
from cso_desk.ui.entrance import Entrance
from cso_desk.ui.key_button import KeyButton
from cso_desk.ui.language import Language
from cso_desk.ui.password_dialog import PasswordDialog
from cso_desk.ui.sign_in import Locked, SignInDialog
from cso_desk.ui.sign_out_dialog import SignOutDialog
from tests.centres import RealCentre, real_centre, served
from tests.contract.doubles import NOW
from tests.desk.door import BRANCH, NUMBER, PASSWORD, Clock, Door, code, furnish

PATIENCE_MS = 20_000
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _indonesian(qapp: QApplication) -> Iterator[None]:
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    language = Language("id")
    yield
    language.use("en")


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def centre(tmp_path: Path, clock: Clock) -> Iterator[RealCentre]:
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, clock) as centre:
        furnish(centre)
        yield centre


@pytest.fixture
def line(centre: RealCentre) -> Iterator[ExitStack]:
    """The line to the centre, cut when it is closed."""
    with ExitStack() as line:
        yield line


@pytest.fixture
def url(centre: RealCentre, line: ExitStack) -> str:
    return line.enter_context(served(centre))


@pytest.fixture
def machine(tmp_path: Path, clock: Clock) -> Iterator[Door]:
    """A machine that is no desk yet."""
    folder = tmp_path / "desk"
    folder.mkdir()
    door = Door(folder, clock)
    yield door
    door.close()


@pytest.fixture
def door(machine: Door, url: str, centre: RealCentre) -> Door:
    machine.enrol(url, code(centre))
    return machine


@pytest.fixture
def entrance() -> Iterator[Entrance]:
    entrance = Entrance()
    entrance.start()
    yield entrance
    entrance.stop()


def dialog_of(entrance: Entrance, kind: type) -> SignInDialog:
    dialog = entrance.dialog
    assert isinstance(dialog, kind)
    return dialog  # type: ignore[return-value]  # or another that has the same parts


def write(qtbot: QtBot, dialog: SignInDialog, password: str, number: str = NUMBER) -> None:
    """Type as an officer does, and press Enter."""
    if not dialog.number.isReadOnly():
        dialog.number.clear()
        qtbot.keyClicks(dialog.number, number)
    dialog.password.clear()
    qtbot.keyClicks(dialog.password, password)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)


def hears(qtbot: QtBot, dialog: SignInDialog) -> str:
    qtbot.waitUntil(lambda: bool(dialog.said.text), timeout=PATIENCE_MS)
    return dialog.said.text


def test_an_officer_signs_in_with_number_and_password(qtbot: QtBot, entrance: Entrance, door: Door) -> None:
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    assert not dialog.go_on.isEnabled()
    with qtbot.waitSignal(entrance.entered, timeout=PATIENCE_MS):
        write(qtbot, dialog, PASSWORD)
    assert entrance.dialog is None
    signed = door.session.signed
    assert signed is not None
    assert signed.officer == NUMBER


def test_a_wrong_password_is_told_and_taken_away_and_may_be_tried_again(
    qtbot: QtBot, entrance: Entrance, door: Door
) -> None:
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    write(qtbot, dialog, "bukan ini")
    assert hears(qtbot, dialog) == "Nomor pegawai atau kata sandi tidak cocok. Tulis keduanya lagi."
    assert dialog.password.text() == ""
    assert dialog.number.text() == NUMBER
    with qtbot.waitSignal(entrance.entered, timeout=PATIENCE_MS):
        write(qtbot, dialog, PASSWORD)


def test_who_is_locked_out_is_told_how_long_to_wait(qtbot: QtBot, entrance: Entrance, door: Door) -> None:
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    for _ in range(5):
        write(qtbot, dialog, "bukan ini")
        hears(qtbot, dialog)
    write(qtbot, dialog, PASSWORD)
    assert hears(qtbot, dialog) == "Terlalu banyak percobaan. Coba lagi dalam 30 dtk."


def test_without_the_centre_one_is_told_until_when_and_goes_on_with_one_more_key(
    qtbot: QtBot, entrance: Entrance, door: Door, line: ExitStack
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    door.session.leave()
    line.close()
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    assert not dialog.offline.isVisible()
    write(qtbot, dialog, PASSWORD)
    assert hears(qtbot, dialog).startswith("Pusat tidak terjangkau. Anda dapat masuk luring sampai 16-11-2025")
    assert dialog.offline.isVisible()
    with qtbot.waitSignal(entrance.entered, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_F9)
    assert door.session.signed is not None


def test_a_wrong_password_without_the_centre_is_as_wrong(
    qtbot: QtBot, entrance: Entrance, door: Door, line: ExitStack
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    door.session.leave()
    line.close()
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    write(qtbot, dialog, "bukan ini")
    hears(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "tidak cocok" in dialog.said.text, timeout=PATIENCE_MS)
    assert door.session.signed is None


def test_when_the_time_without_the_centre_is_over_nothing_is_offered(
    qtbot: QtBot, entrance: Entrance, door: Door, line: ExitStack, clock: Clock
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    door.session.leave()
    line.close()
    clock.now += 72 * HOUR
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    write(qtbot, dialog, PASSWORD)
    assert hears(qtbot, dialog).endswith("Waktu untuk masuk luring sudah habis.")
    assert not dialog.offline.isVisible()


def test_a_password_that_an_administrator_gave_has_to_be_changed(
    qtbot: QtBot, entrance: Entrance, door: Door, centre: RealCentre
) -> None:
    centre.accounts.officers.reset_password(NUMBER, "sandi dari pengelola")
    entrance.ask_for_officer(door.session)
    write(qtbot, dialog_of(entrance, SignInDialog), "sandi dari pengelola")
    qtbot.waitUntil(lambda: isinstance(entrance.dialog, PasswordDialog), timeout=PATIENCE_MS)
    dialog = entrance.dialog
    assert isinstance(dialog, PasswordDialog)

    def choose(new: str, again: str) -> None:
        dialog.new.clear()
        dialog.again.clear()
        qtbot.keyClicks(dialog.new, new)
        qtbot.keyClicks(dialog.again, again)
        qtbot.keyClick(dialog.again, Qt.Key.Key_Return)

    choose("pendek", "pendok")
    assert dialog.said.text == "Kedua kata sandi baru berbeda. Tulis lagi."
    choose("pendek", "pendek")
    qtbot.waitUntil(lambda: "12 karakter" in dialog.said.text, timeout=PATIENCE_MS)
    with qtbot.waitSignal(entrance.entered, timeout=PATIENCE_MS):
        choose("hujan turun di atap seng", "hujan turun di atap seng")
    assert door.session.signed is not None


def test_what_is_under_way_can_be_given_up_and_is_not_taken_for_the_next_try(
    qtbot: QtBot, entrance: Entrance, door: Door
) -> None:
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    write(qtbot, dialog, "bukan ini")
    assert dialog.cancel.isVisible()
    assert not dialog.leave.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.leave.isVisible()
    assert not dialog.cancel.isVisible()
    assert entrance.dialog is dialog
    write(qtbot, dialog, PASSWORD)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    said: list[str] = []
    dialog.said.say = said.append  # type: ignore[method-assign]  # hears what is said from here on
    with qtbot.waitSignal(entrance.entered, timeout=PATIENCE_MS):
        write(qtbot, dialog, PASSWORD)
    assert not any(said)
    assert door.session.signed is not None


def test_esc_at_the_door_ends_the_program_and_at_a_locked_screen_does_nothing(
    qtbot: QtBot, entrance: Entrance, door: Door
) -> None:
    entrance.ask_for_officer(door.session)
    with qtbot.waitSignal(entrance.left, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog_of(entrance, SignInDialog), Qt.Key.Key_Escape)
    signed = door.session.sign_in(NUMBER, PASSWORD)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    entrance.lock(door.session, signed, "", window)
    dialog = dialog_of(entrance, SignInDialog)
    with qtbot.assertNotEmitted(entrance.left), qtbot.assertNotEmitted(entrance.other_wanted):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        dialog.close()
    assert dialog.isVisible()
    with qtbot.waitSignal(entrance.other_wanted, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_F10)
    entrance.close()


def test_a_locked_screen_opens_to_its_officers_password_alone_also_without_the_centre(
    qtbot: QtBot, entrance: Entrance, door: Door, line: ExitStack
) -> None:
    signed = door.session.sign_in(NUMBER, PASSWORD)
    line.close()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    entrance.lock(door.session, signed, "session_ended", window)
    dialog = dialog_of(entrance, SignInDialog)
    assert dialog.said.text == "Sesi Anda sudah diakhiri pusat. Masuklah lagi."
    assert QApplication.activeModalWidget() is dialog
    write(qtbot, dialog, "bukan ini")
    qtbot.waitUntil(lambda: "tidak cocok" in dialog.said.text, timeout=PATIENCE_MS)
    with qtbot.waitSignal(entrance.entered, timeout=PATIENCE_MS):
        write(qtbot, dialog, PASSWORD)


def test_a_desk_whose_enrolment_holds_no_longer_offers_to_enrol_it_again(
    qtbot: QtBot, entrance: Entrance, door: Door, centre: RealCentre, url: str, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Door(tmp_path / "other", lambda: NOW)
    other.enrol(url, code(centre))
    other.close()
    entrance.ask_for_officer(door.session)
    dialog = dialog_of(entrance, SignInDialog)
    write(qtbot, dialog, PASSWORD)
    assert "Daftarkan lagi meja ini" in hears(qtbot, dialog)
    with qtbot.waitSignal(entrance.re_enrolment_wanted, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_F5)


def test_a_machine_is_enrolled_with_address_and_code(
    qtbot: QtBot, entrance: Entrance, machine: Door, centre: RealCentre, url: str
) -> None:
    number, one_time_code = centre.accounts.desks.add(BRANCH, "Meja 1")
    entrance.ask_for_enrolment("", machine.store.hello(NOW, version="", rules="").inc)
    dialog = entrance.dialog
    assert isinstance(dialog, EnrolDialog)

    def enrol(address: str, text: str) -> None:
        dialog.url.setText(address)
        dialog.code.setText(text)
        qtbot.keyClick(dialog.code, Qt.Key.Key_Return)

    enrol("http://centre.example", one_time_code)
    assert "https://" in dialog.said.text
    enrol("ftp://centre.example", one_time_code)
    assert dialog.said.text.startswith("Ini bukan alamat pusat.")
    enrol(url, "AAAAA-AAAAA")
    qtbot.waitUntil(lambda: dialog.said.text.startswith("Kode ini salah"), timeout=PATIENCE_MS)
    enrol(f"{url}/elsewhere", one_time_code)
    qtbot.waitUntil(lambda: "bukan pusat" in dialog.said.text, timeout=PATIENCE_MS)
    with qtbot.waitSignal(entrance.enrolled, timeout=PATIENCE_MS) as told:
        enrol(url, one_time_code)
    assert told.args[0].desk == number


def test_the_password_is_hidden_until_one_wants_to_see_it(qtbot: QtBot) -> None:
    dialog = SignInDialog("KC Contoh")
    qtbot.addWidget(dialog)
    dialog.show()
    hidden, shown = dialog.password.EchoMode.Password, dialog.password.EchoMode.Normal
    assert dialog.password.echoMode() == hidden
    qtbot.keyClick(dialog, Qt.Key.Key_F4)
    assert dialog.password.echoMode() == shown
    assert dialog.show_signs.text() == "Sembunyikan"
    qtbot.keyClick(dialog, Qt.Key.Key_F4)
    assert dialog.password.echoMode() == hidden


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_no_word_of_a_dialog_is_cut_off(qtbot: QtBot, size: tuple[int, int]) -> None:
    theme.use(theme.Look(theme.LIGHT, theme.density_for(*size)))
    parent = QWidget()
    qtbot.addWidget(parent)
    locked = SignInDialog("KC Contoh · Meja 3", locked=Locked(NUMBER, "Petugas Satu", "session_ended"), parent=parent)
    offline = SignInDialog("KC Contoh · Meja 3")
    offline.offer_openid()
    offline.show_not_reached("unreachable", NOW, "")
    busy = SignInDialog("KC Contoh · Meja 3")
    busy.offer_openid()
    busy.show_busy("Menghubungi pusat…")
    leaving = SignOutDialog("Petugas Satu", 12, attachments=True, parent=parent)
    for dialog in (locked, offline, busy, leaving, EnrolDialog(""), PasswordDialog("KC Contoh")):
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.fit()
        for button in dialog.findChildren(KeyButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()
                assert button.geometry().right() <= dialog.width()
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_every_refusal_has_a_sentence_of_its_own_in_indonesian() -> None:
    codes = (
        *("wrong_credentials", "too_many_tries", "officer_inactive", "other_branch", "officer_unknown"),
        *("desk_quarantined", "unauthorised", "session_ended", "wrong_code", "no_offline", "offline_over"),
        *("clock_behind", "oidc_refused", "unknown_handle", "busy", "disk", "fault"),
    )
    said = [entry_words.refusal(code, {"after_s": 95.0}) for code in codes]
    assert len(set(said)) == len(codes)
    assert all("%" not in one and "(" not in one for one in said)
    assert "1 mnt 35 dtk" in said[1]
    assert "brand_new" in entry_words.refusal("brand_new", {})
    assert entry_words.not_reached("http_502") != entry_words.not_reached("http_404")


def test_signing_out_tells_what_is_not_sent_and_that_nothing_is_lost(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = SignOutDialog("Petugas Satu", 3, attachments=False, parent=parent)
    dialog.open()
    assert "3 pekerjaan belum terkirim" in dialog.said.text
    assert "Tidak ada yang hilang" in dialog.said.text
    with qtbot.assertNotEmitted(dialog.wanted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)  # the safe button has the focus
    dialog = SignOutDialog("Petugas Satu", 0, attachments=False, parent=parent)
    dialog.open()
    with qtbot.waitSignal(dialog.wanted, timeout=PATIENCE_MS):
        qtbot.keyClick(dialog, Qt.Key.Key_F10)
