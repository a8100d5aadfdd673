"""What becomes of an op when the centre itself, and not the desk, is at fault."""

from pathlib import Path
from uuid import UUID

import pytest
import requests
from sqlalchemy import Engine, text

from cso_desk.central.errors import CallRefused
from cso_desk.central.store import CentralStore
from cso_desk.wire import Push
from tests.central.sender import Sender, results
from tests.central.services import PATIENCE_S
from tests.centres import RealCentre, begin_epoch, real_centre, served
from tests.contract.doubles import NOW, OFFICER, waiting_claims, whole_log


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


def _fill_up(engine: Engine) -> None:
    """Let the database answer as it does when there is no room for another entry of a log."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        engine.dispose()
        made = engine.raw_connection()
        made.cursor().execute(f"PRAGMA max_page_count = {pages}")
        made.close()
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION full_up() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'could not extend file'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER no_room BEFORE INSERT ON op_result FOR EACH STATEMENT EXECUTE FUNCTION full_up()"
        )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_full_disk_is_told_as_503_and_nothing_of_the_push_is_kept(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'full.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    with real_centre(url, tmp_path, lambda: NOW) as centre, served(centre) as address:
        centre.store.add_claims(waiting_claims(3))
        sender = Sender(centre.sign_in(OFFICER))
        before = whole_log(centre.store)
        _fill_up(centre.engine)
        called = sender.checkout()
        notes = [sender.op("claim.note.v1", {"text": "penuh " * 600}, UUID(int=1)) for _ in range(40)]
        push = sender.push(called, *notes)
        answer = requests.post(f"{address}/v1/push", json=push, headers=sender.headers, timeout=PATIENCE_S)
        assert (answer.status_code, answer.json()["code"], answer.json()["results"]) == (503, "NO_DATABASE", [])
        assert 1 <= int(answer.headers["Retry-After"]) <= 5
        assert "alarm: the disk of the database is full" in caplog.text
        assert whole_log(centre.store) == before
