"""A claim as the JSON that travels and is kept."""

from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from cso_desk.claims.model import Claim


def claim_to_wire(claim: Claim) -> dict[str, Any]:
    """A claim as plain JSON values."""
    document: dict[str, Any] = _claims().dump_python(claim, mode="json", fallback=dict, warnings=False)
    return {"schema": 1, **document}


def claim_from_wire(document: dict[str, Any]) -> Claim:
    """The claim that a document tells of, unknown fields left out; raises ValueError where it is none."""
    return _frozen(_claims().validate_python(document))


def claim_from_json(text: str | bytes) -> Claim:
    """The claim that a JSON text tells of; raises ValueError where it is none."""
    return _frozen(_claims().validate_json(text))


@cache
def _claims() -> TypeAdapter[Claim]:
    return TypeAdapter(Claim)


def _frozen(claim: Claim) -> Claim:
    return replace(claim, form=replace(claim.form, values=MappingProxyType(dict(claim.form.values))))
