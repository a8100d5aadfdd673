"""Enrolment, sign-in and sessions over HTTP."""

import logging
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from cso_desk.central.accounts.accounts import Accounts
from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.guards import DeskGuard
from cso_desk.central.errors import CallRefused
from cso_desk.central.guard import Caller, Guard
from cso_desk.wire import Problem
from cso_desk.wire.account_messages import Me, PasswordChange
from cso_desk.wire.credentials import AccessToken, EnrolAnswer, EnrolRequest, SignedIn, SignInRequest, TokenRequest

log = logging.getLogger(__name__)

_SAID = {
    401: "The token, the session or the password does not hold.",
    403: "Known, but not let in.",
    404: "There is no such thing here.",
    422: "The message is not understood, or what it asks for cannot be.",
    429: "Too many wrong tries: again after so many seconds.",
    503: "Something the centre needs is away: again after so many seconds.",
}


def accounts_routes(accounts: Accounts, guard: Guard, desk_guard: DeskGuard) -> APIRouter:
    """The routes by which a machine becomes a desk, and an officer is let in at it."""
    routes = APIRouter(tags=["accounts"])
    at_desk, signed_in = Depends(desk_guard), Depends(guard)

    @routes.post("/v1/enrol", summary="Become a desk", responses=problems(403, 422, 429))
    def enrol(request: EnrolRequest, call: Request) -> EnrolAnswer:
        """Trade the one-time code of an administrator for the token of a desk. Nobody needs to be signed in."""
        address = call.client.host if call.client else ""
        try:
            return accounts.desks.enrol(request, address)
        except CallRefused as refused:
            log.warning("security: an enrolment was refused: %s", refused.code)
            raise

    @routes.post("/v1/sign-in", summary="Sign in", responses=problems(401, 403, 422, 429))
    def sign_in(request: SignInRequest, desk: Annotated[DeskCaller, at_desk]) -> SignedIn:
        """Begin a session of an officer at the calling desk."""
        return accounts.sign_in(desk, request)

    @routes.post("/v1/sessions/token", summary="Fetch an access token", responses=problems(401, 403, 422))
    def access(request: TokenRequest, desk: Annotated[DeskCaller, at_desk]) -> AccessToken:
        """Fetch a new access token of a session that goes on."""
        return accounts.access(desk, request)

    @routes.post("/v1/sign-out", summary="Sign out", status_code=204, responses=problems(401, 403))
    def sign_out(caller: Annotated[Caller, signed_in]) -> Response:
        """End the session of the caller."""
        accounts.sign_out(caller)
        return Response(status_code=204)

    @routes.post("/v1/password", summary="Change a password", status_code=204, responses=problems(401, 403, 422, 429))
    def password(change: PasswordChange, desk: Annotated[DeskCaller, at_desk]) -> Response:
        """Change an officer's own password, which ends the other sessions."""
        accounts.change_password(desk, change)
        return Response(status_code=204)

    @routes.get("/v1/me", summary="Who am I", responses=problems(401, 403))
    def me(caller: Annotated[Caller, signed_in]) -> Me:
        """Say who the centre takes the caller for."""
        return accounts.me(caller)

    return routes


def problems(*http_statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route answers besides its own message, for its description."""
    return {status: {"model": Problem, "description": _SAID[status]} for status in http_statuses}
