"""What an officer shows on a booth's screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class ShownThing(StrEnum):
    """What kind of thing is shown."""

    NOTHING = "nothing"
    MESSAGE = "message"
    FORM = "form"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Wish:
    """Something is to be shown in a booth until another wish, or the next participant, comes.

    `texts` is a message by the booth's language, or under "" in the officer's own words; `sha256` names the picture of
    a document of the booth's own claim, `document` its kind.
    """

    booth: int
    thing: ShownThing
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    document: str = ""
    sha256: str = ""

    def text(self, language: str) -> str:
        """The message in a language; in the officer's own words where it was not one of the ready ones."""
        return self.texts.get(language) or self.texts.get("", "")
