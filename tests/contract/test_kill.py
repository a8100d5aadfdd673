import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from cso_desk.wire.credentials import SignedIn
from tests.centres import RealCentre, served
from tests.contract.doubles import OFFICER, Table, ops_in, outbox_of, waiting_claims, whole_log

KILLS = int(os.environ.get("CSO_KILLS", "8"))


@contextmanager
def mortal_desk(path: Path, url: str, signed_in: SignedIn) -> Iterator[Callable[[int], set[UUID]]]:
    """Lets a desk live until it is killed; each life returns the claims whose decision was shown."""
    command = [sys.executable, "-m", "tests.contract.mortal_desk", str(path), url, signed_in.model_dump_json()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def live(seed: int) -> set[UUID]:
            process.stdin.write(f"{seed}\n")
            told = list(iter(process.stdout.readline, "gone\n"))
            return {UUID(line.strip()) for line in told}

        yield live
        process.stdin.close()
    assert process.returncode == 0


def test_no_kill_loses_a_shown_decision_or_doubles_one(
    tmp_path: Path, centre: RealCentre, sit_down: Callable[..., Table]
) -> None:
    central = centre.store
    central.add_claims(waiting_claims(125 * KILLS))
    path = tmp_path / OFFICER.desk / "desk.db"
    ticked: set[UUID] = set()
    with served(centre) as url:
        with mortal_desk(path, url, centre.sign_in(OFFICER)) as live:
            for seed in range(KILLS):
                ticked |= live(seed)
                decided = {UUID(row["claim_id"]) for row in outbox_of(path) if row["kind"] == "claim.decide.v1"}
                assert ticked <= decided
        table = sit_down()
        table.connect(url)
        table.settle()
        table.close()
    assert ticked
    log = whole_log(central)
    assert Counter(ops_in(log)) == Counter(row["op_id"] for row in outbox_of(path))
    assert {row["state"] for row in outbox_of(path)} == {"applied"}
    decisions = Counter(entry.entity for entry in log if entry.kind == "claim.decide.v1")
    assert set(decisions.values()) == {1}
    assert ticked <= set(decisions)
