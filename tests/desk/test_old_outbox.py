"""An outbox that an older program filled is sent by this one, whole and once."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import MetaData, insert, select

from cso_desk.central.store import CentralStore
from cso_desk.desk.database import MIGRATIONS, open_database
from cso_desk.desk.model import Fate
from cso_desk.desk.schema import metadata
from tests.centres import RealCentre
from tests.contract.doubles import KEY, OFFICER, Table, exchange, ops_in, whole_log


@pytest.mark.parametrize("schema", ["0001", "0002", "0003", "0004", "0005"])
def test_a_full_outbox_of_an_older_schema_is_proven_at_the_next_sign_in_and_sent(
    schema: str, tmp_path: Path, centre: RealCentre, central: CentralStore
) -> None:
    today = Table(tmp_path / "today" / "desk.db")
    exchange(today, central)
    for booth in (1, 2, 3):
        today.serve_one(booth)
    today.seat(4)
    today.write("0812", 4)
    today.close()
    path = tmp_path / "old" / "desk.db"
    _set_back(tmp_path / "today" / "desk.db", path, _migrations_until(schema, tmp_path))
    table = Table(path)
    assert table.view.booths[3] is not None
    exchange(table, central)
    assert table.booth(1).decision_fate is Fate.SENDING
    table.sign_in(centre.sign_in(OFFICER))
    exchange(table, central)
    assert [table.booth(booth).decision_fate for booth in (1, 2, 3)] == [Fate.SENT] * 3
    ops = ops_in(whole_log(central))
    assert len(ops) == len(set(ops)) == 11
    table.close()


def _migrations_until(schema: str, folder: Path) -> Path:
    kept = folder / "migrations"
    shutil.copytree(MIGRATIONS, kept, ignore=shutil.ignore_patterns("__pycache__"))
    for script in (kept / "versions").glob("*.py"):
        if script.name[:4] > schema:
            script.unlink()
    return kept


def _set_back(today: Path, old: Path, migrations: Path) -> None:
    """The same rows in the tables that an older desk had."""
    old.parent.mkdir()
    new_engine, old_engine = open_database(today, KEY), open_database(old, KEY, migrations=migrations)
    there = MetaData()
    there.reflect(old_engine)
    with new_engine.begin() as source, old_engine.begin() as target:
        for table in metadata.sorted_tables:
            if table.name not in there.tables:
                continue
            names = set(there.tables[table.name].columns.keys())
            rows = source.execute(select(*(column for column in table.c if column.name in names))).mappings().all()
            if rows:
                target.execute(insert(table), [dict(row) for row in rows])
    new_engine.dispose()
    old_engine.dispose()
