"""Leases with their end, what a desk said of itself, and what is flagged."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
