"""The nginx configuration that is shipped for the centre, really run before it, over TLS."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from cso_desk.wire.blob_wire import CHECKSUM_HEADER, CHUNK_BYTES, CHUNK_TYPE, OFFSET_HEADER, checksum
from tests.blob_centre import PHOTO, SHA
from tests.central.sender import CLAIM, Sender
from tests.central.services import certificate
from tests.centres import real_centre, served
from tests.contract.doubles import BRANCH, NOW, OFFICER, waiting_claims
from tests.postgres import free_port

SHIPPED = Path(__file__).parents[2] / "build_spec" / "nginx.conf"
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/centre.conf;
}}
"""


@contextmanager
def nginx(folder: Path, centre: str) -> Iterator[tuple[int, Path]]:
    """The shipped nginx before a centre; yields its port and the certificate that it shows."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.fail("nginx is not on this machine: run scripts/setup test", pytrace=False)
    port, (shown, key) = free_port(), certificate(folder)
    told = SHIPPED.read_text(encoding="utf-8")
    for shipped, here in (
        ("127.0.0.1:8414", centre.removeprefix("http://")),
        ("listen 443 ", f"listen 127.0.0.1:{port} "),
        ("/etc/ssl/centre.pem", str(shown)),
        ("/etc/ssl/centre.key", str(key)),
    ):
        assert shipped in told
        told = told.replace(shipped, here)
    (folder / "centre.conf").write_text(told, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    with subprocess.Popen([program, "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE) as process:
        try:
            yield port, shown
        finally:
            process.terminate()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Sender, requests.Session, str]]:
    """A desk that speaks with the centre through nginx."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    with (
        real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, lambda: NOW) as centre,
        served(centre) as behind,
        nginx(folder, behind) as (port, shown),
        requests.Session() as session,
    ):
        centre.store.add_claims(waiting_claims(3))
        sender = Sender(centre.sign_in(OFFICER))
        session.mount("https://", HTTPAdapter(max_retries=Retry(connect=12, read=0, backoff_factor=0.01)))
        session.verify, session.trust_env = str(shown), False
        session.headers.update(sender.headers)
        yield sender, session, f"https://localhost:{port}"


def test_a_desk_works_through_the_shipped_nginx(desk: tuple[Sender, requests.Session, str]) -> None:
    sender, session, url = desk
    assert session.get(f"{url}/v1/health", timeout=20).json()["status"] == "ok"
    assert session.get(f"{url}/metrics", timeout=20).status_code == 403

    pushed = session.post(f"{url}/v1/push", json=sender.push(sender.checkout()), timeout=20)
    assert pushed.json()["results"][0]["status"] == "applied"
    last = pushed.json()["feed"]["entries"][-1]

    heard: list[Any] = []
    path = f"{url}/v1/feed/{BRANCH}?epoch=1&after={last['n']}&hash={last['hash']}&wait=20"
    poll = threading.Thread(target=lambda: heard.append(session.get(path, timeout=30).json()))
    poll.start()
    after = {"n": last["n"], "hash": last["hash"]}
    note = sender.op("claim.note.v1", {"text": "catatan"})
    session.post(f"{url}/v1/push", json=sender.push(note, after=after), timeout=20)
    poll.join()
    assert [entry["body"]["op_id"] for entry in heard[0]["entries"]] == [note["op_id"]]

    assert _upload(session, url) == [200, 200, 201]


def test_a_body_of_100_mb_is_refused_before_it_is_sent(desk: tuple[Sender, requests.Session, str]) -> None:
    _, session, url = desk
    session.get(f"{url}/v1/health", timeout=20)
    port = int(url.rsplit(":", 1)[1])
    context = ssl.create_default_context(cafile=str(session.verify))
    with (
        socket.create_connection(("localhost", port), timeout=20) as line,
        context.wrap_socket(line, server_hostname="localhost") as tls,
    ):
        tls.sendall(b"POST /v1/push HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857600\r\n\r\n")
        assert tls.recv(64).startswith(b"HTTP/1.1 413 ")


def test_who_has_to_wait_is_told_how_long(desk: tuple[Sender, requests.Session, str]) -> None:
    _, session, url = desk
    wrong = {"code": "AAAAA-AAAAA", "inc": "00000000-0000-0000-0000-000000000001", "machine": "m", "version": "1"}
    answers = [session.post(f"{url}/v1/enrol", json=wrong, timeout=20) for _ in range(7)]
    refused = next(one for one in answers if one.status_code == 429)
    assert int(refused.headers["Retry-After"]) >= 1


def _upload(session: requests.Session, url: str) -> list[int]:
    """The statuses of the pieces of an attachment."""
    asked = {"sha256": SHA, "size": len(PHOTO), "mime": "image/jpeg", "claim": str(CLAIM)}
    assert session.post(f"{url}/v1/blobs", json=asked, timeout=20).status_code == 201
    statuses = []
    for start in range(0, len(PHOTO), CHUNK_BYTES):
        piece = PHOTO[start : start + CHUNK_BYTES]
        headers = {OFFSET_HEADER: str(start), CHECKSUM_HEADER: checksum(piece), "Content-Type": CHUNK_TYPE}
        sent = session.patch(f"{url}/v1/blobs/{SHA}", data=piece, headers=headers, timeout=20)
        statuses.append(sent.status_code)
    return statuses
