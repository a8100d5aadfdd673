"""What may go wrong at the desk: wishes that it refuses by itself, and faults of its store."""

from pathlib import Path

from cso_desk.claims.errors import ClaimError


class StaleForm(ClaimError):
    """The form is no longer the one that was on the screen."""

    code = "stale_form"


class NobodySits(ClaimError):
    """Another claim than the one named, or none, sits in the booth; facts: `booth`."""

    code = "wrong_booth"


class BoothOccupied(ClaimError):
    """The claim in the booth is not decided yet; facts: `booth`."""

    code = "booth_occupied"


class UnreadRefusal(ClaimError):
    """The officer has not read yet that the work in this booth was refused; facts: `booth`."""

    code = "unread_refusal"


class NobodyWaits(ClaimError):
    """No claim waits for a booth."""

    code = "nobody_waits"


class OnlineOnly(ClaimError):
    """This is done at the centre's word only, and the line is down."""

    code = "online_only"


class NotLeased(ClaimError):
    """The line is down, and the centre has not said that this desk holds the claim: it cannot be decided yet."""

    code = "not_leased"


class LeaseOver(ClaimError):
    """The line is down, and the time for which the centre lent the claim is over; facts: `until`."""

    code = "lease_over"


class OverOfflineLimit(ClaimError):
    """So much is not approved while the line is down; facts: `amount`, `limit` (rupiah)."""

    code = "over_offline_limit"


class StoreError(Exception):
    """The desk's store could not do what was asked, and has done nothing."""

    code = "store_fault"


class DiskFull(StoreError):
    """There is no room left for the desk's store."""

    code = "disk_full"


class StoreDamaged(StoreError):
    """The desk's store is damaged; `kept` is where its file was set aside, None while it still lies in its place."""

    code = "store_damaged"

    def __init__(self, kept: Path | None = None) -> None:
        super().__init__(kept)
        self.kept = kept


class WrongKey(StoreError):
    """The desk's store was written with another key; it is left as it is."""

    code = "wrong_key"


class NewerStore(StoreError):
    """The desk's store was written by a newer program; it is left as it is."""

    code = "newer_store"


class ProfileBusy(StoreError):
    """Another desk runs on this profile."""

    code = "profile_busy"
