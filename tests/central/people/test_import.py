"""Master records from files: as offices write them, spoiled, half-broken, and twice."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, func, select

from cso_desk.central.people.people import People
from cso_desk.central.people.people_columns import Fault, read_mapping
from cso_desk.central.people.people_files import UnreadableFile, open_rows
from cso_desk.central.people.people_import import Imported, PeopleImport, Source
from cso_desk.central.people.people_rows import Written
from cso_desk.central.schema import person, person_word
from cso_desk.claims.model import MasterRecord, PriorPayment, Segment
from cso_desk.cli import main

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
HEADERS = (
    *("No. KPJ", "NIK", "Nama Lengkap", "Tgl Lahir", "Nama Ibu Kandung", "Perusahaan", "Tgl Kepesertaan"),
    *("Tgl Non-Aktif", "Iuran", "Hasil Pengembangan", "Kode Cabang"),
)
ANI = (
    *("19040012337", "9974011208910012", "Ani Sari", "12-08-1991", "Siti Rahmawati", "PT Contoh, Tbk", "01-04-2019"),
    *("02/09/2025", "Rp 8.910.400,00", "1.546.389", "114"),
)
BUDI = (
    *("25990000002", "9901010101900001", "Budi Santoso", "1990-01-01", "", "CV Rekaan", "2020-05-01"),
    *("", "500000", "0", "7"),
)
ANIS_RECORD = MasterRecord(
    full_name="Ani Sari",
    nik="9974011208910012",
    kpj="19040012337",
    birth_date=date(1991, 8, 12),
    mother_name="Siti Rahmawati",
    employer="PT Contoh, Tbk",
    member_since=date(2019, 4, 1),
    inactive_since=date(2025, 9, 2),
    contributions=8_910_400,
    returns=1_546_389,
    registry_match=None,
)


def written(path: Path, *rows: Sequence[object], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook(path: Path, *rows: Sequence[object], title: str = "Peserta") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def take(engine: Engine, path: Path, faults: list[Fault] | None = None, **more: Any) -> Imported:
    heard: list[Fault] = [] if faults is None else faults
    dry_run = more.pop("dry_run", False)
    return PeopleImport(engine, now=lambda: NOW, on_fault=heard.append, dry_run=dry_run).take(Source(path, **more))


def record(engine: Engine, kpj: str) -> MasterRecord | None:
    return People(engine, now=lambda: NOW, on_read=lambda *_: None).record(kpj)


def rows_of(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(person).order_by(person.c.kpj)))


def test_a_second_import_of_the_same_file_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    file = written(tmp_path / "peserta.csv", HEADERS, ANI, BUDI)
    assert take(engine, file) == Imported(rows=2, written=Written(new=2))
    assert record(engine, "19040012337") == ANIS_RECORD
    before = rows_of(engine)
    assert take(engine, file) == Imported(rows=2, written=Written(same=2))
    assert rows_of(engine) == before
    changed = written(tmp_path / "later.csv", HEADERS, (*ANI[:2], "Ani Sari Dewi", *ANI[3:]), BUDI)
    assert take(engine, changed) == Imported(rows=2, written=Written(changed=1, same=1))
    assert [row.person_id for row in rows_of(engine)] == [row.person_id for row in before]


def test_a_dry_run_says_the_same_and_writes_nothing(engine: Engine, tmp_path: Path) -> None:
    take(engine, written(tmp_path / "first.csv", HEADERS, BUDI))
    file = written(tmp_path / "peserta.csv", HEADERS, ANI, (*BUDI[:-1], "8"), ("x", *ANI[1:]))
    looked = take(engine, file, dry_run=True)
    assert len(rows_of(engine)) == 1
    assert looked == take(engine, file) == Imported(rows=3, bad=1, written=Written(new=1, changed=1))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_office_s_csv_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    name = "José\nSántoso"
    file = written(
        tmp_path / "x.csv", ("Nama", "Saldo"), (name, "1.234,00"), ("", ""), (name, "5"), delimiter=delimiter
    )
    file.write_bytes(file.read_text("utf-8").encode(encoding))
    with open_rows(file) as rows:
        assert list(rows) == [(1, ["Nama", "Saldo"]), (2, [name, "1.234,00"]), (4, [name, "5"])]


def test_a_workbook_is_read_with_its_numbers_and_dates(engine: Engine, tmp_path: Path) -> None:
    titles = [("DAFTAR PESERTA",), (), ("per 13 November 2025",)]
    cells = (
        *(19040012337, "9974011208910012", "Ani Sari", date(1991, 8, 12), "Siti Rahmawati", "PT Contoh, Tbk"),
        *(datetime(2019, 4, 1), "02-09-2025", 8910400, 1546389.0, 114, "catatan"),  # noqa: DTZ001  # as Excel has it
    )
    file = workbook(tmp_path / "peserta.xlsx", *titles, (*HEADERS, "Catatan"), cells)
    assert take(engine, file) == Imported(rows=1, written=Written(new=1), ignored=("Catatan",))
    assert record(engine, "19040012337") == ANIS_RECORD


def test_a_workbook_that_is_wrong_about_its_own_size_is_read_whole(engine: Engine, tmp_path: Path) -> None:
    sound = workbook(tmp_path / "sound.xlsx", HEADERS, ANI, BUDI)
    with zipfile.ZipFile(sound) as book, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as wrong:
        for name in book.namelist():
            wrong.writestr(name, book.read(name).replace(b'ref="A1:K3"', b'ref="A1:A1"'))
    assert take(engine, tmp_path / "x.xlsx").written == Written(new=2)


def test_english_headers_in_any_order_and_all_that_may_be_told(engine: Engine, tmp_path: Path) -> None:
    headers = (
        *("branch", "Birth Date", "full name", "card number", "ID number", "Mother's name", "Employer", "Member since"),
        *("balance", "returns", "registry match", "other KPJ", "prior payments", "has NPWP", "segment"),
    )
    row = (
        *("7", "1990-01-01", "Budi", "25990000002", "9901010101900001", "Ani", "", "2020-05-01", "600000", "100000"),
        *("ya", "25990000003; 25990000004", "15-06-2021 Rp1.000.000 sebagian; 2022-01-02 5 penuh", "tidak", "bpu"),
    )
    take(engine, written(tmp_path / "x.csv", headers, row))
    told = record(engine, "25990000002")
    assert told is not None
    assert (told.contributions, told.returns, told.registry_match, told.has_npwp) == (500_000, 100_000, True, False)
    assert (told.segment, told.inactive_since) == (Segment.OWN_ACCOUNT, None)
    assert told.other_kpj == ("25990000003", "25990000004")
    payments = (PriorPayment(1_000_000, date(2021, 6, 15)), PriorPayment(5, date(2022, 1, 2), partial=False))
    assert told.prior_payments == payments


def test_bad_rows_are_told_and_the_good_ones_are_in(engine: Engine, tmp_path: Path) -> None:
    faults: list[Fault] = []
    rotten = [
        ("1904001233", *ANI[1:]),
        (ANI[0], "3,17E+15", *ANI[2:]),
        (*ANI[:2], "", *ANI[3:]),
        (*ANI[:3], "31-02-1991", *ANI[4:]),
        (*ANI[:3], "13-11-2026", *ANI[4:]),
        (*ANI[:7], "31-03-2019", *ANI[8:]),
        (*ANI[:8], "-5", *ANI[9:]),
        (*ANI[:10], "Jakarta"),
        ANI[:4],
    ]
    done = take(engine, written(tmp_path / "x.csv", HEADERS, *rotten, BUDI), faults)
    assert (done.rows, done.bad, done.written) == (10, 9, Written(new=1))
    assert [(fault.row, fault.column) for fault in faults] == [
        *((2, "No. KPJ"), (3, "NIK"), (4, "Nama Lengkap"), (5, "Tgl Lahir"), (6, "Tgl Lahir"), (7, "Tgl Non-Aktif")),
        *((8, "Iuran"), (9, "Kode Cabang"), (10, "Tgl Kepesertaan"), (10, "Kode Cabang")),
    ]
    assert all(fault.reason and fault.remedy for fault in faults)
    assert "3.17E+15" in faults[1].reason


def test_a_number_that_excel_has_spoiled_is_told_as_what_it_is(engine: Engine, tmp_path: Path) -> None:
    faults: list[Fault] = []
    spoiled = (ANI[0], 9974011208910012, *ANI[2:])
    take(engine, workbook(tmp_path / "x.xlsx", HEADERS, spoiled, (ANI[0], 3.17e15, *ANI[2:])), faults)
    assert [fault.row for fault in faults] == [2, 3]
    assert all("rounded number" in fault.reason for fault in faults)


def test_rows_that_contradict_each_other_are_told(engine: Engine, tmp_path: Path) -> None:
    faults: list[Fault] = []
    another = (ANI[0], BUDI[1], *ANI[2:])
    richer = (*ANI[:8], "9", *ANI[9:])
    file = written(tmp_path / "x.csv", HEADERS, ANI, BUDI, ANI, another, richer)
    first = Imported(rows=5, bad=2, repeated=1, written=Written(new=2))
    assert take(engine, file, faults) == first
    assert [(fault.row, fault.column) for fault in faults] == [(5, "No. KPJ"), (6, "No. KPJ")]
    assert "row 2" in faults[0].reason
    assert ("another NIK" in faults[0].reason, "other values" in faults[1].reason) == (True, True)
    assert take(engine, file) == Imported(rows=5, bad=2, repeated=1, written=Written(same=2))
    assert record(engine, ANI[0]) == ANIS_RECORD


def test_an_import_that_broke_off_is_run_again(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cso_desk.central.people.people_import.BATCH", 10)
    many = [(f"2599{number:07}", f"990101010190{number:04}", *BUDI[2:]) for number in range(1, 36)]
    file = written(tmp_path / "x.csv", HEADERS, *many)

    class Interrupted(Exception):
        pass

    def broken(_fault: Fault) -> None:
        raise Interrupted

    rotten = written(tmp_path / "half.csv", HEADERS, *many[:24], ("rotten", *BUDI[1:]), *many[24:])
    with pytest.raises(Interrupted):
        PeopleImport(engine, now=lambda: NOW, on_fault=broken).take(Source(rotten))
    assert len(rows_of(engine)) == 20
    assert take(engine, file) == Imported(rows=35, written=Written(new=15, same=20))
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(person_word)) == 70


def test_an_office_names_its_own_columns(engine: Engine, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\n"Kode 1" = "kpj"\n"saldo akhir" = "balance"\n[constants]\nbranch = 114\n')
    headers = ("KODE-1", *HEADERS[1:8], "Saldo Akhir", "Cabang")
    file = written(tmp_path / "x.csv", headers, (*ANI[:8], "100", "rubbish"))
    done = take(engine, file, naming=read_mapping(mapping))
    assert done == Imported(rows=1, written=Written(new=1), ignored=("Cabang",))
    assert [row.branch for row in rows_of(engine)] == [114]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[columns", "is no TOML"),
        ('[columns]\nx = "nik_number"', "no field"),
        ("[other]", r"\[columns\] and \[constants\]"),
        ("columns = 1", r"\[columns\] and \[constants\]"),
        ("[columns]\nx = 1", "no field"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(UnreadableFile, match=says):
        read_mapping(tmp_path / "map.toml")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 << 20))


def half(path: Path) -> None:
    workbook(path, HEADERS, ANI)
    path.write_bytes(path.read_bytes()[:-300])


def hollow(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")


def rotten_sheet(path: Path) -> None:
    workbook(path.with_suffix(".sound"), HEADERS, ANI)
    with zipfile.ZipFile(path.with_suffix(".sound")) as sound, zipfile.ZipFile(path, "w") as archive:
        for name in sound.namelist():
            body = sound.read(name)
            archive.writestr(name, body[: len(body) // 2] if name.endswith("sheet1.xml") else body)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "cannot be read: No such file"),
        (lambda path: path.mkdir(), "cannot be read: Is a directory"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b" \r\n\r\n"), "is empty"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), r"\.xls\).*save it as"),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
            "password",
        ),
        (half, "broken"),
        (hollow, "no sound Excel|no sheet"),
        (rotten_sheet, "no sound Excel"),
        (bomb, "200 times its size"),
        (lambda path: path.write_bytes(bytes(range(256)) * 40), "neither text nor"),
        (lambda path: written(path, ("a", "b"), ("1", "2")), "no row of headers"),
        (lambda path: written(path, HEADERS[1:], ANI[1:]), r"no column for kpj \(KPJ\)"),
        (lambda path: written(path, (*HEADERS, "KPJ"), ANI), "two columns for kpj"),
        (lambda path: path.write_text(f'{",".join(HEADERS)}\n"{"x" * 200_000}'), "after row 1: a quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(engine: Engine, tmp_path: Path, make: Any, says: str) -> None:
    make(tmp_path / "x.xlsx")
    with pytest.raises(UnreadableFile, match=says) as told:
        take(engine, tmp_path / "x.xlsx")
    assert str(told.value).count("\n") == 0
    assert rows_of(engine) == []


def test_a_workbook_of_several_sheets_wants_to_know_which(engine: Engine, tmp_path: Path) -> None:
    file = workbook(tmp_path / "x.xlsx", HEADERS, ANI)
    book = openpyxl.load_workbook(file)
    book.create_sheet("Lain")
    book.save(file)
    with pytest.raises(UnreadableFile, match="'Peserta', 'Lain'; name one with --sheet"):
        take(engine, file)
    with pytest.raises(UnreadableFile, match="no sheet 'peserta'"):
        take(engine, file, sheet="peserta")
    assert take(engine, file, sheet="Peserta").written.new == 1
    with pytest.raises(UnreadableFile, match="no Excel workbook"):
        take(engine, written(tmp_path / "x.csv", HEADERS, ANI), sheet="Peserta")


def command(url: str, *arguments: object) -> int:
    return main(["admin", "import", "--database", url, *map(str, arguments)])


def test_the_command_tells_what_it_did_and_keeps_the_cells_for_the_report(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rotten = ("19040012338", "99740112089100", *ANI[2:])
    formula = (*ANI[:2], '=HYPERLINK("x1")', *ANI[3:])
    file = written(tmp_path / "peserta.csv", (*HEADERS, "Catatan"), BUDI, rotten, formula)
    assert command(database_url, file, "--report", tmp_path / "bad.csv") == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Columns that were not read: Catatan.",
        "3 rows: 1 are new, 0 are changed, 0 stood there already, 0 told the same twice, 2 are refused.",
    ]
    assert [line.split(";")[0] for line in said.err.splitlines()] == [
        "Row 3, NIK: it has another count of digits: a NIK has 16 digits",
        "Row 4, Nama Lengkap: there are digits in the name",
    ]
    for number in (rotten[0], rotten[1], formula[1]):
        assert number not in said.out + said.err
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as file_of_faults:
        report = list(csv.reader(file_of_faults))
    assert report[0] == ["row", "column", "reason", "what to do", "value"]
    assert [row[-1] for row in report[1:]] == ["99740112089100", '\'=HYPERLINK("x1")']
    assert (tmp_path / "bad.csv").stat().st_mode & 0o777 == 0o600
    assert command(database_url, written(tmp_path / "good.csv", HEADERS, BUDI), "--dry-run") == 0
    assert "0 would be new" in capsys.readouterr().out


def test_the_command_says_why_it_cannot(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(database_url, tmp_path / "nothing.csv") == 1
    assert command(database_url, tmp_path / "x.csv", "--mapping", tmp_path / "nothing.toml") == 2
    file = written(tmp_path / "x.csv", HEADERS, BUDI)
    assert command(database_url, file, "--report", tmp_path / "no" / "folder.csv") == 1
    assert command(f"sqlite:///{tmp_path / 'nowhere.db'}", file) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 4


def test_the_first_twenty_faults_are_told_and_that_there_are_more(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path / "x.csv", HEADERS, *[("x", *BUDI[1:])] * 25)
    assert command(database_url, file) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert "--report" in said[-1]
