"""The first desk: the centre's rows, the outbox, the cursor and the incarnation."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "replica_claim",
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("lease", sa.Uuid),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("ticket", sa.String, nullable=False),
        sa.Column("desk", sa.String),
        sa.Column("booth", sa.Integer),
        sa.Column("filed_at", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("replica_queue", "replica_claim", ["branch", "state", "channel", "filed_at", "ticket", "claim_id"])
    op.create_index("replica_seat", "replica_claim", ["desk", "booth", "state"])
    op.create_table(
        "outbox",
        sa.Column("pos", sa.Integer, primary_key=True),
        sa.Column("op_id", sa.Uuid, nullable=False, unique=True),
        sa.Column("seq", sa.Integer),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("booth", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("base_version", sa.Integer, nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("lease", sa.Uuid),
        sa.Column("after_op", sa.Uuid),
        sa.Column("officer", sa.String, nullable=False),
        sa.Column("captured_at", sa.String, nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("sent_at", sa.String),
        sa.Column("answered_at", sa.String),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("result", sa.JSON),
        sa.Column("acknowledged_at", sa.String),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_claim", "outbox", ["claim_id", "pos"])
    op.create_index("outbox_state", "outbox", ["state", "seq"])
    op.create_index("outbox_seat", "outbox", ["booth", "pos"])
    op.create_index("outbox_day", "outbox", ["kind", "captured_at"])
    op.create_table(
        "cursor",
        sa.Column("branch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_table(
        "incarnation",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("inc", sa.Uuid, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
    )
