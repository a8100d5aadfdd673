"""What those who run the centre are given: compose file, systemd unit, settings and page fit the program."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # comes with the tests' other packages, its types do not
from prometheus_client import REGISTRY

from cso_desk.central.service import settings
from cso_desk.cli import _parser

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "running-the-centre.md").read_text(encoding="utf-8")
UNIT = (ROOT / "build_spec" / "cso-desk-centre.service").read_text(encoding="utf-8")
VARIABLES = {text for text in vars(settings).values() if isinstance(text, str) and text.startswith("CSO_DESK_")}


@pytest.fixture
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return read


def test_compose_starts_the_centre_after_the_database_and_its_upgrade(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"database", "upgrade", "centre"}
    assert services["centre"]["depends_on"] == {
        "database": {"condition": "service_healthy"},
        "upgrade": {"condition": "service_completed_successfully"},
    }
    assert _parser().parse_args(services["upgrade"]["command"])
    for name in ("upgrade", "centre"):
        build = services[name]["build"]
        assert (ROOT / build["context"] / build["dockerfile"]).is_file()
        assert set(services[name]["environment"]) <= VARIABLES
    assert all(port.startswith("127.0.0.1:") for port in services["centre"]["ports"])
    used = {volume.partition(":")[0] for one in services.values() for volume in one.get("volumes", ())}
    assert used == set(compose["volumes"])


def test_no_secret_is_written_into_the_files(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|DATABASE$", name):
                assert ":?" in value
    example = (ROOT / "build_spec" / "centre.env.example").read_text(encoding="utf-8")
    assert "\nCSO_DESK_CENTRE_SECRET=\n" in example


def test_the_container_copies_what_there_is() -> None:
    steps = (ROOT / "build_spec" / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [step.split()[1:-1] for step in steps if step.startswith("COPY ") and "--from" not in step]
    assert copied
    assert all((ROOT / name).exists() for names in copied for name in names)


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd here")
    begins = re.search(r"^ExecStart=(\S+) (.*)$", UNIT, re.MULTILINE)
    assert begins is not None
    assert _parser().parse_args(begins[2].split())
    unit = tmp_path / "cso-desk-centre.service"
    unit.write_text(UNIT.replace(begins[1], "/bin/true"), encoding="utf-8")
    ended = subprocess.run(
        [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_page_names_every_metric_and_no_other() -> None:
    kept = {family.name for family in REGISTRY.collect() if family.name.startswith("cso_desk_")}
    named = {name.removesuffix("_total") for name in re.findall(r"^\| `(cso_desk_\w+)", PAGE, re.MULTILINE)}
    assert named == kept


def test_the_page_speaks_of_commands_and_settings_that_there_are() -> None:
    assert set(re.findall(r"CSO_DESK_[A-Z_]+", PAGE)) <= VARIABLES | {"CSO_DESK_DATABASE_PASSWORD"}
    for command in ("upgrade", "officer add", "branch add", "desk add", "desk quarantine", "import", "epoch", "grants"):
        assert f"cso-desk admin {command}" in PAGE
        with pytest.raises(SystemExit) as caught:
            _parser().parse_args(["admin", *command.split(), "--help"])
        assert caught.value.code == 0
