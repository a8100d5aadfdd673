"""Asks every call who makes it: an officer by an access token, or a desk by its own."""

import logging
from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from cso_desk.central.accounts.desks import DeskCaller, Desks
from cso_desk.central.accounts.tokens import Tokens
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller, Guard
from cso_desk.central.service.logs import note_desk

log = logging.getLogger(__name__)

DeskGuard = Callable[[Request], DeskCaller]
"""Tells which desk calls; raises CallRefused (401, 403) where none does that may. Used as `Depends(desk_guard)`."""

_SCHEME = "bearer "


def make_guard(tokens: Tokens) -> Guard:
    """Who calls, by the access token of a session."""

    async def caller(request: Request) -> Caller:
        token = _bearer(request)
        told = tokens.caller(token) if tokens.is_ready else await run_in_threadpool(tokens.caller, token)
        note_desk(told.desk)
        return told

    return caller


def make_desk_guard(desks: Desks) -> DeskGuard:
    """Which desk calls, by the token of its enrolment."""

    def caller(request: Request) -> DeskCaller:
        try:
            return desks.caller(_bearer(request))
        except CallRefused as refused:
            if refused.code == "DESK_QUARANTINED":
                log.warning("security: desk %s is quarantined and calls", refused.facts["desk"])
            raise

    return caller


def make_either_guard(guard: Guard, desk_guard: DeskGuard) -> Callable[[Request], Awaitable[None]]:
    """Lets in whom either guard knows: for what a desk may ask with nobody signed in."""

    async def known(request: Request) -> None:
        if "." in _bearer(request):  # an access token has three parts, a desk's one
            await guard(request)
        else:
            await run_in_threadpool(desk_guard, request)

    return known


def _bearer(request: Request) -> str:
    header = request.headers.get("authorization", "")
    if not header.lower().startswith(_SCHEME):
        raise CallRefused(401, "UNAUTHORISED")
    return header[len(_SCHEME) :]
