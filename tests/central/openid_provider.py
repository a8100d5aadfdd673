"""A small OpenID provider that is really asked over HTTP, and that can be told to lie."""

import hmac
import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

CLIENT = "cso-desk"
CLIENT_SECRET = "rahasia klien"
Claims = dict[str, Any]


@dataclass
class OpenIdProvider:
    """Discovery, authorize, token and keys; `officer` is who sits at the browser.

    `spoil` changes the claims before they are signed, `sign` replaces the signing, `document` the discovery.
    """

    now: Callable[[], float]
    officer: Any = "9900001"
    algorithm: str = "RS256"
    url: str = ""
    spoil: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    document: Callable[[Claims], Claims] = lambda document: document
    token_answer: dict[str, Any] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    more_keys: list[dict[str, Any]] = field(default_factory=list)
    is_public: bool = False
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def rotate(self) -> Key:
        """Sign with a new key from now on, and publish no other."""
        made: Key = (
            RSAKey.generate_key(2048, {"kid": uuid4().hex})
            if self.algorithm.startswith(("RS", "PS"))
            else ECKey.generate_key("P-256", {"kid": uuid4().hex})
        )
        self.keys = [made]
        return made

    def authorize(self, url: str) -> str:
        """What the officer's browser does: goes to `url`, signs in, and is sent to the address this returns."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert urlsplit(url).path == "/authorize"
        assert (told["client_id"], told["response_type"]) == (CLIENT, "code")
        assert (told["code_challenge_method"], told["scope"].split()[0]) == ("S256", "openid")
        code = uuid4().hex
        self._codes[code] = told
        return f"{told['redirect_uri']}?{urlencode({'code': code, 'state': told['state'], 'iss': self.url})}"

    @contextmanager
    def open(self) -> Iterator["OpenIdProvider"]:
        if not self.keys:
            self.rotate()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(*provider._told(urlsplit(self.path).path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(*provider._exchanged(form, self.headers.get("Authorization", "")))

            def _answer(self, status: int, document: Any) -> None:
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def _told(self, path: str) -> tuple[int, Any]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, self.document(
                {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token",
                    "jwks_uri": f"{self.url}/keys",
                }
            )
        if path == "/keys":
            published = [key.as_dict(private=False) for key in self.keys]
            return 200, {"keys": [*published, *self.more_keys]}
        return 404, {}

    def _exchanged(self, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        told = self._codes.pop(form.get("code", ""), None)
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = _base64(digest)
        if told is None or challenge != told["code_challenge"] or form.get("redirect_uri") != told["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if self.is_public:
            is_client = form.get("client_id") == CLIENT and not authorization
        else:
            is_client = b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:{CLIENT_SECRET}"
        if not is_client:
            return 401, {"error": "invalid_client"}
        now = int(self.now())
        claims = {
            "iss": self.url,
            "sub": "sub-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": told["nonce"],
            "preferred_username": self.officer,
        }
        token = (self.sign or self.signed)(self.spoil(claims))
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token, **self.token_answer}

    def signed(self, claims: Claims, **header: Any) -> str:
        """An ID token as it should be, or with another header."""
        head = {"alg": self.algorithm, "kid": self.keys[0].kid, **header}
        return jwt.encode(head, claims, self.keys[0], algorithms=[head["alg"]])


def unsigned(claims: Claims) -> str:
    """A token of algorithm `none`."""
    return ".".join(_part(part) for part in ({"alg": "none", "typ": "JWT"}, claims)) + "."


def signed_with_public_key(provider: OpenIdProvider) -> Callable[[Claims], str]:
    """The old trick: HS256 with the public key as the secret."""
    key = provider.keys[0].as_pem(private=False)  # type: ignore[union-attr]  # never an OctKey here

    def sign(claims: Claims) -> str:
        signed = ".".join(_part(part) for part in ({"alg": "HS256", "kid": provider.keys[0].kid}, claims))
        return f"{signed}.{_base64(hmac.digest(key, signed.encode(), 'sha256'))}"

    return sign


def _part(document: Claims) -> str:
    return _base64(json.dumps(document).encode())


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
