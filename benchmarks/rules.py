"""How fast the rules are: every check of a claim, over ten thousand claims, beside reading the same claims as JSON.

The peer is pydantic, which turns each claim's JSON text into the claim that is judged.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from time import perf_counter
from typing import Any

from cso_desk.claims.checks import assess
from cso_desk.claims.table_files import packaged
from cso_desk.demo.people import participants
from cso_desk.wire.claim_wire import claim_from_json, claim_to_wire

COUNT = 10_000
TODAY = date(2025, 11, 13)


def main() -> None:
    """Measure and print."""
    packaged()  # the tables are read once, when the program starts
    claims = participants(COUNT, today=TODAY)
    texts = [json.dumps(claim_to_wire(claim)) for claim in claims]
    assess(claims[0], on=TODAY)
    claim_from_json(texts[0])
    read = _seconds(claim_from_json, texts)
    judged = _seconds(lambda claim: assess(claim, on=TODAY), claims)
    print(f"{COUNT} claims judged in {judged:.2f} s: {1000 * judged / COUNT:.3f} ms a claim, one core")
    print(f"{judged / read:.2f} times what pydantic takes to read them from JSON ({read:.2f} s)")


def _seconds(act: Callable[[Any], object], over: Iterable[Any]) -> float:
    began = perf_counter()
    for one in over:
        act(one)
    return perf_counter() - began


if __name__ == "__main__":
    main()
