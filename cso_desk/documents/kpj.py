"""The membership card of the employment fund: its number and the name."""

from collections.abc import Sequence

from . import grammar
from .fields import Found, found, number_among, whole
from .layout import Label, rows, values
from .ocr import Line

COUNTS = (11,)
_LABELS = (
    Label("kpj", ("Nomor Peserta (KPJ)", "Nomor Peserta", "No. Peserta", "Nomor KPJ", "No. KPJ", "KPJ"), wraps=True),
    Label("name", ("Nama Peserta", "Nama Lengkap", "Nama"), wraps=True),
    Label("nik", ("NIK",)),
    Label("birth", ("Tanggal Lahir", "Tempat/Tgl Lahir")),
)


def parse(lines: Sequence[Line], width: float) -> dict[str, Found]:
    """The fields of an upright membership card; its number is taken wherever eleven digits stand."""
    told = values(rows(lines), _LABELS)
    fields: dict[str, Found] = {}
    number = number_among(told.get("kpj", ()), COUNTS) or number_among(whole(lines), COUNTS)
    if number is not None:
        fields["kpj"] = number
    if "name" in told:
        fields["name"] = found(told["name"], grammar.name)
    return fields
