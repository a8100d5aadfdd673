"""Participants over HTTP."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends

from cso_desk.central.guard import Caller, Guard
from cso_desk.central.people.people import People
from cso_desk.wire import Problem
from cso_desk.wire.people_wire import PeopleFound, PeopleSearch, PersonFile

_UNSIGNED: dict[str, Any] = {"model": Problem, "description": "Nobody is signed in."}
_UNKNOWN: dict[str, Any] = {"model": Problem, "description": "There is no such card."}
_BAD: dict[str, Any] = {"model": Problem, "description": "The call is not understood, or its query is too short."}


def people_routes(people: People, guard: Guard) -> APIRouter:
    """The calls that find a participant and open one."""
    routes = APIRouter(prefix="/v1/people", tags=["participants"], responses={401: _UNSIGNED, 422: _BAD})
    who = Depends(guard)

    @routes.post("/search", summary="Find membership cards by a number or a name")
    def search(asked: PeopleSearch, caller: Caller = who) -> PeopleFound:
        """Cards of the whole country, the best first, with masked numbers; the query stays out of every address."""
        return people.search(caller, asked)

    @routes.get("/{person_id}", summary="Open a participant", responses={404: _UNKNOWN})
    def opened(person_id: UUID, caller: Caller = who) -> PersonFile:
        """The whole record of one card by the id that a search told, the person's other cards and claims."""
        return people.open(caller, person_id)

    return routes
