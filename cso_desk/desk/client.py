"""The line to the centre: calls that end in time, and at once when they are cut."""

import socket
import time
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

DEADLINE_S = 40.0
"""A call that has not ended after this long is cut; above the centre's longest poll."""

MAX_ANSWER_BYTES = 16 << 20

_UNAUTHORISED = 401
_CONNECT_S = 5.0
_READ_S = 35.0
_CHUNK_BYTES = 1 << 16


class LineDown(Exception):
    """A call that brought no answer; `cause` is a code, and `delivered` is False where it certainly did not arrive."""

    def __init__(self, cause: str, *, delivered: bool) -> None:
        super().__init__(cause)
        self.cause = cause
        self.delivered = delivered


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, the body, and after how many seconds the centre wants to be asked again."""

    status: int
    body: bytes
    retry_after_s: float


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take as a whole, in seconds, and how large its answer may be."""

    deadline_s: float = DEADLINE_S
    most_bytes: int = MAX_ANSWER_BYTES


class Access(Protocol):
    """The bearer tokens of the calls; used from any thread."""

    def token(self) -> str:
        """The token of the next call; raises LineDown where nobody is signed in."""

    def renew(self, refused: str) -> bool:
        """Get another one for a token that was refused; False where the officer has to sign in anew."""


@dataclass(frozen=True, slots=True)
class FixedAccess:
    """One token for ever."""

    fixed: str = field(repr=False)

    def token(self) -> str:
        """The token."""
        return self.fixed

    def renew(self, refused: str) -> bool:
        """There is no other."""
        return False


class Line:
    """One connection to the centre for one thread; `cut` and `cut_overdue` may be called from others."""

    def __init__(self, url: str, access: Access, *, deadline_s: float = DEADLINE_S) -> None:
        self._url = url.rstrip("/")
        self._deadline_s = deadline_s
        self._due: float | None = None
        self._adapter = _Adapter()
        self._session = requests.Session()
        self._access = access
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)

    def call(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        params: Any = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        patience: Patience | None = None,
    ) -> Answer:
        """Ask the centre; raises LineDown where no whole answer came within the deadline, or where nobody is signed in.

        A token that has run out is renewed, and the call is made once more. `patience`: for an answer that is large.
        """
        patience = patience or Patience(self._deadline_s)
        token = self._access.token()
        answer = self._call(token, patience, method, path, body=body, params=params, headers=headers)
        if answer.status == _UNAUTHORISED and self._access.renew(token):
            token = self._access.token()
            return self._call(token, patience, method, path, body=body, params=params, headers=headers)
        return answer

    def _call(
        self,
        token: str,
        patience: Patience,
        method: str,
        path: str,
        *,
        body: bytes | None,
        params: Any,
        headers: Mapping[str, str],
    ) -> Answer:
        if self._adapter.closed:
            raise LineDown("closed", delivered=False)
        self._due = time.monotonic() + patience.deadline_s
        told = {"Content-Type": "application/json", "CSO-Api": "1", **headers}
        try:
            with self._session.request(
                method,
                self._url + path,
                data=body,
                params=params,
                headers=told,
                auth=_Bearer(token),
                timeout=(_CONNECT_S, _READ_S),
                allow_redirects=False,
                stream=True,
            ) as response:
                return Answer(response.status_code, _whole(response, patience.most_bytes), _retry_after(response))
        except requests.RequestException as error:
            raise (LineDown("timeout", delivered=True) if self._is_overdue else _down(error)) from error
        finally:
            self._due = None

    def renew(self) -> bool:
        """Fetch another token, as if the one in use had been refused; False where the officer has to sign in anew."""
        return self._access.renew(self._access.token())

    def cut_overdue(self) -> None:
        """Cut the running call if it has had its time."""
        if self._is_overdue:
            self._adapter.cut()

    def cut(self) -> None:
        """Cut the running call, and let no other begin."""
        self._adapter.closed = True
        self._adapter.cut()

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    @property
    def _is_overdue(self) -> bool:
        due = self._due
        return due is not None and time.monotonic() > due


class _Bearer(AuthBase):
    """The token, given so that no .netrc can put another in its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Adapter(HTTPAdapter):
    """Knows its open sockets: requests itself cannot end a call from another thread, nor after a total time."""

    def __init__(self) -> None:
        self.closed = False
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        opened = self._opened

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                opened(self.sock)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                opened(self.sock)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    def _opened(self, new: socket.socket) -> None:
        self._sockets.add(new)
        if self.closed:
            self.cut()

    def cut(self) -> None:
        """End whatever is being read or written."""
        for open_socket in list(self._sockets):
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)


def _whole(response: requests.Response, most_bytes: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > most_bytes:
            raise LineDown("bad_answer", delivered=True)
    return bytes(body)


def _retry_after(response: requests.Response) -> float:
    """The seconds of Retry-After; a date there counts as none."""
    told = response.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else 0.0


def _down(error: requests.RequestException) -> LineDown:
    if isinstance(error, requests.ConnectTimeout):
        return LineDown("unreachable", delivered=False)
    if isinstance(error, requests.Timeout):
        return LineDown("timeout", delivered=True)
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, NewConnectionError):
        return LineDown("unreachable", delivered=False)
    return LineDown("broken", delivered=True)
