"""Master records that can be searched, and what claims are found to clash by."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from alembic import op

from cso_desk.central.people.people_keys import keys_of
from cso_desk.wire.claim_wire import claim_from_wire

revision = "0005"
down_revision = "0004"

_AT_ONCE = 500


def upgrade() -> None:
    """Make the tables, and keep the keys of the claims that are there."""
    _make_people()
    _make_names()
    keys = op.create_table(
        "claim_key",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("claim.claim_id"), primary_key=True),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("payee", sa.String(16), nullable=False),
        sa.Column("filed_on", sa.Date, nullable=False),
    )
    op.create_index("claim_key_claim", "claim_key", ["claim_id"])
    for rows in _keys_of_claims(op.get_bind()):
        op.bulk_insert(keys, rows)


def _make_people() -> None:
    op.create_table(
        "person",
        sa.Column("person_id", sa.Uuid, primary_key=True),
        sa.Column("kpj", _plain(11), nullable=False),
        sa.Column("nik", _plain(16), nullable=False),
        sa.Column("folded", _plain(200), nullable=False),
        sa.Column("birth_date", sa.Date, nullable=False),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("person_kpj", "person", ["kpj"], unique=True)
    op.create_index("person_nik", "person", ["nik", "kpj"])
    op.create_index("person_folded", "person", ["folded", "kpj"])


def _make_names() -> None:
    op.create_table(
        "person_word",
        sa.Column("word", _plain(200), primary_key=True),
        sa.Column("folded", _plain(200), primary_key=True),
        sa.Column("kpj", _plain(11), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_word",
        sa.Column("word", _plain(200), primary_key=True),
        sa.Column("people", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_gram",
        sa.Column("gram", _plain(3), primary_key=True),
        sa.Column("word", _plain(200), primary_key=True),
        sqlite_with_rowid=False,
    )


def _plain(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _keys_of_claims(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """The rows of 500 claims at a time."""
    claim = sa.table("claim", sa.column("claim_id", sa.Uuid), sa.column("body", sa.JSON))
    last = None
    while True:
        rest = sa.select(claim.c.claim_id, claim.c.body).order_by(claim.c.claim_id).limit(_AT_ONCE)
        rows = connection.execute(rest if last is None else rest.where(claim.c.claim_id > last)).all()
        if not rows:
            return
        last = rows[-1].claim_id
        yield [asdict(key) for row in rows for key in keys_of(claim_from_wire(row.body))]
