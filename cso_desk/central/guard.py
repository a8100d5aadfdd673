"""Who is calling: what every route of the service asks first."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from fastapi import Request

from cso_desk.claims.tables import Role

_ANY_BRANCH = frozenset((Role.AUDITOR, Role.ADMINISTRATOR))


@dataclass(frozen=True, slots=True)
class Caller:
    """An officer who is signed in at a desk; `branch` is that of both."""

    officer: str
    role: Role
    branch: int
    desk: str
    session: UUID

    def may_read(self, branch: int) -> bool:
        """True for the caller's own branch; auditors and administrators read every one."""
        return branch == self.branch or self.role in _ANY_BRANCH


Guard = Callable[[Request], Awaitable[Caller]]
"""Tells who calls; raises CallRefused (401) where nobody is signed in. Used as `Depends(guard)`."""
