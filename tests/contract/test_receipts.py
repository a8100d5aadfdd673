from collections.abc import Callable
from uuid import uuid4

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.claims.receipts import receipt_number
from cso_desk.desk.client import FixedAccess, LineDown
from cso_desk.desk.model import Fate
from cso_desk.desk.sync import Centre
from tests.centres import RealCentre, served
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, Table

SitDown = Callable[..., Table]


def printed(table: Table, booth: int = 1) -> str:
    """The number that stands on the paper of a booth's decision."""
    decision = table.booth(booth).claim.decision
    assert decision is not None
    return receipt_number(decision.id)


def centre_at(url: str, table: Table) -> Centre:
    return Centre(url, table.access)


def has_the_claims(table: Table) -> Callable[[], bool]:
    return lambda: table.view.waiting[0].count == 12


def cause_of(centre: Centre, number: str) -> str:
    with pytest.raises(LineDown) as caught:
        centre.receipt(number)
    return caught.value.cause


def test_a_receipt_printed_while_the_line_is_down_is_proved_once_the_centre_has_the_decision(
    sit_down: SitDown, table: Table, url: str, central: CentralStore
) -> None:
    table.disconnect()
    claim_id = table.serve_one()
    number = printed(table)
    assert centre_at(url, table).receipt(number) is None
    table.connect(url)
    table.heard.until(lambda: table.booth().decision_fate is Fate.SENT)
    assert printed(table) == number
    told = centre_at(url, table).receipt(number)
    claim = central.claim(claim_id)
    assert told is not None
    assert claim is not None
    assert (told.receipt, told.claim, told.branch) == (number, claim.number, OFFICER.branch)
    assert (told.verdict, told.stage, told.amount) == (Verdict.APPROVE, 1, claim.master.balance)
    assert (told.decided_at, told.state) == (NOW, ClaimState.APPROVED)


def test_each_verdict_is_told_as_it_was_given(table: Table, url: str) -> None:
    table.seat()
    table.decide(Verdict.RETURN, reason="R01", note="Bawa paklaring asli")
    table.heard.until(lambda: table.booth().decision_fate is Fate.SENT)
    told = centre_at(url, table).receipt(printed(table))
    assert told is not None
    assert (told.verdict, told.amount, told.state) == (Verdict.RETURN, 0, ClaimState.RETURNED)


def test_a_decision_that_the_centre_refused_is_not_proved_and_its_rivals_is(sit_down: SitDown, url: str) -> None:
    first, second = tables = [sit_down(officer) for officer in (OFFICER, COLLEAGUE)]
    for table in tables:
        table.connect(url)
        table.heard.until(has_the_claims(table))
        table.disconnect()
        table.serve_one()
    numbers = [printed(table) for table in tables]
    first.connect(url)
    first.heard.until(lambda: first.booth().decision_fate is Fate.SENT)
    second.connect(url)
    second.heard.until(lambda: second.booth().decision_fate is Fate.REFUSED)
    told = [centre_at(url, first).receipt(number) for number in numbers]
    assert [one is not None for one in told] == [True, False]


def test_where_the_centres_word_does_not_come_it_is_not_taken_for_unknown(
    url: str, centre: RealCentre, sit_down: SitDown
) -> None:
    number, table = receipt_number(uuid4()), sit_down()
    assert cause_of(Centre(url, FixedAccess("another token")), number) == "unauthorised"
    assert cause_of(centre_at(f"{url}/elsewhere", table), number) == "http_404"
    assert cause_of(centre_at(f"{url}/v1/health?", table), number) == "bad_answer"
    assert cause_of(centre_at(url, table), "TT-9K3F") == "bad_receipt"
    with served(centre) as gone:
        pass
    assert cause_of(centre_at(gone, table), number) == "unreachable"
