"""Participants asked for from a desk: with a centre that is really served, over good lines and bad ones."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.central.audit.access_log import Asked as AskedOfLog
from cso_desk.central.audit.access_log import reads
from cso_desk.central.people.people_names import fold
from cso_desk.desk.client import FixedAccess
from cso_desk.desk.people import Asked, Opening, People, Search, Told, Trouble
from cso_desk.desk.people_query import Meaning, understand
from cso_desk.desk.sync import Centre
from cso_desk.wire.people_wire import LEAST_LETTERS, LONGEST_QUERY
from tests.centres import RealCentre, served
from tests.contract.doubles import OFFICER, PATIENCE_S, BadLine
from tests.people_values import file_records, record

HOSTILE = {
    "ten thousand letters": "Rizky " * 2_000,
    "ten thousand digits": "9" * 10_000,
    "emoji": "\U0001f600\U0001f468\u200d\U0001f469 Rizky",
    "emoji alone": "\U0001f600\U0001f600",
    "half of an emoji": "Rizky \ud83d",
    "per cent": "%",
    "wild cards": "%_%_",
    "quotes": "' OR 1=1 --",
    "double quotes": '"Rizky" \\',
    "NUL": "Riz\0ky\0",
    "NUL alone": "\0\0\0",
    "line breaks": "Rizky\r\nPratama\u2028",
    "turned about": "\u202eykziR",
    "markup": "<b>Rizky</b>",
    "blanks": " \t\u00a0\u3000 ",
}


class Heard:
    """What was told, in its order; `next` waits for it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.told: list[Told] = []
        self._seen = 0

    def tell(self, told: Told) -> None:
        with self._news:
            self.told.append(told)
            self._news.notify_all()

    def next(self) -> Told:
        with self._news:
            assert self._news.wait_for(lambda: len(self.told) > self._seen, PATIENCE_S)
            self._seen += 1
            return self.told[self._seen - 1]


@pytest.fixture
def heard() -> Heard:
    return Heard()


Connect = Callable[..., People]


@pytest.fixture
def connect(centre: RealCentre, heard: Heard) -> Iterator[Connect]:
    """Let an officer ask at an address; all are stopped at the end."""
    running: list[People] = []
    token = centre.sign_in(OFFICER).access

    def connect(url: str, *, token: str = token, deadline_s: float = PATIENCE_S) -> People:
        people = People(Centre(url, FixedAccess(token)), on_told=heard.tell, deadline_s=deadline_s)
        running.append(people)
        people.start()
        return people

    yield connect
    for people in running:
        people.stop()


@pytest.fixture
def url(centre: RealCentre) -> Iterator[str]:
    file_records(centre.engine, record(1, "Muhammad Rizky Pratama"), record(2, "Siti Nurhayati"))
    with served(centre) as url:
        yield url


def asked(people: People, heard: Heard, what: Asked) -> Told:
    people.ask(what)
    told = heard.next()
    assert told.asked == what
    return told


def searches(centre: RealCentre) -> int:
    centre.access_log.stop()
    return sum(one.what == "people.search" for _, one in reads(centre.engine, AskedOfLog()))


# what a text means


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", Meaning.NOTHING),
        ("  ", Meaning.NOTHING),
        ("997", Meaning.FEW_DIGITS),
        ("9974", Meaning.NUMBER),
        ("9974 0112-08", Meaning.NUMBER),
        ("1904001233", Meaning.NUMBER),
        ("1904.001.2337", Meaning.KPJ),
        ("997401120891", Meaning.NIK),
        ("9974 0112 0891 0012", Meaning.NIK),
        ("99740112089100121", Meaning.MANY_DIGITS),
        ("R", Meaning.FEW_LETTERS),
        ("H. R", Meaning.FEW_LETTERS),
        ("Ri", Meaning.NAME),
        ("Dr. Siti, S.E.", Meaning.NAME),
        ("9974a", Meaning.NAME),
        ("...", Meaning.FEW_LETTERS),
        ("%", Meaning.FEW_LETTERS),
        ("\U0001f600\U0001f600", Meaning.FEW_LETTERS),
    ],
)
def test_a_text_is_taken_for_a_number_or_a_name_as_the_centre_takes_it(text: str, meaning: Meaning) -> None:
    assert understand(text).meaning is meaning


@given(st.text(max_size=400))
def test_whatever_is_typed_what_is_asked_can_be_sent_and_is_not_too_short(text: str) -> None:
    query = understand(text)
    assert len(query.text) <= LONGEST_QUERY
    assert "\0" not in query.text
    query.text.encode()
    if query.meaning is Meaning.NAME:
        assert len(fold(query.text)) >= LEAST_LETTERS


# answers


def test_a_name_finds_a_person_and_the_person_is_opened_by_the_id(connect: Connect, url: str, heard: Heard) -> None:
    people = connect(url)
    told = asked(people, heard, Search("pratama rizky"))
    (one,) = told.people
    assert (one.name, one.nik, one.kpj) == ("Muhammad Rizky Pratama", "997401••••••0001", "•••••••0001")
    assert one.employer == "PT Contoh Sandang Jaya"
    assert told.trouble is None
    opened = asked(people, heard, Opening(one.id))
    assert opened.file is not None
    assert opened.file.record == record(1, "Muhammad Rizky Pratama")


def test_a_number_finds_its_card(connect: Connect, url: str, heard: Heard) -> None:
    people = connect(url)
    for text in ("9974 0112 0891 0002", "19040000002", "19040000002 "):
        assert [one.name for one in asked(people, heard, Search(text)).people] == ["Siti Nurhayati"]


def test_more_is_told_page_by_page_until_there_is_no_more(
    centre: RealCentre, connect: Connect, url: str, heard: Heard
) -> None:
    file_records(centre.engine, *(record(number, f"Budi Nomor {number}") for number in range(100, 130)))
    people = connect(url)
    pages = [asked(people, heard, Search("budi"))]
    while pages[-1].after:
        pages.append(asked(people, heard, Search("budi", pages[-1].after)))
    assert [len(page.people) for page in pages[:2]] == [20, 10]
    assert {page.trouble for page in pages} == {None}
    assert len({one.id for page in pages for one in page.people}) == 30


def test_nobody_found_and_nobody_there_any_more_are_told_apart(connect: Connect, url: str, heard: Heard) -> None:
    people = connect(url)
    assert asked(people, heard, Search("zxqv")).trouble is Trouble.NOTHING_FOUND
    assert asked(people, heard, Search("88888888")).trouble is Trouble.NOTHING_FOUND
    assert asked(people, heard, Opening(uuid4())).trouble is Trouble.GONE


def test_what_cannot_be_asked_costs_no_call(centre: RealCentre, connect: Connect, url: str, heard: Heard) -> None:
    people = connect(url)
    assert asked(people, heard, Search("R")).trouble is Trouble.TOO_SHORT
    assert asked(people, heard, Search("9" * 17)).trouble is Trouble.NOTHING_FOUND
    people.stop()
    assert searches(centre) == 0


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_a_fault_of_the_line_or_of_the_centre(connect: Connect, url: str, heard: Heard, text: str) -> None:
    told = asked(connect(url), heard, Search(text))
    assert told.trouble in (None, Trouble.NOTHING_FOUND, Trouble.TOO_SHORT)


def test_a_text_with_signs_that_nobody_can_type_finds_the_same_person(connect: Connect, url: str, heard: Heard) -> None:
    people = connect(url)
    for name in ("emoji", "half of an emoji", "line breaks", "markup", "double quotes"):
        told = asked(people, heard, Search(HOSTILE[name]))
        assert [one.name for one in told.people] in (["Muhammad Rizky Pratama"], []), name
    assert asked(people, heard, Search("Rizky\0 Pratama")).people


# the newest question


def test_of_many_questions_the_newest_alone_is_answered_and_those_between_are_never_asked(
    centre: RealCentre, connect: Connect, url: str, heard: Heard
) -> None:
    line = BadLine(url, faults=["silence"])
    with line.open() as bad_url:
        people = connect(bad_url)
        people.ask(Search("siti"))
        while not line.spoiled:  # the first is on its way
            threading.Event().wait(0.005)
        for text in ("ri", "riz", "rizk", "rizky"):
            people.ask(Search(text))
        line.hold.set()
        told = heard.next()
        assert (told.asked, [one.name for one in told.people]) == (Search("rizky"), ["Muhammad Rizky Pratama"])
        asked(people, heard, Opening(told.people[0].id))
        people.stop()
    assert len(heard.told) == 2
    assert searches(centre) == 2


def test_what_is_wanted_no_more_is_not_told(connect: Connect, url: str, heard: Heard) -> None:
    line = BadLine(url, faults=["silence"])
    with line.open() as bad_url:
        people = connect(bad_url)
        people.ask(Search("siti"))
        while not line.spoiled:
            threading.Event().wait(0.005)
        people.ask(None)
        line.hold.set()
        assert asked(people, heard, Search("rizky")).people
    assert len(heard.told) == 1


def test_a_stop_ends_a_call_that_is_on_its_way_and_tells_nothing(connect: Connect, url: str, heard: Heard) -> None:
    line = BadLine(url, faults=["silence"])
    with line.open() as bad_url:
        people = connect(bad_url)
        people.ask(Search("siti"))
        while not line.spoiled:
            threading.Event().wait(0.005)
        people.stop()
        people.stop()
    assert heard.told == []


def test_what_was_never_started_is_stopped_too(url: str, heard: Heard) -> None:
    People(Centre(url, FixedAccess("nobody")), on_told=heard.tell).stop()


# trouble


@pytest.mark.parametrize(
    ("fault", "cause"),
    [("500", "http_500"), ("busy", "http_503"), ("rubbish", "bad_answer"), ("half an answer", "broken")],
)
def test_a_bad_line_is_told_with_its_cause_and_the_next_question_is_answered(
    connect: Connect, url: str, heard: Heard, fault: str, cause: str
) -> None:
    line = BadLine(url, faults=[fault])
    with line.open() as bad_url:
        people = connect(bad_url)
        told = asked(people, heard, Search("siti"))
        assert (told.trouble, told.cause) == (Trouble.LINE_DOWN, cause)
        assert asked(people, heard, Search("siti")).people


def test_a_centre_that_is_not_there_is_a_line_that_is_down(connect: Connect, heard: Heard) -> None:
    told = asked(connect("http://127.0.0.1:1"), heard, Search("siti"))
    assert (told.trouble, told.cause) == (Trouble.LINE_DOWN, "unreachable")


def test_a_centre_that_says_nothing_is_not_waited_for_for_ever(connect: Connect, url: str, heard: Heard) -> None:
    line = BadLine(url, faults=["silence"])
    with line.open() as bad_url:
        told = asked(connect(bad_url, deadline_s=0.2), heard, Search("siti"))
        assert (told.trouble, told.cause) == (Trouble.LINE_DOWN, "timeout")


def test_who_is_not_signed_in_is_not_allowed(connect: Connect, url: str, heard: Heard) -> None:
    told = asked(connect(url, token="somebody else"), heard, Search("siti"))
    assert told.trouble is Trouble.NOT_ALLOWED


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """A centre that answers each call in one way."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, ExitStack() as closing:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        closing.callback(thread.join)
        closing.callback(server.shutdown)
        yield f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (429, b'{"code": "BUSY", "facts": {"after_s": 2.0}}', Trouble.TOO_MANY),
        (403, b'{"code": "NOT_ALLOWED"}', Trouble.NOT_ALLOWED),
        (422, b'{"code": "QUERY_TOO_SHORT", "facts": {"least": 4}}', Trouble.TOO_SHORT),
        (422, b'{"code": "BAD_MARK"}', Trouble.NOT_UNDERSTOOD),
        (426, b'{"code": "TOO_OLD"}', Trouble.NOT_UNDERSTOOD),
        (404, b"<html>not found", Trouble.NOT_UNDERSTOOD),
    ],
)
def test_a_refusal_of_the_centre_has_its_code(
    connect: Connect, heard: Heard, status: int, body: bytes, trouble: Trouble
) -> None:
    with answering(status, body) as url:
        told = asked(connect(url), heard, Search("siti"))
    assert (told.trouble, told.people, told.file) == (trouble, (), None)


def test_a_person_without_an_employer_is_told_by_an_older_centre(connect: Connect, heard: Heard) -> None:
    one = {"id": str(UUID(int=1)), "name": "Siti", "birth_date": "1991-08-12", "nik": "9", "kpj": "1", "branch": 1}
    body = f'{{"people": [{one}], "after": ""}}'.replace("'", '"').encode()
    with answering(200, body) as url:
        told = asked(connect(url), heard, Search("siti"))
    assert [(known.name, known.employer) for known in told.people] == [("Siti", "")]
