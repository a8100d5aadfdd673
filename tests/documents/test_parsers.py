"""From lines of text to fields: every kind, and what a recognizer does to labels, rows and values."""

import pytest

from cso_desk.documents import kk, kpj, ktp, npwp, paklaring, tabungan
from cso_desk.documents.fields import Found
from cso_desk.documents.kinds import LICENCE, PASSPORT, kind_of
from cso_desk.video.paper import Paper
from tests.documents.lines import card, line

CARD = [
    ("NIK", ": 9901014510640001"),
    ("Nama", ": SITI RAHAYU"),
    ("Tempat/Tgl Lahir", ": CONTOHAN, 05-10-1964"),
    ("Jenis Kelamin", ": PEREMPUAN", "Gol. Darah : O"),
    ("Alamat", ": JL. MELATI NO. 12"),
    ("RT/RW", ": 003/007"),
    ("Kel/Desa", ": CONTOH BARU"),
    ("Kecamatan", ": REKAAN"),
    ("Agama", ": ISLAM"),
    ("Status Perkawinan", ": CERAI HIDUP"),
    ("Pekerjaan", ": KARYAWAN SWASTA"),
    ("Kewarganegaraan", ": WNI"),
    ("Berlaku Hingga", ": SEUMUR HIDUP"),
]
READ = {
    "nik": "9901014510640001",
    "name": "SITI RAHAYU",
    "birth_place": "CONTOHAN",
    "birth_date": "1964-10-05",
    "sex": "PEREMPUAN",
    "address": "JL. MELATI NO. 12",
    "rt_rw": "003/007",
    "village": "CONTOH BARU",
    "district": "REKAAN",
    "marital_status": "CERAI HIDUP",
    "occupation": "KARYAWAN SWASTA",
    "citizenship": "WNI",
    "valid_until": "SEUMUR HIDUP",
}
WIDTH = 1012.0


def said(fields: dict[str, Found]) -> dict[str, str]:
    return {key: found.said.text for key, found in fields.items() if found.said is not None}


def test_an_identity_card_is_read_whole_and_its_religion_is_not() -> None:
    assert said(ktp.parse(card(CARD), WIDTH)) == READ


def test_a_card_that_leans_reads_the_same() -> None:
    assert said(ktp.parse(card(CARD, lean=0.12), WIDTH)) == READ
    assert said(ktp.parse(card(CARD, lean=-0.12), WIDTH)) == READ


def test_label_and_value_in_one_line_are_told_apart() -> None:
    together = [(" ".join(row),) for row in CARD]
    assert said(ktp.parse(card(together), WIDTH)) == READ


def test_misread_labels_are_still_labels() -> None:
    misread = {
        "Nama": "Narna",
        "Tempat/Tgl Lahir": "Tempa/Tgi Lahi",
        "RT/RW": "RTIRW",
        "NIK": "N1K",
        "Alamat": "AIamat",
    }
    rows = [(misread.get(row[0], row[0]), *row[1:]) for row in CARD]
    assert said(ktp.parse(card(rows), WIDTH)) == READ


def test_a_label_that_is_gone_is_told_by_its_place_and_its_value_is_never_certain() -> None:
    rows = [("", *row[1:]) if row[0] in ("Kel/Desa", "Pekerjaan") else row for row in CARD]
    fields = ktp.parse(card(rows), WIDTH)
    assert said(fields) == READ
    assert fields["village"].said is not None
    assert fields["village"].said.confidence <= 0.8


@pytest.mark.parametrize("word", ["RAMADHAN", "NAJALA", "RAMA WIJAYA", "AGAM SALIM"])
def test_a_name_goes_on_in_a_row_that_begins_nearly_like_a_label(word: str) -> None:
    rows = [*CARD[:2], ("", word), *CARD[2:]]
    assert said(ktp.parse(card(rows), WIDTH)) == READ | {"name": f"SITI RAHAYU {word}"}


def test_a_long_address_goes_on_in_the_next_row() -> None:
    rows = [*CARD[:4], ("Alamat", ": PERUM CONTOH BARU BLOK B8"), ("", "NO 136"), *CARD[5:]]
    assert said(ktp.parse(card(rows), WIDTH))["address"] == "PERUM CONTOH BARU BLOK B8 NO 136"


def test_what_stands_under_the_portrait_is_no_value() -> None:
    lines = [*card(CARD), line("KOTA CONTOH", 800, 100 + 32 * 10), line("01-02-2015", 810, 100 + 32 * 11)]
    assert said(ktp.parse(lines, WIDTH)) == READ


def test_a_date_that_the_calendar_does_not_have_is_no_date() -> None:
    rows = [
        (label, ": CONTOHAN, 31-02-1964") if label.startswith("Tempat") else (label, *rest) for label, *rest in CARD
    ]
    assert "birth_date" not in said(ktp.parse(card(rows), WIDTH))


def test_a_value_stands_where_its_box_says() -> None:
    box = ktp.parse(card([(" ".join(row),) for row in CARD]), WIDTH)["name"].box
    assert box[0][0] > 40 + 11 * len("Nama :") - 11
    assert box[1][0] == 40 + 11 * len("Nama : SITI RAHAYU")


def test_a_family_card_has_its_number_head_and_members() -> None:
    rows = [
        ("", "KARTU KELUARGA"),
        ("", "No. 9901010102200001"),
        ("Nama Kepala Keluarga", ": ADI CONTOH", "Kecamatan", ": REKAAN"),
        ("Alamat", ": JL. MELATI", "Provinsi", ": PROVINSI CONTOH"),
        ("No", "Nama Lengkap", "NIK", "Jenis Kelamin"),
        ("1", "ADI CONTOH", "9901010510640001", "LAKI-LAKI"),
        ("", "2 SITI RAHAYU", "9901014510640002", "PEREMPUAN"),
        ("3", "BUDI", "99010145106400", "LAKI-LAKI"),
    ]
    lines = card(rows, columns=(40, 300, 560, 800))
    assert said(kk.parse(lines, 1754.0)) == {"number": "9901010102200001", "head": "ADI CONTOH"}
    members = [(name.said and name.said.text, nik and nik.said and nik.said.text) for name, nik in kk.members(lines)]
    assert members == [("ADI CONTOH", "9901010510640001"), ("SITI RAHAYU", "9901014510640002"), ("BUDI", None)]


def test_a_membership_card_has_its_number_under_or_behind_the_label() -> None:
    under = [("KARTU PESERTA",), ("Nomor Peserta (KPJ)",), ("99012345678",), ("Nama",), ("SITI RAHAYU",)]
    behind = [("KARTU PESERTA",), ("KPJ : 99012345678",), ("Nama : SITI RAHAYU",)]
    for rows in (under, behind):
        assert said(kpj.parse(card(rows), WIDTH)) == {"kpj": "99012345678", "name": "SITI RAHAYU"}


def test_a_tax_card_has_its_number_and_the_name_below() -> None:
    rows = [
        ("DIREKTORAT JENDERAL PAJAK",),
        ("NPWP : 99.123.456.7-001.000",),
        ("SITI RAHAYU",),
        ("NIK : 9901014510640001",),
    ]
    assert said(npwp.parse(card(rows), WIDTH)) == {"number": "991234567001000", "name": "SITI RAHAYU"}


def test_a_name_on_a_tax_card_goes_on_in_the_next_row_only_where_it_had_no_room_in_its_own() -> None:
    def name(*rows: str) -> str:
        lines = card([("NPWP : 99.123.456.7-001.000",), *((row,) for row in rows)])
        return said(npwp.parse(lines, 400.0))["name"]

    assert name("NURUL BAPRA QOMARIAH UTAMA", "HUTAGALUNG", "KAMPUNG MISAL") == "NURUL BAPRA QOMARIAH UTAMA HUTAGALUNG"
    assert name("SITI RAHAYU", "KAMPUNG MISAL") == "SITI RAHAYU"


def test_a_bank_book_has_bank_number_and_holder() -> None:
    rows = [
        ("BANK RAKYAT INDONESIA", "", "BUKU TABUNGAN"),
        ("No. Rekening", ": 990123456789012"),
        ("Nama", ": SITI RAHAYU"),
    ]
    told = {"bank": "BRI", "number": "990123456789012", "holder": "SITI RAHAYU"}
    assert said(tabungan.parse(card(rows, columns=(40, 300, 560)), WIDTH)) == told


def test_a_letter_of_reference_is_read_from_a_table_or_from_sentences() -> None:
    told = {"name": "SITI RAHAYU", "employer": "PT CONTOH JAYA", "from": "2012-06-15", "until": "2014-08-20"}
    table = [
        ("PT CONTOH JAYA",),
        ("SURAT KETERANGAN KERJA",),
        ("Nama", ": SITI RAHAYU"),
        ("Perusahaan", ": PT CONTOH JAYA"),
        ("Mulai bekerja", ": 15 Juni 2012"),
        ("Berhenti bekerja", ": 20 Agustus 2014"),
        ("Kota Contoh, 1 September 2014",),
    ]
    sentences = [
        ("PT CONTOH JAYA",),
        ("Dengan ini kami, PT CONTOH JAYA, menerangkan bahwa saudara",),
        ("Nama", ": SITI RAHAYU"),
        ("telah bekerja sejak tanggal 15 Juni 2012 sampai dengan tanggal 20 Agustus",),
        ("2014 dan mengundurkan diri.",),
        ("Kota Contoh, 1 September 2014",),
        ("PT CONTOH JAYA",),
        ("Kepala Bagian Personalia",),
    ]
    period = [*sentences[:3], ("Masa kerja", ": 15-06-2012 s.d. 20-08-2014")]
    for rows in (table, sentences, period):
        assert said(paklaring.parse(card(rows), 1240.0)) == told


def test_the_kind_is_told_by_the_words_and_what_is_not_read_has_a_name_too() -> None:
    assert kind_of(card(CARD)) == Paper.KTP
    family = [("KARTU KELUARGA",), ("Nama Kepala Keluarga",), ("RT/RW", "Provinsi"), ("Nama Lengkap", "NIK", "Agama")]
    assert kind_of(card(family)) == Paper.KK
    assert kind_of(card([("REPUBLIK INDONESIA",), ("PASPOR", "PASSPORT")])) == PASSPORT
    assert kind_of(card([("SURAT IZIN MENGEMUDI",), ("DRIVING LICENSE",)])) == LICENCE
    assert kind_of(card([("KEMENTERIAN KEUANGAN",), ("NPWP : 99.123.456.7-001.000",)])) == Paper.NPWP
    assert kind_of(card([("DAFTAR BELANJA",), ("TELUR", "2 KG")])) is None
