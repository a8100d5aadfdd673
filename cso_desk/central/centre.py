"""Builds the centre's parts on one database and joins them; nobody else knows them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from sqlalchemy import Engine

from cso_desk.central.accounts.accounts import Accounts
from cso_desk.central.accounts.accounts_api import accounts_routes
from cso_desk.central.accounts.guards import make_desk_guard, make_either_guard, make_guard
from cso_desk.central.accounts.keys import CentreKeys
from cso_desk.central.accounts.oidc_settings import OidcSettings
from cso_desk.central.accounts.passwords import Passwords
from cso_desk.central.accounts.tokens import Tokens
from cso_desk.central.app import make_app
from cso_desk.central.audit.access_log import AccessLog
from cso_desk.central.audit.alarms import HistoryWatch
from cso_desk.central.audit.audit_api import audit_routes
from cso_desk.central.audit.checkpoints import Checkpoints, HourlyCheckpoints
from cso_desk.central.audit.witness import WitnessFolder
from cso_desk.central.blobs.blob_store import BlobStore, FileBlobs
from cso_desk.central.blobs.blobs import Blobs
from cso_desk.central.blobs.blobs_api import blob_routes
from cso_desk.central.claims_api import Doors
from cso_desk.central.housekeeping import Housekeeping
from cso_desk.central.people.people import People
from cso_desk.central.people.people_api import people_routes
from cso_desk.central.service import metrics
from cso_desk.central.store import CentralStore
from cso_desk.claims.dates import JAKARTA

if TYPE_CHECKING:
    from cso_desk.central.accounts.oidc_logins import OidcLogins


def _now() -> datetime:
    return datetime.now(JAKARTA)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a centre may be built with beside its database and its secret; None leaves a part out."""

    passwords: Passwords | None = None
    checkpoint_key: Ed25519PrivateKey | None = None
    witness: Path | None = None
    oidc: OidcSettings | None = None


class Centre:
    """The parts of a centre; what is started is stopped."""

    def __init__(
        self,
        engine: Engine,
        keys: CentreKeys,
        blob_store: BlobStore,
        *,
        now: Callable[[], datetime] = _now,
        choices: Choices | None = None,
    ) -> None:
        choices = choices or Choices()
        self._now = now
        self._tokens = Tokens(engine, keys, now=now)
        self.accounts = Accounts(engine, keys, self._tokens, now=now, passwords=choices.passwords)
        self.history = HistoryWatch(engine, now=now)
        self.store = CentralStore(
            engine, self.accounts, now=now, on_taken=metrics.op_dealt_with, on_grown=metrics.log_grew
        )
        self.access_log = AccessLog(engine, now=now)
        self.people = People(engine, now=now, on_read=self.access_log.note)
        self.blobs = Blobs(engine, blob_store, now=now)
        self._housekeeping = Housekeeping(self.blobs, now=now)
        witness = None if choices.witness is None else WitnessFolder(choices.witness)
        self.checkpoints = Checkpoints(engine, witness=witness, now=now)
        key = choices.checkpoint_key
        self._hourly = None if key is None else HourlyCheckpoints(self.checkpoints, key)
        self._logins = None if choices.oidc is None else self._logins_by(choices.oidc, engine)

    def start(self) -> None:
        """Begin what the centre does by itself."""
        self.access_log.start()
        self._housekeeping.start()
        if self._hourly is not None:
            self._hourly.start()

    def stop(self) -> None:
        """End it, with nothing of the access log unwritten."""
        if self._hourly is not None:
            self._hourly.stop()
        self._housekeeping.stop()
        self.access_log.stop()

    def app(self) -> FastAPI:
        """The service over HTTP."""
        guard, desk_guard = make_guard(self._tokens), make_desk_guard(self.accounts.desks)
        routers = [
            accounts_routes(self.accounts, guard, desk_guard),
            people_routes(self.people, guard),
            blob_routes(
                self.blobs,
                guard,
                on_read=lambda caller, claim_id, _sha256: self.access_log.note(caller, "attachment", [claim_id]),
            ),
            audit_routes(self.checkpoints, self.history, guard),
        ]
        if self._logins is not None:
            from cso_desk.central.accounts.oidc_api import oidc_routes

            routers.append(oidc_routes(self._logins, desk_guard))
        return make_app(self.store, Doors(guard, make_either_guard(guard, desk_guard)), self.history, routers)

    def _logins_by(self, settings: OidcSettings, engine: Engine) -> "OidcLogins":
        """What speaks with a provider is loaded only where there is one: it takes five megabytes a worker."""
        from cso_desk.central.accounts.oidc import Provider
        from cso_desk.central.accounts.oidc_logins import OidcLogins

        return OidcLogins(engine, Provider(settings, now=self._now), self.accounts, now=self._now)


def blob_store_at(place: str) -> BlobStore:
    """Where attachments are kept: a folder, or `s3://BUCKET?endpoint=URL&region=NAME&spool=FOLDER`."""
    if not place.startswith("s3://"):
        return FileBlobs(Path(place))
    from cso_desk.central.blobs.blob_s3 import S3Blobs

    parts = urlsplit(place)
    told = dict(part.partition("=")[::2] for part in parts.query.split("&") if part)
    spool = Path(told.get("spool", "blob-spool"))
    return S3Blobs(parts.netloc, spool, endpoint=told.get("endpoint"), region=told.get("region"))
