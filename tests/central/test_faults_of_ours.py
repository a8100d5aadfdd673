"""What becomes of an op when the centre itself, and not the desk, is at fault."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from cso_desk.central.errors import CallRefused
from cso_desk.central.store import CentralStore
from cso_desk.wire import Push
from tests.central.sender import Sender, results
from tests.centres import RealCentre, begin_epoch


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'centre.db'}"


def test_an_op_that_the_database_will_not_have_is_parked_and_blocks_nobody(
    centre: RealCentre, central: CentralStore, sender: Sender
) -> None:
    with centre.engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER never BEFORE INSERT ON decision BEGIN SELECT RAISE(ABORT, 'never'); END")
        )
    called = sender.checkout()
    ops = (called, sender.decide(called), sender.checkout(UUID(int=2)))
    assert results(central, sender.push(*ops)) == [("applied", ""), ("parked", "fault"), ("applied", "")]


def test_a_desk_that_knows_an_epoch_which_never_was_is_heard(central: CentralStore, sender: Sender) -> None:
    with pytest.raises(CallRefused) as caught:
        central.push(Push.model_validate(sender.push(epoch=2)))
    assert (caught.value.http_status, caught.value.code) == (503, "HISTORY_DIFFERS")
    begin_epoch(central)
    with pytest.raises(CallRefused) as old:
        central.push(Push.model_validate(sender.push(epoch=1)))
    assert (old.value.http_status, old.value.code) == (409, "EPOCH")
