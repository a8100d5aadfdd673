"""How many claims a desk keeps for the time without the line is a setting with bounds."""

from pathlib import Path

import pytest

from cso_desk.config import BadConfig, read_config
from cso_desk.wire import PACK

BOOTH = '[[booth]]\nsource = "synthetic:"\n'


def read(folder: Path, desk: str) -> int:
    path = folder / "desk.toml"
    path.write_text(f"[desk]\n{desk}\n{BOOTH}")
    return read_config(path, {}).pack


def test_six_are_kept_unless_another_number_is_written(tmp_path: Path) -> None:
    assert read(tmp_path, "") == 6
    assert read(tmp_path, "pack = 1") == 1
    assert read(tmp_path, f"pack = {PACK}") == PACK


@pytest.mark.parametrize("value", ["0", f"{PACK + 1}", "-1", "2.5", "true", '"6"'])
def test_a_number_that_cannot_be_kept_is_refused_in_a_sentence(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadConfig, match=f"'pack' must be a whole number from 1 to {PACK}, not .*\\.$"):
        read(tmp_path, f"pack = {value}")
