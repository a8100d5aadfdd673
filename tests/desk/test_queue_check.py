"""How much work only this desk has, as whoever wants to update or remove the program asks for it."""

from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring

from cso_desk.cli import main
from tests.centres import RealCentre
from tests.contract.doubles import KEY, OFFICER, Table, exchange


@pytest.fixture(autouse=True)
def _key_in_a_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", Keyring)
    path.parent.mkdir()
    (path.parent / "desk.key").write_text(KEY.hex())


def asked(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["--profile", str(path.parent), "queue"])
    out, err = capsys.readouterr()
    assert (bool(out), bool(err)) == (code != 2, code == 2)
    return code, out + err


def test_unsent_work_is_counted_until_the_centre_has_it(
    path: Path, table: Table, centre: RealCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(path, capsys) == (2, "CSO Desk runs on this profile; close it, then ask again.\n")
    table.serve_one()
    table.seat(2)
    table.write("0813", booth=2)
    table.close()
    code, said = asked(path, capsys)
    assert code == 1
    assert said.startswith("5 pieces of work of this desk wait to be sent")

    again = Table(path, OFFICER)
    again.sign_in(centre.sign_in(OFFICER))
    exchange(again, centre.store)
    again.close()
    assert asked(path, capsys) == (0, "Everything of this desk is at the centre.\n")


def test_a_profile_where_nobody_worked_has_nothing_and_nothing_is_made_there(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(path, capsys)[0] == 0
    assert not path.exists()


def test_a_store_of_another_key_is_left_as_it_is(path: Path, table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    table.close()
    before = path.read_bytes()
    (path.parent / "desk.key").write_text(bytes(32).hex())
    code, said = asked(path, capsys)
    assert code == 2
    assert "another key" in said
    assert path.read_bytes() == before
