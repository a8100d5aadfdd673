"""The organisation's own sign-in over HTTP: two calls of the desk, and the page on which the browser ends."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from cso_desk.central.accounts.accounts_api import problems
from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.accounts.guards import DeskGuard
from cso_desk.central.accounts.oidc_logins import OidcLogins
from cso_desk.wire.account_messages import OidcBegun, OidcFinish
from cso_desk.wire.credentials import SignedIn

_PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>CSO Desk</title>
<style>body{{font-family:sans-serif;margin:20vh auto;max-width:30em;text-align:center;font-size:1.25em}}</style></head>
<body><p>{said}</p></body></html>
"""
_DONE = "Anda sudah masuk. Kembali ke CSO Desk."
_NOT_DONE = "Anda belum dapat masuk. Kembali ke CSO Desk dan coba sekali lagi."
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_Told = Annotated[str | None, Query(max_length=4000)]


def oidc_routes(logins: OidcLogins, desk_guard: DeskGuard) -> APIRouter:
    """The routes of a sign-in through OpenID Connect."""
    routes = APIRouter(tags=["accounts"])
    at_desk = Depends(desk_guard)

    @routes.post("/v1/oidc/begin", summary="Begin an OpenID sign-in", responses=problems(401, 403, 503))
    def begin(desk: Annotated[DeskCaller, at_desk]) -> OidcBegun:
        """Say where the officer signs in, and by what the desk asks for the outcome."""
        return logins.begin(desk)

    @routes.post(
        "/v1/oidc/finish",
        summary="Finish an OpenID sign-in",
        response_model=SignedIn,
        responses={202: {"description": "The officer is still in the browser."}, **problems(401, 403, 404, 422, 503)},
    )
    def finish(request: OidcFinish, desk: Annotated[DeskCaller, at_desk]) -> SignedIn | Response:
        """Give the session once the officer is through."""
        return logins.finish(desk, request.handle) or Response(status_code=202)

    @routes.get(
        "/v1/oidc/callback",
        summary="Where the browser ends",
        response_class=Response,
        responses={
            200: {"content": {"text/html": {}}, "description": "Signed in."},
            400: {"content": {"text/html": {}}, "description": "Not signed in."},
            **problems(422),
        },
    )
    def callback(state: _Told = None, code: _Told = None, iss: _Told = None) -> Response:
        """Take what the provider told the browser, and send the officer back to the desk."""
        is_done = logins.answer(state or "", code or None, iss)
        page = _PAGE.format(said=_DONE if is_done else _NOT_DONE)
        return Response(page, 200 if is_done else 400, _HEADERS, "text/html; charset=utf-8")

    return routes
