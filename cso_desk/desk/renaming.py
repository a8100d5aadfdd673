"""Gives an op another id where the centre holds another one under the same: the fate of a draft on a cloned disk.

A draft that was open when its disk was copied is sealed twice, with what each of the two officers typed. The first to
arrive is the centre's. The other was never taken, nor was any op behind it: they go under ids of their own.
"""

import logging
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from cso_desk.wire import Kind

from .ids import uuid7
from .rows import sealed_text
from .schema import outbox
from .work import WorkState

log = logging.getLogger(__name__)


def rename(connection: Connection, named: str, held: str) -> bool:
    """Seal an edit, and all that stands on it, under new ids; False where there is no reason to.

    `held` is the digest of the bytes that the centre holds under the id. Where they are this desk's own, what arrived
    was damaged on its way, and is only sent again.
    """
    queued = select(outbox).where(outbox.c.state == str(WorkState.QUEUED)).order_by(outbox.c.pos)
    rows = connection.execute(queued).mappings().all()
    first = next((row for row in rows if str(row["op_id"]) == named), None)
    if first is None or first["kind"] != Kind.EDIT or sha256(first["sealed"].encode()).hexdigest() == held:
        return False
    log.error("alarm: edit %s stands at the centre with other bytes: this disk was copied", named)
    names: dict[UUID, UUID] = {}
    for row in rows:
        if row["op_id"] == first["op_id"] or row["after_op"] in names:
            names[row["op_id"]] = uuid7()
            _reseal(connection, {**row, "op_id": names[row["op_id"]]}, names)
    _stand_on(connection, names)
    return True


def _stand_on(connection: Connection, names: dict[UUID, UUID]) -> None:
    """What is still being typed has no fixed bytes yet: it only stands on another op."""
    for old, new in names.items():
        draft = update(outbox).where(outbox.c.state == str(WorkState.DRAFT), outbox.c.after_op == old)
        connection.execute(draft.values(after_op=new, session=None, proof=None))


def _reseal(connection: Connection, row: dict[str, Any], names: dict[UUID, UUID]) -> None:
    """Its place in the sequence was not used up, and its proof is of the old bytes: it is proven when it is sent."""
    stands_on = {name: names.get(row[name], row[name]) for name in ("after_op", "lease")}
    new = {"op_id": row["op_id"], **stands_on, "session": None, "proof": None, "sent_at": None}
    sealed = sealed_text({**row, **stands_on})
    connection.execute(update(outbox).where(outbox.c.pos == row["pos"]).values(**new, sealed=sealed))
