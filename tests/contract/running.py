"""A desk at work on a centre that is run as it is in earnest: `cso-desk central`, a process of its own."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from cso_desk.central.accounts.desks import DeskCaller
from cso_desk.central.audit.audit import verify_log
from cso_desk.desk.client import LineDown
from cso_desk.desk.model import Officer
from cso_desk.wire.credentials import SignedIn, TokenRequest
from tests.centres import RealCentre
from tests.contract.doubles import Table, ops_in, outbox_of, whole_log


class LongAccess:
    """Tokens of one session, for as long as a test takes; the centre's own parts give them out."""

    def __init__(self, centre: RealCentre, officer: Officer, signed_in: SignedIn) -> None:
        self._centre, self._signed_in = centre, signed_in
        self._desk = DeskCaller(officer.desk, officer.branch, officer.branch_name)
        self._token = signed_in.access

    def token(self) -> str:
        """The token of the next call."""
        return self._token

    def renew(self, _refused: str) -> bool:
        """Another one of the same session."""
        asked = TokenRequest(session=self._signed_in.session, secret=self._signed_in.secret)
        try:
            self._token = self._centre.accounts.access(self._desk, asked).access
        except SQLAlchemyError:
            raise LineDown("unreachable", delivered=False) from None
        return True


def seated(path: Path, officer: Officer, signed_in: SignedIn) -> Table:
    """A desk with its officer signed in, today."""
    table = Table(path, officer)
    table.clock = datetime.now(UTC)
    table.sign_in(signed_in)
    return table


def require_nothing_lost_or_doubled(centre: RealCentre, path: Path) -> int:
    """Every op of an outbox is in the log once, and is told as applied; the audit finds nothing. Returns how many."""
    log = whole_log(centre.store)
    rows = outbox_of(path)
    assert sorted(ops_in(log)) == sorted(row["op_id"] for row in rows)
    assert {row["state"] for row in rows} == {"applied"}
    decided = [entry.entity for entry in log if entry.kind == "claim.decide.v1"]
    assert len(decided) == len(set(decided))
    assert list(verify_log(centre.engine)) == []
    return len(rows)
