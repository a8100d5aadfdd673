"""Who hears whom, over any sequence of what an officer may do."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from cso_desk.booth.messages import Lamp
from cso_desk.booth.talk import FULL_GAIN, LISTENING_GAIN, Talk, nobody

BOOTHS = 6
Step = Callable[[Talk], Talk]

_booth = st.integers(0, BOOTHS + 1)
_step: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda booth: lambda talk: talk.take(booth), _booth),
    st.builds(lambda booth: lambda talk: talk.toggle(booth), _booth),
    st.builds(lambda booth: lambda talk: talk.push(booth), _booth),
    st.builds(lambda booth: lambda talk: talk.listen(booth), _booth),
    st.builds(lambda booth: lambda talk: talk.leave(booth), _booth),
    st.builds(lambda booths: lambda talk: talk.announce(booths), st.none() | st.frozensets(_booth)),
    st.sampled_from([Talk.hold, Talk.release, Talk.mute]),
)
_steps = st.lists(_step, max_size=30)


def after(*steps: Step) -> Talk:
    talk = nobody(BOOTHS)
    for step in steps:
        talk = step(talk)
    return talk


@given(_steps)
def test_never_do_two_booths_hear_the_officer_outside_an_announcement(steps: list[Step]) -> None:
    talk = after(*steps)
    assert len(talk.hearers) <= 1 or talk.hearers == talk.announcing_to
    assert talk.hearers <= talk.booths


@given(_steps)
def test_at_most_one_booth_is_heard_in_full_and_one_quietly_and_none_in_an_announcement(steps: list[Step]) -> None:
    talk = after(*steps)
    gains = [talk.gain(booth) for booth in talk.booths]
    assert gains.count(FULL_GAIN) <= 1
    assert gains.count(LISTENING_GAIN) <= 1
    assert set(gains) <= {0.0, FULL_GAIN, LISTENING_GAIN}
    assert not talk.announcing_to or not any(gains)


@given(_steps)
def test_a_lamp_never_tells_a_participant_less_than_is_true(steps: list[Step]) -> None:
    talk = after(*steps)
    for booth in talk.booths:
        lamp = talk.lamp(booth)
        assert (lamp in (Lamp.TALK, Lamp.LISTENED)) == (talk.gain(booth) > 0)
        assert booth not in talk.hearers or lamp in (Lamp.TALK, Lamp.ANNOUNCED)


@given(_steps, st.integers(1, BOOTHS))
def test_taking_a_booth_holds_all_others_in_the_same_instant(steps: list[Step], booth: int) -> None:
    talk = after(*steps, lambda talk: talk.take(booth))
    assert talk.connected == {booth}
    assert [other for other in talk.booths if talk.lamp(other) is Lamp.TALK] == [booth]


@given(_steps)
def test_holding_leaves_nobody_who_hears_the_officer(steps: list[Step]) -> None:
    assert not after(*steps, Talk.hold).connected


@given(_steps, st.integers(1, BOOTHS))
def test_letting_the_key_go_returns_to_hold(steps: list[Step], booth: int) -> None:
    before = after(*steps, Talk.hold)
    pushed = before.push(booth)
    assert pushed.talking_to == booth
    assert pushed.push(booth) == pushed
    assert not pushed.release().connected


@given(_steps)
def test_nothing_is_heard_with_the_microphone_off(steps: list[Step]) -> None:
    talk = after(*steps)
    assert not talk.hearers or not talk.muted
    assert talk.mute().mute() == talk


@given(_steps, st.integers(1, BOOTHS))
def test_whoever_sits_down_next_is_held(steps: list[Step], booth: int) -> None:
    assert after(*steps, lambda talk: talk.leave(booth)).lamp(booth) is Lamp.HELD


def test_releasing_a_key_does_not_end_a_latched_talk() -> None:
    assert nobody(2).take(1).release().talking_to == 1
    assert nobody(2).take(1).push(1).release().talking_to == 1


def test_the_key_of_a_booth_in_pushed_talk_latches_it() -> None:
    talk = nobody(2).push(1).toggle(1)
    assert talk.talking_to == 1
    assert not talk.pushing
    assert talk.toggle(1).talking_to is None


def test_listening_goes_on_beside_a_talk_and_ends_when_its_booth_is_taken() -> None:
    talk = nobody(3).listen(2).take(1)
    assert (talk.gain(1), talk.gain(2), talk.gain(3)) == (FULL_GAIN, LISTENING_GAIN, 0.0)
    assert talk.hearers == {1}
    assert talk.take(2).listening_to is None
    assert talk.listen(2).listening_to is None


def test_an_announcement_is_heard_where_it_was_meant_to_be_and_ends_the_talk() -> None:
    talk = nobody(3).take(1).announce(frozenset({2, 3, 9}))
    assert talk.hearers == {2, 3}
    assert talk.lamp(2) is Lamp.ANNOUNCED
    assert talk.lamp(1) is Lamp.HELD
    assert talk.announce(frozenset()) == talk
    assert talk.hold().hearers == frozenset()
