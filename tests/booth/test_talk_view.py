"""What the window is told of a conversation."""

from cso_desk.booth.hearing import Heard, Trouble, Voice
from cso_desk.booth.messages import Lamp
from cso_desk.booth.talk import nobody
from cso_desk.booth.talk_view import BoothTalk, talk_view

SPEAKS = Voice(0.52, speaks=True)


def test_each_booth_has_its_lamp_and_its_voice_and_the_one_in_talk_its_time() -> None:
    talk = nobody(3).take(1).listen(2)
    view = talk_view(talk, Heard(Voice(), {1: SPEAKS, 3: SPEAKS}), since=50.0, playing=frozenset({2}))
    assert view.of(1) == BoothTalk(Lamp.TALK, speaks=True, level=0.5, since=50.0)
    assert view.of(2) == BoothTalk(Lamp.LISTENED, plays=True)
    assert view.of(3) == BoothTalk(Lamp.HELD, speaks=True, level=0.5)
    assert view.of(9) == BoothTalk()


def test_whoever_speaks_and_is_not_heard_wants_to_speak() -> None:
    heard = Heard(Voice(), dict.fromkeys((1, 2, 3), SPEAKS))
    view = talk_view(nobody(3).take(1).listen(2), heard)
    assert [view.of(booth).wants_to_speak for booth in (1, 2, 3)] == [False, False, True]
    view = talk_view(nobody(3).announce(frozenset({1})), heard)
    assert [view.of(booth).wants_to_speak for booth in (1, 2, 3)] == [True, True, True]


def test_a_level_that_hardly_moves_changes_nothing() -> None:
    views = [talk_view(nobody(1), Heard(Voice(level), {1: Voice(level)})) for level in (0.5, 0.51, 0.6)]
    assert views[0] == views[1] != views[2]


def test_what_is_amiss_with_the_officers_microphone_is_told() -> None:
    view = talk_view(nobody(1).take(1).mute(), Heard(SPEAKS, {}))
    assert view.troubles == (Trouble.MUTED_SPEECH,)
