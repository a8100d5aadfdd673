"""A database that was taken back, and the two who may begin again with it."""

from cso_desk.central.audit.restore_guard import Confirmed
from tests.central.audit_values import ADMINISTRATOR, ANOTHER_ADMINISTRATOR, Centre
from tests.central.tampering import LAST, cut

TWO = Confirmed("restored from the backup of the night", (ADMINISTRATOR, ANOTHER_ADMINISTRATOR))


def restored(centre: Centre, after: int = LAST - 1) -> None:
    """The first branch's log as it was before its last entry: what a backup would have."""
    centre.drop_tripwires()
    cut(centre, after, head=True)
