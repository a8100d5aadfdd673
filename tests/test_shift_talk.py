"""What of the conversation is written into the claims of the officer who is signed in."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from cso_desk.booth.messages import Needs
from cso_desk.shift_talk import ShiftTalk

NUR = SimpleNamespace(claim_id=UUID(int=1), run="r1")


class Edits:
    """A desk that remembers what is written."""

    def __init__(self) -> None:
        self.made: list[tuple[object, ...]] = []

    def edit(self, *edit: object) -> None:
        self.made.append(edit)


def test_what_a_participant_needs_is_written_into_the_claim_of_whoever_said_it_and_agreed() -> None:
    edits, consented = Edits(), [False]
    reception = SimpleNamespace(sitting=lambda booth: NUR if booth == 2 else None, consented=lambda _: consented[0])
    conversation: Any = SimpleNamespace(reception=reception)
    parts: Any = {"desk": edits, **dict.fromkeys(("attaching", "attachments", "scans", "files"))}
    nobody: Any = None
    talk = ShiftTalk(conversation, nobody, nobody, **parts)
    said = Needs(run="r1", needs=("sight",), language="jv")
    talk._keep_needs(2, said)
    consented[0] = True
    talk._keep_needs(1, said)
    talk._keep_needs(2, Needs(run="r0", needs=("sight",)))
    assert edits.made == []
    talk._keep_needs(2, said)
    assert edits.made == [
        (2, NUR.claim_id, "need.hearing", ""),
        (2, NUR.claim_id, "need.sight", "yes"),
        (2, NUR.claim_id, "need.reading", ""),
        (2, NUR.claim_id, "need.language", "jv"),
    ]
