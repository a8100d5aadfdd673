"""What lies beside the booths for those who may act on it: second words that wait, and claims at other desks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.claims.tables import Role
from cso_desk.desk.model import DeskView, Fate, Officer, Order
from cso_desk.desk.second import hindrance
from cso_desk.desk.whole_view import WholeView
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, Table, exchange, waiting_claims

BOSS = Officer("u-9", "Penyelia Satu", "9900009", "114-3", OFFICER.branch, OFFICER.branch_name, role=Role.SUPERVISOR)
SitDown = Callable[..., Table]


@pytest.fixture
def centre(tmp_path: Path, always_a_second_officer: None) -> Iterator[RealCentre]:
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(6))
        yield centre


@pytest.fixture
def sit_down(tmp_path: Path, centre: RealCentre) -> Iterator[SitDown]:
    tables: list[Table] = []

    def sit(officer: Officer = OFFICER) -> Table:
        table = Table(tmp_path / officer.desk / "desk.db", officer)
        table.sign_in(centre.sign_in(officer, officer.role))
        table.reach.up(NOW)
        exchange(table, centre.store)
        tables.append(table)
        return table

    yield sit
    for table in tables:
        table.close()


def seen_by(table: Table, centre: RealCentre) -> DeskView:
    """All that a desk shows once it has heard what the centre has to say."""
    exchange(table, centre.store)
    return shown_at(table)


def shown_at(table: Table) -> DeskView:
    views: list[DeskView] = []
    WholeView(table.store, table.officer, table.reach, views.append).tell(table.view)
    return views[-1]


def serve_one(table: Table, centre: RealCentre) -> UUID:
    claim_id = table.serve_one()
    exchange(table, centre.store)
    return claim_id


def test_a_supervisor_is_told_what_waits_for_a_second_word_and_an_officer_is_not(
    sit_down: SitDown, centre: RealCentre
) -> None:
    table, boss = sit_down(), sit_down(BOSS)
    claim_id = serve_one(table, centre)
    [one] = seen_by(boss, centre).second
    assert (one.claim.id, one.claim.state) == (claim_id, ClaimState.AWAITING_SECOND)
    assert (one.fate, one.verdict, one.waits_for(BOSS)) == (Fate.NONE, None, True)
    assert not one.waits_for(replace(BOSS, id=OFFICER.id))
    assert seen_by(table, centre).second == ()


def test_the_second_word_shows_as_on_its_way_until_the_centre_has_it(sit_down: SitDown, centre: RealCentre) -> None:
    table, boss = sit_down(), sit_down(BOSS)
    serve_one(table, centre)
    [one] = seen_by(boss, centre).second
    boss.desk.decide_second(Order(0, one.claim.id, one.version, Verdict.APPROVE))
    [sent] = shown_at(boss).second
    assert (sent.fate, sent.verdict, sent.version, sent.waits_for(BOSS)) == (
        Fate.SENDING, Verdict.APPROVE, one.version, False
    )  # fmt: skip
    assert seen_by(boss, centre).second == ()
    claim = centre.store.claim(one.claim.id)
    assert claim is not None
    assert (claim.state, [decision.officer for decision in claim.decisions]) == (ClaimState.APPROVED, ["u-1", "u-9"])


def test_a_word_on_a_claim_that_another_has_decided_meanwhile_is_refused_and_told(
    sit_down: SitDown, centre: RealCentre
) -> None:
    table, boss = sit_down(), sit_down(BOSS)
    head = sit_down(replace(BOSS, id="u-8", name="Kepala", desk="114-4", role=Role.HEAD))
    serve_one(table, centre)
    [one] = seen_by(boss, centre).second
    seen_by(head, centre)
    head.desk.decide_second(Order(0, one.claim.id, one.version, Verdict.REJECT, "R04", "Masih bekerja"))
    exchange(head, centre.store)
    boss.desk.decide_second(Order(0, one.claim.id, one.version, Verdict.APPROVE))
    view = seen_by(boss, centre)
    assert view.second == ()
    [piece] = [piece for unsettled in view.unsettled for piece in unsettled.pieces]
    assert (piece.booth, piece.verdict, piece.is_refused) == (0, Verdict.APPROVE, True)
    assert piece.facts["officer"] == "u-8"


def test_claims_at_other_desks_are_told_with_their_time_and_taken_back_with_a_reason(
    sit_down: SitDown, centre: RealCentre
) -> None:
    table, boss = sit_down(), sit_down(BOSS)
    claim_id = table.seat(2).claim.id
    table.desk.keep(1)
    exchange(table, centre.store)
    boss.seat(1)
    view = seen_by(boss, centre)
    assert [(one.claim.desk, one.claim.booth) for one in view.elsewhere] == [("114-1", 2), ("114-1", None)]
    assert all(one.lease_until is not None and one.lease_until > NOW for one in view.elsewhere)
    assert seen_by(sit_down(COLLEAGUE), centre).elsewhere == ()
    boss.desk.revoke(claim_id, "Petugas pulang sakit")
    assert [one.fate for one in shown_at(boss).elsewhere] == [Fate.SENDING, Fate.NONE]
    assert [one.claim.id for one in seen_by(boss, centre).elsewhere] != [claim_id]
    claim = centre.store.claim(claim_id)
    assert claim is not None
    assert (claim.state, claim.desk) == (ClaimState.WAITING, None)
    exchange(table, centre.store)
    assert table.view.booths[1] is None


def test_what_hinders_a_second_word_is_known_before_its_reason_is_asked_for(
    sit_down: SitDown, centre: RealCentre
) -> None:
    table, boss = sit_down(), sit_down(BOSS)
    serve_one(table, centre)
    [one] = seen_by(boss, centre).second
    assessment = table.judge(one.claim, on=NOW.date())

    def code(officer: Officer, verdict: Verdict) -> str:
        error = hindrance(one.claim, assessment, verdict, officer)
        return "" if error is None else error.code

    assert [code(BOSS, verdict) for verdict in (Verdict.APPROVE, Verdict.RETURN, Verdict.REJECT)] == ["", "", ""]
    assert code(replace(BOSS, id=OFFICER.id), Verdict.REJECT) == "same_officer"
    assert code(OFFICER, Verdict.APPROVE) == "not_allowed"
