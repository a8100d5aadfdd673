"""The papers that are pages: family card, letter of reference, the first page of a bank book."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from cso_desk.video.brush import colour
from cso_desk.video.paper import SIZE_MM, Paper
from cso_desk.video.picture import Image

from .ground import plain, waves
from .identity_card import sign
from .person import DrawnPerson
from .sheet import Sheet, Typeface, pixels

_WHITE, _RULE = colour("#FCFBF8"), colour("#5A5F66")
_KK_LIGHT, _KK_DARK = colour("#EDF4F7"), colour("#9DBFD0")
_BOOK_LIGHT, _BOOK_DARK = colour("#EEF3FA"), colour("#8FA9D0")
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_COLUMNS = (14.0, 22.0, 88.0, 132.0, 160.0, 194.0, 224.0, 283.0)
_HEADS = ("No", "Nama Lengkap", "NIK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir", "Hubungan Keluarga")


def family_card(person: DrawnPerson, faces: Typeface, dpi: float) -> Image:
    """A family card, landscape, with its members in a table."""
    size = SIZE_MM[Paper.KK]
    sheet = Sheet(waves(pixels(size, dpi), _KK_LIGHT, _KK_DARK, 0.35), size[0])
    sheet.text((size[0] / 2, 24), "KARTU KELUARGA", faces.bold, 9.5, anchor="ms")
    sheet.text((size[0] / 2, 33), f"No. {person.family_card}", faces.digits, 6.6, anchor="ms")
    left = (
        ("Nama Kepala Keluarga", person.members[0].name),
        ("Alamat", person.address),
        ("RT/RW", person.rt_rw),
        ("Desa/Kelurahan", person.village),
    )
    right = (("Kecamatan", person.district), ("Kabupaten/Kota", "KOTA CONTOH"), ("Provinsi", "PROVINSI CONTOH"))
    for x, lines in ((14.0, left), (168.0, right)):
        for index, (label, value) in enumerate(lines):
            sheet.text((x, 46 + 6 * index), label, faces.plain, 3.6)
            sheet.text((x + 44, 46 + 6 * index), f": {value}", faces.plain, 3.6)
    _print_table(sheet, person, faces)
    sheet.text((40, 160), "Dikeluarkan tanggal", faces.plain, 3.4)
    sheet.text((84, 160), f": {person.employed_from:%d-%m-%Y}", faces.plain, 3.4)
    sheet.text((232, 160), "KEPALA DINAS KEPENDUDUKAN", faces.plain, 3.2, anchor="ms")
    sign(sheet, random.Random(person.family_card), (214, 176), 34)
    return sheet.image


def reference(person: DrawnPerson, faces: Typeface, dpi: float) -> Image:
    """A letter of reference (*paklaring*) in one of several wordings, which the identity number decides."""
    size = SIZE_MM[Paper.PAKLARING]
    sheet = Sheet(plain(pixels(size, dpi), _WHITE), size[0])
    dice = random.Random(f"letter {person.nik}")
    sheet.text((size[0] / 2, 28), person.employer.upper(), faces.bold, 6.2, anchor="ms")
    sheet.text((size[0] / 2, 34), "Kawasan Industri Contoh Blok A, Kota Contoh", faces.plain, 3.5, anchor="ms")
    sheet.rule((22, 38), (188, 38), 0.6, _RULE)
    title = dice.choice(("SURAT KETERANGAN KERJA", "SURAT PENGALAMAN KERJA", "PAKLARING", "SURAT KETERANGAN"))
    sheet.text((size[0] / 2, 52), title, faces.bold, 5.2, anchor="ms")
    number = f"Nomor: {dice.randrange(1, 999):03}/HRD/{person.employed_until:%m/%Y}"
    sheet.text((size[0] / 2, 58), number, faces.plain, 3.8, anchor="ms")
    y = 72.0
    for paragraph in _WORDINGS[dice.randrange(len(_WORDINGS))](person):
        label, tab, value = paragraph.partition("\t")
        if tab:
            sheet.text((30, y), label, faces.plain, _BODY_EM)
            sheet.text((72, y), f": {value}", faces.plain, _BODY_EM)
            y += 6.4
            continue
        for words in sheet.wrapped(paragraph, faces.plain, _BODY_EM, 166):
            sheet.text((22, y), words, faces.plain, _BODY_EM)
            y += 6.4
        y += 3.0
    issued = person.employed_until + timedelta(days=dice.randrange(1, 30))
    sheet.text((130, y + 10), f"Kota Contoh, {written(issued)}", faces.plain, _BODY_EM)
    sheet.text((130, y + 16), person.employer, faces.plain, _BODY_EM)
    sign(sheet, dice, (134, y + 32), 32)
    sheet.text((130, y + 44), "Kepala Bagian Personalia", faces.plain, _BODY_EM)
    return sheet.image


def bank_book(person: DrawnPerson, faces: Typeface, dpi: float) -> Image:
    """The first page of a bank book: bank, number and holder."""
    size = SIZE_MM[Paper.TABUNGAN]
    sheet = Sheet(waves(pixels(size, dpi), _BOOK_LIGHT, _BOOK_DARK, 0.4), size[0])
    sheet.block((0, 0, size[0], 15), colour("#23478A"))
    sheet.text((8, 10.4), f"BANK {person.bank}", faces.bold, 6.2, ink=_WHITE)
    sheet.text((size[0] - 8, 10), "BUKU TABUNGAN", faces.bold, 4.2, ink=_WHITE, anchor="rs")
    lines = (
        ("No. Rekening", person.account, faces.digits, 5.0),
        ("Nama", person.name, faces.bold, 4.2),
        ("Alamat", person.address, faces.plain, 3.6),
        ("Kantor Cabang", "KC KOTA CONTOH", faces.plain, 3.6),
        ("Jenis", "TABUNGAN CONTOH", faces.plain, 3.6),
    )
    y = 29.0
    for label, value, font, em in lines:
        sheet.text((10, y), label, faces.plain, 3.8)
        sheet.text((44, y), ":", faces.plain, 3.8)
        for words in sheet.wrapped(value, font, em, 92):
            sheet.text((48, y), words, font, em)
            y += 6.0
        y += 4.0
    return sheet.image


def written(day: date) -> str:
    """A date in words, such as 5 Mei 2024."""
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


_BODY_EM = 4.1


def _print_table(sheet: Sheet, person: DrawnPerson, faces: Typeface) -> None:
    top, pitch = 76.0, 8.4
    rows = len(person.members) + 1
    for index in range(rows + 1):
        sheet.rule((_COLUMNS[0], top + index * pitch), (_COLUMNS[-1], top + index * pitch), 0.25, _RULE)
    for x in _COLUMNS:
        sheet.rule((x, top), (x, top + rows * pitch), 0.25, _RULE)
    for x, words in zip(_COLUMNS, _HEADS, strict=False):
        sheet.text((x + 1.2, top + 5.4), words, faces.bold, 3.3)
    for index, member in enumerate(person.members, 1):
        cells = (
            str(index),
            member.name,
            member.nik,
            "PEREMPUAN" if member.sex == "P" else "LAKI-LAKI",
            member.birth_place,
            f"{member.birth_date:%d-%m-%Y}",
            member.relation,
        )
        for x, right, words in zip(_COLUMNS, _COLUMNS[1:], cells, strict=False):
            em = sheet.fitting(words, faces.plain, 3.4, right - x - 2.4)
            sheet.text((x + 1.2, top + index * pitch + 5.4), words, faces.plain, em)


def _as_table(person: DrawnPerson) -> tuple[str, ...]:
    return (
        "Yang bertanda tangan di bawah ini menerangkan bahwa:",
        f"Nama\t{person.name}",
        f"NIK\t{person.nik}",
        f"Jabatan\t{person.position}",
        f"Perusahaan\t{person.employer}",
        f"Mulai bekerja\t{written(person.employed_from)}",
        f"Berhenti bekerja\t{written(person.employed_until)}",
        "Selama bekerja yang bersangkutan telah menjalankan tugas dengan baik. Kami mengucapkan terima kasih atas "
        "sumbangan tenaganya.",
        "Surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.",
    )


def _as_sentence(person: DrawnPerson) -> tuple[str, ...]:
    return (
        f"Dengan ini kami, {person.employer}, menerangkan dengan sebenarnya bahwa saudara/i:",
        f"Nama\t{person.name}",
        f"Jabatan terakhir\t{person.position}",
        f"telah bekerja pada perusahaan kami sejak tanggal {written(person.employed_from)} sampai dengan tanggal "
        f"{written(person.employed_until)}, dan mengundurkan diri atas kemauan sendiri.",
        "Demikian surat keterangan ini kami buat agar dapat dipergunakan sebagaimana mestinya.",
    )


def _as_period(person: DrawnPerson) -> tuple[str, ...]:
    period = f"{person.employed_from:%d-%m-%Y} s.d. {person.employed_until:%d-%m-%Y}"
    return (
        "Pimpinan perusahaan menyatakan bahwa nama tersebut di bawah ini adalah benar pernah menjadi karyawan kami:",
        f"Nama karyawan\t{person.name}",
        f"Nomor KTP\t{person.nik}",
        f"Bagian\t{person.position}",
        f"Masa kerja\t{period}",
        f"Hubungan kerja antara yang bersangkutan dengan {person.employer} berakhir pada tanggal tersebut di atas.",
        "Atas perhatiannya kami ucapkan terima kasih.",
    )


_WORDINGS: tuple[Callable[[DrawnPerson], tuple[str, ...]], ...] = (_as_table, _as_sentence, _as_period)
