"""Attachments: which files of which claims the desk keeps until the centre has them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("mime", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last_error", sa.String, nullable=False),
        sa.Column("stored_at", sa.String),
        sa.Column("added_at", sa.String, nullable=False),
    )
    op.create_index("attachment_claim", "attachment", ["claim_id", "added_at"])
    op.create_index("attachment_state", "attachment", ["state", "tries", "added_at"])
