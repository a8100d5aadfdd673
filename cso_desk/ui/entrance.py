"""Lets machines and officers in: opens the dialogs one after the other and carries what they ask for to the session."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from cso_desk.desk.asking import Refused
from cso_desk.desk.enrolment import Enrolling
from cso_desk.desk.session import Session
from cso_desk.desk.vault import SignedOfficer
from cso_desk.wire.account_messages import OidcBegun

from .enrol_dialog import EnrolDialog
from .entry_jobs import EntryJobs, Outcome
from .language import translate
from .password_dialog import PasswordDialog
from .sign_in import Locked, SignInDialog

_MS = 1000
_NEEDS_CENTRE = frozenset(("no_offline", "offline_over", "clock_behind"))


class Entrance(QObject):
    """The door of one program: at most one dialog is open, and a job that was begun for it can be given up."""

    enrolled = Signal(object)
    """An Enrolment that the centre gave."""
    entered = Signal()
    """The session has its officer, again or anew."""
    re_enrolment_wanted = Signal()
    other_wanted = Signal()
    """Another officer wants the desk that is locked."""
    left = Signal()
    """The program is to end."""
    shown = Signal(object)
    """The dialog that is open now."""

    def __init__(
        self, *, open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_url = open_url
        self._jobs = EntryJobs(self)
        self._probe = EntryJobs(self)
        self._session: Session | None = None
        self._enrolling: Enrolling | None = None
        self._dialog: QDialog | None = None
        self._parent_window: QWidget | None = None
        self._tried = ("", "")
        self._browsing: OidcBegun | None = None
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._ask_browser)

    @property
    def dialog(self) -> QDialog | None:
        """The open dialog."""
        return self._dialog

    def start(self) -> None:
        """Be ready to let in."""
        self._jobs.start()
        self._probe.start()

    def stop(self) -> None:
        """Close what is open, give up what is under way, and join."""
        self._wait.stop()
        self._cut()
        self.close()
        self._jobs.stop()
        self._probe.stop()

    def do(self, job: Callable[[], object], then: Callable[[Outcome], None]) -> None:
        """Do something that may wait while no dialog is open."""
        self._jobs.do(job, then)

    def close(self) -> None:
        """Close the open dialog."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.done(0)
            dialog.deleteLater()

    def ask_for_enrolment(self, url: str, inc: UUID) -> None:
        """Let the machine be made a desk; `inc` is the incarnation of its store."""
        dialog = EnrolDialog(url)
        dialog.wanted.connect(lambda address, code: self._enrol(address, code, inc))
        dialog.cancelled.connect(self._cancel)
        dialog.left.connect(self.left)
        self._show(dialog)

    def ask_for_officer(self, session: Session, *, first: Callable[[], object] | None = None) -> None:
        """Let an officer sign in; `first` is done before, on the jobs' thread."""
        self._session, self._parent_window = session, None
        dialog = self._sign_in_dialog(None)
        dialog.left.connect(self.left)
        dialog.enrolment_wanted.connect(self.re_enrolment_wanted)
        self._show(dialog)
        if first is not None:
            dialog.show_busy(translate("Entry", "Signing out…"))
            self._jobs.do(first, lambda _outcome: dialog.show_rest())

    def lock(self, session: Session, signed: SignedOfficer, why: str, window: QWidget) -> None:
        """Stand before the locked windows until the officer shows oneself again."""
        self._session, self._parent_window = session, window
        dialog = self._sign_in_dialog(Locked(signed.officer, signed.name, why), window)
        dialog.left.connect(self.other_wanted)
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._show(dialog)

    def _sign_in_dialog(self, locked: Locked | None, parent: QWidget | None = None) -> SignInDialog:
        assert self._session is not None
        session = self._session
        enrolment = session.enrolment
        dialog = SignInDialog(f"{enrolment.branch_name} · {enrolment.name}", locked=locked, parent=parent)
        dialog.wanted.connect(self._sign_in if locked is None else self._unlock)
        dialog.offline_wanted.connect(self._sign_in_offline)
        dialog.openid_wanted.connect(self._begin_openid)
        dialog.cancelled.connect(self._cancel)
        self._probe.do(session.offers_openid, lambda outcome: self._offer_openid(dialog, outcome))
        return dialog

    def _show(self, dialog: QDialog) -> None:
        self.close()
        self._dialog = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        self.shown.emit(dialog)

    def _offer_openid(self, dialog: SignInDialog, outcome: Outcome) -> None:
        if outcome.value and dialog is self._dialog:
            dialog.offer_openid()

    @Slot()
    def _cancel(self) -> None:
        self._jobs.give_up()
        self._wait.stop()
        self._browsing = None
        self._cut()
        if isinstance(self._dialog, SignInDialog | EnrolDialog):
            self._dialog.show_rest()
        if self._session is not None and self._parent_window is None:
            self._jobs.do(self._session.leave, lambda _outcome: None)  # the centre may have been quicker

    def _cut(self) -> None:
        if self._session is not None:
            self._session.cut()
        if self._enrolling is not None:
            self._enrolling.cut()

    # a machine becomes a desk

    def _enrol(self, address: str, code: str, inc: UUID) -> None:
        dialog = self._dialog
        assert isinstance(dialog, EnrolDialog)
        dialog.show_busy(_asking())
        enrolling = self._enrolling = Enrolling(address)
        self._jobs.do(lambda: enrolling.enrol(code, inc), self._enrol_ended)

    def _enrol_ended(self, outcome: Outcome) -> None:
        dialog, self._enrolling = self._dialog, None
        if not outcome.code:
            self.close()
            self.enrolled.emit(outcome.value)
        elif isinstance(dialog, EnrolDialog):
            if outcome.is_down:
                dialog.show_not_reached(outcome.code)
            else:
                dialog.show_refusal(outcome.code, outcome.facts)

    # an officer signs in

    @Slot(str, str)
    def _sign_in(self, number: str, password: str) -> None:
        session = self._busy()
        self._tried = (number, password)
        self._jobs.do(lambda: session.sign_in(number, password), self._sign_in_ended)

    @Slot(str, str)
    def _sign_in_offline(self, number: str, password: str) -> None:
        session = self._busy()
        self._jobs.do(lambda: session.unlock(number, password), self._sign_in_ended)

    @Slot(str, str)
    def _unlock(self, number: str, password: str) -> None:
        session = self._busy()
        self._tried = (number, password)
        self._jobs.do(lambda: unlocked(session, number, password), self._sign_in_ended)

    def _busy(self) -> Session:
        assert self._session is not None
        assert isinstance(self._dialog, SignInDialog)
        self._dialog.show_busy(_asking())
        return self._session

    def _sign_in_ended(self, outcome: Outcome) -> None:
        dialog = self._dialog
        if not outcome.code:
            self._forget_tried()
            self.close()
            self.entered.emit()
        elif outcome.code == "password_change":
            self._ask_for_password()
        elif isinstance(dialog, SignInDialog):
            if outcome.is_down:
                dialog.show_not_reached(outcome.code, outcome.until, outcome.why_not)
            else:
                dialog.show_refusal(outcome.code, outcome.facts)

    def _forget_tried(self) -> None:
        self._tried = ("", "")

    # the officer's own password

    def _ask_for_password(self) -> None:
        assert self._session is not None
        enrolment = self._session.enrolment
        dialog = PasswordDialog(f"{enrolment.branch_name} · {enrolment.name}", parent=self._parent_window)
        dialog.wanted.connect(self._change_password)
        dialog.left.connect(self._leave_password)
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._show(dialog)

    @Slot(str)
    def _change_password(self, new: str) -> None:
        session, (number, old) = self._session, self._tried
        assert session is not None
        assert isinstance(self._dialog, PasswordDialog)
        self._dialog.show_busy(_asking())

        def change() -> SignedOfficer:
            session.change_password(number, old, new)
            return session.sign_in(number, new)

        self._jobs.do(change, self._password_ended)

    def _password_ended(self, outcome: Outcome) -> None:
        dialog = self._dialog
        if not outcome.code:
            self._sign_in_ended(outcome)
        elif isinstance(dialog, PasswordDialog):
            if outcome.is_down:
                dialog.show_not_reached(outcome.code)
            else:
                dialog.show_refusal(outcome.code, outcome.facts)

    @Slot()
    def _leave_password(self) -> None:
        self._cut()
        self._jobs.give_up()
        self._forget_tried()
        if self._parent_window is None and self._session is not None:
            self.ask_for_officer(self._session)
        else:
            self.other_wanted.emit()

    # the organisation's own sign-in

    @Slot()
    def _begin_openid(self) -> None:
        session = self._busy()
        self._jobs.do(session.begin_openid, self._openid_begun)

    def _openid_begun(self, outcome: Outcome) -> None:
        begun = outcome.value
        dialog = self._dialog
        if not isinstance(begun, OidcBegun) or not isinstance(dialog, SignInDialog):
            self._openid_ended(outcome)
            return
        self._browsing = begun
        dialog.show_busy(translate("Entry", "Sign in in the browser, then come back…"))
        self._open_url(QUrl(begun.url))
        self._wait.start(round(begun.wait_s * _MS))

    @Slot()
    def _ask_browser(self) -> None:
        session, begun = self._session, self._browsing
        if session is not None and begun is not None:
            self._jobs.do(lambda: session.finish_openid(begun.handle), self._openid_ended)

    def _openid_ended(self, outcome: Outcome) -> None:
        if not outcome.code and outcome.value is None and self._browsing is not None:
            self._wait.start(round(self._browsing.wait_s * _MS))
            return
        self._browsing = None
        if outcome.is_down and isinstance(self._dialog, SignInDialog):
            self._dialog.show_away(outcome.code)
            return
        self._sign_in_ended(outcome)


def unlocked(session: Session, number: str, password: str) -> SignedOfficer:
    """Who shows oneself again: by what this desk keeps or, where it keeps nothing that still counts, at the centre."""
    try:
        return session.unlock(number, password)
    except Refused as refused:
        if refused.code not in _NEEDS_CENTRE:
            raise
    return session.sign_in(number, password)


def _asking() -> str:
    return translate("Entry", "Asking the centre…")
