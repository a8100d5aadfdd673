"""Between a real desk and a real centre the line stops, loses, delays and repeats what it carries, below HTTP."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from cso_desk.desk.model import LineState
from tests.central.services import service
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import OFFICER, Table, waiting_claims, whole_log
from tests.contract.running import require_nothing_lost_or_doubled, seated
from tests.contract.tcp_line import Ill, TcpLine

CLAIMS = 24
DEADLINE_S = 1.0


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[RealCentre]:
    """The parts of the centre, which also runs as a process on the same database."""
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: datetime.now(UTC)) as centre:
        centre.store.add_claims(waiting_claims(CLAIMS))
        yield centre


@pytest.fixture
def line(furnished: RealCentre, tmp_path: Path) -> Iterator[TcpLine]:
    with service(tmp_path, f"sqlite:///{tmp_path / 'centre.db'}", "--log", "quiet") as running:
        yield TcpLine(int(running.url.rsplit(":", 1)[1]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / OFFICER.desk / "desk.db"


@pytest.fixture
def table(line: TcpLine, furnished: RealCentre, path: Path) -> Iterator[Table]:
    """A desk that follows the centre over the line."""
    table = seated(path, OFFICER, furnished.sign_in(OFFICER))
    with ExitStack() as stack:
        url = stack.enter_context(line.open())
        stack.callback(table.close)
        table.connect(url, deadline_s=DEADLINE_S, poll_s=0.2)
        table.heard.until(lambda: table.view.waiting[0].count == CLAIMS)
        yield table


def settled(table: Table) -> None:
    table.settle()
    table.close()


@pytest.mark.parametrize("ill", [Ill.SILENT, Ill.DEAF])
def test_a_line_that_is_half_open_is_cut_at_the_deadline_and_comes_back(
    ill: Ill, table: Table, line: TcpLine, furnished: RealCentre, path: Path
) -> None:
    table.serve_one(1)
    table.settle()
    line.ill = lambda: ill
    table.serve_one(2)
    table.heard.until(lambda: table.status.state in (LineState.UNSURE, LineState.OFFLINE))
    told_before = line.befell[ill]
    table.heard.until(lambda: line.befell[ill] > told_before + 3)  # both lines were cut, and ask again
    line.ill = lambda: Ill.WELL
    settled(table)
    assert require_nothing_lost_or_doubled(furnished, path) == 6


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_a_line_does_every_decision_arrives_once(
    seed: int, table: Table, line: TcpLine, furnished: RealCentre, path: Path
) -> None:
    chance = Random(seed)
    line.ill = lambda: chance.choice((Ill.WELL, Ill.WELL, Ill.WELL, *Ill))
    for booth in range(1, 7):
        table.serve_one(booth)
        if booth % 3 == 0:
            line.cut_all()
    table.heard.until(lambda: set(line.befell) == set(Ill) - {Ill.WELL})
    line.ill = lambda: Ill.WELL
    settled(table)
    assert require_nothing_lost_or_doubled(furnished, path) >= 6


def test_what_was_said_is_said_again_days_later_and_changes_nothing(
    table: Table, line: TcpLine, furnished: RealCentre, path: Path
) -> None:
    for booth in (1, 2, 3):
        table.serve_one(booth)
    table.settle()
    table.disconnect()
    before = whole_log(furnished.store)
    assert line.say_again(3, Random(1)) > 0
    assert whole_log(furnished.store) == before
    table.close()
    assert require_nothing_lost_or_doubled(furnished, path) == 9
