"""Proofs of who wrote an op, and until when the centre lets the desk have a claim; the outbox is only added to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("replica_claim", sa.Column("lease_until", sa.String))
    op.add_column("outbox", sa.Column("session", sa.Uuid))
    op.add_column("outbox", sa.Column("proof", sa.String))
