"""A receipt asked after at the centre, as the command is typed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring
from PySide6.QtWidgets import QApplication

from cso_desk.claims.receipts import receipt_number
from cso_desk.claims.tables import Role
from cso_desk.cli import main
from cso_desk.desk.enrolment import KeptEnrolment, enrol
from cso_desk.desk.ids import uuid7
from cso_desk.desk.key import desk_key
from cso_desk.ui import theme
from cso_desk.ui.language import Language
from tests.central.sender import Sender, results
from tests.centres import RealCentre, real_centre, served
from tests.contract.doubles import OFFICER, Table, waiting_claims

MIDNIGHT_IN_JAKARTA = datetime(2025, 11, 12, 17, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.use(theme.Look(theme.LIGHT, theme.ROOMY))
    Language("en")


@pytest.fixture
def centre(tmp_path: Path, always_a_second_officer: None) -> Iterator[RealCentre]:
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: MIDNIGHT_IN_JAKARTA) as centre:
        centre.store.add_claims(waiting_claims(1))
        yield centre


@pytest.fixture
def url(centre: RealCentre) -> Iterator[str]:
    with served(centre) as url:
        yield url


@pytest.fixture
def number(tmp_path: Path, url: str, centre: RealCentre) -> str:
    """The number of a receipt that a desk gave for claim 1, and the centre has taken."""
    table = Table(tmp_path / "other" / "desk.db")
    table.sign_in(centre.sign_in(OFFICER))
    table.connect(url)
    table.heard.until(lambda: table.view.waiting[0].count == 1)
    table.serve_one()
    table.settle()
    decision = table.booth().claim.decision
    table.close()
    assert decision is not None
    return receipt_number(decision.id)


@pytest.fixture
def profile(tmp_path: Path, url: str, centre: RealCentre, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The profile of an enrolled desk at which nobody is signed in; its key lies in a file."""
    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    profile = tmp_path / "profile"
    profile.mkdir()
    centre.sign_in(OFFICER)
    _, code = centre.accounts.desks.add(OFFICER.branch, "Meja Uji")
    KeptEnrolment(profile, desk_key(profile)).keep(enrol(url, code, uuid7()))
    return profile


def receipt(capsys: pytest.CaptureFixture[str], profile: Path, *words: str) -> tuple[int, str]:
    """The exit code and the one line that was said: on stdout where the receipt is genuine, or else on stderr."""
    code = main(["--profile", str(profile), "receipt", *words])
    out, err = capsys.readouterr()
    assert (bool(out), bool(err)) == (code == 0, code != 0)
    assert (out + err).count("\n") == 1
    return code, (out + err).rstrip("\n")


def test_a_genuine_receipt_is_told_in_one_line_with_nobody_signed_in(
    capsys: pytest.CaptureFixture[str], profile: Path, number: str
) -> None:
    proved = (
        f"Tanda terima {number} asli: agenda KJ-2511-0001, disetujui pada 13-11-2025. "
        "Keadaan klaim sekarang: Disetujui, menunggu penyetuju kedua."
    )
    assert receipt(capsys, profile, number) == (0, proved)
    assert receipt(capsys, profile, *number.lower().split("-")) == (0, proved)


def test_a_receipt_of_a_claim_that_was_opened_again_counts_no_more(
    capsys: pytest.CaptureFixture[str], profile: Path, number: str, centre: RealCentre
) -> None:
    above = replace(OFFICER, id="u-9", name="Penyelia", desk="114-3")
    supervisor = Sender(centre.sign_in(above, Role.SUPERVISOR), desk=above.desk)
    opened = supervisor.op("claim.reopen.v1", {"why": "rekening salah"}, base={"row_version": 4})
    assert results(centre.store, supervisor.push(opened)) == [("applied", "")]
    assert receipt(capsys, profile, number) == (
        0,
        f"Tanda terima {number} asli, tetapi keputusannya tidak berlaku lagi: agenda KJ-2511-0001, "
        "disetujui pada 13-11-2025, dibuka kembali. Keadaan klaim sekarang: Antre.",
    )


def test_a_receipt_is_told_without_a_display(profile: Path, number: str) -> None:
    command = [sys.executable, "-m", "cso_desk", "--profile", str(profile), "receipt", number]
    bare = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "DISPLAY")}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=bare)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"Tanda terima {number} asli")


def test_a_receipt_that_nobody_gave_is_not_known_and_not_called_false(
    capsys: pytest.CaptureFixture[str], profile: Path
) -> None:
    code, said = receipt(capsys, profile, "TT-9K3F-7ZQ2-XWAB-Z")
    assert code == 1
    assert said.startswith("Tanda terima TT-9K3F-7ZQ2-XWAB-Z tidak dikenal pusat.")
    assert "periksa lagi nanti" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("TT-9K3F-7ZQ2-XWAB-C", "TT-9K3F-7ZQ2-XWAB-C salah ketik."),
        ("TT-9K3F\n", "TT-9K3F terlalu pendek atau terlalu panjang."),
        ("TT-9K3F-7ZQ2-XWAB-?", "TT-9K3F-7ZQ2-XWAB-? memuat tanda yang tidak ada dalam nomor tanda terima."),
        ("", "Tulis nomor tanda terima, misalnya TT-9K3F-7ZQ2-XWAB-Z."),
    ],
)
def test_a_number_that_is_none_is_told_without_asking_anybody(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, said: str
) -> None:
    code, line = receipt(capsys, tmp_path / "missing", text)
    assert code == 1
    assert line.startswith(said)


def test_a_centre_that_cannot_be_asked_is_told_with_the_cause(
    capsys: pytest.CaptureFixture[str], profile: Path, url: str, centre: RealCentre
) -> None:
    with served(centre) as gone:
        pass
    kept = KeptEnrolment(profile, desk_key(profile))
    enrolment = kept.read()
    assert enrolment is not None
    for changed, said in (
        (replace(enrolment, url=gone), "Pusat tidak dapat dihubungi. Periksa jaringan, lalu coba lagi."),
        (
            replace(enrolment, token="wrong"),
            "Tanda terima belum dapat diperiksa: pusat menolak kunci meja ini (unauthorised).",
        ),
        (
            replace(enrolment, url=f"{url}/x"),
            "Tanda terima belum dapat diperiksa: jawaban pusat tidak dimengerti (http_404).",
        ),
    ):
        kept.keep(changed)
        assert receipt(capsys, profile, "TT-9K3F-7ZQ2-XWAB-Z") == (2, said)


def test_a_machine_that_is_no_desk_is_told_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = receipt(capsys, tmp_path, "TT-9K3F-7ZQ2-XWAB-Z")
    assert code == 2
    assert said.startswith("Komputer ini belum terdaftar sebagai meja.")
    assert not (tmp_path / "desk.key").exists()
