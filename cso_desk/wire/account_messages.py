"""More messages between desk and centre about who somebody is: one's password, oneself, and the organisation's own
sign-in (OpenID Connect)."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

_Text = Annotated[str, Field(min_length=1, max_length=200)]
_Password = Annotated[str, Field(min_length=1, max_length=1000)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PasswordChange(_Message):
    """An officer's new password; the desk's token is the call's bearer token.

    All sessions of the officer end, but the one that is named to be kept.
    """

    officer: _Text
    old: _Password
    new: _Password
    keep: UUID | None = None


class Me(_Message):
    """Who the centre takes the caller for."""

    officer: str
    name: str
    role: str
    branch: int
    desk: str
    session: UUID


class OidcBegun(_Message):
    """Where the officer signs in, in the system's browser, and by what the desk asks for the outcome.

    `wait_s` is the pause between two questions, `ends_s` how long the officer has, both in seconds.
    """

    url: str
    handle: str
    wait_s: float
    ends_s: float


class OidcFinish(_Message):
    """Asks what became of a sign-in that was begun."""

    handle: _Text
