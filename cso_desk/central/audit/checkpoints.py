"""The centre's checkpoints: the heads of all logs, signed each hour, kept in a table and in the witness folder."""

import logging
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from sqlalchemy import Connection, Engine, Row, func, insert, select

from cso_desk.central.audit.witness import Copy, WitnessDamaged, WitnessFolder
from cso_desk.central.schema import access_head, branch_head, centre
from cso_desk.central.schema import checkpoint as table
from cso_desk.central.service import metrics
from cso_desk.wire.checkpoints import (
    ACCESS_LOG,
    Checkpoint,
    Head,
    Witnessed,
    merkle_root,
    prove,
    public_key_of,
    sign,
)
from cso_desk.worker import Loop

log = logging.getLogger(__name__)

MOST = 50
"""How many checkpoints are told at once; the newest proves all that is before it."""

_LOOK_S = 60.0


class BadKey(Exception):
    """A file that is no key to sign with, or one that others may read; says what to do."""


def make_key(file: Path) -> str:
    """Write a new key into a new file that only its owner may read; returns the public key. Raises OSError."""
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    return public_key_of(key)


def read_key(file: Path) -> Ed25519PrivateKey:
    """The key of a file; raises BadKey and OSError."""
    if os.name != "nt" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadKey(f"Others may read the key in {file}: run chmod 600 on it, or make a new one.")
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{file} holds no Ed25519 key: make one with cso-desk admin checkpoint-key.")
    return key


class Checkpoints:
    """Makes checkpoints and tells them; makers take turns, so that numbers have no gaps and an hour has one."""

    def __init__(
        self,
        engine: Engine,
        *,
        witness: WitnessFolder | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._witness = witness
        self._now = now

    def make(self, key: Ed25519PrivateKey) -> Checkpoint:
        """Sign the heads as they stand now, and keep a copy in the witness folder; raises OSError, WitnessDamaged."""
        with self._engine.begin() as connection:
            made = self._made(connection, key, None)
        self.copy_missing()
        return made

    def make_hourly(self, key: Ed25519PrivateKey) -> Checkpoint | None:
        """The same, once an hour and epoch whoever asks; None where this hour has its checkpoint."""
        hour = f"{self._now().astimezone(UTC):%Y-%m-%dT%H}"
        with self._engine.execution_options(reading=True).begin() as connection:
            done = self._has(connection, hour)
        made = None
        if not done:
            with self._engine.begin() as connection:
                connection.execute(select(centre.c.id).with_for_update())
                made = None if self._has(connection, hour) else self._made(connection, key, hour)
        self.copy_missing()
        return made

    def after(self, since: int, branch: int) -> list[Witnessed]:
        """The newest checkpoints after number `since`, the oldest of them first, with proofs for one branch."""
        newest = select(table).where(table.c.id > since).order_by(table.c.id.desc()).limit(MOST)
        with self._engine.execution_options(reading=True).begin() as connection:
            copies = [copy_from(row) for row in connection.execute(newest)]
        return [_witnessed(copy, branch) for copy in reversed(copies)]

    def newest_at(self) -> datetime | None:
        """When the newest checkpoint was signed; None where there is none."""
        with self._engine.execution_options(reading=True).begin() as connection:
            newest: datetime | None = connection.scalar(select(func.max(table.c.at)))
            return newest

    def copy_missing(self) -> None:
        """Write into the witness folder what it does not have of this epoch's checkpoints, the oldest first."""
        if self._witness is None:
            return
        newest = self._witness.newest()
        with self._engine.execution_options(reading=True).begin() as connection:
            missing = select(table).where(table.c.epoch == select(func.max(centre.c.epoch)).scalar_subquery())
            if newest is not None:
                if newest.checkpoint.epoch > (connection.scalar(select(func.max(centre.c.epoch))) or 0):
                    return
                missing = missing.where((table.c.id > newest.checkpoint.id) | (table.c.epoch > newest.checkpoint.epoch))
            for row in connection.execute(missing.order_by(table.c.id)):
                copy = copy_from(row)
                self._witness.keep(copy.checkpoint, copy.heads)

    def _has(self, connection: Connection, hour: str) -> bool:
        epoch = select(func.max(centre.c.epoch)).scalar_subquery()
        return connection.scalar(select(table.c.id).where(table.c.epoch == epoch, table.c.hour == hour)) is not None

    def _made(self, connection: Connection, key: Ed25519PrivateKey, hour: str | None) -> Checkpoint:
        epoch = connection.scalars(select(centre.c.epoch).with_for_update()).one()
        heads = heads_of(connection)
        unsigned = Checkpoint(
            id=(connection.scalar(select(func.max(table.c.id))) or 0) + 1,
            epoch=epoch,
            at=self._now().astimezone(UTC).replace(microsecond=0),
            size=len(heads),
            root=merkle_root(heads),
            key_id=public_key_of(key),
        )
        signed = sign(key, unsigned)
        told = [[head.branch, head.n, head.hash] for head in heads]
        connection.execute(insert(table).values(**signed.model_dump(), hour=hour, heads=told))
        return signed


class HourlyCheckpoints:
    """A thread that makes each hour's checkpoint; of all workers of a centre one does it, whichever is first."""

    def __init__(self, checkpoints: Checkpoints, key: Ed25519PrivateKey) -> None:
        self._checkpoints = checkpoints
        self._key = key
        self._loop = Loop("checkpoints", self._turn)

    def start(self) -> None:
        """Begin: an hour that has no checkpoint yet gets it now."""
        self._loop.start()

    def stop(self) -> None:
        """End and join."""
        self._loop.stop()

    def _turn(self, loop: Loop) -> None:
        try:
            made = self._checkpoints.make_hourly(self._key)
            if (newest := self._checkpoints.newest_at()) is not None:
                metrics.checkpoint_signed(newest)
        except (OSError, WitnessDamaged) as fault:
            log.error("alarm: the checkpoint of this hour is not in the witness folder: %s", fault)
        except Exception:
            log.exception("alarm: the checkpoint of this hour could not be made")
        else:
            if made is not None:
                log.info("checkpoint %d over %d logs", made.id, made.size)
        loop.rest(_LOOK_S)


def heads_of(connection: Connection) -> list[Head]:
    """The heads of all logs in the order of their branches, that of the access log first."""
    found = [Head(branch=ACCESS_LOG, n=row.n, hash=row.hash) for row in connection.execute(select(access_head))]
    rows = connection.execute(select(branch_head).order_by(branch_head.c.branch))
    return found + [Head(branch=row.branch, n=row.n, hash=row.hash) for row in rows]


def copy_from(row: Row[tuple[object, ...]]) -> Copy:
    """A checkpoint of the table with its heads; raises ValueError where it is none."""
    heads = [Head(branch=branch, n=n, hash=hash) for branch, n, hash in row.heads]
    return Copy(checkpoint=Checkpoint(**{name: getattr(row, name) for name in Checkpoint.model_fields}), heads=heads)


def _witnessed(copy: Copy, branch: int) -> Witnessed:
    at = next((index for index, head in enumerate(copy.heads) if head.branch == branch), None)
    return Witnessed(checkpoint=copy.checkpoint, proof=None if at is None else prove(copy.heads, at))
