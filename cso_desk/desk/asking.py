"""Calls of a desk that bring an answer or a refusal at once, and are not tried again by themselves."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from cso_desk.wire import Problem

from .client import Answer, Line, LineDown

M = TypeVar("M", bound=BaseModel)

_GOOD = frozenset((200, 201, 202, 204))
_FAULT_FROM = 500


class Refused(Exception):
    """What was asked for is refused, by the centre or by the desk itself: `code` says why, `facts` with what."""

    def __init__(self, code: str, facts: Mapping[str, Any] = MappingProxyType({})) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def ask(line: Line, method: str, path: str, message: BaseModel | None = None) -> Answer:
    """A good answer; raises Refused, and LineDown where the centre's word did not come or told of its own fault."""
    body = None if message is None else message.model_dump_json().encode()
    answer = line.call(method, path, body=body)
    if answer.status in _GOOD:
        return answer
    problem = problem_in(answer)
    if not problem.code or answer.status >= _FAULT_FROM:
        raise LineDown(problem.code.lower() or f"http_{answer.status}", delivered=True)
    raise Refused(problem.code.lower(), problem.facts)


def read(kind: type[M], answer: Answer) -> M:
    """The message in an answer; raises LineDown where what answered is no centre."""
    try:
        return kind.model_validate_json(answer.body)
    except ValidationError:
        raise LineDown("bad_answer", delivered=True) from None


def problem_in(answer: Answer) -> Problem:
    """Why a call was refused; a problem without a code where the answer does not tell."""
    try:
        return Problem.model_validate_json(answer.body)
    except ValidationError:
        return Problem(code="")
