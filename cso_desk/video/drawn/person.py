"""People who do not exist, with all that stands on their papers; one seed is one person."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

WOMAN_DAY = 40
"""What a woman's identity number adds to the day of birth."""

SYNTHETIC_REGION = "990101"
_YOUNGEST, _OLDEST = date(2006, 12, 31), date(1956, 1, 1)
_TODAY = date(2025, 11, 13)

_MEN = (
    "ADI AGUS ALDI ANDI ARIF BAGUS BAMBANG BUDI DEDI EKO FAJAR GALIH HENDRA INDRA IWAN JOKO KETUT LUKMAN MADE"
    " MUHAMMAD M. NYOMAN RAHMAT RIZKY RUDI SLAMET SUGENG TEGUH WAHYU WAYAN YOGI YUSUF ZULKIFLI"
)
_WOMEN = (
    "ANI AYU CITRA DESI DEWI ENDAH FITRI HANI INDAH KARTIKA KOMANG LESTARI LULUK MAYA NI NINGSIH NUR NURUL PUTRI"
    " RATNA RINA SARI SITI SRI TUTI UMI WULAN YUNI ZAHRA"
)
_SECOND = (
    "'AINI ABDUL AISYAH ALFIAN CAHYA DARMA DWI EKA FAUZI GUSTI HASANAH IMAM JAYA KURNIA KUSUMA LAKSANA MAULANA NANDA"
    " OKTAVIA PERMANA PRATAMA PUTRA QOMARIAH RAMADHAN SANTOSA SAPUTRA SYAIFUL TRI UTAMA VIDYA WAHYUNI WIBAWA YUDA"
)
_LAST = (
    "ARITONANG BATUBARA DARMAWAN FIRMANSYAH GUNAWAN HANDAYANI HIDAYAT HUTAGALUNG ISKANDAR KUSNADI LUMBANTORUAN NASUTION"
    " NUGROHO PANJAITAN QADRI RAHAYU RAJAGUKGUK SETIAWAN SIMANJUNTAK SIREGAR SITUMORANG SURYANI SUSANTO TAMPUBOLON"
    " WICAKSONO WIDYANINGRUM WIJAYA XAVERIUS YULIANTI ZAKARIA"
)
_SYLLABLES = "ba ci da fa gi ha ja ka la mu na pu ra sa ti wa ya zu dja ngu nya kri pra sti"
_TOWNS = ("CONTOHAN", "REKAAN", "MISALAN", "UMPAMA", "TELADAN", "ANGANKOTA")
_VILLAGES = ("CONTOH BARU", "REKAAN TIMUR", "MISAL INDAH", "SUKAUMPAMA", "KARANGTELADAN", "ANGAN JAYA", "PULAU MISAL")
_DISTRICTS = ("CONTOH UTARA", "REKAAN", "MISAL SELATAN", "UMPAMA HILIR", "TELADAN TENGAH")
_STREETS = ("MELATI", "KENANGA", "ANGGREK", "CEMPAKA", "FLAMBOYAN", "DAHLIA", "RAYA CONTOH", "TELADAN", "H. MISAL")
_ROADS = ("JL.", "JL", "GG.", "KP.", "DSN.", "PERUM", "BLOK")
_RELIGIONS = ("ISLAM", "KRISTEN", "KATHOLIK", "HINDU", "BUDDHA", "KONGHUCU")
_STATUSES = ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI")
_OCCUPATIONS = (
    "KARYAWAN SWASTA",
    "BURUH HARIAN LEPAS",
    "WIRASWASTA",
    "MENGURUS RUMAH TANGGA",
    "PELAJAR/MAHASISWA",
    "BELUM/TIDAK BEKERJA",
    "PEGAWAI NEGERI SIPIL",
    "KARYAWAN BUMN",
    "PETANI/PEKEBUN",
    "GURU",
)
_EMPLOYERS = (
    "PT CONTOH SANDANG JAYA",
    "PT REKAAN PANGAN SEJAHTERA",
    "CV MISAL LOGAM MULIA",
    "PT UMPAMA NIAGA BERSAMA Tbk",
    "PT TELADAN KAYU LESTARI",
    "PT ANGAN ANGKUTAN MAKMUR",
    "UD CONTOH BARU",
    "PT CONTOH TEKNOLOGI INDONESIA",
)
_POSITIONS = ("Operator Produksi", "Staf Administrasi", "Kasir", "Teknisi", "Kepala Gudang", "Sopir")
_BANKS = (("BRI", 15), ("BNI", 10), ("MANDIRI", 13), ("BCA", 10), ("BTN", 16), ("BSI", 10))
_RELATIONS = ("PASANGAN", "ANAK", "ANAK", "ORANG TUA", "FAMILI LAIN")
_LONGEST_NAME = 42


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a family card."""

    name: str
    nik: str
    sex: str
    birth_place: str
    birth_date: date
    relation: str


@dataclass(frozen=True, slots=True)
class DrawnPerson:
    """Somebody who does not exist, with what the papers say; words as they are printed, numbers as digits alone.

    `sex` is "L" or "P"; `valid_until` is "SEUMUR HIDUP" or a date as the card has it.
    """

    nik: str
    name: str
    birth_place: str
    birth_date: date
    sex: str
    blood: str
    address: str
    rt_rw: str
    village: str
    district: str
    religion: str
    marital_status: str
    occupation: str
    citizenship: str
    valid_until: str
    family_card: str
    members: tuple[Member, ...]
    kpj: str
    npwp: str
    employer: str
    position: str
    employed_from: date
    employed_until: date
    bank: str
    account: str


def invented(seed: int, *, name: str = "", nik: str = "") -> DrawnPerson:
    """The person that belongs to `seed`; a `name` or `nik` that is given stands on the papers instead.

    A `nik` that tells no birth date is taken as it is, and the papers show the seed's.
    """
    dice = random.Random(f"person {seed}")
    sex = dice.choice("LP")
    born = _OLDEST + timedelta(days=dice.randrange((_YOUNGEST - _OLDEST).days))
    told = _told_by(nik)
    if told is not None:
        sex, born = told
    number = nik or number_of(born, sex, dice.randrange(1, 10000), region=_region(dice))
    began = date(2026, 1, 1) - timedelta(days=dice.randrange(1500, 7000))
    bank, length = dice.choice(_BANKS)
    person = DrawnPerson(
        nik=number,
        name=name.upper() or invented_name(dice, sex),
        birth_place=dice.choice(_TOWNS),
        birth_date=born,
        sex=sex,
        blood=dice.choice(("A", "B", "AB", "O", "-")),
        address=_address(dice),
        rt_rw=f"{dice.randrange(1, 30):03}/{dice.randrange(1, 20):03}",
        village=dice.choice(_VILLAGES),
        district=dice.choice(_DISTRICTS),
        religion=dice.choice(_RELIGIONS),
        marital_status=dice.choice(_STATUSES),
        occupation=dice.choice(_OCCUPATIONS),
        citizenship="WNI",
        valid_until="SEUMUR HIDUP" if dice.random() < 0.85 else f"{born:%d-%m}-{dice.randrange(2026, 2031)}",
        family_card=number_of(began, "L", dice.randrange(1, 10000), region=number[:6]),
        members=(),
        kpj="".join(dice.choices("0123456789", k=11)),
        npwp=_npwp(dice) if dice.random() < 0.5 else number,
        employer=dice.choice(_EMPLOYERS),
        position=dice.choice(_POSITIONS),
        employed_from=began,
        employed_until=began + timedelta(days=dice.randrange(200, 1400)),
        bank=bank,
        account="".join(dice.choices("0123456789", k=length)),
    )
    return replace(person, members=_family(dice, person))


def invented_name(dice: random.Random, sex: str) -> str:
    """A name of one to five words, in capitals as on an identity card."""
    words = [dice.choice((_MEN if sex == "L" else _WOMEN).split())]
    for _ in range(dice.choice((0, 1, 1, 1, 2, 2, 3))):
        words.append(dice.choice(_SECOND.split()) if dice.random() < 0.7 else _made_up(dice))
    if dice.random() < 0.7 or words[0].endswith("."):
        words.append(dice.choice(_LAST.split()))
    name = " ".join(words).replace(" 'AINI", "'AINI")
    return name if len(name) <= _LONGEST_NAME else " ".join(words[:2])


def number_of(day: date, sex: str, serial: int, *, region: str = SYNTHETIC_REGION) -> str:
    """An identity number: region, day (a woman's plus 40), serial; a family card's has the day it was entered."""
    return f"{region}{day.day + (WOMAN_DAY if sex == 'P' else 0):02}{day:%m%y}{serial:04}"


def _told_by(nik: str) -> tuple[str, date] | None:
    """Sex and birth date as an identity number tells them; of two centuries, the one in which a worker was born."""
    if len(nik) != 16 or not nik.isdecimal():
        return None
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = "P" if day > WOMAN_DAY else "L"
    century = 2000 if year <= _YOUNGEST.year % 100 else 1900
    try:
        return sex, date(century + year, month, day % WOMAN_DAY)
    except ValueError:
        return None


def _region(dice: random.Random) -> str:
    return f"99{dice.randrange(1, 80):02}{dice.randrange(1, 40):02}"


def _made_up(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES.split(), k=dice.choice((2, 3, 3)))).upper()


def _address(dice: random.Random) -> str:
    road = dice.choice(_ROADS)
    if road == "BLOK":
        return f"PERUM {dice.choice(_VILLAGES)} BLOK {dice.choice('ABCDEFGH')}{dice.randrange(1, 20)} NO {_house(dice)}"
    words = f"{road} {dice.choice(_STREETS)}"
    return f"{words} NO. {_house(dice)}" if dice.random() < 0.8 else words


def _house(dice: random.Random) -> str:
    return f"{dice.randrange(1, 200)}{dice.choice(('', '', '', 'A', 'B'))}"


def _npwp(dice: random.Random) -> str:
    """Fifteen digits, of which the ninth is the Luhn check over the eight before."""
    eight = "9" + "".join(dice.choices("0123456789", k=7))
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(eight))
    return f"{eight}{-total % 10}{dice.randrange(1, 999):03}000"


def _family(dice: random.Random, head: DrawnPerson) -> tuple[Member, ...]:
    lines = [Member(head.name, head.nik, head.sex, head.birth_place, head.birth_date, "KEPALA KELUARGA")]
    for named in _RELATIONS[: dice.randrange(0, len(_RELATIONS) + 1)]:
        sex, relation = dice.choice("LP"), named
        if relation == "PASANGAN":
            sex, relation = ("P", "ISTRI") if head.sex == "L" else ("L", "SUAMI")
        years = {"ANAK": -26, "ORANG TUA": 27}.get(relation, 1)
        born = _TODAY - timedelta(days=max((_TODAY - head.birth_date).days + 365 * years + dice.randrange(900), 90))
        number = number_of(born, sex, dice.randrange(1, 10000), region=head.nik[:6])
        lines.append(Member(invented_name(dice, sex), number, sex, dice.choice(_TOWNS), born, relation))
    return tuple(lines)
