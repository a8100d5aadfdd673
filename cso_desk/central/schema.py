"""The tables of the centre, in words that PostgreSQL and SQLite share."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

metadata = MetaData()

centre = Table(
    "centre",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
)

claim = Table(
    "claim",
    metadata,
    Column("claim_id", Uuid, primary_key=True),
    Column("branch", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("row_version", BigInteger, nullable=False),
    Column("lease_id", Uuid),
    Column("last_op", Uuid),
    Column("body", JSON, nullable=False),
    Index("claim_branch_state", "branch", "state"),
)

decision = Table(
    "decision",
    metadata,
    Column("op_id", Uuid, primary_key=True),
    Column("claim_id", Uuid, ForeignKey("claim.claim_id"), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("officer", String(100), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    Column("receipt", String(20), nullable=False),
    UniqueConstraint("claim_id", "cycle", "stage", name="decision_once"),
    UniqueConstraint("receipt", name="receipt_once"),
)

op_result = Table(
    "op_result",
    metadata,
    Column("op_id", Uuid, primary_key=True),
    Column("inc", Uuid, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("request_hash", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("result", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

desk_inc = Table(
    "desk_inc",
    metadata,
    Column("inc", Uuid, primary_key=True),
    Column("desk", String(100), nullable=False),
    Column("branch", Integer, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("status", String(20), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

branch_head = Table(
    "branch_head",
    metadata,
    Column("branch", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

branch_log = Table(
    "branch_log",
    metadata,
    Column("branch", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("kind", String(100), nullable=False),
    Column("entity", Uuid, nullable=False),
    Column("rv", BigInteger, nullable=False),
    Column("body", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("salt", Text, nullable=False),
    Column("data", JSON),
    Column("at", DateTime(timezone=True), nullable=False),
)
