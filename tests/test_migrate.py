"""What is told of a schema without Alembic is what Alembic says, and a desk that is up to date does not load it."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from cso_desk.central.schema_version import MIGRATIONS as CENTRE
from cso_desk.desk.database import MIGRATIONS as DESK
from cso_desk.migrate import newest, revision, steps_to, upgrade


@pytest.mark.parametrize("folder", [DESK, CENTRE])
def test_the_files_of_the_scripts_are_named_by_the_schemas_they_make(folder: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(folder))
    scripts = ScriptDirectory.from_config(config)
    assert newest(folder) == scripts.get_current_head()
    assert steps_to(folder) == {script.revision for script in scripts.walk_revisions()}


def test_the_schema_of_a_database_is_that_which_alembic_tells() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        assert revision(connection) is None
        upgrade(connection, DESK)
        assert revision(connection) == MigrationContext.configure(connection).get_current_revision() == newest(DESK)


def test_a_program_with_a_window_loads_neither_alembic_nor_what_reads() -> None:
    told = "import sys, cso_desk.app; print(sorted({'alembic', 'onnxruntime'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (0, "[]\n")
