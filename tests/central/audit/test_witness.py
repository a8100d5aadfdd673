"""The folder outside that keeps every checkpoint, and believes none that was changed."""

import pytest

from cso_desk.central.audit.checkpoints import Checkpoints
from cso_desk.central.audit.witness import WitnessDamaged, WitnessFolder
from tests.central.audit_values import Centre
from tests.central.signing import KEY, heads, signed

pytest_plugins = ("tests.central.worked",)


def test_the_witness_folder_gets_what_it_missed_and_never_twice(
    centre: Centre, checkpoints: Checkpoints, folder: WitnessFolder
) -> None:
    Checkpoints(centre.engine, now=centre.house.now).make(KEY)
    assert folder.newest() is None
    checkpoints.make(KEY)
    names = sorted(place.name for place in folder.path.iterdir())
    assert names == ["checkpoint-000001-00000001.json", "checkpoint-000001-00000002.json"]
    before = (folder.path / names[0]).stat().st_mtime_ns
    checkpoints.copy_missing()
    assert (folder.path / names[0]).stat().st_mtime_ns == before
    assert [copy.checkpoint.id for copy in folder.all()] == [1, 2]


def test_what_was_written_down_is_never_written_over(folder: WitnessFolder) -> None:
    some = heads(5)
    folder.keep(signed(some), some)
    folder.keep(signed(some), some)
    with pytest.raises(WitnessDamaged, match="another checkpoint stands there"):
        folder.keep(signed(some[1:]), some[1:])
    assert folder.newest() is not None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[:-20],
        lambda text: text.replace(b'"n":7', b'"n":8'),
        lambda text: text.replace(b'"epoch":1', b'"epoch":2'),
        lambda text: text.replace(b'"at":"2025-11-13', b'"at":"2025-11-14'),
        lambda text: b"[" * 100_000,
    ],
)
def test_a_file_that_was_changed_is_never_believed(folder: WitnessFolder, damage: object) -> None:
    assert callable(damage)
    some = heads(5)
    folder.keep(signed(some), some)
    (place,) = folder.path.iterdir()
    text = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(damage(text))
    assert place.read_bytes() != text
    with pytest.raises(WitnessDamaged, match=place.name):
        folder.newest()


def test_a_file_under_the_name_of_another_is_never_believed(folder: WitnessFolder) -> None:
    some = heads(5)
    folder.keep(signed(some), some)
    (place,) = folder.path.iterdir()
    place.rename(place.with_name("checkpoint-000001-00000009.json"))
    with pytest.raises(WitnessDamaged, match="another checkpoint than its name says"):
        folder.newest()


def test_other_files_in_the_folder_are_left_alone(folder: WitnessFolder) -> None:
    (folder.path / "readme.txt").write_text("keep out")
    assert folder.newest() is None


def test_a_checkpoint_stays_in_the_database_when_the_folder_takes_nothing(
    centre: Centre, folder: WitnessFolder, checkpoints: Checkpoints
) -> None:
    folder.path.rmdir()
    with pytest.raises(OSError, match="No such file"):
        checkpoints.make(KEY)
    folder.path.mkdir()
    checkpoints.copy_missing()
    assert [copy.checkpoint.id for copy in folder.all()] == [1]
