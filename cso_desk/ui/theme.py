"""How the window looks: colour tokens of the day and the night theme, two densities, fonts, and the style sheet.

Painted widgets read `current()` when they paint; `use()` changes it for the whole program, as Qt's own palette is one
for the whole program too.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from string import Template
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QFontDatabase

from cso_desk.booth.attention import WorkState
from cso_desk.paths import resource


@dataclass(frozen=True, slots=True)
class StateColours:
    """A work state's colours: `solid` for border and badge, `on` for text on it, `tint`, `text` for quiet headers."""

    solid: str
    on: str
    tint: str
    text: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour tokens of one theme."""

    app: str
    surface: str
    sunken: str
    ink: str
    ink2: str
    ink3: str
    line: str
    line2: str
    bar: str
    barink: str
    barink2: str
    barline: str
    focus: str
    passed: str
    warn: str
    fail: str
    pend: str
    synced: str
    alarm: str
    states: Mapping[WorkState, StateColours]
    video: str = "#0E151C"
    videoink: str = "#F2F6FA"
    videoink2: str = "#B9C6D2"
    overlay: str = "#BD080D12"  # rgba(8, 13, 18, .74), written #AARRGGBB as Qt reads it
    live: str = "#5BD08A"
    stale: str = "#FFB054"
    staleink: str = "#2A1500"
    lostink: str = "#FFB3B7"


def _states(*rows: tuple[WorkState, str, str, str, str]) -> Mapping[WorkState, StateColours]:
    return MappingProxyType({state: StateColours(*colours) for state, *colours in rows})


LIGHT = Palette(
    app="#E6EAEE",
    surface="#FFFFFF",
    sunken="#F3F5F7",
    ink="#14202B",
    ink2="#435160",
    ink3="#5C6976",
    line="#D2D9E0",
    line2="#74808D",
    bar="#13283B",
    barink="#FFFFFF",
    barink2="#B4C3D1",
    barline="#2C4358",
    focus="#0B1F33",
    passed="#17743A",
    warn="#A34A00",
    fail="#B0222C",
    pend="#66737F",
    synced="#9FE0B7",
    alarm="#FFD08A",
    states=_states(
        (WorkState.TALK, "#1556B8", "#FFFFFF", "#E4EEFC", "#0E428F"),
        (WorkState.NEED, "#B8500A", "#FFFFFF", "#FFEFDD", "#853800"),
        (WorkState.SCAN, "#6A48BE", "#FFFFFF", "#F0EBFB", "#4D3199"),
        (WorkState.READY, "#17743A", "#FFFFFF", "#E3F4E9", "#0F5829"),
        (WorkState.SOLO, "#566575", "#FFFFFF", "#EDF0F3", "#3F4D5B"),
        (WorkState.LOST, "#B0222C", "#FFFFFF", "#FCE9EA", "#8B1720"),
        (WorkState.CLOSED, "#566575", "#FFFFFF", "#F3F5F7", "#3F4D5B"),
    ),
)

DARK = Palette(
    app="#0A0F14",
    surface="#141C24",
    sunken="#1B252F",
    ink="#EEF3F8",
    ink2="#BCC8D4",
    ink3="#A8B6C4",
    line="#2B3947",
    line2="#71849A",
    bar="#0F161D",
    barink="#F4F8FB",
    barink2="#A9B8C7",
    barline="#2B3947",
    focus="#FFFFFF",
    passed="#56CF88",
    warn="#FFB054",
    fail="#FF9197",
    pend="#A8B6C4",
    synced="#9FE0B7",
    alarm="#FFD08A",
    states=_states(
        (WorkState.TALK, "#5AA9FF", "#04172E", "#12294A", "#A9D2FF"),
        (WorkState.NEED, "#FFB054", "#2A1500", "#3D2810", "#FFCF96"),
        (WorkState.SCAN, "#B9A2FF", "#180B3D", "#2A2249", "#D5C8FF"),
        (WorkState.READY, "#56CF88", "#03210F", "#123222", "#9BE6BA"),
        (WorkState.SOLO, "#9DAEBF", "#0D151D", "#212D39", "#C3CEDA"),
        (WorkState.LOST, "#FF9197", "#330407", "#431A1F", "#FFB9BD"),
        (WorkState.CLOSED, "#9DAEBF", "#0D151D", "#1B252F", "#C3CEDA"),
    ),
)


@dataclass(frozen=True, slots=True)
class Density:
    """The measures of one density, in logical pixels."""

    top: int
    strip: int
    hints: int
    margin: int
    column_gap: int
    row_gap: int
    header: int
    padding: int
    badge: int
    row: int
    field: int
    form: int
    ribbon: int
    decision: int
    amount: float
    title: float
    name: float
    paid: float
    timer: float
    state: float
    body: float
    check: float
    value: float
    label: float


ROOMY = Density(
    top=54,
    strip=42,
    hints=34,
    margin=12,
    column_gap=12,
    row_gap=9,
    header=40,
    padding=8,
    badge=24,
    row=21,
    field=28,
    form=520,
    ribbon=232,
    decision=70,
    amount=24,
    title=19,
    name=16.5,
    paid=17,
    timer=16,
    state=13.5,
    body=13,
    check=12.5,
    value=12,
    label=11.5,
)

DENSE = Density(
    top=42,
    strip=34,
    hints=28,
    margin=8,
    column_gap=8,
    row_gap=6,
    header=28,
    padding=5,
    badge=20,
    row=17,
    field=25,
    form=430,
    ribbon=132,
    decision=60,
    amount=20,
    title=16,
    name=14,
    paid=14,
    timer=13.5,
    state=12,
    body=12,
    check=11,
    value=11,
    label=11,
)

ROOMY_FROM = (1800, 1000)


@dataclass(frozen=True, slots=True)
class Look:
    """A theme's colours and a density's measures: all that a view needs to paint itself."""

    palette: Palette
    density: Density

    def colour(self, token: str) -> QColor:
        """The colour of one palette token, such as "ink2"."""
        return QColor(getattr(self.palette, token))

    def state(self, state: WorkState) -> StateColours:
        """The four colours of one work state."""
        return self.palette.states[state]


def density_for(width: int, height: int) -> Density:
    """The density for a window of this size in logical pixels."""
    roomy = width >= ROOMY_FROM[0] and height >= ROOMY_FROM[1]
    return ROOMY if roomy else DENSE


_look = Look(LIGHT, ROOMY)


def current() -> Look:
    """The look that is in force."""
    return _look


def use(look: Look) -> None:
    """Put a look in force; whoever calls this repaints the windows."""
    global _look
    _look = look


def style_sheet(look: Look) -> str:
    """The program's style sheet with the look's colours and measures put in."""
    values = {field.name: getattr(look.palette, field.name) for field in fields(look.palette)}
    tokens = {name: value for name, value in values.items() if isinstance(value, str)}
    for state in WorkState:
        colours = look.state(state)
        tokens |= {f"{state}": colours.solid, f"{state}_on": colours.on}
        tokens |= {f"{state}_tint": colours.tint, f"{state}_text": colours.text}
    measures = {name: f"{value:g}" for name, value in asdict(look.density).items()}
    text = resource("style.qss").read_text(encoding="utf-8")
    return Template(text).substitute(measures | tokens, family=_family(), mono=_mono_family())


@cache
def font(px: float, weight: int = 400) -> QFont:
    """The program's font at a size in logical pixels, digits all of one width; weights are 400, 600 and 700."""
    return _font(_family(), px, weight)


@cache
def caps(px: float) -> QFont:
    """The font of state words, which are written in capitals: bold and a little spaced."""
    made = QFont(font(px, 700))
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.35)
    return made


@cache
def mono(px: float, weight: int = 400) -> QFont:
    """The font for numbers with masks and for letters that are compared."""
    return _font(_mono_family(), px, weight)


def _font(family: str, px: float, weight: int) -> QFont:
    made = QFont(family)
    made.setFamilies([family, "Segoe UI", "Noto Sans"])
    made.setPixelSize(round(px))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


@cache
def _family() -> str:
    return _load("OpenSans-*.ttf", "Open Sans")


@cache
def _mono_family() -> str:
    return _load("*Mono*.ttf", "Noto Sans Mono")


def _load(pattern: str, family: str) -> str:
    for path in sorted(resource("fonts").glob(pattern)):
        QFontDatabase.addApplicationFont(str(path))
    return family
