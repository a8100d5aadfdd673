"""The claims of one person that stand in each other's way, and the keys by which they are known."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, insert, select

from cso_desk.central.database import open_engine
from cso_desk.central.people.people_keys import (
    Standing,
    duplicates,
    duplicates_of,
    keys_of,
    put_documents,
    put_keys,
    standing_of,
)
from cso_desk.central.schema import claim as claim_table
from cso_desk.central.schema import claim_key
from cso_desk.central.schema_version import MIGRATIONS
from cso_desk.claims.form import Cause, DocumentKind, Field
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.migrate import upgrade
from cso_desk.wire.claim_wire import claim_to_wire
from tests.central.people_tables import claim, keep, stranger


def clashing(engine: Engine, one: Claim) -> tuple[str, ...]:
    with engine.begin() as connection:
        return duplicates(connection, one)


def test_two_open_claims_of_one_person_find_each_other(engine: Engine) -> None:
    keep(engine, claim(1), claim(2), stranger(3))
    with engine.begin() as connection:
        found = duplicates_of(connection, (claim(1), claim(2), stranger(3)))
    assert found == {UUID(int=1): ("KJ-2",), UUID(int=2): ("KJ-1",), UUID(int=3): ()}


@pytest.mark.parametrize(
    ("state", "cause", "clashes"),
    [
        *((state, Cause.RESIGNED, True) for state in (ClaimState.REGISTERED, ClaimState.IN_BOOTH, ClaimState.NO_SHOW)),
        *((state, Cause.PARTIAL_10, True) for state in (ClaimState.APPROVED, ClaimState.TRANSFER_FAILED)),
        *((state, Cause.RESIGNED, False) for state in (ClaimState.RETURNED, ClaimState.REJECTED)),
        *((state, Cause.RESIGNED, False) for state in (ClaimState.CANCELLED, ClaimState.DRAFT)),
        (ClaimState.PAID, Cause.RESIGNED, True),
        (ClaimState.PAID, Cause.PARTIAL_10, False),
    ],
)
def test_who_stands_in_the_way_of_a_later_full_claim(
    engine: Engine, state: ClaimState, cause: Cause, *, clashes: bool
) -> None:
    earlier = claim(1, {Field.CAUSE: cause}, state=state)
    keep(engine, earlier, claim(2))
    assert clashing(engine, claim(2)) == (("KJ-1",) if clashes else ())


def test_a_part_is_paid_once(engine: Engine) -> None:
    keep(engine, claim(1, {Field.CAUSE: Cause.PARTIAL_10}, state=ClaimState.PAID))
    assert clashing(engine, claim(2, {Field.CAUSE: Cause.PARTIAL_30})) == ("KJ-1",)


def test_who_was_paid_in_full_and_works_again_may_claim_on_the_new_card(engine: Engine) -> None:
    filed_at = datetime(2020, 6, 1, 3, 0, tzinfo=UTC)
    keep(engine, claim(1, state=ClaimState.PAID, filed_at=filed_at))
    new_card = {"kpj": "21050000001", "member_since": date(2020, 6, 2)}
    texts = {Field.KPJ: new_card["kpj"]}
    assert clashing(engine, claim(2, texts, master=new_card)) == ()
    assert clashing(engine, claim(2, texts, master={**new_card, "member_since": date(2020, 6, 1)})) == ("KJ-1",)
    assert clashing(engine, claim(2, master={"member_since": date(2020, 6, 2)})) == ("KJ-1",)


def test_one_account_pays_one_person(engine: Engine) -> None:
    same = {Field.BANK: "Bank BCA", Field.ACCOUNT_NUMBER: "0012-0100-77"}
    keep(engine, stranger(1, same, state=ClaimState.PAID))
    assert clashing(engine, claim(2, {Field.BANK: "bca", Field.ACCOUNT_NUMBER: "0012010077"})) == ("KJ-1",)
    assert clashing(engine, claim(2, {**same, Field.BANK: "BRI"})) == ()
    keep(engine, stranger(1, same, state=ClaimState.CANCELLED))
    assert clashing(engine, claim(2, same)) == ()


def test_an_heir_may_be_paid_for_two_parents_on_one_account(engine: Engine) -> None:
    heir = {Field.CAUSE: Cause.DIED, Field.HEIR_NIK: "9901014101900099", Field.ACCOUNT_NUMBER: "0012010077"}
    keep(engine, stranger(1, heir, state=ClaimState.PAID))
    assert clashing(engine, stranger(2, heir)) == ()
    assert clashing(engine, stranger(2, {**heir, Field.HEIR_NIK: "9901014101900098"})) == ("KJ-1",)


def test_a_persons_own_paper_stands_in_one_persons_claims(engine: Engine) -> None:
    keep(engine, stranger(1), claim(2), stranger(3))
    card, letter = "a" * 64, "b" * 64
    with engine.begin() as connection:
        for one in (stranger(1), claim(2)):
            both = [(DocumentKind.ID_CARD, card), (DocumentKind.LAYOFF_PROOF, letter)]
            put_documents(connection, one, both)
            put_documents(connection, one, both)
        put_documents(connection, stranger(3), [(DocumentKind.LAYOFF_PROOF, letter)])
    assert clashing(engine, claim(2)) == ("KJ-1",)
    assert clashing(engine, stranger(3)) == ()
    keep(engine, stranger(1), claim(2))
    assert clashing(engine, claim(2)) == ("KJ-1",)
    keep(engine, stranger(1, state=ClaimState.REJECTED))
    assert clashing(engine, claim(2)) == ()


def test_keys_follow_the_claim(engine: Engine) -> None:
    keep(engine, claim(1))
    keep(engine, claim(1, {Field.ACCOUNT_NUMBER: "9900000001"}, state=ClaimState.RETURNED))
    with engine.begin() as connection:
        rows = connection.execute(select(claim_key).order_by(claim_key.c.kind)).all()
    assert [(row.kind, row.key.split()[-1]) for row in rows] == [
        ("account", "9900000001"),
        ("kpj", "19040012337"),
        ("nik", "9974011208910012"),
    ]
    assert {row.standing for row in rows} == {Standing.OVER}


def test_a_claim_with_nothing_readable_on_it_has_its_records_keys(engine: Engine) -> None:
    rubbish = claim(1, {Field.NIK: "3,17E+15", Field.KPJ: "?", Field.ACCOUNT_NUMBER: "12x", Field.BANK: ""})
    assert [str(key.kind) for key in keys_of(rubbish)] == ["kpj", "nik"]
    assert [standing_of(replace(rubbish, state=state)) for state in ClaimState]
    keep(engine, rubbish)
    assert clashing(engine, rubbish) == ()


def test_a_push_of_fifty_claims_costs_one_query_for_each_question(engine: Engine) -> None:
    claims = [stranger(number) for number in range(1, 51)]
    keep(engine, *claims)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with engine.begin() as connection:
        put_keys(connection, *claims)
        duplicates_of(connection, claims)
    assert [statement.split()[0] for statement in asked if not statement.startswith("BEGIN")] == ["SELECT", "SELECT"]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


def test_claims_from_before_have_their_keys_too(empty_url: str, tmp_path: Path) -> None:
    before = shutil.ignore_patterns("000[5-9]*", "00[1-9]*")
    shutil.copytree(MIGRATIONS, tmp_path / "before", ignore=before)
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        upgrade(connection, tmp_path / "before")
        old = ("claim_id", "branch", "state", "cycle", "row_version", "body")
        for one in (stranger(1), claim(2)):
            row = (one.id, one.branch, str(one.state), 1, 1, claim_to_wire(one))
            connection.execute(insert(claim_table), dict(zip(old, row, strict=True)))
    with engine.begin() as connection:
        upgrade(connection, MIGRATIONS)
    assert clashing(engine, claim(3)) == ("KJ-2",)
    assert clashing(engine, stranger(1)) == ()
    engine.dispose()
