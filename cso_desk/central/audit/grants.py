"""What the database role of the service may do: it only adds to what is only added to."""

from collections.abc import Iterator

from cso_desk.central.schema import access, branch_log, checkpoint, epoch, metadata, server

ONLY_ADDED_TO = (branch_log, access, checkpoint, epoch, server)
"""The tables whose rows the service never changes or deletes."""


def grants(role: str, *, read_only: bool) -> Iterator[str]:
    """The statements for PostgreSQL, run by the owner of the tables; `role` is there and owns none of them."""
    name = '"' + role.replace('"', '""') + '"'
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT SELECT ON alembic_version TO {name}"
    for table in metadata.sorted_tables:
        rights = "SELECT, INSERT" if table in ONLY_ADDED_TO else "SELECT, INSERT, UPDATE, DELETE"
        yield f'GRANT {"SELECT" if read_only else rights} ON "{table.name}" TO {name}'
    if not read_only:
        yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"
