"""Brings a database to the newest schema, in one transaction, with the Alembic scripts of a folder."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


class NewerSchema(Exception):
    """The database was written by a newer program than this one."""


def revision(connection: Connection) -> str | None:
    """The schema a database is at, None while it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def newest(folder: Path) -> str | None:
    """The schema this program writes."""
    return _scripts(folder).get_current_head()


def steps_to(folder: Path) -> frozenset[str]:
    """Every schema that this program knows, the newest included."""
    return frozenset(script.revision for script in _scripts(folder).walk_revisions())


def upgrade(connection: Connection, folder: Path) -> None:
    """Run what is missing, inside the connection's transaction; raises NewerSchema and changes nothing then."""
    scripts = _scripts(folder)
    at = revision(connection)
    if at is not None and at not in steps_to(folder):
        raise NewerSchema(at)

    def steps(rev: tuple[str, ...], _context: MigrationContext) -> list[RevisionStep]:
        return scripts._upgrade_revs("head", rev)  # type: ignore[arg-type]  # as alembic.command.upgrade calls it

    with EnvironmentContext(_config(folder), scripts, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _scripts(folder: Path) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(folder))
