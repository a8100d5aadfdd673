"""Who needs the officer: the state of each booth, and the order."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cso_desk.booth.attention import (
    LOST_BECOMES_NEED_S,
    Activity,
    Attention,
    BoothFacts,
    BoothSignal,
    WorkState,
    attention,
    rank,
)

NOW = 1000.0


def signal(activity: Activity = Activity.SOLO, step: str = "history", left_s: float | None = None) -> BoothSignal:
    return BoothSignal(2, activity, step, NOW - 40, left_s)


def facts(
    *,
    occupied: bool = True,
    decided: bool = False,
    ready: bool = False,
    lost_for_s: float | None = None,
    told: BoothSignal | None = None,
    talk_since: float | None = None,
) -> BoothFacts:
    return BoothFacts(2, occupied, decided, ready, NOW - 90, lost_for_s, told, talk_since)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (facts(occupied=False), Attention(2, WorkState.CLOSED, "empty", NOW - 90)),
        (facts(occupied=False, lost_for_s=60), Attention(2, WorkState.CLOSED, "empty", NOW - 90)),
        (facts(occupied=False, told=signal()), Attention(2, WorkState.CLOSED, "empty", NOW - 90)),
        (facts(decided=True), Attention(2, WorkState.CLOSED, "decided", NOW - 90)),
        (facts(decided=True, ready=True), Attention(2, WorkState.CLOSED, "decided", NOW - 90)),
        (facts(decided=True, told=signal(Activity.CALLING)), Attention(2, WorkState.CLOSED, "decided", NOW - 90)),
        (facts(ready=True, talk_since=NOW - 7), Attention(2, WorkState.TALK, "talk", NOW - 7)),
        (facts(occupied=False, talk_since=NOW - 7), Attention(2, WorkState.TALK, "talk", NOW - 7)),
        (facts(decided=True, lost_for_s=5, talk_since=NOW - 7), Attention(2, WorkState.TALK, "talk", NOW - 7)),
        (facts(lost_for_s=5, talk_since=NOW - 7), Attention(2, WorkState.LOST, "reconnecting", NOW - 5)),
        (facts(ready=True), Attention(2, WorkState.READY, "all_passed", NOW - 90)),
        (facts(ready=True, told=signal(Activity.SCANNING)), Attention(2, WorkState.READY, "all_passed", NOW - 90)),
        (facts(), Attention(2, WorkState.NEED, "verify", NOW - 90)),
        (facts(told=signal()), Attention(2, WorkState.SOLO, "history", NOW - 40)),
        (
            facts(told=signal(Activity.SCANNING, "id_card", 50.0)),
            Attention(2, WorkState.SCAN, "id_card", NOW - 40, 10.0),
        ),
        (facts(told=signal(Activity.CALLING, "called")), Attention(2, WorkState.NEED, "called", NOW - 40)),
        (facts(told=signal(Activity.WAITING, "finished")), Attention(2, WorkState.NEED, "finished", NOW - 40)),
        (facts(lost_for_s=5), Attention(2, WorkState.LOST, "reconnecting", NOW - 5)),
        (facts(lost_for_s=5, ready=True), Attention(2, WorkState.LOST, "reconnecting", NOW - 5)),
        (facts(lost_for_s=29.9), Attention(2, WorkState.LOST, "reconnecting", NOW - 29.9)),
        (facts(lost_for_s=30), Attention(2, WorkState.NEED, "send_floor_staff", NOW)),
        (facts(lost_for_s=95, told=signal()), Attention(2, WorkState.NEED, "send_floor_staff", NOW - 65)),
    ],
)
def test_the_state_of_a_booth_follows_from_what_is_known_of_it(known: BoothFacts, expected: Attention) -> None:
    found = attention(known, now=NOW)
    assert found.since == pytest.approx(expected.since)
    assert (found.booth, found.state, found.reason, found.left_s) == (
        2,
        expected.state,
        expected.reason,
        expected.left_s,
    )


@pytest.mark.parametrize(
    ("left_s", "now", "expected"), [(60.0, NOW, 20.0), (60.0, NOW + 15, 5.0), (60.0, NOW + 99, 0.0)]
)
def test_the_time_left_of_a_step_runs_down_to_nothing(left_s: float, now: float, expected: float) -> None:
    assert attention(facts(told=signal(left_s=left_s)), now=now).left_s == expected


def test_a_decided_booth_sends_nobody_for_its_picture() -> None:
    for lost_for_s in (5, LOST_BECOMES_NEED_S + 1):
        assert attention(facts(decided=True, lost_for_s=lost_for_s), now=NOW).state is WorkState.CLOSED


def at(booth: int, state: WorkState, since: float = NOW - 10, left_s: float | None = None) -> Attention:
    return Attention(booth, state, "", since, left_s)


def order(booths: Sequence[Attention]) -> list[int]:
    return [booth.booth for booth in rank(booths, now=NOW)]


def test_need_comes_before_ready_before_steps_that_end_before_solo_before_lost() -> None:
    states = [WorkState.LOST, WorkState.SOLO, WorkState.SCAN, WorkState.READY, WorkState.NEED]
    assert order([at(number, state) for number, state in enumerate(states, 1)]) == [5, 4, 3, 2, 1]


def test_empty_booths_and_the_one_in_talk_are_not_in_the_order() -> None:
    assert order([at(1, WorkState.CLOSED), at(2, WorkState.TALK), at(3, WorkState.SOLO)]) == [3]


@pytest.mark.parametrize("state", [WorkState.NEED, WorkState.READY, WorkState.LOST])
def test_who_has_waited_longest_comes_first(state: WorkState) -> None:
    assert order([at(1, state, NOW - 5), at(2, state, NOW - 90), at(3, state, NOW - 30)]) == [2, 3, 1]


@pytest.mark.parametrize("state", [WorkState.SCAN, WorkState.SOLO])
def test_who_is_done_soonest_comes_first_and_who_says_nothing_comes_last(state: WorkState) -> None:
    booths = [at(1, state), at(2, state, left_s=40), at(3, state, left_s=3)]
    assert order(booths) == [3, 2, 1]


RANKED = {WorkState.NEED, WorkState.READY, WorkState.SCAN, WorkState.SOLO, WorkState.LOST}
SECONDS = st.floats(0, 1e6).map(lambda value: round(value, 3))
BOOTHS = st.permutations(range(1, 9)).flatmap(
    lambda numbers: st.tuples(
        *(
            st.builds(
                Attention,
                booth=st.just(number),
                state=st.sampled_from(WorkState),
                reason=st.just(""),
                since=SECONDS.map(lambda ago: NOW - ago),
                left_s=st.none() | SECONDS,
            )
            for number in numbers
        )
    )
)


@given(BOOTHS)
def test_the_order_is_one_of_exactly_the_booths_that_can_need_the_officer(booths: tuple[Attention, ...]) -> None:
    ranked = rank(booths, now=NOW)
    assert sorted(ranked, key=lambda booth: booth.booth) == sorted(
        (booth for booth in booths if booth.state in RANKED), key=lambda booth: booth.booth
    )
    needy = [booth for booth in ranked if booth.state is WorkState.NEED]
    assert list(ranked[: len(needy)]) == needy
    assert [booth.since for booth in needy] == sorted(booth.since for booth in needy)


@given(BOOTHS, st.randoms(), SECONDS)
def test_the_order_depends_neither_on_the_order_asked_in_nor_on_the_moment(
    booths: tuple[Attention, ...], dice: object, later: float
) -> None:
    shuffled = sorted(booths, key=lambda booth: hash((booth.booth, str(dice))))
    assert rank(shuffled, now=NOW) == rank(booths, now=NOW) == rank(booths, now=NOW + later)


def test_a_lost_picture_counts_as_need_from_half_a_minute_on() -> None:
    assert LOST_BECOMES_NEED_S == 30
