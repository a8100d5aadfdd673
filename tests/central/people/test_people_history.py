"""The history of a person: which claims are told, and what stands in their way."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import Engine

from cso_desk.central.guard import Caller
from cso_desk.central.people.people import People
from cso_desk.central.people.people_keys import put_documents
from cso_desk.claims.form import DocumentKind, Field
from cso_desk.claims.model import Claim, ClaimState, Decision, Verdict
from cso_desk.claims.tables import Role
from tests.central.people_tables import NOW, OFFICER, claim, file_people, keep, search, stranger


def test_the_history_tells_of_all_branches_but_their_notes(engine: Engine, people: People) -> None:
    def decided(one: Claim, verdict: Verdict, amount: int) -> Claim:
        made = Decision(uuid4(), one.id, 1, verdict, "", f"note of {one.number}", "u-9", amount, NOW)
        return replace(one, decisions=(made,))

    elsewhere = decided(claim(1, branch=99, state=ClaimState.PAID), Verdict.APPROVE, 5_000_000)
    here = decided(claim(2, state=ClaimState.RETURNED, filed_at=NOW), Verdict.RETURN, 0)
    keep(engine, elsewhere, here, stranger(3))
    file_people(engine, claim(1).master)
    (found,) = search(people, claim(1).master.nik).people
    told = people.open(OFFICER, found.id).claims
    assert [(one.number, one.branch, one.amount) for one in told] == [("KJ-2", 11, 0), ("KJ-1", 99, 5_000_000)]
    assert [one.notes for one in told] == [["note of KJ-2"], []]
    auditor = Caller("u-2", Role.AUDITOR, 1, "D-1", UUID(int=2))
    assert [one.notes for one in people.open(auditor, found.id).claims] == [["note of KJ-2"], ["note of KJ-1"]]


def told_clashes(people: People) -> dict[str, list[tuple[str, list[str]]]]:
    (found,) = search(people, claim(1).master.nik).people
    claims = people.open(OFFICER, found.id).claims
    return {one.number: [(clash.number, clash.by) for clash in one.clashes] for one in claims}


def test_the_history_tells_what_stands_in_the_way_of_a_claim_and_why(engine: Engine, people: People) -> None:
    account = {Field.BANK: "BCA", Field.ACCOUNT_NUMBER: "0012010077"}
    keep(engine, claim(1, account), claim(2), stranger(3, account), claim(4, account, state=ClaimState.REJECTED))
    with engine.begin() as connection:
        for one in (claim(2), stranger(3)):
            put_documents(connection, one, [(DocumentKind.ID_CARD, "a" * 64)])
    file_people(engine, claim(1).master)
    assert told_clashes(people) == {
        "KJ-1": [("KJ-2", ["person"]), ("KJ-3", ["account"])],
        "KJ-2": [("KJ-1", ["person"]), ("KJ-3", ["document"])],
        "KJ-4": [],
    }


def test_of_a_paid_claim_the_history_tells_what_others_share_with_it(engine: Engine, people: People) -> None:
    account = {Field.BANK: "BCA", Field.ACCOUNT_NUMBER: "0012010077"}
    keep(engine, claim(1, account, state=ClaimState.PAID), claim(2), stranger(3, account))
    file_people(engine, claim(1).master)
    assert told_clashes(people) == {"KJ-1": [("KJ-3", ["account"])], "KJ-2": [("KJ-1", ["person"])]}


def test_what_another_system_told_of_a_claim_on_its_way_is_told_without_a_why(engine: Engine, people: People) -> None:
    keep(engine, claim(1, duplicates=("KX-7", "KJ-2")), claim(2, state=ClaimState.REJECTED, duplicates=("KX-8",)))
    file_people(engine, claim(1).master)
    assert told_clashes(people) == {"KJ-1": [("KX-7", [])], "KJ-2": []}
