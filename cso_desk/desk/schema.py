"""The tables of the desk: the centre's rows, the outbox, attachments, what of the log was followed, and who we are."""

from sqlalchemy import JSON, Column, Index, Integer, MetaData, String, Table, Text, Uuid

metadata = MetaData()

replica_claim = Table(
    "replica_claim",
    metadata,
    Column("claim_id", Uuid, primary_key=True),
    Column("branch", Integer, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("lease", Uuid),
    Column("lease_until", String),
    Column("state", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("ticket", String, nullable=False),
    Column("desk", String),
    Column("booth", Integer),
    Column("filed_at", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("replica_queue", "branch", "state", "channel", "filed_at", "ticket", "claim_id", "desk"),
    Index("replica_seat", "desk", "booth", "state"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("pos", Integer, primary_key=True),
    Column("op_id", Uuid, nullable=False, unique=True),
    Column("seq", Integer),
    Column("kind", String, nullable=False),
    Column("claim_id", Uuid, nullable=False),
    Column("booth", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("lease", Uuid),
    Column("after_op", Uuid),
    Column("officer", String, nullable=False),
    Column("captured_at", String, nullable=False),
    Column("sealed", Text),
    Column("session", Uuid),
    Column("proof", String),
    Column("state", String, nullable=False),
    Column("sent_at", String),
    Column("answered_at", String),
    Column("n", Integer, nullable=False),
    Column("result", JSON),
    Column("acknowledged_at", String),
    Index("outbox_claim", "claim_id", "pos"),
    Index("outbox_state", "state", "seq"),
    Index("outbox_seat", "booth", "pos"),
    Index("outbox_day", "kind", "captured_at"),
    sqlite_autoincrement=True,
)

cursor = Table(
    "cursor",
    metadata,
    Column("branch", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("hash", String, nullable=False),
)

trail = Table(
    "trail",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("hash", String, nullable=False),
)

kept_checkpoint = Table(
    "kept_checkpoint",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("hash", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("told", Text, nullable=False),
    Column("state", String, nullable=False),
)

incarnation = Table(
    "incarnation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("inc", Uuid, nullable=False),
    Column("last_seq", Integer, nullable=False),
)

sighting = Table(
    "sighting",
    metadata,
    Column("claim_id", Uuid, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("number", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Index("sighting_value", "kind", "value"),
)

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("claim_id", Uuid, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("mime", String, nullable=False),
    Column("state", String, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("last_error", String, nullable=False),
    Column("stored_at", String),
    Column("added_at", String, nullable=False),
    Index("attachment_claim", "claim_id", "added_at"),
    Index("attachment_state", "state", "tries", "added_at"),
)
