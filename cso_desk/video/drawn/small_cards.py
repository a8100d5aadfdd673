"""The cards without a portrait: membership of the fund, and the tax office's."""

from cso_desk.video.brush import colour
from cso_desk.video.paper import CARD_MM
from cso_desk.video.picture import Image

from .ground import waves
from .person import DrawnPerson
from .sheet import Sheet, Typeface, pixels

_WHITE = colour("#FFFFFF")
_GREEN, _PALE_GREEN = colour("#0F7A4A"), colour("#EAF5EE")
_GOLD, _NAVY, _PALE_GOLD = colour("#C8A23A"), colour("#1D3A6B"), colour("#FBF4DC")


def membership_card(person: DrawnPerson, faces: Typeface, dpi: float) -> Image:
    """The card of the employment fund: number of membership and name."""
    sheet = Sheet(waves(pixels(CARD_MM, dpi), _PALE_GREEN, colour("#9CCBB0"), 0.4), CARD_MM[0])
    sheet.block((0, 0, CARD_MM[0], 15), _GREEN)
    sheet.text((6, 7.2), "KARTU PESERTA", faces.bold, 4.2, ink=_WHITE)
    sheet.text((6, 12.2), "JAMINAN SOSIAL KETENAGAKERJAAN", faces.plain, 2.7, ink=_WHITE)
    sheet.text((6, 23.5), "Nomor Peserta (KPJ)", faces.plain, 2.6)
    sheet.text((6, 29.6), person.kpj, faces.digits, 5.2)
    sheet.text((6, 36.5), "Nama", faces.plain, 2.6)
    for index, words in enumerate(sheet.wrapped(person.name, faces.bold, 3.6, 73)):
        sheet.text((6, 41.2 + 4.2 * index), words, faces.bold, 3.6)
    sheet.text((6, 50.6), "Contoh, bukan kartu asli", faces.plain, 2.1)
    return sheet.image


def tax_card(person: DrawnPerson, faces: Typeface, dpi: float) -> Image:
    """The tax office's card: fifteen digits with their points, or sixteen that are the identity number."""
    sheet = Sheet(waves(pixels(CARD_MM, dpi), _PALE_GOLD, _GOLD, 0.35), CARD_MM[0])
    sheet.block((0, 0, CARD_MM[0], 12), _NAVY)
    sheet.text((CARD_MM[0] / 2, 5.2), "KEMENTERIAN KEUANGAN REPUBLIK CONTOH", faces.bold, 2.8, ink=_WHITE, anchor="ms")
    sheet.text((CARD_MM[0] / 2, 9.6), "DIREKTORAT JENDERAL PAJAK", faces.bold, 2.8, ink=_WHITE, anchor="ms")
    sheet.text((5, 20.0), "NPWP :", faces.bold, 4.0)
    sheet.text((20, 20.1), npwp_printed(person.npwp), faces.digits, 4.4)
    y = 27.0
    for words in sheet.wrapped(person.name, faces.bold, 3.4, 76):
        sheet.text((5, y), words, faces.bold, 3.4)
        y += 4.2
    if len(person.npwp) == 15:
        sheet.text((5, y), f"NIK : {person.nik}", faces.plain, 3.0)
        y += 4.2
    for words in (*sheet.wrapped(person.address, faces.plain, 2.7, 76), f"{person.village} {person.district}"):
        sheet.text((5, y), words, faces.plain, 2.7)
        y += 3.6
    sheet.text((5, 50.4), f"Terdaftar : {person.employed_from:%d-%m-%Y}", faces.plain, 2.4)
    return sheet.image


def npwp_printed(digits: str) -> str:
    """Fifteen digits as 01.234.567.8-901.000, sixteen as they are."""
    if len(digits) != 15:
        return digits
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}.{digits[8]}-{digits[9:12]}.{digits[12:]}"
