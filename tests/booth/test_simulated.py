"""Simulated booths: the plays, on their own thread."""

import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from cso_desk.booth.attention import Activity, BoothSignal
from cso_desk.booth.simulated import Person, SimulatedBooths, Stage, script

FAST = 1e5
PATIENCE_S = 20.0


def person(number: int) -> Person:
    return Person(UUID(int=number), f"Peserta {number}", f"99{number:014}")


class Booth:
    """What a booth's picture was told, and what the booth announced, in one order."""

    def __init__(self, number: int, news: threading.Condition) -> None:
        self.number = number
        self.told: list[object] = []
        self._news = news
        self.stage = Stage(sit=self._note("sit"), hold_card=self._note("card"), speak=self._note("speak"))

    def _note(self, what: str) -> Callable[[object], None]:
        def note(value: object) -> None:
            with self._news:
                self.told.append((what, value))
                self._news.notify_all()

        return note

    @property
    def signals(self) -> list[BoothSignal]:
        return [told for told in self.told if isinstance(told, BoothSignal)]

    @property
    def steps(self) -> list[str]:
        return [signal.step for signal in self.signals]

    def card_at(self, step: str) -> bool:
        """Whether the card was up when the last `step` was announced."""
        at = max(index for index, told in enumerate(self.told) if isinstance(told, BoothSignal) and told.step == step)
        held = [value for told in self.told[:at] if isinstance(told, tuple) for what, value in [told] if what == "card"]
        return bool(held[-1])


class House:
    """Three booths on one thread."""

    def __init__(self, speed: float) -> None:
        self._news = threading.Condition()
        self.booths = {number: Booth(number, self._news) for number in (1, 2, 3)}
        stages = {number: booth.stage for number, booth in self.booths.items()}
        self.play = SimulatedBooths(stages, on_signal=self._hear, speed=speed)

    def _hear(self, signal: BoothSignal) -> None:
        with self._news:
            self.booths[signal.booth].told.append(signal)
            self._news.notify_all()

    def until(self, fact: Callable[[], object]) -> None:
        with self._news:
            assert self._news.wait_for(fact, PATIENCE_S), [booth.told for booth in self.booths.values()]


@pytest.fixture
def house() -> Iterator[House]:
    made = House(FAST)
    made.play.start()
    yield made
    made.play.stop()


def test_the_same_claim_plays_the_same_script_and_others_play_others() -> None:
    assert script(person(7)) == script(person(7))
    assert len({script(person(number)) for number in range(20)}) == 20


def test_every_script_ends_waiting_for_the_officer_and_shows_the_card_only_while_scanning() -> None:
    for number in range(200):
        steps = script(person(number))
        assert steps[0].code == "consent"
        assert (steps[-1].activity, steps[-1].seconds) == (Activity.WAITING, None)
        assert [step.card for step in steps] == [step.activity is Activity.SCANNING for step in steps]
        assert all(step.seconds is not None and step.seconds > 0 for step in steps[:-1])


def test_some_call_the_officer_in_between_and_some_do_not() -> None:
    called = [any(step.activity is Activity.CALLING for step in script(person(number))) for number in range(100)]
    assert 10 < sum(called) < 60


def test_the_steps_are_announced_in_order_with_the_card_up_only_while_scanning(house: House) -> None:
    house.play.seat(2, person(4))
    booth = house.booths[2]
    house.until(lambda: booth.steps[-1:] == ["finished"])
    wanted = script(person(4))
    assert booth.told[0] == ("sit", person(4))
    assert booth.steps == [step.code for step in wanted]
    assert [signal.activity for signal in booth.signals] == [step.activity for step in wanted]
    assert [booth.card_at(step.code) for step in wanted] == [step.card for step in wanted]
    assert house.booths[1].told == []


def test_speed_divides_every_span(house: House) -> None:
    house.play.seat(1, person(4))
    house.until(lambda: house.booths[1].steps[-1:] == ["finished"])
    for signal, step in zip(house.booths[1].signals, script(person(4)), strict=True):
        expected = None if step.seconds is None else step.seconds / FAST
        assert signal.left_s == expected


def test_several_booths_play_side_by_side(house: House) -> None:
    for number in house.booths:
        house.play.seat(number, person(number))
    house.until(lambda: all(booth.steps[-1:] == ["finished"] for booth in house.booths.values()))


def test_who_sits_already_goes_on_when_seated_again() -> None:
    house = House(speed=1e-3)
    house.play.start()
    house.play.seat(1, person(1))
    house.until(lambda: house.booths[1].steps)
    house.play.seat(1, person(1))
    house.play.seat(2, person(2))
    house.until(lambda: house.booths[2].steps)
    house.play.stop()
    assert [told for told in house.booths[1].told if isinstance(told, tuple) and told[0] == "sit"] == [
        ("sit", person(1))
    ]
    assert house.booths[1].steps == ["consent"]


def test_leaving_ends_the_play_with_the_card_down_and_the_lips_still(house: House) -> None:
    slow = House(speed=1e-3)
    slow.play.start()
    slow.play.seat(1, person(1))
    booth = slow.booths[1]
    slow.until(lambda: booth.steps)
    slow.play.seat(1, None)
    slow.until(lambda: ("sit", None) in booth.told and len(booth.told[booth.told.index(("sit", None)) :]) == 3)
    slow.play.stop()
    assert booth.told[-3:] == [("sit", None), ("card", False), ("speak", False)]
    assert booth.steps == ["consent"]


def test_the_next_person_begins_at_the_first_step(house: House) -> None:
    booth = house.booths[1]
    house.play.seat(1, person(1))
    house.until(lambda: booth.steps[-1:] == ["finished"])
    first = len(booth.signals)
    house.play.seat(1, person(2))
    house.until(lambda: len(booth.signals) > first and booth.steps[-1] == "finished")
    assert booth.steps[first:] == [step.code for step in script(person(2))]


def test_only_the_last_of_several_wishes_counts() -> None:
    house = House(FAST)
    for number in (1, 2, 3):
        house.play.seat(1, person(number))
    house.play.start()
    house.until(lambda: house.booths[1].steps[-1:] == ["finished"])
    house.play.stop()
    assert [told for told in house.booths[1].told if isinstance(told, tuple) and told[0] == "sit"] == [
        ("sit", person(3))
    ]


def test_stopping_ends_a_play_in_the_middle_and_joins() -> None:
    house = House(speed=1e-3)
    house.play.start()
    house.play.seat(1, person(1))
    house.until(lambda: house.booths[1].steps)
    house.play.stop()
    assert "booths" not in [thread.name for thread in threading.enumerate()]
    house.play.stop()
