"""What is said to the officer: that it is words, in which language, and which codes have to have some."""

import re

from cso_desk.claims.errors import ClaimError
from cso_desk.desk.errors import StoreError
from cso_desk.ui.language import Language

LANGUAGES = ["id", "en"]
speak = Language("en").use
CODE = re.compile(r"\b[a-z]+(_[a-z0-9]+)+\b|%\d")


def is_said(text: str) -> bool:
    """True for words: neither nothing nor a code nor a place that was not filled."""
    return bool(text.strip()) and not CODE.search(text)


def codes_of(*modules: object) -> set[str]:
    """The codes of all errors that some modules define, those of whole families left out."""
    found = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    return {
        kind.code
        for kind in found
        if issubclass(kind, ClaimError | StoreError) and kind not in (ClaimError, StoreError)
    }
