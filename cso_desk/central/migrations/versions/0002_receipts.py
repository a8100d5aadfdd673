"""Receipts: every decision gets the number that its paper bears, those that were made before too."""

import sqlalchemy as sa
from alembic import op

from cso_desk.claims.receipts import receipt_number

revision = "0002"
down_revision = "0001"

_decision = sa.table("decision", sa.column("op_id", sa.Uuid), sa.column("receipt", sa.String))


def upgrade() -> None:
    """Add the column, fill it, and let no number stand in it twice."""
    op.add_column("decision", sa.Column("receipt", sa.String(20)))
    connection = op.get_bind()
    ids = connection.scalars(sa.select(_decision.c.op_id)).all()
    if ids:
        fill = sa.update(_decision).where(_decision.c.op_id == sa.bindparam("id"))
        numbers = [{"id": op_id, "number": receipt_number(op_id)} for op_id in ids]
        connection.execute(fill.values(receipt=sa.bindparam("number")), numbers)
    with op.batch_alter_table("decision") as decision:
        decision.alter_column("receipt", existing_type=sa.String(20), nullable=False)
        decision.create_unique_constraint("receipt_once", ["receipt"])
