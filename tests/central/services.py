"""The centre as it is run: processes of their own, started by the command."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import psutil
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.centres import SECRET

PATIENCE_S = 60


@dataclass
class Service:
    """A centre that runs, and where it listens."""

    process: subprocess.Popen[str]
    log: Path
    url: str = ""

    def get(self, path: str, **more: object) -> requests.Response:
        return requests.get(self.url + path, timeout=PATIENCE_S, **more)  # type: ignore[arg-type]

    def workers(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children()
        return []

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        return self.process.wait(PATIENCE_S)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextmanager
def service(folder: Path, database: str, *arguments: str, leash: bool = False) -> Iterator[Service]:
    """A centre on a database that is ready, on a free port; its log is in a file. Killed at the end if need be."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("CSO_DESK_")}
    told = {"CSO_DESK_DATABASE": database, "CSO_DESK_CENTRE_SECRET": SECRET.decode(), "CSO_DESK_PORT": "0"}
    command = [sys.executable, "-m", "cso_desk", "central", "--blobs", str(folder / "blobs"), *arguments]
    log = folder / "service.log"
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [*command, "--leash"] if leash else command,
            env={**known, **told},
            stdin=subprocess.PIPE if leash else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    running = Service(process, log)
    try:
        assert process.stdout is not None
        running.url = _first_line(process.stdout).split()[-1] if not process.poll() else ""
        yield running
    finally:
        rest = running.workers()
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_S)
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        for worker in rest:
            with suppress(psutil.NoSuchProcess):
                worker.kill()


def _first_line(out: IO[str]) -> str:
    """What a process says first; `nothing` where it ends without a word."""
    said: queue.Queue[str] = queue.Queue()
    thread = threading.Thread(target=lambda: said.put(out.readline() or "nothing"))
    thread.start()
    try:
        return said.get(timeout=PATIENCE_S)
    finally:
        thread.join(PATIENCE_S)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "centre.pem", folder / "centre.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form, no_password = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, no_password))
    return files
