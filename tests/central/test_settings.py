"""The settings of the service: the command line before the environment, and one sentence for each that is wrong."""

import importlib
import multiprocessing.context
import os
import sys
from argparse import Namespace
from ipaddress import ip_network
from pathlib import Path

import pytest

from cso_desk.central.accounts.oidc_settings import OidcSettings
from cso_desk.central.service import settings
from cso_desk.central.service.logs import Form
from cso_desk.central.service.settings import BadSetting, Settings, read_database, read_settings, shown
from tests.central.services import certificate

SECRET = "a secret of thirty-two characters"
POSTGRESQL = "postgresql://centre:hidden@db.example/claims"
LEAST = {"CSO_DESK_DATABASE": POSTGRESQL, "CSO_DESK_CENTRE_SECRET": SECRET, "CSO_DESK_BLOBS": "s3://photos"}


def read(**environment: str) -> Settings:
    return read_settings(Namespace(), {**LEAST, **{f"CSO_DESK_{name}": text for name, text in environment.items()}})


def test_little_has_to_be_said() -> None:
    settings = read()
    assert settings == Settings(database=POSTGRESQL, secret=SECRET, blobs="s3://photos")
    assert (settings.host, settings.port, settings.workers, settings.log) == ("127.0.0.1", 8414, 1, Form.JSON)


def test_secrets_and_passwords_are_not_shown() -> None:
    told = repr(read(CENTRE_SECRET_BEFORE="another secret of many characters"))
    assert "secret of" not in told
    assert "hidden" not in told
    assert shown(POSTGRESQL) == "postgresql://centre:***@db.example/claims"


def test_what_the_command_line_says_comes_before_the_environment() -> None:
    options = Namespace(port="0", workers=None, log="text", host=None)
    environment = {**LEAST, "CSO_DESK_PORT": "9000", "CSO_DESK_WORKERS": "4", "CSO_DESK_LOG": "json"}
    settings = read_settings(options, environment)
    assert (settings.port, settings.workers, settings.log) == (0, 4, Form.TEXT)


def test_every_setting_can_be_said_in_the_environment(tmp_path: Path) -> None:
    chain, key = certificate(tmp_path)
    told = {
        "CENTRE_SECRET_BEFORE": "another secret of many characters",
        "BLOBS": "/srv/blobs",
        "HOST": "0.0.0.0",
        "PORT": "9000",
        "WORKERS": "3",
        "LOG": "text",
        "RULES": "/srv/rules",
        "TLS_CERTIFICATE": str(chain),
        "TLS_KEY": str(key),
        "METRICS_FROM": "10.20.0.0/16,fd00::/8",
        "CHECKPOINT_KEY": str(key),
        "WITNESS": str(tmp_path),
        "OIDC_ISSUER": "https://sso.example",
        "OIDC_CLIENT": "centre",
        "OIDC_CALLBACK": "https://centre.example/v1/oidc/callback",
        "OIDC_SECRET": "s",
        "OIDC_CLAIM": "npk",
    }
    assert read(**told) == Settings(
        database=POSTGRESQL,
        secret=SECRET,
        blobs="/srv/blobs",
        secret_before="another secret of many characters",
        host="0.0.0.0",
        port=9000,
        workers=3,
        log=Form.TEXT,
        rules=Path("/srv/rules"),
        certificate=chain,
        key=key,
        scrapers=(ip_network("10.20.0.0/16"), ip_network("fd00::/8")),
        checkpoint_key=key,
        witness=tmp_path,
        oidc=OidcSettings(
            "https://sso.example", "centre", "https://centre.example/v1/oidc/callback", client_secret="s", claim="npk"
        ),
    )


def test_the_attachments_of_sqlite_lie_beside_its_file() -> None:
    settings = read(DATABASE="sqlite:////srv/centre.db", BLOBS="")
    assert settings.blobs == "/srv/centre.db-blobs"


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("DATABASE", "", "--database"),
        ("DATABASE", "claims", "no URL of a database"),
        ("DATABASE", "postgresql://host:port/claims", "no URL of a database"),
        ("CENTRE_SECRET", "", "openssl rand"),
        ("CENTRE_SECRET", "short", "at least 32 characters"),
        ("CENTRE_SECRET", "é" * 40, "printable ASCII"),
        ("CENTRE_SECRET_BEFORE", "short", "CSO_DESK_CENTRE_SECRET_BEFORE"),
        ("BLOBS", "", "--blobs"),
        ("PORT", "http", "from 0 to 65535, not 'http'"),
        ("PORT", "65536", "from 0 to 65535"),
        ("PORT", "²", "from 0 to 65535"),
        ("WORKERS", "0", "from 1 to 64"),
        ("WORKERS", "9" * 5000, "from 1 to 64"),
        ("LOG", "xml", "json, text, quiet, not 'xml'"),
        ("METRICS_FROM", "10.20.0.0/99", "10.20.0.0/16, not '10.20.0.0/99'"),
        ("METRICS_FROM", "prometheus", "addresses or networks"),
        ("TLS_CERTIFICATE", "/missing.pem", "go together"),
        ("TLS_KEY", "/missing.key", "go together"),
        ("CHECKPOINT_KEY", "/missing.key", "no file that can be read"),
        ("WITNESS", "/missing", "no folder"),
        ("OIDC_ISSUER", "https://sso.example", "go together"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_one_sentence(variable: str, text: str, said: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read(**{variable: text})
    sentence = str(caught.value)
    assert said in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "hidden" not in sentence


def test_sqlite_has_one_worker() -> None:
    with pytest.raises(BadSetting, match="need PostgreSQL"):
        read(DATABASE="sqlite:///centre.db", WORKERS="2")


def test_where_processes_cannot_be_forked_there_is_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    monkeypatch.delattr(multiprocessing.context, "ForkProcess")
    monkeypatch.delitem(sys.modules, "cso_desk.central.service.workers", raising=False)
    assert read(WORKERS="1").workers == 1
    importlib.import_module("cso_desk.central.service.workers")
    with pytest.raises(BadSetting, match="Windows does not have: one worker serves there"):
        read(WORKERS="2")


def test_an_organisations_sign_in_has_safe_addresses() -> None:
    told = {"OIDC_ISSUER": "https://sso.example", "OIDC_CLIENT": "centre"}
    settings = read(**told, OIDC_CALLBACK="https://centre.example/v1/oidc/callback")
    assert settings.oidc is not None
    assert (settings.oidc.claim, settings.oidc.client_secret) == ("preferred_username", None)
    with pytest.raises(BadSetting, match="https"):
        read(**told, OIDC_CALLBACK="http://centre.example/v1/oidc/callback")


def test_a_certificate_is_looked_at_before_anything_begins(tmp_path: Path) -> None:
    chain, key = certificate(tmp_path)
    assert read(TLS_CERTIFICATE=str(chain), TLS_KEY=str(key)).certificate == chain
    for bad in (tmp_path / "missing.pem", tmp_path):
        with pytest.raises(BadSetting, match="TLS cannot be served"):
            read(TLS_CERTIFICATE=str(bad), TLS_KEY=str(key))
    with pytest.raises(BadSetting, match="no certificate and its key"):
        read(TLS_CERTIFICATE=str(key), TLS_KEY=str(chain))


def test_an_administrators_command_asks_for_the_database_alone() -> None:
    assert read_database(Namespace(database=POSTGRESQL), {}) == POSTGRESQL
    assert read_database(Namespace(), LEAST) == POSTGRESQL
    with pytest.raises(BadSetting, match="CSO_DESK_DATABASE"):
        read_database(Namespace(), {})


def test_the_example_of_the_environment_names_every_setting_and_none_besides() -> None:
    example = Path(__file__).parents[2] / "build_spec" / "centre.env.example"
    named = {line.lstrip("# ").partition("=")[0] for line in example.read_text().splitlines() if "CSO_DESK_" in line}
    known = set(settings.OIDC) | {
        text for text in vars(settings).values() if isinstance(text, str) and text.startswith("CSO_DESK_")
    }
    assert {name for name in named if name.startswith("CSO_DESK_")} == known
