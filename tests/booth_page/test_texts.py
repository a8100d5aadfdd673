"""The texts of the page as data; no browser is needed for these."""

import json
import re
from string import Formatter

import pytest

from cso_desk.claims.form import DocumentKind
from cso_desk.paths import resource

LANGUAGES = ("id", "en", "jv")
_CODES = ("show", "closer", "farther", "still", "less_light", "more_light", "flat", "fingers", "hold", "taken", "again")
_PAGE = resource("booth_page")


def texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((_PAGE / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    return found


def scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in _PAGE.rglob("*.js"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_places_to_fill_in(language: str) -> None:
    def places(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in Formatter().parse(text) if name)

    first, other = texts("id"), texts(language)
    assert other.keys() == first.keys()
    assert {key: places(text) for key, text in other.items()} == {key: places(text) for key, text in first.items()}
    assert all(text.strip() == text != "" for text in other.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instruction_has_eight_words_at_the_most(language: str) -> None:
    found = texts(language)
    papers = [text for key, text in found.items() if key.startswith("paper_")]
    titles = [text for key, text in found.items() if key.startswith("title_")]
    said = [title.replace("{paper}", paper) for title in titles for paper in papers]
    assert [text for text in said if len(text.split()) > 8] == []


def test_every_paper_and_every_piece_of_guidance_has_its_words() -> None:
    found = texts("id")
    assert {f"paper_{kind}" for kind in DocumentKind} <= found.keys()
    assert {f"hint_guidance_{code}" for code in _CODES} | {f"doing_{code}" for code in _CODES} <= found.keys()


def test_no_text_is_asked_for_that_is_not_there_and_none_is_left_over() -> None:
    script = scripts()
    found = texts("id")
    asked = set(re.findall(r'(?:say|words)\("(\w+)"', script))
    assert asked - found.keys() == set()
    starts = (*re.findall(r"`(\w+_)\$\{", script), "no_glare", "bright")
    named = set(re.findall(r'"(\w+)"', script))
    assert [key for key in found if key not in named and not key.startswith(starts)] == []


def test_every_icon_that_is_named_is_fetched_at_the_start() -> None:
    icons = (_PAGE / "icons.js").read_text(encoding="utf-8")
    fetched = set(re.findall(r'"([a-z0-9-]+)"', icons.split("];")[0]))
    assert {path.stem for path in resource("icons").glob("*.svg")} >= fetched
    used = set(re.findall(r'(?:icon|Icon)\((?:\w+, )?"([a-z0-9-]+)"', scripts()))
    assert used <= fetched
