"""What makes the desk a witness: the entries it has verified, and the checkpoints that the centre signed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables; how far the feed was followed is the first entry that is remembered."""
    op.create_table(
        "trail",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_table(
        "kept_checkpoint",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.execute("INSERT INTO trail (n, hash) SELECT n, hash FROM cursor WHERE n > 0 LIMIT 1")
