"""The electronic identity card: from lines of text to its fields. Religion is on the card and is not read."""

import re
from collections.abc import Callable, Mapping, Sequence

from . import grammar
from .fields import Found, found, number_among, whole
from .grammar import Said
from .layout import Label, Part, rows, values
from .ocr import Line

LABELS = (
    Label("nik", ("NIK",)),
    Label("name", ("Nama",), wraps=True),
    Label("birth", ("Tempat/Tgl Lahir",), wraps=True),
    Label("sex", ("Jenis Kelamin",)),
    Label("blood", ("Gol. Darah", "Gol Darah"), inside=True),
    Label("address", ("Alamat",), wraps=True),
    Label("rt_rw", ("RT/RW",)),
    Label("village", ("Kel/Desa",), wraps=True),
    Label("district", ("Kecamatan",), wraps=True),
    Label("religion", ("Agama",)),
    Label("marital_status", ("Status Perkawinan",)),
    Label("occupation", ("Pekerjaan",), wraps=True),
    Label("citizenship", ("Kewarganegaraan",)),
    Label("valid_until", ("Berlaku Hingga",)),
)
SEXES = ("LAKI-LAKI", "PEREMPUAN")
MARITAL_STATUSES = ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT")
CITIZENSHIPS = ("WNI", "WNA")
FOR_LIFE = "SEUMUR HIDUP"
NIK = (16,)
_DATE_BEGINS = re.compile(r",|[\s.]\S?\d")  # of a date that could not be read
_PORTRAIT_FROM = 0.72  # of the width: to the right are the portrait, the place and the day of issue


def parse(lines: Sequence[Line], width: float) -> dict[str, Found]:
    """The fields of an upright identity card that is `width` pixels wide."""
    told = values(rows([line for line in lines if _middle(line) < _PORTRAIT_FROM * width]), LABELS)
    told = {key: parts for key, parts in told.items() if key not in ("religion", "blood")}
    told |= _birth(told.pop("birth", ()))
    if "nik" not in told and (number := number_among(whole(lines), NIK)) is not None:
        told["nik"] = number.parts
    return {key: found(told[key], grammar_) for key, grammar_ in _GRAMMAR.items() if told.get(key)}


def _birth(parts: tuple[Part, ...]) -> Mapping[str, tuple[Part, ...]]:
    """Place and date of birth, which one comma should part."""
    if not parts:
        return {}
    last = parts[-1]
    days = grammar.days(last.text)
    if not days:
        misread = _DATE_BEGINS.search(last.text)
        return {"birth_place": (last.cut(0, misread.start() if misread else len(last.text)),)}
    span, _ = days[-1]
    place = (*parts[:-1], last.cut(0, span[0]))
    return {"birth_place": tuple(part for part in place if part.text), "birth_date": (last.cut(*span),)}


def _valid_until(text: str, sure: Sequence[float]) -> Said | None:
    return grammar.day(text, sure) or grammar.one_of(text, sure, (FOR_LIFE,))


def _occupation(text: str, sure: Sequence[float]) -> Said | None:
    return grammar.one_of(text, sure, OCCUPATIONS) or grammar.words(text, sure)


OCCUPATIONS = (
    *("BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PENSIUNAN", "PEGAWAI NEGERI SIPIL"),
    *("TENTARA NASIONAL INDONESIA", "KEPOLISIAN RI", "PERDAGANGAN", "PETANI/PEKEBUN", "PETERNAK", "NELAYAN/PERIKANAN"),
    *(
        "INDUSTRI",
        "KONSTRUKSI",
        "TRANSPORTASI",
        "KARYAWAN SWASTA",
        "KARYAWAN BUMN",
        "KARYAWAN BUMD",
        "KARYAWAN HONORER",
    ),
    *("BURUH HARIAN LEPAS", "BURUH TANI/PERKEBUNAN", "BURUH NELAYAN/PERIKANAN", "BURUH PETERNAKAN"),
    *("PEMBANTU RUMAH TANGGA", "TUKANG CUKUR", "TUKANG LISTRIK", "TUKANG BATU", "TUKANG KAYU", "TUKANG SOL SEPATU"),
    *("TUKANG LAS/PANDAI BESI", "TUKANG JAHIT", "TUKANG GIGI", "PENATA RIAS", "PENATA BUSANA", "PENATA RAMBUT"),
    *("MEKANIK", "SENIMAN", "TABIB", "PARAJI", "PERANCANG BUSANA", "PENTERJEMAH", "IMAM MASJID", "PENDETA", "PASTOR"),
    *("WARTAWAN", "USTADZ/MUBALIGH", "JURU MASAK", "PROMOTOR ACARA", "DOSEN", "GURU", "PILOT", "PENGACARA", "NOTARIS"),
    *("ARSITEK", "AKUNTAN", "KONSULTAN", "DOKTER", "BIDAN", "PERAWAT", "APOTEKER", "PSIKIATER/PSIKOLOG", "PELAUT"),
    *("PENELITI", "SOPIR", "PIALANG", "PARANORMAL", "PEDAGANG", "PERANGKAT DESA", "KEPALA DESA", "WIRASWASTA"),
)

_GRAMMAR: Mapping[str, Callable[[str, Sequence[float]], Said | None]] = {
    "nik": lambda text, sure: grammar.number(text, sure, NIK),
    "name": grammar.name,
    "birth_place": grammar.place,
    "birth_date": grammar.day,
    "sex": lambda text, sure: grammar.one_of(text, sure, SEXES),
    "address": grammar.words,
    "rt_rw": grammar.rt_rw,
    "village": grammar.place,
    "district": grammar.place,
    "marital_status": lambda text, sure: grammar.one_of(text, sure, MARITAL_STATUSES),
    "occupation": _occupation,
    "citizenship": lambda text, sure: grammar.one_of(text, sure, CITIZENSHIPS),
    "valid_until": _valid_until,
}


def _middle(line: Line) -> float:
    return sum(x for x, _ in line.quad) / len(line.quad)
