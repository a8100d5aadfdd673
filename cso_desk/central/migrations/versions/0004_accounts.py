"""Branches, officers, enrolled desks, sessions, and who has to wait before trying again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "branch",
        sa.Column("branch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(200), nullable=False),
    )
    op.create_table(
        "officer",
        sa.Column("officer", sa.String(50), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("branch", sa.Integer, sa.ForeignKey("branch.branch")),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("roles_ver", sa.Integer, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("officer_changed_at", "officer", ["changed_at"])
    op.create_table(
        "desk",
        sa.Column("desk", sa.String(100), primary_key=True),
        sa.Column("branch", sa.Integer, sa.ForeignKey("branch.branch"), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("code_until", sa.DateTime(timezone=True)),
        sa.Column("inc", sa.Uuid),
        sa.Column("machine", sa.String(200), nullable=False),
        sa.Column("version", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True)),
        sa.Column("quarantined_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("branch", "name", name="desk_named_once"),
        sa.UniqueConstraint("token_hash", name="desk_token_once"),
        sa.UniqueConstraint("code_hash", name="desk_code_once"),
    )
    op.create_table(
        "session",
        sa.Column("session", sa.Uuid, primary_key=True),
        sa.Column("officer", sa.String(50), sa.ForeignKey("officer.officer"), nullable=False),
        sa.Column("desk", sa.String(100), sa.ForeignKey("desk.desk"), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("roles_ver", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index("session_officer", "session", ["officer"])
    op.create_index("session_desk", "session", ["desk"])
    op.create_index("session_ended_at", "session", ["ended_at"])
    op.create_table(
        "throttle",
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "oidc_login",
        sa.Column("handle_hash", sa.String(64), primary_key=True),
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("desk", sa.String(100), sa.ForeignKey("desk.desk"), nullable=False),
        sa.Column("nonce", sa.String(100), nullable=False),
        sa.Column("verifier", sa.String(200), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("officer", sa.String(50), sa.ForeignKey("officer.officer")),
        sa.UniqueConstraint("state_hash", name="oidc_state_once"),
    )
