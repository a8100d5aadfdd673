from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cso_desk.claims.model import Claim
from tests.claim_values import claim_with

TODAY = date(2025, 11, 13)

_TAXED = {"contributions": 58_910_400, "returns": 14_546_389}

MakeClaim = Callable[..., Claim]


def faultless_claim() -> Claim:
    """A claim to which nothing stands in the way, of more than is free of tax."""
    return claim_with(master=_TAXED)


@pytest.fixture
def make_claim() -> MakeClaim:
    """The faultless claim, with the form's texts and the master's facts changed as asked."""

    def make(form: dict[str, str] | None = None, *, master: dict[str, Any] | None = None, **changes: Any) -> Claim:
        return claim_with(form, master={**_TAXED, **(master or {})}, **changes)

    return make
