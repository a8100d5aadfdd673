from pathlib import Path

import pytest

from cso_desk.paths import profile_dir, resource


def test_a_resource_is_found_in_the_checkout() -> None:
    assert resource("icons/mic.svg").read_text(encoding="utf-8").startswith("<!--")


def test_the_frozen_programs_own_copy_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    (tmp_path / "resources" / "icons" / "mic.svg").write_text("frozen", encoding="utf-8")
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)

    assert resource("icons/mic.svg").read_text(encoding="utf-8") == "frozen"


def test_a_resource_that_is_nowhere_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/icons/unicorn\.svg"):
        resource("icons/unicorn.svg")


def test_a_profile_is_a_folder_that_only_its_owner_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CSO_DESK_PROFILE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    profile = profile_dir("second-desk")

    assert profile == tmp_path / "cso-desk" / "second-desk"
    assert profile.stat().st_mode & 0o077 == 0


def test_the_environment_may_name_another_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSO_DESK_PROFILE", str(tmp_path / "elsewhere"))

    assert profile_dir() == tmp_path / "elsewhere"
    assert profile_dir().is_dir()


def test_the_one_that_was_chosen_comes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSO_DESK_PROFILE", str(tmp_path / "elsewhere"))

    assert profile_dir(chosen=tmp_path / "here") == tmp_path / "here"
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


@pytest.mark.parametrize(("below", "said"), [("", "is a file"), ("profile", "cannot be made: Not a directory")])
def test_a_profile_that_can_be_no_folder_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, said: str
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CSO_DESK_PROFILE", str(tmp_path / "file" / below))

    with pytest.raises(OSError, match=said) as caught:
        profile_dir()

    assert str(caught.value).startswith("The profile")
    assert str(tmp_path / "file" / below) in str(caught.value)
