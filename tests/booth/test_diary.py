"""What an officer who comes back to a booth is told."""

from datetime import datetime, timedelta

from cso_desk.booth.diary import KEPT, Diary, Event, Happening
from cso_desk.claims.dates import JAKARTA

START = datetime(2026, 11, 26, 9, 37, tzinfo=JAKARTA)


def at(seconds: float, what: Happening = Happening.SPOKE, about: str = "") -> Event:
    return Event(what, START + timedelta(seconds=seconds), about)


def test_only_what_happened_since_the_officer_left_is_told() -> None:
    diary = Diary()
    before, after = at(0, Happening.ARRIVED), at(60, Happening.DOCUMENT_TAKEN, "paklaring")
    diary.note(1, before)
    diary.leave(1, START + timedelta(seconds=30))
    diary.note(1, after)
    resume = diary.resume(1)
    assert resume is not None
    assert resume.events == (after,)
    assert resume.since == START + timedelta(seconds=30)


def test_nothing_is_told_of_a_booth_one_never_left_or_in_which_nothing_happened() -> None:
    diary = Diary()
    diary.note(1, at(0))
    assert diary.resume(1) is None
    diary.leave(1, START + timedelta(seconds=1))
    assert diary.resume(1) is None


def test_the_same_again_stands_there_once_with_the_newer_time() -> None:
    diary = Diary()
    diary.note(2, at(0, Happening.CALLED))
    diary.note(2, at(10, Happening.CALLED))
    diary.note(2, at(40, Happening.CALLED))
    assert [event.at for event in diary.events(2)] == [START + timedelta(seconds=10), START + timedelta(seconds=40)]
    diary.note(2, at(41, Happening.DIFFERS, "nik"))
    diary.note(2, at(42, Happening.DIFFERS, "full_name"))
    assert len(diary.events(2)) == 4


def test_no_booth_is_told_of_another_and_a_new_participant_begins_anew() -> None:
    diary = Diary()
    diary.leave(1, START)
    diary.note(1, at(5))
    diary.note(2, at(5))
    assert diary.resume(2) is None
    diary.clear(1)
    assert diary.events(1) == ()
    assert diary.resume(1) is None


def test_the_oldest_events_go() -> None:
    diary = Diary()
    for number in range(KEPT + 5):
        diary.note(1, at(30 * number))
    assert len(diary.events(1)) == KEPT
    assert diary.events(1)[-1] == at(30 * (KEPT + 4))
