"""A desk's profile on the disk: its key, its store, and what is sealed beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from argon2 import Parameters

from cso_desk.desk.attachments import Attachments
from cso_desk.desk.errors import StoreError
from cso_desk.desk.key import desk_key
from cso_desk.desk.salvage import Opened, open_store
from cso_desk.desk.vault import Vault
from cso_desk.ui.program import CannotStart

SETTINGS_FILE = "desk.toml"
STORE_FILE = "desk.db"
ATTACHMENTS = "attachments"


@dataclass(frozen=True, slots=True)
class Profile:
    """An open profile; where its store was damaged, a fresh one with what could be saved of the work."""

    key: bytes
    opened: Opened
    attachments: Attachments


def open_profile(folder: Path) -> Profile:
    """Open a profile, which is made where there is none; raises CannotStart."""
    path = folder / STORE_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)  # what is in it is the officer's alone, also where the folder was there before
        key = desk_key(folder)
        return Profile(key, open_store(path, key), Attachments(folder / ATTACHMENTS, key))
    except StoreError as fault:
        raise CannotStart(fault.code, str(path)) from fault
    except OSError as fault:
        raise CannotStart("store_fault", str(fault)) from fault


def open_vault(folder: Path, key: bytes, *, now: Callable[[], datetime], cost: Parameters) -> Vault:
    """Open what lets officers in again without the centre; `cost` as `Vault` has it. Raises CannotStart."""
    try:
        return Vault(folder, key, now=now, cost=cost)
    except OSError as fault:
        raise CannotStart("store_fault", str(fault)) from fault
