"""The centre runs with the packages of its own lock alone, which is a part of the whole project's."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.central.services import service

ROOT = Path(__file__).parents[2]
_LOCKED = re.compile(r"^([a-zA-Z0-9._-]+)==(\S+)((?:.*\\\n +--hash=\S+)+)", re.MULTILINE)
_MISSING = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {modules!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
"""


def locked(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """The version and the hashes of each package of a lock."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(package): (version, frozenset(re.findall(r"--hash=(\S+)", hashes)))
        for package, version, hashes in _LOCKED.findall(text)
    }


@pytest.fixture
def centre_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are started find no package but those of the centre's lock."""
    kept = {*locked("build_spec/centre.lock"), "cso-desk"}
    missing = {
        module
        for module, owners in packages_distributions().items()
        if not any(canonicalize_name(owner) in kept for owner in owners)
    }
    assert {"PySide6", "cv2", "numpy", "av", "onnxruntime"} <= missing
    (tmp_path / "sitecustomize.py").write_text(_MISSING.format(modules=missing), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def test_the_centres_lock_is_a_part_of_the_whole_one() -> None:
    whole, part = locked("requirements.lock"), locked("build_spec/centre.lock")
    assert "fastapi" in part
    assert {name: whole[name][0] for name in part} == {name: version for name, (version, _) in part.items()}
    assert all(hashes and hashes <= whole[name][1] for name, (_, hashes) in part.items())


@pytest.mark.usefixtures("centre_only")
def test_the_centre_serves_without_the_desks_packages(tmp_path: Path, postgres_url: str) -> None:
    with service(tmp_path, postgres_url, "--log", "quiet") as running:
        assert running.get("/v1/health").json()["status"] == "ok"


@pytest.mark.usefixtures("centre_only")
def test_nothing_of_the_centre_wants_the_desks_packages() -> None:
    every = (
        "import pkgutil, importlib, openpyxl, cso_desk.central as centre\n"
        "for one in pkgutil.walk_packages(centre.__path__, 'cso_desk.central.'):\n"
        "    if '.migrations.' not in one.name: importlib.import_module(one.name)\n"
        "    print(one.name)\n"
    )
    ended = subprocess.run([sys.executable, "-c", every], capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "cso_desk.central.people.people_import" in ended.stdout.split()


@pytest.mark.usefixtures("centre_only")
@pytest.mark.parametrize("command", [["demo"], ["wall", "a.mp4"], ["read-card", "a.png"], ["queue"]])
def test_where_only_the_centre_is_installed_its_other_commands_say_so(command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "cso_desk", *command], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("Only the centre is installed here: ")
    assert "requirements.lock" in ended.stderr
