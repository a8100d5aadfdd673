"""Leases with their end, the desk that holds a claim, and what a desk last said of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_claim = sa.table("claim", sa.column("claim_id", sa.Uuid), sa.column("desk", sa.String), sa.column("body", sa.JSON))


def upgrade() -> None:
    """Add the columns; who holds a claim is read from the claim."""
    op.add_column("claim", sa.Column("lease_until", sa.DateTime(timezone=True)))
    op.add_column("claim", sa.Column("desk", sa.String(100)))
    op.add_column("claim", sa.Column("changed_at", sa.DateTime(timezone=True)))
    connection = op.get_bind()
    rows = connection.execute(sa.select(_claim.c.claim_id, _claim.c.body)).all()
    held = [{"id": row.claim_id, "holder": row.body["desk"]} for row in rows if row.body.get("desk")]
    if held:
        fill = sa.update(_claim).where(_claim.c.claim_id == sa.bindparam("id"))
        connection.execute(fill.values(desk=sa.bindparam("holder")), held)
    op.create_index("claim_desk", "claim", ["branch", "desk", "state"])
    op.add_column("desk_inc", sa.Column("said", sa.JSON))
    op.add_column("desk_inc", sa.Column("said_at", sa.DateTime(timezone=True)))
