"""The witness folder: a copy of each checkpoint outside the database, which no restore of the database takes back."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from pydantic import BaseModel, ConfigDict, ValidationError

from cso_desk.wire.chain import canonical
from cso_desk.wire.checkpoints import Checkpoint, Head, NotProven, merkle_root, verify_signature

_NAME = re.compile(r"checkpoint-(\d{6,})-(\d{8,})\.json", re.ASCII)


class Copy(BaseModel):
    """What one file of the folder holds: a checkpoint and all heads under it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    checkpoint: Checkpoint
    heads: list[Head]


class WitnessDamaged(Exception):
    """A file of the folder is not what was written there; says which and what is wrong."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The witness file {name} is damaged: {why}.")
        self.name = name


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """Files named by epoch and number, each written once, on the disk before `keep` returns, and never again."""

    path: Path

    def keep(self, checkpoint: Checkpoint, heads: Sequence[Head]) -> None:
        """Write a checkpoint down unless it is there; raises OSError, WitnessDamaged where another stands there."""
        place = self.path / f"checkpoint-{checkpoint.epoch:06}-{checkpoint.id:08}.json"
        text = canonical(Copy(checkpoint=checkpoint, heads=list(heads)).model_dump(mode="json"))
        if place.exists():
            if place.read_bytes() != text:
                raise WitnessDamaged(place.name, "another checkpoint stands there")
            return
        self._write(place, text)

    def newest(self) -> Copy | None:
        """The checkpoint of the highest epoch and number; raises WitnessDamaged."""
        places = self._places()
        return self._read(places[-1]) if places else None

    def all(self) -> Iterator[Copy]:
        """Every checkpoint, in the order of epochs and numbers; raises WitnessDamaged at the first that is none."""
        for place in self._places():
            yield self._read(place)

    def _places(self) -> list[Path]:
        named = [(found, place) for place in self.path.iterdir() if (found := _NAME.fullmatch(place.name))]
        return [place for _, place in sorted(named, key=lambda one: (int(one[0][1]), int(one[0][2])))]

    def _read(self, place: Path) -> Copy:
        try:
            copy = Copy.model_validate(json.loads(place.read_bytes()))
            verify_signature(copy.checkpoint.key_id, copy.checkpoint)
        except (ValueError, ValidationError, RecursionError):
            raise WitnessDamaged(place.name, "it cannot be read") from None
        except NotProven as why:
            raise WitnessDamaged(place.name, str(why)) from None
        if merkle_root(copy.heads) != copy.checkpoint.root or len(copy.heads) != copy.checkpoint.size:
            raise WitnessDamaged(place.name, "its heads are not those that were signed")
        if place.name != f"checkpoint-{copy.checkpoint.epoch:06}-{copy.checkpoint.id:08}.json":
            raise WitnessDamaged(place.name, "it holds another checkpoint than its name says")
        return copy

    def _write(self, place: Path, text: bytes) -> None:
        """Under a name of its own first: a file with a checkpoint's name is whole."""
        number, name = mkstemp(prefix=".", suffix=".draft", dir=self.path)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # another worker was quicker
                os.link(name, place)
        finally:
            Path(name).unlink()
        place.chmod(0o444)
        self._sync_names()

    def _sync_names(self) -> None:
        if os.name == "nt":
            return
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
