"""What a widget really paints, told as texts with their places: it paints into an SVG, which keeps every text whole."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QSize
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from cso_desk.ui import paint, theme

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Text:
    """One text: the left end and the height of its baseline, and how wide it is."""

    words: str
    x: float
    y: float
    width: float

    @property
    def is_cut(self) -> bool:
        """True where there was no room for all of it."""
        return self.words.endswith("…")

    def overlaps(self, other: "Text") -> bool:
        """True where two texts stand over each other on a line."""
        return abs(self.y - other.y) < 5 and self.x + 1 < other.x + other.width and other.x + 1 < self.x + self.width


def texts_drawn(draw: Callable[[QPainter], object], size: QSize) -> list[Text]:
    """The texts that a function draws on a painter."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    svg = QSvgGenerator()
    svg.setOutputDevice(buffer)
    svg.setSize(size)
    painter = QPainter(svg)
    draw(painter)
    painter.end()
    tree = ElementTree.fromstring(bytes(buffer.data().data()))
    return [_text(element) for element in tree.iter(f"{_SVG}text")]


def texts_of(widget: QWidget) -> list[Text]:
    """The texts that a widget paints itself, those of its children left out."""

    def render(painter: QPainter) -> None:
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))

    return texts_drawn(render, widget.size())


def overlapping(texts: list[Text]) -> list[tuple[str, str]]:
    """Which texts stand over each other."""
    pairs = ((one, other) for at, one in enumerate(texts) for other in texts[at + 1 :])
    return [(one.words, other.words) for one, other in pairs if one.overlaps(other)]


def _text(element: ElementTree.Element) -> Text:
    words = "".join(element.itertext()).strip()
    size, weight = float(element.get("font-size", "12")), int(element.get("font-weight", "400"))
    make = theme.mono if "Mono" in element.get("font-family", "") else theme.font
    return Text(
        words, float(element.get("x", "0")), float(element.get("y", "0")), paint.width(words, make(size, weight))
    )
