"""A letter on paper: as HTML, as pages of A4 on any printer, and as a PDF in memory."""

from collections.abc import Iterable
from html import escape
from string import Template

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from cso_desk.paths import resource

from . import theme
from .letter import Letter, Part
from .letter_texts import say

FRAME = "letters/letter.html"
_MARGIN_MM = 18.0
_BODY_PT = 10.0
_FOOT_PT = 8.0
_FOOT_HEIGHT = 2.4
"""The height kept free for the foot of a page, in lines of its text."""
_DPI = 300
_A4 = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4),
    QPageLayout.Orientation.Portrait,
    QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
    QPageLayout.Unit.Millimeter,
)
_BOTTOM = Qt.AlignmentFlag.AlignBottom


def html_of(letter: Letter) -> str:
    """The letter for a text document; whatever somebody wrote shows as the text it is."""
    frame = Template(resource(FRAME).read_text(encoding="utf-8"))
    rows = "".join(
        f'<tr><td class="label">{_text(row.label)}</td><td>{_text(row.text)}</td></tr>' for row in letter.rows
    )
    return frame.substitute(
        branch=_text(letter.branch),
        title=_text(letter.title),
        number=_number(letter.number),
        provisional=_framed("provisional", "#fff3d6", _text(letter.provisional)) if letter.provisional else "",
        rows=rows,
        opening=_paragraphs(letter.opening),
        parts="".join(_part(part) for part in letter.parts),
        closing=_paragraphs(letter.closing),
        stated=_text(letter.stated),
        signed=_text(say("frame.signed")),
        officer=_text(letter.officer),
    )


def pdf_of(letter: Letter) -> bytes:
    """The letter as a PDF of A4 pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{letter.title} {letter.claim_number}")
    writer.setCreator("CSO Desk")
    writer.setResolution(_DPI)
    paint(letter, writer)
    return bytes(buffer.data().data())


def paint(letter: Letter, device: QPagedPaintDevice) -> bool:
    """Paint the letter's pages on a printer or into a file; False where the device does not take them."""
    device.setPageLayout(_A4)
    painter = QPainter()
    if not painter.begin(device):
        return False
    document = document_of(letter)
    document.documentLayout().setPaintDevice(device)
    document.setHtml(html_of(letter))  # again: its sizes are now those of the device
    area = QRectF(painter.viewport())
    foot_font = _font(_FOOT_PT)
    painter.setFont(foot_font)
    foot = painter.fontMetrics().height() * _FOOT_HEIGHT
    body = QRectF(0, 0, area.width(), area.height() - foot)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(body.width(), body.height()))
    pages = document.pageCount()
    for page in range(pages):
        if page:
            device.newPage()
        _paint_page(painter, document, body.translated(0, page * body.height()))
        painter.setFont(foot_font)
        line = QRectF(0, body.bottom(), area.width(), foot)
        painter.drawText(line, _BOTTOM | Qt.AlignmentFlag.AlignLeft, letter.number or letter.claim_number)
        if pages > 1:
            painter.drawText(line, _BOTTOM | Qt.AlignmentFlag.AlignRight, say("frame.page", page=page + 1, pages=pages))
    return painter.end()


def document_of(letter: Letter) -> QTextDocument:
    """The letter as a text document, in the bundled font and black on white."""
    document = QTextDocument()
    document.setDefaultFont(_font(_BODY_PT))
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, letter.title)
    document.setHtml(html_of(letter))
    return document


def _paint_page(painter: QPainter, document: QTextDocument, window: QRectF) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = window
    context.palette = QPalette("white")
    painter.save()
    painter.translate(0, -window.top())
    painter.setClipRect(window)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _font(points: float) -> QFont:
    font = QFont(theme.font(_BODY_PT))
    font.setPointSizeF(points)
    return font


def _number(number: str) -> str:
    if not number:
        return ""
    label = f'<span style="color: #555555">{_text(say("receipt.number"))}</span><br>'
    return _framed("number", "#eef3f8", f'{label}<span class="number">{_text(number)}</span>')


def _framed(kind: str, ground: str, inside: str) -> str:
    cell = f'<td class="{kind}" bgcolor="{ground}">{inside}</td>'
    return f'<table width="100%" style="margin-top: 8px"><tr>{cell}</tr></table>'


def _part(part: Part) -> str:
    items = "".join(_row(f"{n}.", f"<b>{_text(item.what)}</b>", item.do) for n, item in enumerate(part.items, start=1))
    items += "".join(_row(part.mark, _text(sentence)) for sentence in part.sentences)
    sums = "".join(
        f'<tr class="{"total" if row.total else "line"}"><td>{_text(row.label)}</td>'
        f'<td class="amount" align="right">{_text(row.amount)}</td></tr>'
        for row in part.sums
    )
    remark = f'<p class="small">{_text(part.remark)}</p>' if part.remark else ""
    return f'<p class="part">{_text(part.title)}</p>{_table(items)}{_table(sums)}{remark}'


def _row(mark: str, text: str, do: str = "") -> str:
    action = f'<br><span class="do">{_text(do)}</span>' if do else ""
    return f'<tr><td class="mark">{mark}</td><td>{text}{action}</td></tr>'


def _table(rows: str) -> str:
    return f"<table>{rows}</table>" if rows else ""


def _paragraphs(sentences: Iterable[str]) -> str:
    return "".join(f"<p>{_text(sentence)}</p>" for sentence in sentences)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
