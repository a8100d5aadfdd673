"""Who read what, signed checkpoints, epochs with their reasons, alarms, and tripwires on what is only added to.

A later step that rebuilds one of these tables on SQLite (`batch_alter_table`) drops its triggers: it makes them anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TOLD = ("branch", "n", "prev", "hash", "kind", "entity", "rv", "body", "digest", "at")
_JSON = ("body", "data")
_SAME_OFFICER = """EXISTS (
    SELECT 1 FROM decision
    WHERE claim_id = NEW.claim_id AND cycle = NEW.cycle AND stage <> NEW.stage AND officer = NEW.officer
)"""
_SAME_OFFICER_SAID = "an officer decides only one stage of a claim"
_KEPT_SAID = "rows of {table} are only added"


def upgrade() -> None:
    """Make the tables and the tripwires."""
    op.add_column("centre", sa.Column("halted", sa.JSON))
    _make_tables()
    if op.get_bind().dialect.name == "postgresql":
        _make_triggers_of_postgresql()
    else:
        _make_triggers_of_sqlite()


def _make_tables() -> None:
    op.create_table(
        "access",
        sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer", sa.String(100), nullable=False),
        sa.Column("desk", sa.String(100), nullable=False),
        sa.Column("branch", sa.Integer, nullable=False),
        sa.Column("what", sa.String(100), nullable=False),
        sa.Column("ids", sa.JSON, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("access_at", "access", ["at"])
    op.create_index("access_officer", "access", ["officer"])
    op.create_table(
        "access_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hour", sa.String(20)),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("heads", sa.JSON, nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.UniqueConstraint("epoch", "hour", name="checkpoint_hourly"),
    )
    op.create_table(
        "epoch",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by1", sa.String(100), nullable=False),
        sa.Column("by2", sa.String(100), nullable=False),
        sa.Column("heads", sa.JSON, nullable=False),
    )
    op.create_table(
        "server",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("system_id", sa.String(40), nullable=False),
        sa.Column("timeline", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by1", sa.String(100), nullable=False),
        sa.Column("by2", sa.String(100), nullable=False),
    )
    op.create_table(
        "alarm",
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("branch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("desk", sa.String(100), primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven", sa.Boolean, nullable=False),
    )


def _make_triggers_of_postgresql() -> None:
    same = [f"{_plain(f'NEW.{name}')} IS NOT DISTINCT FROM {_plain(f'OLD.{name}')}" for name in _TOLD]
    erased = "(NEW.data IS NULL OR CAST(NEW.data AS text) = 'null') AND NEW.salt = ''"
    _function("branch_log_kept", f"TG_OP = 'UPDATE' AND {' AND '.join([*same, erased])}", _said("branch_log"))
    _function("decision_officers", f"NOT {_SAME_OFFICER}", _SAME_OFFICER_SAID)
    op.execute(
        "CREATE TRIGGER branch_log_kept BEFORE UPDATE OR DELETE ON branch_log "
        "FOR EACH ROW EXECUTE FUNCTION branch_log_kept()"
    )
    op.execute(
        "CREATE TRIGGER decision_officers BEFORE INSERT OR UPDATE ON decision "
        "FOR EACH ROW EXECUTE FUNCTION decision_officers()"
    )
    for table in ("branch_log", "access", "checkpoint"):
        _function(f"{table}_only_grows", "FALSE", _said(table))
        events = "TRUNCATE" if table == "branch_log" else "UPDATE OR DELETE OR TRUNCATE"
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE {events} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()"
        )


def _function(name: str, allowed: str, said: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {allowed} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION USING MESSAGE = '{said}', ERRCODE = 'integrity_constraint_violation'; END $$"
    )


def _make_triggers_of_sqlite() -> None:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _TOLD)
    erased = "(NEW.data IS NULL OR NEW.data = 'null') AND NEW.salt = ''"
    _trigger("branch_log_kept", "UPDATE ON branch_log", _said("branch_log"), f"NOT ({same} AND {erased})")
    _trigger("branch_log_only_grows", "DELETE ON branch_log", _said("branch_log"))
    for table in ("access", "checkpoint"):
        _trigger(f"{table}_kept", f"UPDATE ON {table}", _said(table))
        _trigger(f"{table}_only_grows", f"DELETE ON {table}", _said(table))
    _trigger("decision_officers", "INSERT ON decision", _SAME_OFFICER_SAID, _SAME_OFFICER)
    _trigger("decision_officers_kept", "UPDATE ON decision", _SAME_OFFICER_SAID, _SAME_OFFICER)


def _trigger(name: str, event: str, said: str, when: str = "TRUE") -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END")


def _plain(column: str) -> str:
    """PostgreSQL's json knows no equality."""
    return f"CAST({column} AS text)" if column.partition(".")[2] in _JSON else column


def _said(table: str) -> str:
    return _KEPT_SAID.format(table=table)
