"""Which column of a file holds what: headers Indonesian or English in any order, or as a mapping names them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import islice
from pathlib import Path
from typing import Any

from cso_desk.central.people.people_cells import READERS, BadCell, text_of
from cso_desk.central.people.people_files import Cells, Rows, UnreadableFile
from cso_desk.central.people.people_rows import Filed
from cso_desk.claims.model import MasterRecord

_LOOKED_AT = 20  # rows in which the headers may stand: offices put titles above them
_NEEDED = ("kpj", "nik", "full_name", "birth_date", "mother_name", "employer", "member_since", "branch")
_MONEY = ("contributions", "balance")
_HEADERS = {
    "full_name": "nama, nama lengkap, nama peserta, nama tenaga kerja, name, full name",
    "nik": "nik, no ktp, nomor ktp, no identitas, nomor identitas, nomor induk kependudukan, id number, national id",
    "kpj": "kpj, no kpj, nomor kpj, no peserta, nomor peserta, nomor kepesertaan, no kartu, nomor kartu peserta, "
    "membership number, card number",
    "birth_date": "tgl lahir, tanggal lahir, birth date, date of birth, dob",
    "mother_name": "ibu kandung, nama ibu, nama ibu kandung, mother, mother name, mothers name, mothers maiden name",
    "employer": "perusahaan, nama perusahaan, pemberi kerja, nama pemberi kerja, employer, company",
    "member_since": "tgl kepesertaan, tanggal kepesertaan, tgl mulai kepesertaan, tanggal mulai kepesertaan, "
    "peserta sejak, tgl masuk, tanggal masuk, tgl awal kerja, member since",
    "inactive_since": "tgl nonaktif, tgl non aktif, tanggal nonaktif, tanggal non aktif, tgl keluar, tanggal keluar, "
    "tgl akhir kerja, inactive since",
    "contributions": "iuran, jumlah iuran, saldo iuran, total iuran, contributions",
    "returns": "pengembangan, hasil pengembangan, returns, investment returns",
    "balance": "saldo, saldo jht, total saldo, balance",
    "branch": "cabang, kode cabang, nomor cabang, kode kantor, kantor cabang, branch, branch code, branch number",
    "registry_match": "padan, padan dukcapil, status dukcapil, registry match",
    "other_kpj": "kpj lain, nomor peserta lain, other kpj, other cards",
    "prior_payments": "pembayaran sebelumnya, klaim sebelumnya, prior payments",
    "has_npwp": "npwp, punya npwp, ada npwp, has npwp",
    "segment": "segmen, segmen kepesertaan, segment",
}
_RECORD = frozenset(one.name for one in fields(MasterRecord))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, and what to do; `value` is the cell's text, which only a report file may hold."""

    row: int
    column: str
    reason: str
    remedy: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """What an office says of its own columns: fields by header as `_plain` writes it, and texts for whole fields."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row, under which header, and which headers nobody knows."""

    places: Mapping[str, int]
    headers: Mapping[str, str]
    constants: Mapping[str, str]
    ignored: tuple[str, ...]

    def read(self, row: int, cells: Cells) -> Filed | list[Fault]:
        """The master record in a row, or all that is wrong with it."""
        values: dict[str, Any] = {}
        faults = []
        for name, cell in self._cells(cells):
            try:
                values[name] = READERS[name](cell)
            except BadCell as bad:
                faults.append(Fault(row, self.header(name), bad.reason, bad.remedy, text_of(cell)))
        return faults or _filed(values)

    def header(self, name: str) -> str:
        """The header of a field as the file has it."""
        return self.headers.get(name, name)

    def _cells(self, cells: Cells) -> Iterator[tuple[str, object]]:
        for name, place in self.places.items():
            yield name, cells[place] if place < len(cells) else None
        yield from self.constants.items()


def read_mapping(path: Path) -> Naming:
    """A mapping in TOML: [columns] "header" = "field", [constants] field = "text". Raises UnreadableFile."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be read: {fault.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise UnreadableFile(f"{path} is no TOML: {broken}.") from None
    columns, constants = told.pop("columns", {}), told.pop("constants", {})
    if told or not isinstance(columns, dict) or not isinstance(constants, dict):
        raise UnreadableFile(f"{path} may have the tables [columns] and [constants], and nothing else.")
    strange = [name for name in (*columns.values(), *constants) if name not in _HEADERS]
    if strange:
        raise UnreadableFile(f"{path} names {strange[0]!r}, which is no field; there are {', '.join(_HEADERS)}.")
    texts = {name: str(text) for name, text in constants.items()}
    return Naming({_plain(header): name for header, name in columns.items()}, texts)


def find_columns(path: Path, rows: Rows, mapping: Naming) -> Columns:
    """Find the row of headers, read on to behind it, and tell where everything stands. Raises UnreadableFile."""
    lacking: tuple[str, ...] = ()
    for _number, cells in islice(rows, _LOOKED_AT):
        columns = _columns(path, cells, mapping)
        missing = _missing(columns)
        if not missing:
            return columns
        if len(columns.places) > 1 and (not lacking or len(missing) < len(lacking)):
            lacking = missing
    if not lacking:
        raise UnreadableFile(
            f"{path} has no row of headers among its first {_LOOKED_AT}; write one such as KPJ, NIK, NAMA, or name "
            "the columns with --mapping."
        )
    names = ", ".join(f"{name} ({_HEADERS[name].split(', ')[0].upper()})" for name in lacking)
    raise UnreadableFile(f"{path} has no column for {names}; add it, or name it with --mapping.")


def _columns(path: Path, cells: Cells, mapping: Naming) -> Columns:
    places: dict[str, int] = {}
    headers: dict[str, str] = {}
    ignored = []
    for place, cell in enumerate(cells):
        header = "".join(sign for sign in text_of(cell)[:60] if sign.isprintable())
        name = mapping.columns.get(_plain(header)) or _FIELDS.get(_plain(header))
        if name is None or name in mapping.constants:
            ignored += [header] if header else []
        elif name in places:
            raise UnreadableFile(
                f"{path} has two columns for {name}, {headers[name]!r} and {header!r}; rename one of them."
            )
        else:
            places[name], headers[name] = place, header
    return Columns(places, headers, mapping.constants, tuple(ignored))


def _missing(columns: Columns) -> tuple[str, ...]:
    there = {*columns.places, *columns.constants}
    lacking = tuple(name for name in _NEEDED if name not in there)
    return lacking if there.intersection(_MONEY) else (*lacking, _MONEY[0])


def _filed(values: dict[str, Any]) -> Filed:
    """Where a file tells only the balance, what are not returns are contributions."""
    returns = values.setdefault("returns", 0)
    balance = values.pop("balance", 0)
    values.setdefault("contributions", balance - returns)
    for name in ("inactive_since", "registry_match"):
        values.setdefault(name, None)
    return Filed(MasterRecord(**{name: value for name, value in values.items() if name in _RECORD}), values["branch"])


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", header).upper()


_FIELDS = {_plain(header): name for name, headers in _HEADERS.items() for header in headers.split(", ")}
