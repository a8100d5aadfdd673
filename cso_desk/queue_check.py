"""How much work only this desk has, told to whoever wants to update, move or remove it; nobody has to sign in."""

from datetime import UTC, datetime
from pathlib import Path

from cso_desk import paths
from cso_desk.desk.errors import StoreError
from cso_desk.desk.unsent import Unsent, unsent
from cso_desk.profile import STORE_FILE, open_profile
from cso_desk.ui.program import CannotStart

_WHY = {
    "profile_busy": "CSO Desk runs on this profile; close it, then ask again.",
    "wrong_key": "The store was written with another key; bring that back, then ask again.",
    "newer_store": "The store was written by a newer program; ask that one.",
}


def report(profile: Path | None) -> tuple[int, str]:
    """How much is not sent, as exit code and sentence: 0 nothing, 1 some, 2 could not be told."""
    try:
        held = _held(paths.profile_dir(chosen=profile))
    except CannotStart as fault:
        return 2, _WHY.get(fault.code, f"The store cannot be read ({fault.code}): {fault.fact}")
    except (OSError, StoreError) as fault:
        return 2, f"The store cannot be read: {fault}"
    return (1 if held else 0), _sentence(held)


def _held(folder: Path) -> Unsent:
    if not (folder / STORE_FILE).exists():
        return Unsent(0, attachments=False)
    store = open_profile(folder).opened.store
    try:
        return unsent(store, datetime.now(UTC))
    finally:
        store.close()


def _sentence(held: Unsent) -> str:
    if not held:
        return "Everything of this desk is at the centre."
    parts = [f"{held.work} pieces of work"] if held.work != 1 else ["1 piece of work"]
    if held.attachments:
        parts = [*parts, "attachments"] if held.work else ["Attachments"]
    wait = "waits" if parts == ["1 piece of work"] else "wait"
    return f"{' and '.join(parts)} of this desk {wait} to be sent; start CSO Desk with a line to the centre first."
