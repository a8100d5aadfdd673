"""The key of the desk's store: kept by the operating system, or in a file of the profile where it keeps none."""

import contextlib
import os
import secrets
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
from keyring.errors import KeyringError

KEY_BYTES = 32

_SERVICE = "cso-desk"
_FILE = "desk.key"


def desk_key(profile: Path) -> bytes:
    """The 32-byte key of a profile, made at the first call.

    A key file (mode 0600) stands in where the operating system has no keyring that answers; once there, it counts.
    """
    file = profile / _FILE
    if not file.exists() and _usable():
        with contextlib.suppress(KeyringError):
            return _from_keyring(str(profile.resolve()))
    return _from_file(file)


def _usable() -> bool:
    unusable = (keyring.backends.fail.Keyring, keyring.backends.null.Keyring)
    return not isinstance(keyring.get_keyring(), unusable)


def _from_keyring(name: str) -> bytes:
    kept = keyring.get_password(_SERVICE, name)
    if kept is None:
        kept = secrets.token_hex(KEY_BYTES)
        keyring.set_password(_SERVICE, name, kept)
    return bytes.fromhex(kept)


def _from_file(file: Path) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        new = file.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(KEY_BYTES))
            out.flush()
            os.fsync(out.fileno())
        new.rename(file)
    file.chmod(0o600)
    return bytes.fromhex(file.read_text())
