"""Brings a database to the newest schema, in one transaction, with the Alembic scripts of a folder.

A script's file begins with the number of the schema that it makes, so that a database at the newest one is told without
loading Alembic, which takes longer than all else that opening a desk's database does.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext, RevisionStep

_VERSION = table("alembic_version", column("version_num"))  # where Alembic keeps it


class NewerSchema(Exception):
    """The database was written by a newer program than this one."""


def revision(connection: Connection) -> str | None:
    """The schema a database is at, None while it has none."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    at: str | None = connection.execute(select(_VERSION.c.version_num)).scalar_one_or_none()
    return at


def newest(folder: Path) -> str:
    """The schema this program writes."""
    return max(steps_to(folder))


def steps_to(folder: Path) -> frozenset[str]:
    """Every schema that this program knows, the newest included."""
    return frozenset(script.name.partition("_")[0] for script in (folder / "versions").glob("[0-9]*_*.py"))


def upgrade(connection: Connection, folder: Path) -> None:
    """Run what is missing, inside the connection's transaction; raises NewerSchema and changes nothing then."""
    at = revision(connection)
    if at is not None and at not in steps_to(folder):
        raise NewerSchema(at)
    if at != newest(folder):
        _run(connection, folder)


def _run(connection: Connection, folder: Path) -> None:
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config(folder))

    def steps(rev: tuple[str, ...], _context: "MigrationContext") -> "list[RevisionStep]":
        return scripts._upgrade_revs("head", rev)  # type: ignore[arg-type]  # as alembic.command.upgrade calls it

    with EnvironmentContext(_config(folder), scripts, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _config(folder: Path) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
