import logging
from uuid import UUID, uuid4

import pytest
import requests

from cso_desk.central.errors import CallRefused
from cso_desk.central.store import CentralStore
from cso_desk.desk.model import Officer
from cso_desk.wire import Push
from tests.central.sender import Sender, results
from tests.centres import RealCentre
from tests.contract.doubles import BRANCH, whole_log

ELSEWHERE = Officer("u-7", "Petugas Tujuh", "9900007", "007-1", 7, "Cabang Lain")


def test_an_op_that_is_not_proven_by_its_authors_session_is_not_taken(
    central: CentralStore, sender: Sender, colleague: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    honest, forged = sender.checkout(), {**sender.checkout(UUID(int=2)), "user": "u-2"}
    thief = colleague.signed_in
    assert thief is not None
    for bad in (
        forged,
        {**forged, "session": str(thief.session), "proof": "0" * 64},
        {**sender.checkout(UUID(int=2)), "session": str(uuid4()), "proof": "0" * 64},
        {**sender.checkout(UUID(int=2)), "session": None, "proof": "é" * 64},
    ):
        bad = {**bad, "seq": 2}
        with caplog.at_level(logging.ERROR), pytest.raises(CallRefused) as caught:
            central.push(Push.model_validate(sender.push(honest, bad)))
        assert (caught.value.http_status, caught.value.code) == (403, "NOT_PROVEN")
        assert [result.status for result in caught.value.results] == ["applied"]
    assert "security" in caplog.text
    assert len(whole_log(central)) == 4


def test_an_op_keeps_its_proof_after_its_officer_has_signed_out(
    centre: RealCentre, central: CentralStore, sender: Sender, colleague: Sender
) -> None:
    written = sender.proven(sender.checkout())
    assert sender.signed_in is not None
    centre.accounts.officers.set_active("u-1", True)
    with centre.engine.begin():
        pass
    assert results(central, sender.push(written)) == [("applied", "")]
    colleague_carries = {**sender.proven(sender.checkout(UUID(int=2))), "seq": 1}
    assert results(central, colleague.push(colleague_carries)) == [("applied", "")]
    claim = central.claim(UUID(int=2))
    assert claim is not None
    assert claim.desk == colleague.desk


def test_a_push_in_the_name_of_another_desk_or_branch_is_refused(url: str, sender: Sender) -> None:
    for change in ({"desk": "114-2"}, {"branch": 7}):
        answer = requests.post(
            f"{url}/v1/push", json=sender.push(sender.checkout(), **change), headers=sender.headers, timeout=5
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "NOT_YOURS")


def test_nothing_of_another_branch_is_told(url: str, centre: RealCentre, sender: Sender) -> None:
    called = sender.checkout()
    requests.post(f"{url}/v1/push", json=sender.push(called), headers=sender.headers, timeout=5)
    stranger = Sender(centre.sign_in(ELSEWHERE), desk=ELSEWHERE.desk)
    for path in (f"feed/{BRANCH}?epoch=1", f"snapshot/{BRANCH}", f"ops/{called['op_id']}"):
        assert requests.get(f"{url}/v1/{path}", headers=sender.headers, timeout=5).status_code == 200, path
        assert requests.get(f"{url}/v1/{path}", headers=stranger.headers, timeout=5).status_code == 404, path
    known = requests.post(
        f"{url}/v1/ops/known", json={"op_ids": [called["op_id"]]}, headers=stranger.headers, timeout=5
    )
    assert known.json() == {"known": []}
