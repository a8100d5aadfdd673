"""Lines of text as a recognizer would have found them, made up: a column a text, a row a height."""

from cso_desk.documents.detection import Quad
from cso_desk.documents.ocr import Line

PITCH, HEIGHT, LETTER = 32.0, 28.0, 11.0


def box(x: float, y: float, width: float, *, lean: float = 0.0) -> Quad:
    """A line's box from (x, y) on; `lean` is by how much it falls for each pixel to the right."""
    fall, start = lean * width, y + lean * x
    return (x, start), (x + width, start + fall), (x + width, start + fall + HEIGHT), (x, start + HEIGHT)


def line(text: str, x: float, y: float, *, confidence: float = 0.99, lean: float = 0.0) -> Line:
    """A line of letters of equal width."""
    return Line.even(text, box(x, y, LETTER * len(text), lean=lean), confidence)


def card(rows: list[tuple[str, ...]], *, lean: float = 0.0, columns: tuple[float, ...] = (40, 270, 520)) -> list[Line]:
    """Rows of texts, one a column; an empty text is no line."""
    return [
        line(text, x, 100 + PITCH * number, lean=lean)
        for number, row in enumerate(rows)
        for text, x in zip(row, columns, strict=False)
        if text
    ]
