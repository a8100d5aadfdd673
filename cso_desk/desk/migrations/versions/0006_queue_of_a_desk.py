"""The queue's index tells whose a waiting claim is, so that a long queue is counted without a look at its claims."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the index anew."""
    op.drop_index("replica_queue", "replica_claim")
    columns = ["branch", "state", "channel", "filed_at", "ticket", "claim_id", "desk"]
    op.create_index("replica_queue", "replica_claim", columns)
