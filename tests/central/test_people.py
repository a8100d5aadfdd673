"""Participants: found, opened, and the claims of one person that stand in each other's way."""

import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests
import uvicorn
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from fastapi import FastAPI, Request, Response
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, insert, select

from cso_desk import wire
from cso_desk.central.database import open_engine
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller
from cso_desk.central.people.people import OPENED, SEARCHED, People
from cso_desk.central.people.people_api import people_routes
from cso_desk.central.people.people_keys import (
    Standing,
    duplicates,
    duplicates_of,
    keys_of,
    put_documents,
    put_keys,
    standing_of,
)
from cso_desk.central.people.people_names import fold, grams, letters_apart
from cso_desk.central.people.people_rows import Filed, Written, count_words, write_people
from cso_desk.central.schema import claim as claim_table
from cso_desk.central.schema import claim_key, metadata, name_gram, name_word, person, person_word
from cso_desk.central.schema_version import MIGRATIONS
from cso_desk.claims.model import (
    Cause,
    Claim,
    ClaimState,
    Decision,
    DocumentKind,
    Field,
    MasterRecord,
    PriorPayment,
    Verdict,
)
from cso_desk.claims.tables import Role
from cso_desk.migrate import upgrade
from cso_desk.wire.people_wire import PeopleFound, PeopleSearch
from tests.claim_values import claim_with

NOW = datetime(2025, 11, 13, 3, 0, tzinfo=UTC)
OFFICER = Caller("u-1", Role.OFFICER, 11, "D-1", UUID(int=1))
TABLES = {table.name for table in (person, person_word, name_word, name_gram, claim_key)}

Read = tuple[str, str, list[str]]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def reads() -> list[Read]:
    return []


@pytest.fixture
def people(engine: Engine, reads: list[Read]) -> People:
    return People(engine, now=lambda: NOW, on_read=lambda by, what, ids: reads.append((by.officer, what, list(ids))))


def record(number: int, name: str, **changes: Any) -> MasterRecord:
    base = claim_with().master
    known = {"full_name": name, "kpj": f"190400{number:05}", "nik": f"99740112089{number:05}"[:16]}
    return replace(base, **{**known, **changes})


def file_people(engine: Engine, *records: MasterRecord, branch: int = 114) -> Written:
    with engine.begin() as connection:
        written = write_people(connection, [Filed(one, branch) for one in records], now=NOW)
        count_words(connection)
        return written


def named(engine: Engine, *names: str) -> None:
    file_people(engine, *(record(number, name) for number, name in enumerate(names, start=1)))


def search(people: People, query: str, **more: Any) -> PeopleFound:
    return people.search(OFFICER, PeopleSearch(query=query, **more))


def names(found: PeopleFound) -> list[str]:
    return [one.name for one in found.people]


def all_pages(people: People, query: str, limit: int) -> list[str]:
    page = search(people, query, limit=limit)
    kpjs = [str(one.id) for one in page.people]
    while page.after:
        page = search(people, query, limit=limit, after=page.after)
        kpjs += [str(one.id) for one in page.people]
    return kpjs


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Muhammad Rizky", "MUHAMMAD RIZKY"),
        ("H. Moh. Rizky, S.E.", "MUHAMMAD RIZKY"),
        ("M.Rizky", "MUHAMMAD RIZKY"),
        ("Nur-Aini (alm.)", "NUR AINI ALM"),
        ("  Siti   Ma'rufah ", "SITI MARUFAH"),
        ("José 100%_", "JOSE 100"),
        ("...", ""),
    ],
)
def test_a_name_is_folded_so_that_its_usual_forms_are_one(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=300))
def test_any_text_folds_and_folding_again_changes_nothing_that_a_search_sees(text: str) -> None:
    folded = fold(text)
    assert len(folded) <= 200
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("%_\\")
    assert all(grams(word) for word in folded.split())


def test_letters_apart_are_counted_as_at_the_desk() -> None:
    assert letters_apart("RISKY", "RIZKY") == 1
    assert letters_apart("RISKI", "RIZKY") == 2
    assert letters_apart("DWI", "DEWI") == 1
    assert letters_apart("DWI", "DEWA") is None
    assert letters_apart("HAYA", "NURHAYATI") == 2
    assert letters_apart("BUDI", "SLAMET") is None


def test_a_number_is_found_whole_and_by_its_leading_digits(engine: Engine, people: People) -> None:
    one, two = record(1, "Ani"), record(2, "Budi", nik="9901010101910001", kpj="25990000002")
    file_people(engine, one, two)
    assert names(search(people, one.nik)) == ["Ani"]
    assert names(search(people, one.kpj)) == ["Ani"]
    assert names(search(people, "9901.0101")) == ["Budi"]
    assert names(search(people, "2599")) == ["Budi"]
    assert names(search(people, f"{one.nik}0")) == []
    assert names(search(people, "9901010101910002")) == []


def test_a_kpj_that_begins_like_a_nik_comes_first_and_nobody_comes_twice(engine: Engine, people: People) -> None:
    file_people(engine, record(1, "By NIK", nik="9900011208910001"), record(2, "By both", kpj="99000000002"))
    file_people(engine, record(3, "By both too", kpj="99000000003", nik="9900001208910003"))
    assert names(search(people, "9900")) == ["By both", "By both too", "By NIK"]
    assert len(all_pages(people, "9900", 2)) == 3


def test_names_are_found_in_any_order_in_part_and_misspelt(engine: Engine, people: People) -> None:
    named(engine, "Muhammad Rizky Pratama", "Siti Nurhayati", "Budi Santoso", "Dewi Lestari", "Rizky Ananda")
    for query in ("Rizky Pratama", "pratama RIZKY", "Moh. Rizky", "M. Rizky Pratama, S.E.", "riz prat"):
        assert names(search(people, query))[0] == "Muhammad Rizky Pratama", query
    for query in ("Risky Pratma", "Rizki Pratama", "Risky Pratama"):
        assert names(search(people, query))[0] == "Muhammad Rizky Pratama", query
    for query in ("Siti Nur Hayati", "Nurhayati Siti", "Siti hayati", "Siti Nurhayaty"):
        assert names(search(people, query))[0] == "Siti Nurhayati", query
    assert names(search(people, "Budi Hartono Santoso"))[0] == "Budi Santoso"
    assert names(search(people, "Xylophon")) == []


def test_the_best_stand_first(engine: Engine, people: People) -> None:
    named(engine, "Ani Sari", "Ratna Sari Ani", "Sari Ani", "Sariani", "Sari Anita", "Ani Sarinah", "Agus Ani Sari")
    page = search(people, "Sari Ani")
    assert names(page) == ["Sari Ani", "Sari Anita", "Ani Sari", "Ani Sarinah", "Agus Ani Sari", "Ratna Sari Ani"]
    assert names(search(people, "Sari Ani", after=page.after)) == ["Sariani"]


def test_who_only_resembles_the_query_stands_on_a_page_of_its_own(engine: Engine, people: People) -> None:
    named(engine, "Rizky Pratama", "Risky Pratama")
    page = search(people, "Rizky Pratama")
    assert names(page) == ["Rizky Pratama"]
    assert names(search(people, "Rizky Pratama", after=page.after)) == ["Risky Pratama"]


def test_page_by_page_everybody_comes_once(engine: Engine, people: People) -> None:
    family = [
        f"{first} {last}" for first in ("Nur", "Nurul", "Siti Nur", "Noor") for last in ("Aini", "Nurani", "Sari")
    ]
    named(engine, *family, *family)
    for query in ("Nur", "Nur Aini", "Nur Ayni", "1904", "9974"):
        for limit in (1, 3, 20):
            pages = all_pages(people, query, limit)
            assert len(pages) == len(set(pages)), (query, limit)
            assert set(pages) == set(all_pages(people, query, 20)), (query, limit)
    assert len(all_pages(people, "Nur", 7)) == 20


@pytest.mark.parametrize(("query", "least"), [("123", 4), ("A", 2), ("'. -", 2), ("%%%", 2), ("1 2-3", 4)])
def test_too_short_a_query_is_refused(people: People, query: str, least: int) -> None:
    with pytest.raises(CallRefused) as refused:
        search(people, query)
    assert (refused.value.http_status, refused.value.code) == (422, "QUERY_TOO_SHORT")
    assert refused.value.facts == {"least": least}


@pytest.mark.parametrize("mark", ["x", "é", "bnVsbA==", "W10=", "WzAsIDFd", "WzAsICJhIl0=", "WyJhIl0="])
def test_a_mark_of_no_search_is_refused(engine: Engine, people: People, mark: str) -> None:
    named(engine, "Budi Santoso")
    with pytest.raises(CallRefused) as refused:
        search(people, "Budi Santoso", after=mark)
    assert (refused.value.http_status, refused.value.code) == (422, "BAD_MARK")


@settings(deadline=None)
@given(query=st.text(min_size=1, max_size=60))
def test_no_query_brings_the_search_to_its_knees(sqlite_people: People, query: str) -> None:
    with suppress(CallRefused):
        assert len(search(sqlite_people, query).people) <= 2


@pytest.fixture(scope="module")
def sqlite_people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    from tests.postgres import prepared

    url = f"sqlite:///{tmp_path_factory.mktemp('people') / 'centre.db'}"
    prepared(url)
    engine = open_engine(url)
    named(engine, "Muhammad Rizky Pratama", "Siti Nurhayati")
    yield People(engine, now=lambda: NOW, on_read=lambda *_: None)
    engine.dispose()


def test_a_list_masks_numbers_and_an_opened_person_is_whole(engine: Engine, people: People) -> None:
    file_people(engine, record(7, "Budi Santoso"))
    (found,) = search(people, "Budi").people
    assert (found.nik, found.kpj, found.branch) == ("997401••••••0007", "•••••••0007", 114)
    assert found.employer == record(7, "Budi Santoso").employer
    told = people.open(OFFICER, found.id)
    assert told.record == record(7, "Budi Santoso")
    with pytest.raises(CallRefused) as refused:
        people.open(OFFICER, uuid4())
    assert (refused.value.http_status, refused.value.code) == (404, "UNKNOWN_PERSON")


def test_each_search_and_opening_is_told_by_ids_alone(engine: Engine, people: People, reads: list[Read]) -> None:
    file_people(engine, record(1, "Budi Santoso"), record(2, "Budi Hartono"))
    found = search(people, "Budi").people
    people.open(OFFICER, found[0].id)
    search(people, "Nobody at all")
    ids = [str(one.id) for one in found]
    assert reads == [("u-1", SEARCHED, ids), ("u-1", OPENED, ids[:1]), ("u-1", SEARCHED, [])]


def test_what_cannot_be_told_to_the_log_is_not_read(engine: Engine) -> None:
    def full(*_: object) -> None:
        raise OSError("the log is full")

    file_people(engine, record(1, "Budi Santoso"))
    people = People(engine, now=lambda: NOW, on_read=full)
    with pytest.raises(OSError, match="full"):
        search(people, "Budi")


def test_the_cards_of_a_person_are_one(engine: Engine, people: People) -> None:
    paid = PriorPayment(4_000_000, date(2022, 3, 1))
    first = record(1, "Budi Santoso", prior_payments=(paid,))
    second = replace(first, kpj="21040000009", employer="PT Contoh Lain", other_kpj=("21040000008",))
    file_people(engine, first, second, record(3, "Someone Else"))
    told = people.record(second.kpj)
    assert told is not None
    assert (told.employer, told.other_kpj) == ("PT Contoh Lain", ("19040000001", "21040000008"))
    assert told.prior_payments == (paid,)
    assert people.record("00000000000") is None
    (found,) = search(people, first.kpj).people
    opened = people.open(OFFICER, found.id)
    assert [(card.kpj, card.balance) for card in opened.cards] == [("21040000009", second.balance)]
    assert [payment.gross for payment in opened.prior_payments] == [4_000_000]


def test_a_record_that_changes_is_found_by_its_new_name_under_its_old_id(engine: Engine, people: People) -> None:
    old = record(1, "Budi Santoso")
    assert file_people(engine, old, record(2, "Ani Sari")) == Written(new=2)
    (before,) = search(people, "Budi Santoso").people
    assert file_people(engine, old, record(2, "Ani Sari")) == Written(same=2)
    assert file_people(engine, replace(old, full_name="Slamet Riyadi")) == Written(changed=1)
    assert names(search(people, "Budi Santoso")) == names(search(people, "Santoso")) == []
    (after,) = search(people, "Riyadi").people
    assert after.id == before.id
    assert file_people(engine, replace(old, full_name="Slamet Riyadi"), branch=7) == Written(changed=1)


def claim(number: int, form: dict[str, str] | None = None, **changes: Any) -> Claim:
    texts = {Field.BANK: "BCA", Field.ACCOUNT_NUMBER: f"00120100{number:02}", **(form or {})}
    return claim_with(
        texts, **{"id": UUID(int=number), "number": f"KJ-{number}", "state": ClaimState.WAITING} | changes
    )


def stranger(number: int, form: dict[str, str] | None = None, **changes: Any) -> Claim:
    """A claim of somebody else."""
    known = {"nik": f"990101410190{number:04}", "kpj": f"250000000{number:02}"}
    texts = {Field.NIK: known["nik"], Field.KPJ: known["kpj"], **(form or {})}
    return claim(number, texts, master=known, **changes)


def keep(engine: Engine, *claims: Claim) -> None:
    with engine.begin() as connection:
        known = set(connection.scalars(select(claim_table.c.claim_id)))
        rows = [
            {
                "claim_id": one.id,
                "branch": one.branch,
                "state": str(one.state),
                "cycle": 1,
                "row_version": 1,
                "body": wire.claim_to_wire(one),
            }
            for one in claims
            if one.id not in known
        ]
        if rows:
            connection.execute(insert(claim_table), rows)
        put_keys(connection, *claims)


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


@pytest.fixture
def url(people: People) -> Iterator[str]:
    def guard(request: Request) -> Caller:
        if "authorization" not in request.headers:
            raise CallRefused(401, "UNAUTHORISED")
        return OFFICER

    app = FastAPI()
    app.include_router(people_routes(people, guard))

    @app.exception_handler(CallRefused)
    def refused(_request: Request, error: CallRefused) -> Response:
        return Response(wire.Problem(code=error.code, facts=error.facts).model_dump_json(), error.http_status)

    server = uvicorn.Server(uvicorn.Config(app, log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1/people"
        server.should_exit = True
        thread.join()


def test_people_over_http(engine: Engine, url: str) -> None:
    file_people(engine, record(1, "Budi Santoso"))
    signed_in = {"Authorization": "Bearer x"}
    with requests.Session() as session:
        session.headers.update(signed_in)
        (one,) = session.post(f"{url}/search", json={"query": "Budi"}, timeout=10).json()["people"]
        told = session.get(f"{url}/{one['id']}", timeout=10).json()
        assert told["record"]["nik"] == record(1, "").nik
        assert session.get(f"{url}/{uuid4()}", timeout=10).json()["code"] == "UNKNOWN_PERSON"
        for wrong in ({"query": "x"}, {"query": "Budi", "limit": 21}, {}):
            assert session.post(f"{url}/search", json=wrong, timeout=10).status_code == 422
    assert requests.post(f"{url}/search", json={"query": "Budi"}, timeout=10).status_code == 401
    assert requests.get(f"{url}/{one['id']}", timeout=10).status_code == 401


def test_a_push_of_fifty_claims_costs_one_query_for_each_question(engine: Engine) -> None:
    claims = [stranger(number) for number in range(1, 51)]
    keep(engine, *claims)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with engine.begin() as connection:
        put_keys(connection, *claims)
        duplicates_of(connection, claims)
    assert [statement.split()[0] for statement in asked if not statement.startswith("BEGIN")] == ["SELECT", "SELECT"]


def test_two_who_file_the_same_people_at_once_take_turns(engine: Engine) -> None:
    records = [record(number, f"Nama{letter} Sama") for number, letter in enumerate("abcdefghij" * 20)]
    with ThreadPoolExecutor(4) as four:
        written = list(four.map(lambda _: file_people(engine, *records), range(4)))
    assert sum(one.new for one in written) == 200
    assert sum(one.same for one in written) == 600


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
            row = (one.id, one.branch, str(one.state), 1, 1, wire.claim_to_wire(one))
            connection.execute(insert(claim_table), dict(zip(old, row, strict=True)))
    with engine.begin() as connection:
        upgrade(connection, MIGRATIONS)
    assert clashing(engine, claim(3)) == ("KJ-2",)
    assert clashing(engine, stranger(1)) == ()
    engine.dispose()


def test_the_migration_makes_the_tables_of_the_schema(engine: Engine) -> None:
    with engine.begin() as connection:
        differing = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [one for one in differing if any(name in str(one) for name in TABLES)] == []
