"""The search: which names and numbers are found, which stand first, and page by page everybody once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from cso_desk.central.database import open_engine
from cso_desk.central.errors import CallRefused
from cso_desk.central.people.people import People
from cso_desk.central.people.people_names import fold, grams, letters_apart
from tests.central.people_tables import NOW, file_people, named, names, record, search


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
