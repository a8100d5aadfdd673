"""The colours of the page: every pair that carries text can be read, in both themes."""

import re

import pytest

from cso_desk.paths import resource

_STYLE = (resource("booth_page") / "style.css").read_text(encoding="utf-8")
_PAIRS = (
    ("ink", "surface"), ("ink", "sunken"), ("ink", "app"), ("ink2", "surface"), ("ink2", "app"), ("ink3", "sunken"),
    ("barink", "bar"), ("talk-on", "talk"), ("talk-text", "talk-tint"), ("need-on", "need"), ("need-text", "need-tint"),
    ("scan-text", "scan-tint"), ("ready-on", "ready"), ("lost-on", "lost"), ("lost-text", "lost-tint"),
    ("lost-text", "app"),
)  # fmt: skip
_SIGNS = (("talk", "surface"), ("ready", "surface"), ("warn", "surface"), ("line2", "surface"), ("focus", "app"))


def _tokens(selector: str) -> dict[str, str]:
    block = re.search(rf"{re.escape(selector)} \{{(.*?)\}}", _STYLE, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block.group(1)))


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "least"), [(":root", 4.5), (".contrast", 7.0)])
def test_text_is_read_on_what_it_stands_on(theme: str, least: float) -> None:
    colours = {**_tokens(":root"), **_tokens(theme)}
    pairs = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in _PAIRS}
    assert {pair: round(ratio, 1) for pair, ratio in pairs.items() if ratio < least} == {}
    signs = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in _SIGNS}
    assert {pair: round(ratio, 1) for pair, ratio in signs.items() if ratio < 3.0} == {}
