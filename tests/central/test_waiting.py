from pathlib import Path

from sqlalchemy import select

from cso_desk.central.errors import CallRefused
from cso_desk.central.schema import claim
from cso_desk.central.store import CentralStore
from cso_desk.wire import Push, PushAnswer
from tests.central.sender import Sender
from tests.centres import real_centre
from tests.contract.doubles import NOW, OFFICER, waiting_claims

IMPATIENT = "?options=-c%20lock_timeout%3D30ms"


def told(central: CentralStore, pushes: list[Push]) -> list[str]:
    """What became of the one op of each push, or why the push was not taken."""
    return [_told(answer) for answer in central.push_all(pushes)]


def _told(answer: PushAnswer | CallRefused) -> str:
    if isinstance(answer, CallRefused):
        assert answer.facts["after_s"] >= 1
        return f"{answer.http_status} {answer.code}"
    return str(answer.results[0].status)


def test_after_a_lock_that_does_not_come_the_rest_of_a_group_waits_for_none(postgres_url: str, tmp_path: Path) -> None:
    with real_centre(postgres_url + IMPATIENT, tmp_path, lambda: NOW) as centre:
        central = centre.store
        filed = [one.id for one in waiting_claims(3)]
        central.add_claims(waiting_claims(3))
        first = Sender(centre.sign_in(OFFICER))
        desks = [first, first.again(), first.again()]
        pushes = [
            Push.model_validate(desk.push(desk.checkout(number))) for desk, number in zip(desks, filed, strict=True)
        ]
        with centre.engine.begin() as other:
            other.execute(select(claim).where(claim.c.claim_id == filed[1]).with_for_update())
            assert told(central, pushes) == ["applied", "429 BUSY", "429 BUSY"]
        assert told(central, pushes) == ["applied", "applied", "applied"]
