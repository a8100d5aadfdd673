"""Calls that come at the same time share the work, and none is left waiting."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from cso_desk.central.together import Together

PATIENCE_S = 30


def run(
    *askers: Sequence[int],
    lanes: int = 1,
    most: int = 8,
    weigh: Callable[[int], int] = lambda _asked: 1,
    company_s: float = 0.0,
) -> tuple[list[Any], list[list[int]]]:
    """Each asker asks one thing after the other, each comes back later than the one before.

    Returns their answers, and the groups that were answered.
    """
    groups: list[list[int]] = []

    def doubled(asked: Sequence[int]) -> list[int]:
        groups.append(list(asked))
        if 13 in asked:
            raise ValueError("13")
        return [2 * one for one in asked]

    async def all_of_it() -> list[Any]:
        together = Together(doubled, lanes=lanes, most=most, weigh=weigh, company_s=company_s)

        async def ask(place: int, numbers: Sequence[int]) -> list[int]:
            answers = []
            for number in numbers:
                answers.append(await together.ask(number))
                for _turn in range(3 * place):
                    await asyncio.sleep(0)
            return answers

        asked = asyncio.gather(*(ask(*told) for told in enumerate(askers)), return_exceptions=True)
        return await asyncio.wait_for(asked, PATIENCE_S)

    return asyncio.run(all_of_it()), groups


def test_who_asks_again_in_the_moment_of_the_answer_is_answered_too() -> None:
    answers, _ = run([1, 2, 3], [4, 5, 6])
    assert answers == [[2, 4, 6], [8, 10, 12]]


def test_those_who_ask_at_the_same_time_go_as_one_up_to_the_most() -> None:
    answers, groups = run([1], [2], [3], most=2)
    assert answers == [[2], [4], [6]]
    assert groups == [[1, 2], [3]]


def test_a_group_weighs_no_more_than_it_may_and_who_is_heavier_goes_alone() -> None:
    _, groups = run([1], [2], [3], [9], [1], most=4, weigh=lambda asked: asked)
    assert groups == [[1, 2], [3], [9], [1]]


def test_after_a_group_the_first_who_comes_back_waits_for_the_others() -> None:
    _, groups = run([1, 4], [2, 5], [3, 6], company_s=0.3)
    assert groups == [[1, 2, 3], [4, 5, 6]]


def test_who_comes_alone_waits_for_nobody() -> None:
    answers, groups = run([1, 2, 3], company_s=2 * PATIENCE_S)
    assert answers == [[2, 4, 6]]
    assert groups == [[1], [2], [3]]


def test_a_fault_is_told_to_its_group_alone() -> None:
    answers, _ = run([13], [1], most=1)
    assert [str(answers[0]), answers[1]] == ["13", [2]]
