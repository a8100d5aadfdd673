from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cso_desk.booth.attention import Attention, WorkState
from cso_desk.booth.messages import Lamp
from cso_desk.booth.status import BoothTalk, Pace, statuses

_USUAL = Pace((120.0, 100.0, 140.0))


def _talk(booth: int, lamp: Lamp = Lamp.HELD, **told: bool) -> BoothTalk:
    return BoothTalk(booth, lamp, told.get("sees", True), told.get("hears", False), ticket=f"TICKET-OF-{booth}-")


def _need(booth: int, state: WorkState = WorkState.NEED, left_s: float | None = None) -> Attention:
    return Attention(booth, state, f"reason-of-{booth}-", 0.0, left_s)


def test_who_waits_hears_who_is_served_which_place_and_how_long() -> None:
    told = statuses(
        [_talk(1, Lamp.TALK, hears=True), _talk(2), _talk(3)],
        [_need(3), _need(2)],
        _USUAL,
        talk_for_s=90.0,
        clock="09.42 WIB",
    )
    assert (told[1].lamp, told[1].place, told[1].wait_s) == (Lamp.TALK, None, None)
    assert (told[3].serving, told[3].place, told[3].wait_s) == (1, 0, 30.0)
    assert (told[2].serving, told[2].place, told[2].wait_s) == (1, 1, 150.0)
    assert (told[2].officer_sees, told[2].officer_hears, told[2].clock) == (True, False, "09.42 WIB")


def test_without_measured_times_nothing_is_estimated() -> None:
    pace = Pace().after(100.0).after(100.0)
    assert statuses([_talk(2)], [_need(2)], pace)[2].wait_s is None
    assert statuses([_talk(2)], [_need(2)], pace.after(100.0))[2].wait_s == 0.0


def test_one_that_lasts_longer_than_usual_is_not_said_to_end_now() -> None:
    told = statuses([_talk(1, Lamp.TALK), _talk(2)], [_need(2)], _USUAL, talk_for_s=900.0)
    assert told[2].wait_s == 12.0


def test_who_is_still_busy_alone_does_not_wait_for_less_than_that_takes() -> None:
    told = statuses([_talk(2)], [_need(2, WorkState.SOLO, 300.0)], _USUAL)
    assert (told[2].place, told[2].wait_s) == (0, 300.0)


def test_an_officer_who_is_late_is_waited_for_so_long_at_least_and_not_by_whom_one_talks_with() -> None:
    booths = [replace(_talk(booth, lamp), late_min=10) for booth, lamp in ((1, Lamp.TALK), (2, Lamp.HELD))]
    told = statuses([*booths, _talk(3)], [_need(2), _need(3)], _USUAL)
    assert [(told[booth].late_min, told[booth].wait_s) for booth in (1, 2, 3)] == [
        (None, None),
        (10, 600.0),
        (None, 240.0),
    ]
    assert statuses([booths[1]], [_need(2)], Pace())[2].wait_s == 600.0
    over = replace(booths[1], late_min=0)
    assert (statuses([over], [_need(2)], Pace())[2].late_min, statuses([over], [_need(2)], Pace())[2].wait_s) == (
        0,
        None,
    )


def test_a_lost_booth_holds_up_nobody_and_who_is_not_in_line_has_no_place() -> None:
    told = statuses([_talk(2), _talk(3), _talk(4)], [_need(3, WorkState.LOST), _need(2)], _USUAL)
    assert [(told[booth].place, told[booth].serving) for booth in (2, 3, 4)] == [(0, None), (None, None), (None, None)]


def test_only_the_newest_conversations_count() -> None:
    pace = Pace()
    for _ in range(30):
        pace = pace.after(1000.0)
    for _ in range(20):
        pace = pace.after(60.0)
    assert pace.usual_s == 60.0


_states = st.sampled_from([WorkState.NEED, WorkState.READY, WorkState.SCAN, WorkState.SOLO, WorkState.LOST])


@given(
    lamps=st.lists(st.sampled_from(Lamp), min_size=1, max_size=8),
    states=st.lists(_states, min_size=8, max_size=8),
    order=st.permutations(range(1, 9)),
    in_line=st.integers(0, 8),
    talks=st.lists(st.floats(1, 900), max_size=6),
)
def test_nothing_of_another_booth_but_its_number_is_ever_told(
    lamps: list[Lamp], states: list[WorkState], order: list[int], in_line: int, talks: list[float]
) -> None:
    booths = [_talk(number, lamp) for number, lamp in enumerate(lamps, 1)]
    line = [_need(number, states[number - 1], 40.0) for number in order if number <= len(lamps)][:in_line]
    told = statuses(booths, line, Pace(tuple(talks)), talk_for_s=10.0)
    assert set(told) == {talk.booth for talk in booths}
    for booth, status in told.items():
        text = status.model_dump_json()
        assert status.ticket == f"TICKET-OF-{booth}-"
        assert not any(f"OF-{other}-" in text or f"of-{other}-" in text for other in told if other != booth)
        assert status.place is None or 0 <= status.place < len(line)


@given(
    lamps=st.lists(st.sampled_from(Lamp), min_size=2, max_size=8),
    ticket=st.text(min_size=1, max_size=12),
    called=st.booleans(),
)
def test_what_another_booth_says_of_itself_changes_nothing_here(lamps: list[Lamp], ticket: str, called: bool) -> None:
    booths = [_talk(number, lamp) for number, lamp in enumerate(lamps, 1)]
    line = [_need(number) for number in range(1, len(lamps) + 1)]
    other = BoothTalk(len(lamps), lamps[-1], False, True, called=called, recording=True, ticket=ticket)
    before = statuses(booths, line, _USUAL)
    after = statuses([*booths[:-1], other], line, _USUAL)
    assert all(before[booth] == after[booth] for booth in range(1, len(lamps)))
