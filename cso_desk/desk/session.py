"""Who is signed in at this desk: with the centre's word or, for a limited time, without it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from pydantic import BaseModel

from cso_desk.claims.tables import Role
from cso_desk.wire.account_messages import OidcBegun, OidcFinish, PasswordChange
from cso_desk.wire.credentials import SignedIn, SignInRequest

from .access import SessionAccess
from .asking import Refused, ask, read
from .client import Answer, FixedAccess, Line, LineDown
from .enrolment import Enrolment
from .errors import StoreError
from .exchange import SEAL_AFTER
from .model import Officer
from .signer import Signer
from .store import DeskStore
from .vault import SignedOfficer, Vault

log = logging.getLogger(__name__)

_KEPT_OUT = frozenset(("officer_inactive", "other_branch", "password_change"))
_OFFERED = 405
_NOT_YET = 202


class NotReached(LineDown):
    """The centre's word on an officer did not come: `until` is how long the officer may sign in here without it,
    None who may not, and `why_not` then says why: `no_offline`, `offline_over` or `clock_behind`."""

    def __init__(self, down: LineDown, until: datetime | None, why_not: str) -> None:
        super().__init__(down.cause, delivered=down.delivered)
        self.until = until
        self.why_not = why_not


class Session:
    """The officer at an enrolled desk; what asks, unlocks or leaves may wait: it is not for the thread of the window.

    Nobody is signed in at first. Whoever is proves the work in the store from then on. `on_ended` is told, on some
    thread, why the officer has to sign in anew; the work is kept whatever happens here.
    """

    def __init__(
        self,
        enrolment: Enrolment,
        vault: Vault,
        store: DeskStore,
        *,
        now: Callable[[], datetime],
        on_ended: Callable[[str], None],
    ) -> None:
        self.enrolment = enrolment
        self._vault = vault
        self._store = store
        self._now = now
        self._on_ended = on_ended
        self._signed: SignedOfficer | None = None
        self._lines: set[Line] = set()
        self._desk_access = FixedAccess(enrolment.token)
        self.access = SessionAccess(enrolment.url, enrolment.token, on_ended=self._ended, on_asked=vault.note_time)

    @property
    def signed(self) -> SignedOfficer | None:
        """Who is signed in."""
        return self._signed

    @property
    def officer(self) -> Officer:
        """The officer as the desk knows one; somebody has to be signed in."""
        signed, desk = self._signed, self.enrolment
        assert signed is not None
        return Officer(
            id=signed.officer,
            name=signed.name,
            number=signed.officer,
            desk=desk.desk,
            branch=desk.branch,
            branch_name=desk.branch_name,
            desk_name=desk.name,
            role=_role(signed.role),
        )

    def sign_in(self, number: str, password: str) -> SignedOfficer:
        """Sign in at the centre; raises Refused with its code, and NotReached where its word did not come."""
        try:
            told = read(SignedIn, self._ask("/v1/sign-in", SignInRequest(officer=number, password=password)))
        except Refused as why:
            if why.code in _KEPT_OUT:
                self._forget(number)
            raise
        except LineDown as down:
            raise NotReached(down, self._vault.until(number), self._vault.why_not(number)) from down
        return self._begin(told, password)

    def unlock(self, number: str, password: str) -> SignedOfficer:
        """Sign in, or show oneself again, without the centre; raises what `Vault.unlock` raises."""
        signed = self._vault.unlock(number, password)
        if signed.desk != self.enrolment.desk:
            raise Refused("no_offline")
        if self._signed != signed:
            log.info("officer %s signed in without the centre", signed.officer)
            self._take(signed, "")
        return signed

    def change_password(self, number: str, old: str, new: str) -> None:
        """Change an officer's own password, which ends the officer's sessions; raises Refused and LineDown."""
        self._ask("/v1/password", PasswordChange(officer=number, old=old, new=new))
        self._forget(number)

    def offers_openid(self) -> bool:
        """Whether the centre lets officers in by the organisation's own sign-in; raises LineDown."""
        return self._call("GET", "/v1/oidc/begin").status == _OFFERED

    def begin_openid(self) -> OidcBegun:
        """Where the officer signs in, in the system's browser; raises Refused and LineDown."""
        return read(OidcBegun, self._ask("/v1/oidc/begin", None))

    def finish_openid(self, handle: str) -> SignedOfficer | None:
        """Sign in who came through in the browser; None while nobody did. Raises Refused and LineDown."""
        answer = self._ask("/v1/oidc/finish", OidcFinish(handle=handle))
        return None if answer.status == _NOT_YET else self._begin(read(SignedIn, answer), None)

    def sign_out(self) -> None:
        """End the session, at the centre too where that is reached; what is not sent yet stays, with its proofs."""
        signed = self._signed
        if signed is None:
            return
        self.access.reopen()
        line = Line(self.enrolment.url, self.access)
        try:
            self._asked(line, "POST", "/v1/sign-out", None)
        except (Refused, LineDown) as why:
            log.info("the centre has not heard that officer %s signed out: %s", signed.officer, why)
        else:
            self._forget(signed.officer)
        self.leave()

    def leave(self) -> None:
        """Make room for another officer; whoever leaves may come back without the centre. The sync has to rest."""
        self._prove()
        self.access.end()
        self._store.sign_as(None)
        self._signed = None

    def cut(self) -> None:
        """End the calls that are under way; others may follow."""
        for line in tuple(self._lines):
            line.cut()

    def close(self) -> None:
        """End what is under way, and let no call be made for the officer until somebody signs in, or out."""
        self.cut()
        self.access.close()

    def _begin(self, told: SignedIn, password: str | None) -> SignedOfficer:
        signed = SignedOfficer(
            session=told.session,
            secret=told.secret,
            officer=told.officer,
            name=told.name,
            role=told.role,
            branch=told.branch,
            desk=self.enrolment.desk,
            until=self._now() + timedelta(seconds=told.offline_s),
        )
        if password is None:
            self._forget(signed.officer)
        else:
            self._keep(signed, password)
        log.info("officer %s signed in", signed.officer)
        self._take(signed, told.access)
        return signed

    def _prove(self) -> None:
        """Prove what the officer has typed last: nobody else can, later."""
        if self._signed is None:
            return
        try:
            self._store.take_back(self._store.take_out(self.officer, self._now() + SEAL_AFTER))
        except StoreError:
            log.exception("what officer %s typed last waits until the officer is back", self._signed.officer)

    def _take(self, signed: SignedOfficer, token: str) -> None:
        if self._signed is not None and self._signed.officer != signed.officer:
            self._prove()
        self._store.sign_as(Signer(signed.officer, signed.session, signed.secret))
        self._signed = signed
        self.access.begin(signed, token)

    def _ended(self, code: str) -> None:
        signed = self._signed
        if signed is not None:
            self._forget(signed.officer)
        self._on_ended(code)

    def _keep(self, signed: SignedOfficer, password: str) -> None:
        try:
            self._vault.keep(password, signed)
        except OSError as fault:
            log.error("officer %s cannot unlock without the centre: %s", signed.officer, fault.strerror)

    def _forget(self, number: str) -> None:
        try:
            self._vault.forget(number)
        except OSError as fault:
            log.error("the offline unlock of officer %s cannot be taken away: %s", number, fault.strerror)

    def _ask(self, path: str, message: BaseModel | None) -> Answer:
        return self._asked(Line(self.enrolment.url, self._desk_access), "POST", path, message)

    def _asked(self, line: Line, method: str, path: str, message: BaseModel | None) -> Answer:
        self._lines.add(line)
        try:
            return ask(line, method, path, message)
        finally:
            self._lines.discard(line)
            line.close()

    def _call(self, method: str, path: str) -> Answer:
        line = Line(self.enrolment.url, self._desk_access)
        self._lines.add(line)
        try:
            return line.call(method, path)
        finally:
            self._lines.discard(line)
            line.close()


def _role(text: str) -> Role:
    """A role of which nothing is known here shows no more than an officer's; what it may do the centre says."""
    return Role(text) if text in tuple(Role) else Role.OFFICER
