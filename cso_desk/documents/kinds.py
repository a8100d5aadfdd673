"""Which document lines of text are: by the words that only it has."""

from collections.abc import Mapping, Sequence

from cso_desk.video.paper import Paper

from .layout import label_end
from .ocr import Line
from .spelling import folded

PASSPORT, LICENCE, HEALTH_CARD = "passport", "driving_licence", "health_card"
OTHERS = (PASSPORT, LICENCE, HEALTH_CARD)
"""What people show instead, and is not read."""

_LEAST = 2  # points; a label is worth one
_HEADING = 4
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    Paper.KTP: ("KARTU TANDA PENDUDUK",),
    Paper.KK: ("KARTU KELUARGA",),
    Paper.KPJ: ("KARTU PESERTA", "BPJS KETENAGAKERJAAN", "JAMINAN SOSIAL KETENAGAKERJAAN", "JAMSOSTEK"),
    Paper.PAKLARING: ("SURAT KETERANGAN KERJA", "SURAT PENGALAMAN KERJA", "PAKLARING", "SURAT KETERANGAN"),
    Paper.TABUNGAN: ("BUKU TABUNGAN", "TABUNGAN"),
    Paper.NPWP: ("DIREKTORAT JENDERAL PAJAK", "NPWP"),
    PASSPORT: ("PASPOR", "PASSPORT", "REPUBLIC OF INDONESIA"),
    LICENCE: ("SURAT IZIN MENGEMUDI", "DRIVING LICENSE"),
    HEALTH_CARD: ("KARTU INDONESIA SEHAT", "BPJS KESEHATAN"),
}
_LABELS: Mapping[str, tuple[str, ...]] = {
    Paper.KTP: (
        "PROVINSI",
        "NIK",
        "Gol. Darah",
        "Agama",
        "Berlaku Hingga",
        "Tempat/Tgl Lahir",
        "Kewarganegaraan",
        "RT/RW",
        "Kel/Desa",
    ),
    Paper.KK: ("Nama Kepala Keluarga", "Nama Lengkap", "Hubungan Keluarga", "Desa/Kelurahan"),
    Paper.KPJ: ("Nomor Peserta", "KPJ"),
    Paper.PAKLARING: ("Jabatan", "Masa kerja", "Perusahaan", "Kepala Bagian Personalia", "Nomor"),
    Paper.TABUNGAN: ("No. Rekening", "Kantor Cabang", "BANK"),
    Paper.NPWP: ("Terdaftar", "Kementerian Keuangan"),
    PASSPORT: ("P<IDN", "No. Paspor", "Kewarganegaraan Nationality"),
    LICENCE: ("SIM", "Golongan"),
    HEALTH_CARD: ("Faskes", "Nomor Kartu"),
}


def kind_of(lines: Sequence[Line]) -> str | None:
    """The document, as a `Paper` or one of OTHERS; None where nothing says so."""
    points = {kind: _HEADING * _count(lines, _HEADINGS[kind]) + _count(lines, _LABELS[kind]) for kind in _HEADINGS}
    best = max(points, key=lambda kind: points[kind])
    return best if points[best] >= _LEAST else None


def _count(lines: Sequence[Line], wanted: Sequence[str]) -> int:
    return sum(any(_says(line.text, words) for line in lines) for words in wanted)


def _says(text: str, words: str) -> bool:
    return label_end(text, words) is not None or (len(words) > 5 and folded(words) in folded(text))
