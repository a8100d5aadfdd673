"""How a desk and its officers prove to the centre who they are: the messages, and the proof that every op carries.

A desk gets its token once, at its enrolment. An officer signs in at a desk with number and password and gets a
session: its secret proves, for as long as the session may last, who wrote an op, also one that was written while the
line was down; it also fetches the short access tokens that calls carry. Nothing else ever leaves the desk.
"""

import hashlib
import hmac
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

_Text = Annotated[str, Field(min_length=1, max_length=200)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class EnrolRequest(_Message):
    """A machine asks to be a desk: `code` is the one-time code an administrator made for it."""

    code: _Text
    inc: UUID
    machine: _Text
    version: _Text


class EnrolAnswer(_Message):
    """Which desk the machine is from now on, and how people call it; `token` is told this once."""

    desk: str
    branch: int
    branch_name: str
    token: str
    name: str = ""


class SignInRequest(_Message):
    """An officer at a desk; the desk's token is the call's bearer token."""

    officer: _Text
    password: Annotated[str, Field(min_length=1, max_length=1000)]


class SignedIn(_Message):
    """A session: `secret` (64 hexadecimal digits) is told this once; `access` is the bearer token of the next calls.

    Times are seconds from now: `access_s` until the token ends, `session_s` until the session does, `offline_s` how
    long the officer may go on without the centre.
    """

    session: UUID
    secret: str
    officer: str
    name: str
    role: str
    branch: int
    access: str
    access_s: float
    session_s: float
    offline_s: float


class TokenRequest(_Message):
    """Asks for a new access token of a session; the desk's token is the call's bearer token."""

    session: UUID
    secret: _Text


class AccessToken(_Message):
    """The bearer token of the next calls, and for how many seconds."""

    access: str
    access_s: float


def op_proof(secret: str, request_hash: str) -> str:
    """The HMAC-SHA256 (RFC 2104) of an op's digest (`chain.request_hash`) under the secret of its session."""
    return hmac.new(bytes.fromhex(secret), request_hash.encode(), hashlib.sha256).hexdigest()
