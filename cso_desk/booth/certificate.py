"""The desk's own key and certificate: booths are told its pin, so no authority is needed."""

import base64
import hashlib
import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from cso_desk.durable import make_folder, write_whole

FILE = "booth-key.pem"
_NAME = "CSO Desk"
_VALID_FOR = timedelta(days=365 * 20)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A key with its certificate in one file; `pin` is the SHA-256 of the public key (SPKI) in base64."""

    file: Path
    pin: str

    def server_context(self) -> ssl.SSLContext:
        """What a server needs to be known by this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.file)
        return context


def desk_certificate(folder: Path, now: datetime) -> Certificate:
    """The certificate of a profile's folder, made where there is none or a broken one. Raises OSError.

    It holds for twenty years: browsers know it by its key alone, and a new key means pairing every booth again.
    """
    file = folder / FILE
    try:
        return _read(file)
    except (FileNotFoundError, ValueError, ssl.SSLError):
        make_folder(folder)
        write_whole(file, _made(now))
        return _read(file)


def pin_of(certificate: bytes) -> str:
    """The pin of a certificate in DER. Raises ValueError where it is none."""
    return _pin(x509.load_der_x509_certificate(certificate))


def _read(file: Path) -> Certificate:
    file.chmod(0o600)
    certificate = Certificate(file, _pin(x509.load_pem_x509_certificate(file.read_bytes())))
    certificate.server_context()  # the key is whole, and it is this certificate's
    return certificate


def _made(now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    here = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - _ONE_DAY)
        .not_valid_after(now.astimezone(UTC) + _VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(here), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret + certificate.public_bytes(serialization.Encoding.PEM)


def _pin(certificate: x509.Certificate) -> str:
    spki = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()
