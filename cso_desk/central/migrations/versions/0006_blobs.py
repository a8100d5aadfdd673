"""What is known of the attachments."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables: whole ones, those under way, and whose they are."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("mime", sa.String(60), nullable=False),
        sa.Column("desk", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "blob_upload",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("desk", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("mime", sa.String(60), nullable=False),
        sa.Column("arrived", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("desk", "sha256", name="blob_upload_once"),
    )
    op.create_index("blob_upload_at", "blob_upload", ["at"])
    op.create_table(
        "blob_claim",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("claim_id", sa.Uuid, primary_key=True),
        sa.Column("branch", sa.Integer, nullable=False),
    )
    op.create_index("blob_claim_claim", "blob_claim", ["claim_id"])
