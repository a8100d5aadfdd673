"""The first centre: claims, decisions, results of ops, incarnations and logs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("row_version", sa.BigInteger, nullable=False),
        sa.Column("lease_id", sa.Uuid),
        sa.Column("last_op", sa.Uuid),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_index("claim_branch_state", "claim", ["branch", "state"])
    op.create_table(
        "decision",
        sa.Column("op_id", sa.Uuid, primary_key=True),
        sa.Column("claim_id", sa.Uuid, sa.ForeignKey("claim.claim_id"), nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("officer", sa.String(100), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("claim_id", "cycle", "stage", name="decision_once"),
    )
    op.create_table(
        "op_result",
        sa.Column("op_id", sa.Uuid, primary_key=True),
        sa.Column("inc", sa.Uuid, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "desk_inc",
        sa.Column("inc", sa.Uuid, primary_key=True),
        sa.Column("desk", sa.String(100), nullable=False),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.BigInteger, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "branch_head",
        sa.Column("branch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "branch_log",
        sa.Column("branch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("entity", sa.Uuid, nullable=False),
        sa.Column("rv", sa.BigInteger, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("data", sa.JSON),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
