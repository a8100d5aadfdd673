"""Calls that come at the same time share the work, and none is left waiting."""

import asyncio
from collections.abc import Sequence
from typing import Any

from cso_desk.central.together import Together

PATIENCE_S = 30


def run(*askers: Sequence[int], lanes: int = 1, most: int = 8) -> tuple[list[Any], list[list[int]]]:
    """Each asker asks one thing after the other; returns their answers, and the groups that were answered."""
    groups: list[list[int]] = []

    def doubled(asked: Sequence[int]) -> list[int]:
        groups.append(list(asked))
        if 13 in asked:
            raise ValueError("13")
        return [2 * one for one in asked]

    async def all_of_it() -> list[Any]:
        together = Together(doubled, lanes=lanes, most=most)

        async def ask(numbers: Sequence[int]) -> list[int]:
            return [await together.ask(number) for number in numbers]

        asked = asyncio.gather(*map(ask, askers), return_exceptions=True)
        return await asyncio.wait_for(asked, PATIENCE_S)

    return asyncio.run(all_of_it()), groups


def test_who_asks_again_in_the_moment_of_the_answer_is_answered_too() -> None:
    answers, _ = run([1, 2, 3], [4, 5, 6])
    assert answers == [[2, 4, 6], [8, 10, 12]]


def test_those_who_ask_at_the_same_time_go_as_one_up_to_the_most() -> None:
    answers, groups = run([1], [2], [3], most=2)
    assert answers == [[2], [4], [6]]
    assert groups == [[1, 2], [3]]


def test_a_fault_is_told_to_its_group_alone() -> None:
    answers, _ = run([13], [1], most=1)
    assert [str(answers[0]), answers[1]] == ["13", [2]]
