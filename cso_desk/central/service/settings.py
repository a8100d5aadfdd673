"""The settings of the service: one frozen value, from the command line and the environment."""

import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from cso_desk.central.accounts.oidc_settings import OidcSettings
from cso_desk.central.service import setting_values as values
from cso_desk.central.service.logs import Form
from cso_desk.central.service.setting_values import LOOPBACK, Network
from cso_desk.central.service.setting_values import BadSetting as BadSetting

DATABASE = "CSO_DESK_DATABASE"
SECRET = "CSO_DESK_CENTRE_SECRET"
SECRET_BEFORE = "CSO_DESK_CENTRE_SECRET_BEFORE"
BLOBS = "CSO_DESK_BLOBS"
HOST = "CSO_DESK_HOST"
PORT = "CSO_DESK_PORT"
WORKERS = "CSO_DESK_WORKERS"
LOG = "CSO_DESK_LOG"
RULES = "CSO_DESK_RULES"
CERTIFICATE = "CSO_DESK_TLS_CERTIFICATE"
KEY = "CSO_DESK_TLS_KEY"
SCRAPERS = "CSO_DESK_METRICS_FROM"
CHECKPOINT_KEY = "CSO_DESK_CHECKPOINT_KEY"
WITNESS = "CSO_DESK_WITNESS"
OIDC = ("CSO_DESK_OIDC_ISSUER", "CSO_DESK_OIDC_CLIENT", "CSO_DESK_OIDC_CALLBACK")
OIDC_SECRET = "CSO_DESK_OIDC_SECRET"
OIDC_CLAIM = "CSO_DESK_OIDC_CLAIM"

KINDS_OF_DATABASE = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
NO_DATABASE = f"Say with --database or {DATABASE} where the database is; {KINDS_OF_DATABASE}."

_DEFAULT_HOST, _DEFAULT_PORT = "127.0.0.1", 8414
_HIGHEST_PORT = 65535
_MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service is run.

    `blobs`: where attachments are kept. `certificate` and `key` are both there or neither is. `scrapers` may read the
    metrics. `checkpoint_key`: the file that checkpoints are signed with, `witness`: the folder of their copies.
    """

    database: str = field(repr=False)
    secret: str = field(repr=False)
    blobs: str
    secret_before: str = field(default="", repr=False)
    host: str = _DEFAULT_HOST
    port: int = _DEFAULT_PORT
    workers: int = 1
    log: Form = Form.JSON
    rules: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    scrapers: tuple[Network, ...] = LOOPBACK
    checkpoint_key: Path | None = None
    witness: Path | None = None
    oidc: OidcSettings | None = field(default=None, repr=False)


def read_settings(options: Namespace, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; what the command line says comes before the environment. Raises BadSetting."""
    told = _Told(options, environment)
    database = read_database(options, environment)
    settings = Settings(
        database=database,
        secret=values.secret(told.secret(SECRET), SECRET),
        secret_before=values.secret(told.secret(SECRET_BEFORE), SECRET_BEFORE, is_needed=False),
        blobs=told.text("blobs", BLOBS) or _beside(database),
        host=told.text("host", HOST) or _DEFAULT_HOST,
        port=values.number(told.text("port", PORT) or str(_DEFAULT_PORT), f"--port ({PORT})", 0, _HIGHEST_PORT),
        workers=values.number(told.text("workers", WORKERS) or "1", f"--workers ({WORKERS})", 1, _MOST_WORKERS),
        log=values.form(told.text("log", LOG) or str(Form.JSON), f"--log ({LOG})"),
        rules=values.path(told.text("rules", RULES)),
        certificate=values.path(told.text("certificate", CERTIFICATE)),
        key=values.path(told.text("key", KEY)),
        scrapers=values.networks(told.text("metrics_from", SCRAPERS), f"--metrics-from ({SCRAPERS})", LOOPBACK),
        checkpoint_key=values.file(told.text("checkpoint_key", CHECKPOINT_KEY), CHECKPOINT_KEY),
        witness=values.folder(told.text("witness", WITNESS), WITNESS),
        oidc=_oidc(told),
    )
    _check_together(settings)
    return settings


def read_database(options: Namespace, environment: Mapping[str, str] = os.environ) -> str:
    """The address of the database: that of `--database`, or else of CSO_DESK_DATABASE. Raises BadSetting."""
    url = _Told(options, environment).text("database", DATABASE)
    if not url:
        raise BadSetting(NO_DATABASE)
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise BadSetting(f"--database ({DATABASE}) is no URL of a database; {KINDS_OF_DATABASE}.") from None
    return url


def shown(database: str) -> str:
    """A database's address as it may be told, without its password."""
    return make_url(database).render_as_string(hide_password=True)


@dataclass(frozen=True, slots=True)
class _Told:
    options: Namespace
    environment: Mapping[str, str]

    def text(self, option: str, variable: str) -> str:
        value = getattr(self.options, option, None)
        return self.secret(variable) if value is None else str(value).strip()

    def secret(self, variable: str) -> str:
        """Not for the command line, which everybody on the machine can read."""
        return self.environment.get(variable, "").strip()


def _beside(database: str) -> str:
    """SQLite's attachments lie beside its file; those of a server have no such place."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return f"{url.database}-blobs"
    raise BadSetting(f"Say with --blobs or {BLOBS} where attachments are kept: a folder, or s3://BUCKET?endpoint=URL.")


def _oidc(told: _Told) -> OidcSettings | None:
    issuer, client, callback = (told.secret(variable) for variable in OIDC)
    if not any((issuer, client, callback)):
        return None
    if not all((issuer, client, callback)):
        raise BadSetting(f"{', '.join(OIDC)} go together; set all three or none.")
    try:
        return OidcSettings(
            issuer,
            client,
            callback,
            client_secret=told.secret(OIDC_SECRET) or None,
            claim=told.secret(OIDC_CLAIM) or "preferred_username",
        )
    except ValueError:
        raise BadSetting(f"{OIDC[0]} and {OIDC[2]} must be addresses that begin with https://.") from None


def _check_together(settings: Settings) -> None:
    if settings.workers > 1 and make_url(settings.database).get_backend_name() == "sqlite":
        raise BadSetting("Several --workers need PostgreSQL: SQLite is for one machine and has one worker.")
    if settings.workers > 1 and not hasattr(os, "fork"):
        raise BadSetting("Several --workers are forks, which Windows does not have: one worker serves there.")
    if (settings.certificate is None) != (settings.key is None):
        raise BadSetting(f"--certificate ({CERTIFICATE}) and --key ({KEY}) go together; give both or neither.")
    if settings.certificate is not None and settings.key is not None:
        values.check_certificate(settings.certificate, settings.key)
