"""A list as one parameter finds the same on every database."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from cso_desk.central.among import among
from cso_desk.central.database import open_engine
from cso_desk.central.schema import branch_head, desk_inc

IDS = [UUID(int=number) for number in range(1, 4)]
BY_ID = select(desk_inc.c.inc).where(among(desk_inc.c.inc, "incs")).order_by(desk_inc.c.inc)
BY_NUMBER = select(branch_head.c.branch).where(among(branch_head.c.branch, "some")).order_by(branch_head.c.branch)
BY_TEXT = select(desk_inc.c.desk).where(among(desk_inc.c.desk, "desks")).order_by(desk_inc.c.desk)


@pytest.mark.parametrize("wanted", [[], [0], [2, 0], [0, 1, 2, 2]])
def test_a_list_of_any_length_is_one_parameter(database_url: str, wanted: list[int]) -> None:
    engine = open_engine(database_url)
    desks = [f"{number}-'1" for number in range(3)]
    with engine.begin() as connection:
        for inc, desk in zip(IDS, desks, strict=True):
            row = {"inc": inc, "desk": desk, "branch": 1, "last_seq": 0, "status": "ok"}
            connection.execute(insert(desk_inc).values(**row, created_at=datetime.now(UTC)))
        connection.execute(insert(branch_head), [{"branch": number, "n": 0, "hash": ""} for number in (10, 11, 12)])
        found = sorted(set(wanted))
        assert connection.scalars(BY_ID, {"incs": [IDS[n] for n in wanted]}).all() == [IDS[n] for n in found]
        assert connection.scalars(BY_NUMBER, {"some": {10 + n for n in wanted}}).all() == [10 + n for n in found]
        assert connection.scalars(BY_TEXT, {"desks": [desks[n] for n in wanted]}).all() == [desks[n] for n in found]
    engine.dispose()
