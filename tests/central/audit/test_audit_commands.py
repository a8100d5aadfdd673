"""The audit as a command: what it says of each fault, and that it could not look."""

import pytest

from cso_desk.central.audit.audit import Fault, Flaw
from cso_desk.cli import main
from tests.central.account_values import BRANCH
from tests.central.audit_values import (
    OTHER_BRANCH,
    Centre,
)
from tests.central.tampering import DECIDED, EDITED, change, change_decision, entry

pytest_plugins = ("tests.central.worked",)


def test_the_command_says_that_all_is_sound_and_how_fast_it_looked(
    worked_url: str, centre: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--database", worked_url]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("13 entries of 2 branches in ")
    assert "a second" in out
    assert out.endswith("All is sound.\n")
    assert err == ""


def test_the_command_tells_each_fault_in_a_line_without_personal_data(
    worked_url: str, owned: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    change(owned, EDITED, body={**entry(owned, EDITED)["body"], "user": "Muhammad Rizky Pratama"})
    change_decision(owned, 1, amount=1, officer="Muhammad Rizky Pratama")
    assert main(["audit", "verify", "--database", worked_url]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"branch {BRANCH}: the hash of entry {EDITED} does not fit what the entry tells."
    assert lines[1] == (
        f"branch {BRANCH}: decision {owned.decided[1]} differs in the table from what entry {DECIDED} tells: "
        "officer, amount."
    )
    assert lines[-1] == "Broken: 2 faults."
    assert "Muhammad" not in "".join(lines)


def test_every_flaw_has_its_sentence() -> None:
    for flaw in Flaw:
        assert str(Fault(flaw, BRANCH, 1, "x", ("y",))).endswith((".", "x"))


def test_the_command_looks_only_at_the_branch_and_the_entries_that_it_is_told(
    worked_url: str, owned: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    change(owned, EDITED, rv=99)
    verify = ["audit", "verify", "--database", worked_url]
    assert main([*verify, "--branch", str(OTHER_BRANCH)]) == 0
    assert main([*verify, "--branch", str(BRANCH), "--since", str(EDITED)]) == 0
    assert main([*verify, "--branch", str(BRANCH), "--branch", str(OTHER_BRANCH)]) == 1
    assert "13 entries of 2 branches" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/centre.db", "There is no database sqlite:////nowhere/centre.db"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be used"),
        ("rubbish", "is no URL of a database"),
        ("oracle://x/y", "is of no kind that is known here"),
    ],
)
def test_the_command_says_in_a_sentence_that_it_could_not_check(
    url: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--database", url]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "secret" not in err
    assert err.count("\n") == 1


def test_the_command_makes_no_tables_in_a_database_that_has_none(
    empty_postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify", "--database", empty_postgres_url]) == 2
    assert "has no tables yet" in capsys.readouterr().err


def test_the_command_says_what_makes_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--since", "x"], ["--since", "-1"], ["--since", str(2**70)], ["--branch", "x"]):
        with pytest.raises(SystemExit, match="2"):
            main(["audit", "verify", "--database", "sqlite:///x", *wrong])
    assert "Traceback" not in capsys.readouterr().err
