"""What the papers say: plain Indonesian, everything that is missing with what to do, and no more than may be told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from cso_desk.claims.checks import Check, Outcome
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import (
    Answer,
    Cause,
    CheckSlot,
    DocumentKind,
    DocumentStatus,
    Field,
    acceptance_key,
    document_key,
)
from cso_desk.claims.model import ClaimState, PriorPayment, Verdict
from cso_desk.claims.receipts import receipt_number
from cso_desk.claims.table_files import packaged
from cso_desk.desk.model import BoothClaim, Fate, Receipt
from cso_desk.ui import letter_texts
from cso_desk.ui.language import Language
from cso_desk.ui.letter_findings import Item, shortcomings
from tests.ui.letter_values import DECISION_ID, NOW, RICH, decided, held_with, judged, letter, told

UNHEARD = {
    *(Finding.ORIGINAL, Finding.FACE_MATCHES, Finding.REGISTERED, Finding.SAME, Finding.WAITED, Finding.INACTIVE),
    *(Finding.AGE, Finding.NO_WAIT, Finding.MEMBER_FOR, Finding.NONE, Finding.COMPLETE),
    *(Finding.OWN_ACTIVE, Finding.HEIR_ACTIVE),
    *(Finding.NOT_ALL_SEEN, Finding.UNREADABLE, Finding.MISSING, Finding.SUBSTITUTE_NEEDED),
}
"""What stands in nobody's way, and what is told document by document."""


@pytest.fixture(params=["id", "en"], autouse=True)
def window_language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The papers are the same whatever the window speaks."""
    language = Language(request.param)
    yield request.param
    language.use("en")


def test_a_claim_without_fault_is_told_so_and_the_amount_is_reckoned_line_by_line() -> None:
    paper = letter(held_with(master=RICH))
    text = told(paper)
    assert paper.title == "Surat Keterangan Kelengkapan Klaim JHT"
    assert "Berkas dan data Bapak/Ibu sudah lengkap. Tidak ada yang perlu dibawa atau diperbaiki." in text
    assert "Perlu dibawa atau diperbaiki" not in text
    assert "sampai 13 November 2025 pukul 10.00 WIB." in text
    assert "Saldo JHT = Rp 73.456.789" in text
    assert "PPh 21: 5% dari Rp 23.456.789 (PP 68/2009 Pasal 5) = − Rp 1.172.839" in text
    assert "Jumlah dibayarkan = Rp 72.283.950" in text
    assert "Kantor Cabang Contoh, 13 November 2025\nPetugas Satu" in text


def test_numbers_are_masked_and_the_file_is_named_without_the_person() -> None:
    paper = letter(held_with())
    text = told(paper)
    assert "NIK: 9974••••••••0012" in text
    assert "Nomor peserta (KPJ): 1904•••••37" in text
    assert "9974011208910012" not in text
    assert paper.file_name == "kelengkapan-KJ-2511-0412.pdf"
    assert letter(decided(held_with(), Verdict.APPROVE)).file_name == "tanda-terima-KJ-2511-0412.pdf"


@pytest.mark.parametrize(
    ("status", "said"), [("", "aslinya belum diperlihatkan"), ("unreadable", "tidak terbaca"), ("missing", "tidak ada")]
)
@pytest.mark.parametrize("kind", [DocumentKind.FAMILY_CARD, DocumentKind.LAYOFF_PROOF])
def test_each_document_that_was_not_seen_is_named_with_what_to_bring(
    kind: DocumentKind, status: DocumentStatus, said: str
) -> None:
    text = told(letter(held_with({document_key(kind): status})))
    name, bring = letter_texts.say(f"document.{kind}.name"), letter_texts.say(f"document.{kind}.bring")
    assert f"{name}: {said}. {bring}" in text


def test_all_documents_are_named_not_only_those_of_the_gravest_status() -> None:
    form = {document_key(DocumentKind.FAMILY_CARD): "unreadable", document_key(DocumentKind.LAYOFF_PROOF): ""}
    text = told(letter(held_with(form)))
    assert "Kartu Keluarga (KK): tidak terbaca" in text
    assert "Bukti PHK: aslinya belum diperlihatkan" in text


def test_a_lost_certificate_of_employment_names_what_may_stand_in() -> None:
    text = told(letter(held_with({document_key(DocumentKind.EMPLOYMENT_LETTER): "missing"})))
    assert "pengganti: kartu identitas karyawan, slip gaji, surat pernyataan bermeterai" in text


def test_a_name_that_differs_is_told_in_both_spellings() -> None:
    text = told(letter(held_with({Field.FULL_NAME: "Muhammad Risky Pratama"})))
    assert "“MUHAMMAD RISKY PRATAMA”, di data BPJS Ketenagakerjaan “MUHAMMAD RIZKY PRATAMA”" in text
    assert "Bawa KTP dan KK asli" in text


@pytest.mark.parametrize(
    ("key", "typed", "secret"),
    [
        (Field.MOTHER_NAME, "Siti Rahmahwati", "RAHMAWATI"),
        (Field.MOTHER_NAME, "Dewi Lestari", "RAHMAWATI"),
        (Field.NIK, "9974011208910099", "9974••••••••0012"),
        (Field.KPJ, "19040012300", "1904•••••37"),
        (Field.BIRTH_DATE, "13-08-1991", "12-08-1991"),
    ],
)
def test_what_the_centre_knows_is_not_given_away_on_paper(key: Field, typed: str, secret: str) -> None:
    text = told(letter(held_with({key: typed})))
    assert "di data BPJS Ketenagakerjaan tertulis lain" in text
    assert secret not in text.upper()


def test_every_difference_is_told_at_once() -> None:
    form: dict[str, str] = {
        Field.FULL_NAME: "Muhammad Risky Pratama",
        Field.BIRTH_DATE: "13-08-1991",
        Field.MOTHER_NAME: "",
    }
    text = told(letter(held_with(form)))
    assert "Nama lengkap berbeda ejaan" in text
    assert "Tanggal lahir berbeda" in text
    assert "Isian yang masih kosong: Nama ibu kandung" in text


def test_a_difference_that_the_officer_accepted_is_not_held_against_the_participant() -> None:
    form = {Field.FULL_NAME: "Muhammad Risky Pratama", acceptance_key(CheckSlot.MATCH): "Sesuai KTP asli"}
    assert "Perlu dibawa" not in told(letter(held_with(form)))


def test_a_waiting_period_names_the_first_day_and_no_amount() -> None:
    text = told(letter(held_with({Field.CAUSE_DATE: "20-10-2025"}, master={"inactive_since": NOW.date()})))
    assert "Masa tunggu belum selesai. Klaim dapat diajukan mulai 20 November 2025." in text
    assert "Rp" not in text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({Field.CAUSE: Cause.PENSION_AGE}, "Usia pensiun belum tercapai. Klaim dengan sebab ini dapat diajukan mulai"),
        ({Field.CAUSE: Cause.PARTIAL_10}, "Masa kepesertaan belum cukup: baru 6 tahun"),
        ({Field.ACCOUNT_HOLDER: "Budi Santoso"}, "rekening “BUDI SANTOSO”, peserta “MUHAMMAD RIZKY PRATAMA”"),
        ({Field.ACCOUNT_ACTIVE: Answer.NO}, "Rekening tidak aktif. Aktifkan rekening di bank"),
        ({Field.ID_CARD_ORIGINAL: Answer.NO}, "bukan KTP asli. Bawa KTP asli"),
    ],
)
def test_what_stands_in_the_way_comes_with_what_to_do(form: dict[str, str], said: str) -> None:
    assert said in told(letter(held_with(form)))


def test_what_the_officer_has_yet_to_do_is_not_laid_on_the_participant() -> None:
    paper = letter(held_with({Field.FACE_MATCHES: ""}, master={"registry_match": None}))
    assert paper.parts[0].title == "Masih diperiksa petugas"
    assert not any(part.items for part in paper.parts)
    assert "Petugas masih menyelesaikan pemeriksaan" in told(paper)


def test_the_identity_card_is_asked_for_once() -> None:
    text = told(letter(held_with({Field.ID_CARD_ORIGINAL: "", document_key(DocumentKind.ID_CARD): ""})))
    assert text.count("KTP: aslinya belum diperlihatkan") == 1
    assert "KTP asli belum diperlihatkan" not in text


def test_the_letter_of_an_heir_speaks_to_the_heir() -> None:
    form: dict[str, str] = {
        Field.CAUSE: Cause.DIED,
        Field.HEIR_NAME: "Siti Contoh",
        Field.HEIR_RELATION: "janda_duda",
        Field.ACCOUNT_HOLDER: "Siti Contoh",
    }
    text = told(letter(held_with(form)))
    assert "Nama peserta: Muhammad Rizky Pratama" in text
    assert "Nama ahli waris: Siti Contoh" in text
    assert "Bapak/Ibu Siti Contoh yang kami hormati," in text
    nameless = told(letter(held_with({**form, Field.HEIR_NAME: ""})))
    assert "Bapak/Ibu ahli waris dari Muhammad Rizky Pratama yang kami hormati," in nameless


def test_an_approval_tells_amounts_masked_account_and_the_last_day_of_payment() -> None:
    held = decided(held_with(), Verdict.APPROVE, decision_fate=Fate.SENT, receipt=Receipt(118, "x"))
    paper = letter(held)
    text = told(paper)
    assert paper.number == receipt_number(DECISION_ID)
    assert "Keputusan: Disetujui" in text
    assert "Diputuskan: 13 November 2025 pukul 09.30 WIB" in text
    assert "Dibayarkan ke: BRI ••••4417" in text
    assert "Waktu pembayaran: Paling lambat 20 November 2025" in text
    assert "Jumlah dibayarkan = Rp 10.456.789" in text
    assert "Sudah diterima pusat, catatan nomor 118 (13 November 2025 pukul 10.00 WIB)" in text
    assert f"sebutkan nomor {paper.number}" in text
    assert paper.provisional == ""
    assert "sementara" not in text.lower()


def test_a_large_approval_waits_for_the_second_officer_and_promises_nothing_before() -> None:
    held = decided(held_with(master=RICH), Verdict.APPROVE, state=ClaimState.AWAITING_SECOND, decision_fate=Fate.SENT)
    text = told(letter(held))
    assert "Keputusan: Menunggu persetujuan kedua" in text
    assert "Paling lambat 20 November 2025, bila persetujuan kedua diberikan" in text
    assert "sudah disetujui. Dana akan ditransfer" not in text


def test_a_return_tells_reason_note_and_what_to_bring() -> None:
    held = held_with({document_key(DocumentKind.FAMILY_CARD): "unreadable"})
    text = told(letter(decided(held, Verdict.RETURN, "R01", "Bawa KK yang baru.", decision_fate=Fate.SENT)))
    assert "Keputusan: Dikembalikan untuk diperbaiki" in text
    assert "Alasan: Dokumen tidak lengkap, tidak terbaca atau buram" in text
    assert "Catatan petugas: Bawa KK yang baru." in text
    assert "Kartu Keluarga (KK): tidak terbaca. Bawa KK asli yang terbaru." in text
    assert "Rp" not in text


def test_a_rejection_tells_why_and_where_to_ask() -> None:
    text = told(letter(decided(held_with(), Verdict.REJECT, "R04", "Masih bekerja.", decision_fate=Fate.SENT)))
    assert "Keputusan: Ditolak" in text
    assert "Alasan: Kepesertaan masih aktif" in text
    assert "Catatan petugas: Masih bekerja." in text
    assert "silakan bertanya di kantor cabang mana pun" in text
    assert "Rp" not in text


def test_words_for_the_supervisor_stand_on_no_paper() -> None:
    text = told(letter(decided(held_with(), Verdict.REFER, "P03", "Orang di luar menunggu.", decision_fate=Fate.SENT)))
    assert "Keputusan: Diteruskan ke penyelia" in text
    assert "calo" not in text
    assert "Orang di luar" not in text


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        (Fate.DRAFT, "Sementara: tercatat di meja ini, belum terkirim ke pusat"),
        (Fate.SENDING, "Sementara: tercatat di meja ini, belum terkirim ke pusat"),
        (Fate.UNSURE, "Sementara: sudah dikirim ke pusat, jawabannya belum diterima"),
    ],
)
def test_a_receipt_that_the_centre_has_not_taken_says_so_at_its_head(fate: Fate, said: str) -> None:
    paper = letter(decided(held_with(), Verdict.APPROVE, decision_fate=fate))
    assert paper.provisional == "SEMENTARA: keputusan ini belum diterima pusat"
    assert f"Keadaan saat dicetak: {said}" in told(paper)
    assert "Nomor ini baru dapat diperiksa di pusat setelah keputusan terkirim." in told(paper)
    assert "di kantor cabang mana pun" not in told(paper)


def test_where_the_record_has_changed_since_the_approval_only_the_approved_amount_is_told() -> None:
    held = decided(held_with(), Verdict.APPROVE, decision_fate=Fate.SENT)
    changed = replace(held.claim.master, returns=0)
    text = told(letter(replace(held, claim=replace(held.claim, master=changed))))
    assert "Jumlah sebelum pajak = Rp 10.456.789" in text
    assert "Jumlah dibayarkan" not in text


def test_every_finding_cause_document_and_verdict_has_its_words() -> None:
    for finding in set(Finding) - UNHEARD - {Finding.NO_CAUSE, Finding.NO_LAW}:
        assert any(letter_texts.knows(f"{slot}.{finding}.what") for slot in CheckSlot), finding
    for kind in DocumentKind:
        assert letter_texts.knows(f"document.{kind}.name"), kind
        assert letter_texts.knows(f"document.{kind}.bring"), kind
    for cause in Cause:
        assert letter_texts.knows(f"cause.{cause}"), cause
    for law in packaged().laws:
        for substitute in law.substitute:
            assert all(letter_texts.knows(f"substitute.{code}") for code in substitute.accepted)


def test_what_has_no_words_yet_is_said_to_be_examined() -> None:
    claim = held_with().claim
    assessment = judged(claim, NOW.date())
    strange = Check(CheckSlot.ACCOUNT, Outcome.FAIL, "never_heard_of")
    with_strange = replace(assessment, checks=(*assessment.checks[:-1], strange))
    assert shortcomings(claim, with_strange, on=NOW.date()) == (Item("Petugas masih memeriksa rekening"),)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_code_and_no_english_stands_alone(verdict: Verdict) -> None:
    text = told(letter(decided(held_with(), verdict, "R01", "", decision_fate=Fate.SENT)))
    assert not re.search(r"\b[RP]\d\d\b|\$|\b(the|claim|bank|approved)\b", text.replace("BRI", ""))


def decided_at(held: BoothClaim, moment: datetime) -> str:
    """What the receipt says when the decision fell at another moment."""
    (decision,) = held.claim.decisions
    return told(letter(replace(held, claim=replace(held.claim, decisions=(replace(decision, decided_at=moment),)))))


def test_a_decision_is_of_the_day_it_was_where_the_officers_are() -> None:
    held = held_with({Field.CAUSE_DATE: "13-10-2025"}, master={"inactive_since": date(2025, 10, 13)})
    returned = decided(held, Verdict.RETURN, "R01", "Bawa KK.", decision_fate=Fate.SENT)
    text = decided_at(returned, datetime(2025, 11, 12, 18, 30, tzinfo=UTC))
    assert "Diputuskan: 13 November 2025 pukul 01.30 WIB" in text
    assert "Masa tunggu" not in text


@pytest.mark.parametrize(("hour", "article"), [(16, "PP 68/2009"), (18, "Pasal 17")])
def test_the_tax_is_that_of_the_year_it_was_where_the_officers_are(hour: int, article: str) -> None:
    held = held_with(master={**RICH, "prior_payments": (PriorPayment(1_000_000, date(2024, 1, 5)),)})
    approved = decided(held, Verdict.APPROVE, decision_fate=Fate.SENT)
    assert article in decided_at(approved, datetime(2025, 12, 31, hour, 30, tzinfo=UTC))
