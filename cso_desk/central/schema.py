"""The tables of the centre, in words that PostgreSQL and SQLite share."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
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
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A time with its zone, also where the database keeps none: kept and given back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From UTC."""
        return value if value is None or value.tzinfo is not None else value.replace(tzinfo=UTC)


metadata = MetaData()

centre = Table(
    "centre",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("halted", JSON),
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
    Column("lease_until", Moment),
    Column("desk", String(100)),
    Column("last_op", Uuid),
    Column("changed_at", Moment),
    Column("body", JSON, nullable=False),
    Index("claim_branch_state", "branch", "state"),
    Index("claim_desk", "branch", "desk", "state"),
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
    Column("said", JSON),
    Column("said_at", Moment),
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

branch = Table(
    "branch",
    metadata,
    Column("branch", Integer, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
)

officer = Table(
    "officer",
    metadata,
    Column("officer", String(50), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("branch", Integer, ForeignKey("branch.branch")),
    Column("is_active", Boolean, nullable=False),
    Column("roles_ver", Integer, nullable=False),
    Column("password", Text),
    Column("must_change", Boolean, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Index("officer_changed_at", "changed_at"),
)

desk = Table(
    "desk",
    metadata,
    Column("desk", String(100), primary_key=True),
    Column("branch", Integer, ForeignKey("branch.branch"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("token_hash", String(64)),
    Column("code_hash", String(64)),
    Column("code_until", DateTime(timezone=True)),
    Column("inc", Uuid),
    Column("machine", String(200), nullable=False),
    Column("version", String(200), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("enrolled_at", DateTime(timezone=True)),
    Column("quarantined_at", DateTime(timezone=True)),
    UniqueConstraint("branch", "name", name="desk_named_once"),
    UniqueConstraint("token_hash", name="desk_token_once"),
    UniqueConstraint("code_hash", name="desk_code_once"),
)

session = Table(
    "session",
    metadata,
    Column("session", Uuid, primary_key=True),
    Column("officer", String(50), ForeignKey("officer.officer"), nullable=False),
    Column("desk", String(100), ForeignKey("desk.desk"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("roles_ver", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Index("session_officer", "officer"),
    Index("session_desk", "desk"),
    Index("session_ended_at", "ended_at"),
)

throttle = Table(
    "throttle",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("tried_at", DateTime(timezone=True), nullable=False),
    Column("free_at", DateTime(timezone=True), nullable=False),
)

oidc_login = Table(
    "oidc_login",
    metadata,
    Column("handle_hash", String(64), primary_key=True),
    Column("state_hash", String(64), nullable=False),
    Column("desk", String(100), ForeignKey("desk.desk"), nullable=False),
    Column("nonce", String(100), nullable=False),
    Column("verifier", String(200), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("status", String(20), nullable=False),
    Column("officer", String(50), ForeignKey("officer.officer")),
    UniqueConstraint("state_hash", name="oidc_state_once"),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("mime", String(60), nullable=False),
    Column("desk", String(100), nullable=False),
    Column("at", Moment, nullable=False),
)

blob_upload = Table(
    "blob_upload",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("desk", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("mime", String(60), nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("desk", "sha256", name="blob_upload_once"),
    Index("blob_upload_at", "at"),
)

blob_claim = Table(
    "blob_claim",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("claim_id", Uuid, primary_key=True),
    Column("branch", Integer, nullable=False),
    Index("blob_claim_claim", "claim_id"),
)

access = Table(
    "access",
    metadata,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("officer", String(100), nullable=False),
    Column("desk", String(100), nullable=False),
    Column("branch", Integer, nullable=False),
    Column("what", String(100), nullable=False),
    Column("ids", JSON, nullable=False),
    Column("count", Integer, nullable=False),
    Index("access_at", "at"),
    Index("access_officer", "officer"),
)

access_head = Table(
    "access_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("hour", String(20)),
    Column("root", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("heads", JSON, nullable=False),
    Column("signature", String(128), nullable=False),
    Column("key_id", String(64), nullable=False),
    UniqueConstraint("epoch", "hour", name="checkpoint_hourly"),
)

epoch = Table(
    "epoch",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("began_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by1", String(100), nullable=False),
    Column("by2", String(100), nullable=False),
    Column("heads", JSON, nullable=False),
)

server = Table(
    "server",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("system_id", String(40), nullable=False),
    Column("timeline", Integer, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by1", String(100), nullable=False),
    Column("by2", String(100), nullable=False),
)

alarm = Table(
    "alarm",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("branch", Integer, primary_key=True, autoincrement=False),
    Column("desk", String(100), primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("proven", Boolean, nullable=False),
)


def _plain(length: int) -> String:
    """A text that is ordered by its bytes in every database, so that what begins alike stands together."""
    text = String(length)
    return text.with_variant(String(length, collation="C"), "postgresql")


person = Table(
    "person",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("kpj", _plain(11), nullable=False),
    Column("nik", _plain(16), nullable=False),
    Column("folded", _plain(200), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("branch", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", JSON, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("person_kpj", "kpj", unique=True),
    Index("person_nik", "nik", "kpj"),
    Index("person_folded", "folded", "kpj"),
)

person_word = Table(
    "person_word",
    metadata,
    Column("word", _plain(200), primary_key=True),
    Column("folded", _plain(200), primary_key=True),
    Column("kpj", _plain(11), primary_key=True),
    sqlite_with_rowid=False,
)

name_word = Table(
    "name_word",
    metadata,
    Column("word", _plain(200), primary_key=True),
    Column("people", Integer, nullable=False),
    sqlite_with_rowid=False,
)

name_gram = Table(
    "name_gram",
    metadata,
    Column("gram", _plain(3), primary_key=True),
    Column("word", _plain(200), primary_key=True),
    sqlite_with_rowid=False,
)

claim_key = Table(
    "claim_key",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("claim_id", Uuid, ForeignKey("claim.claim_id"), primary_key=True),
    Column("number", String(100), nullable=False),
    Column("branch", Integer, nullable=False),
    Column("standing", String(20), nullable=False),
    Column("payee", String(16), nullable=False),
    Column("filed_on", Date, nullable=False),
    Index("claim_key_claim", "claim_id"),
)
