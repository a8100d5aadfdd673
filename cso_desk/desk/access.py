"""The short tokens that an officer's calls carry, fetched anew as long as the session lasts."""

import logging
import threading
from collections.abc import Callable

from cso_desk.wire.credentials import AccessToken, TokenRequest

from .asking import Refused, ask, read
from .client import FixedAccess, Line, LineDown
from .vault import SignedOfficer

log = logging.getLogger(__name__)


def _nothing() -> None:
    """Tell nobody."""


class SessionAccess:
    """An `Access` of whoever is signed in; used from any thread, and one renewal at a time.

    `on_ended` is told, on the thread that found out, why the officer has to sign in anew: `session_ended`,
    `unauthorised` (the desk's own token holds no longer) or `desk_quarantined`. `on_asked` is told of every call.
    """

    def __init__(
        self,
        url: str,
        desk_token: str,
        *,
        on_ended: Callable[[str], None],
        on_asked: Callable[[], None] = _nothing,
    ) -> None:
        self._url = url
        self._desk_access = FixedAccess(desk_token)
        self._on_ended = on_ended
        self._on_asked = on_asked
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._signed: SignedOfficer | None = None
        self._token = ""
        self._line: Line | None = None
        self._closed = False

    def begin(self, signed: SignedOfficer, token: str = "") -> None:
        """From now on speak for this officer; without a token the first call fetches one."""
        with self._lock:
            self._signed, self._token = signed, token
        self.reopen()

    def end(self) -> None:
        """Speak for nobody."""
        with self._lock:
            self._signed, self._token = None, ""

    def token(self) -> str:
        """The token of the next call; raises LineDown where there is none and none can be fetched."""
        self._on_asked()
        with self._lock:
            signed, token = self._signed, self._token
        if signed is None or self._closed:
            raise LineDown("signed_out", delivered=False)
        if token:
            return token
        if not self.renew(token):
            raise LineDown("signed_out", delivered=False)
        return self.token()

    def renew(self, refused: str) -> bool:
        """Fetch a token in place of one that was refused; False where the officer has to sign in anew.

        Raises LineDown where the centre's word does not come.
        """
        with self._turn:
            with self._lock:
                signed = self._signed
                if signed is None or self._token != refused:
                    return signed is not None
            try:
                token = self._fetched(signed)
            except Refused as why:
                log.warning("the session of officer %s is not renewed: %s", signed.officer, why.code)
                self._put(signed, None)
                self._on_ended(why.code)
                return False
            return self._put(signed, token)

    def cut_overdue(self) -> None:
        """End a renewal that takes too long; from any thread."""
        line = self._line
        if line is not None:
            line.cut_overdue()

    def close(self) -> None:
        """End a renewal that is under way, and give no token any more."""
        self._closed = True
        line = self._line
        if line is not None:
            line.cut()

    def reopen(self) -> None:
        """Give tokens again."""
        self._closed = False

    def _put(self, signed: SignedOfficer, token: str | None) -> bool:
        """Take a token, or None for the end, unless somebody else has signed in meanwhile."""
        with self._lock:
            if self._signed is signed:
                self._signed, self._token = (None, "") if token is None else (signed, token)
            return self._signed is not None

    def _fetched(self, signed: SignedOfficer) -> str:
        """Another token; raises Refused where the session is at its end, and LineDown.

        What the token was to be fetched for was certainly not delivered.
        """
        line = self._line = Line(self._url, self._desk_access)
        if self._closed:
            line.cut()
        asked = TokenRequest(session=signed.session, secret=signed.secret)
        try:
            return read(AccessToken, ask(line, "POST", "/v1/sessions/token", asked)).access
        except LineDown as down:
            raise LineDown(down.cause, delivered=False) from down
        except Refused as why:
            if why.code in _ENDS:
                raise
            raise LineDown(why.code, delivered=False) from None
        finally:
            self._line = None
            line.close()


_ENDS = frozenset(("session_ended", "unauthorised", "desk_quarantined"))
