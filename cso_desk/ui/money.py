"""A claim's three amounts in a row: gross, tax, and what is paid out."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cso_desk.claims.checks import Assessment
from cso_desk.claims.form import Field
from cso_desk.claims.masks import mask_account
from cso_desk.claims.model import Claim

from . import form_words, paint, theme, words
from .language import translate

_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts with the words above them."""

    gross: str
    tax_label: str
    tax: str
    net_label: str
    net: str

    @property
    def sentence(self) -> str:
        """All of it for a screen reader."""
        gross = translate("Form", "Gross")
        return f"{gross} {self.gross}, {self.tax_label} {self.tax}, {self.net_label} {self.net}"


def money_of(claim: Claim, assessment: Assessment, *, bank: bool = True) -> Money:
    """The amounts of a claim, and the account they go to; where the bank is asked for it is not told."""
    held = assessment.withholding
    account = f"{claim.form.text(Field.BANK)} {mask_account(claim.form.text(Field.ACCOUNT_NUMBER))}".strip()
    net = (
        translate("Form", "Paid out to %1").replace("%1", account)
        if bank and account
        else translate("Form", "Paid out")
    )
    return Money(
        gross=words.rupiah(assessment.gross),
        tax_label=form_words.tax_label(held),
        tax=words.rupiah(held.tax),
        net_label=net,
        net=f"Rp {words.rupiah(held.net)}",
    )


def draw_money(painter: QPainter, rect: QRectF, money: Money) -> float:
    """Draw the amounts from the left of `rect`, labels above; returns the width they took."""
    look = theme.current()
    density, palette = look.density, look.palette
    label, small, big = theme.font(density.value), theme.font(density.amount - 6), theme.font(density.amount, 600)
    middle = rect.center().y()
    upper = QRectF(rect.x(), middle - 23, rect.width(), 18)
    lower = QRectF(rect.x(), middle - 6, rect.width(), 30)
    x = 0.0
    columns = (
        ("", translate("Form", "Gross"), money.gross, small),
        ("−", money.tax_label, money.tax, small),
        ("=", money.net_label, money.net, big),
    )
    for sign, title, amount, font in columns:
        if sign:
            x += paint.text(painter, lower.adjusted(x, 0, 0, 0), sign, small, palette.ink3) + _GAP
        wide = max(paint.width(title, label), paint.width(amount, font))
        paint.text(painter, upper.adjusted(x, 0, 0, 0), title, label, palette.ink3)
        paint.text(painter, lower.adjusted(x, 0, 0, 0), amount, font, palette.ink)
        x += wide + _GAP
    return x - _GAP
