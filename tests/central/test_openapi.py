"""Whatever is sent to the service: it answers as its OpenAPI says, and never with a fault of its own."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.central.sender import Sender
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import NOW, OFFICER, waiting_claims, whole_log

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

_ASKED_BY_DESKS = ("/v1/sign-in", "/v1/sessions", "/v1/password", "/v1/oidc")


class Api:
    """A centre for a whole module, spoken with in process, with the tokens of an officer and of a desk."""

    def __init__(self, centre: RealCentre) -> None:
        self.centre = centre
        self.sender = Sender(centre.sign_in(OFFICER))
        self.desk_token = centre.desk_token(OFFICER)
        self.schema = schemathesis.openapi.from_asgi("/openapi.json", centre.app())


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("openapi")
    with real_centre(f"sqlite:///{folder / 'centre.db'}", folder, lambda: NOW) as centre:
        centre.store.add_claims(waiting_claims(2))
        yield Api(centre)


def test_every_call_is_answered_as_described(api: Api) -> None:
    operations = [found.ok() for found in api.schema.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        _try(api, operation)


def _try(api: Api, operation: APIOperation) -> None:
    of_desk = operation.path.startswith(_ASKED_BY_DESKS)
    token = api.desk_token if of_desk else api.sender.headers["Authorization"].removeprefix("Bearer ")

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy())
    def one(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

    one()


def test_nothing_of_it_left_a_trace_in_the_log(api: Api) -> None:
    assert all("claim" in entry.kind for entry in whole_log(api.centre.store))
