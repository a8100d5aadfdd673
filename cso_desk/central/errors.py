"""Why the centre does not take a call."""

from typing import Any

from cso_desk.wire import Result


class CallRefused(Exception):
    """A call that is not taken, with the HTTP status it gets; what was dealt with before stays dealt with."""

    def __init__(self, http_status: int, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.http_status = http_status
        self.code = code
        self.facts = facts
        self.results: tuple[Result, ...] = ()
