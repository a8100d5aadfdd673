import io
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from cso_desk.central.database import open_engine
from cso_desk.central.schema import officer
from cso_desk.claims.tables import Role
from cso_desk.cli import main
from tests.central.account_values import House, request

GIVEN = "kuda hitam di sawah"


class Terminal(io.StringIO):
    """An input at which somebody sits."""

    def isatty(self) -> bool:
        return True


class Console:
    """An administrator at the centre's machine."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self._monkeypatch, self._capsys = url, monkeypatch, capsys

    def __call__(self, *arguments: str, typed: str | None = None) -> tuple[int, str, str]:
        self._monkeypatch.setattr("sys.stdin", Terminal() if typed is None else io.StringIO(typed))
        code = main(["admin", *arguments, "--database", self.url])
        said = self._capsys.readouterr()
        return code, said.out.strip(), said.err.strip()


@pytest.fixture
def admin(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(database_url, monkeypatch, capsys)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    engine = open_engine(database_url)
    house = House(engine)
    yield house
    engine.dispose()


FIRST = ("officer", "add", "9900000", "--name", "Pengelola Pertama", "--role", "administrator", "--password-stdin")
SECOND = ("officer", "add", "9900001", "--name", "Petugas Satu", "--role", "officer", "--branch", "114")


def test_a_centre_is_furnished_from_nothing(admin: Console, house: House) -> None:
    assert admin(*FIRST, typed=f"{GIVEN}\n") == (0, "Officer 9900000 is there.", "")
    assert admin(*SECOND, "--no-password") == (1, "", "There is no branch 114; make it with `branch add`.")
    assert admin("branch", "add", "114", "Cabang Contoh")[0] == 0
    told = "Officer 9900001 is there, and has to change the password before the first sign-in."
    assert admin(*SECOND, "--password-stdin", typed=f"{GIVEN}\r\n") == (0, told, "")
    code, said, _ = admin("desk", "add", "--branch", "114", "--name", "Meja 3")
    found = re.fullmatch(r"Desk 114-1 can be enrolled with the code (\w{5}-\w{5}), once, within 24 hours\.", said)
    assert code == 0
    assert found is not None
    assert admin("desk", "list")[1] == "114-1\t114\tnot enrolled\t-\t-\tMeja 3"
    house.clock = house.clock.replace(year=2020)
    desk = house.accounts.desks.caller(house.accounts.desks.enrol(request(found[1]), "x").token)
    assert house.sign_in(desk, "9900000", GIVEN).role == "administrator"
    assert admin("desk", "list")[1] == "114-1\t114\tenrolled 2020-11-13\t0.1.0\tpc-114\tMeja 3"
    assert admin("desk", "quarantine", "114-1") == (0, "Desk 114-1 is in quarantine.", "")
    assert admin("desk", "list")[1].split("\t")[2] == "quarantined"
    assert admin("desk", "release", "114-1") == (0, "Desk 114-1 is released.", "")


def test_officers_get_roles_and_passwords_and_are_let_go(admin: Console, house: House) -> None:
    admin(*FIRST, typed=f"{GIVEN}\n")
    admin("branch", "add", "114", "Cabang Contoh")
    admin(*SECOND, "--no-password")
    assert admin("officer", "role", "9900001", "supervisor")[:2] == (0, "Officer 9900001 is supervisor from now on.")
    assert admin("officer", "deactivate", "9900001")[0] == 0
    assert admin("officer", "list")[1].splitlines() == [
        "9900000\tadministrator\t-\tactive\tPengelola Pertama",
        "9900001\tsupervisor\t114\tinactive\tPetugas Satu",
    ]
    assert admin("officer", "activate", "9900001")[0] == 0
    assert admin("officer", "password", "9900001", "--password-stdin", typed=f"{GIVEN}\n")[0] == 0
    changed = house.accounts.officers.all()[1]
    assert (changed.role, changed.is_active, changed.roles_ver) == (Role.SUPERVISOR, True, 4)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((*SECOND,), "There is no terminal to ask for a password on; hand it over with --password-stdin."),
        ((*FIRST,), "A password has 12 to 1000 characters; choose a longer one."),
        (("officer", "role", "1", "officer"), "There is no officer 1; `officer list` shows who is there."),
        (("officer", "password", "1", "--password-stdin"), "There is no officer 1; `officer list` shows who is there."),
        (("desk", "release", "1"), "There is no desk 1; `desk list` shows what is there."),
        (("branch", "add", "1", " "), "A branch has a name of 1 to 200 characters; write one."),
    ],
)
def test_what_cannot_be_is_one_sentence(admin: Console, arguments: tuple[str, ...], says: str) -> None:
    assert admin(*arguments, typed="pendek\n") == (1, "", says)


@pytest.mark.parametrize(
    "arguments",
    [
        ("branch", "add", "0", "x"),
        ("branch", "add", "²", "x"),
        ("officer", "add", "1", "--name", "x", "--role", "participant"),
        ("officer", "password", "1", "--password", GIVEN),
        ("officer",),
    ],
)
def test_what_makes_no_sense_shows_how_it_is_written(admin: Console, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        admin(*arguments)
    assert caught.value.code == 2


def test_a_password_is_asked_twice_on_a_terminal(admin: Console, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([GIVEN, "another", GIVEN, GIVEN])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    first = [part for part in FIRST if part != "--password-stdin"]
    assert admin(*first) == (1, "", "The two passwords differ; try again.")
    assert admin(*first)[0] == 0
    assert house.passwords.matches(stored(house), GIVEN)


def stored(house: House) -> str | None:
    with house.engine.begin() as connection:
        return connection.scalar(select(officer.c.password))
