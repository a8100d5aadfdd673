"""Who is signed in at a desk: with a real centre over HTTP, and without it."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from cso_desk.claims.tables import Role
from cso_desk.desk.access import SessionAccess
from cso_desk.desk.asking import Refused
from cso_desk.desk.client import Line, LineDown
from cso_desk.desk.model import Officer
from cso_desk.desk.sealed import SealedFile
from cso_desk.desk.session import NotReached, Session
from cso_desk.desk.unsent import unsent
from cso_desk.desk.vault import OFFICERS_FILE, Vault, wait_s
from cso_desk.wire import Kind
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import KEY as STORE_KEY
from tests.contract.doubles import NOW, BadLine, Table, waiting_claims, whole_log
from tests.desk.door import BRANCH, KEY, NUMBER, PASSWORD, QUICK, Clock, Door, Service, code, furnish

SECOND = "9900002"
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def centre(tmp_path: Path, clock: Clock) -> Iterator[RealCentre]:
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, clock) as centre:
        centre.store.add_claims(waiting_claims(12))
        furnish(centre)
        yield centre


@pytest.fixture
def service(centre: RealCentre) -> Iterator[Service]:
    service = Service(centre)
    service.on()
    yield service
    service.off()


@pytest.fixture
def door(tmp_path: Path, clock: Clock, centre: RealCentre, service: Service) -> Iterator[Door]:
    """An enrolled machine."""
    folder = tmp_path / "desk"
    folder.mkdir()
    door = Door(folder, clock)
    door.enrol(service.url, code(centre))
    yield door
    door.close()


def refused(action: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        action()
    return caught.value


def wrong(door: Door) -> Refused:
    return refused(lambda: door.session.unlock(NUMBER, "not the password"))


def me(door: Door) -> int:
    """The status of a call of whoever is signed in."""
    line = Line(door.session.enrolment.url, door.session.access)
    try:
        return line.call("GET", "/v1/me").status
    finally:
        line.close()


def end_by(centre: RealCentre) -> None:
    centre.accounts.officers.set_active(NUMBER, False)


# with the centre


def test_an_officer_who_signed_in_is_known_to_the_centre_and_to_the_desk(door: Door) -> None:
    with pytest.raises(LineDown, match="signed_out"):
        me(door)
    signed = door.session.sign_in(NUMBER, PASSWORD)
    desk = door.session.enrolment
    assert door.session.officer == Officer(NUMBER, "Petugas Satu", NUMBER, desk.desk, BRANCH, "Cabang Contoh", "Meja 1")
    assert me(door) == 200
    assert signed.secret not in repr(signed)
    assert signed.until == NOW + 72 * HOUR


def test_each_reason_not_to_let_in_is_told_by_its_own_code(centre: RealCentre, door: Door) -> None:
    officers = centre.accounts.officers
    officers.add_branch(7, "Cabang Lain")
    officers.add("9900007", "Petugas Jauh", Role.OFFICER, branch=7, password=PASSWORD)
    officers.add("9900008", "Petugas Lama", Role.OFFICER, branch=BRANCH, password=PASSWORD)
    officers.set_active("9900008", False)
    officers.add("9900009", "Petugas Baru", Role.OFFICER, branch=BRANCH, password=PASSWORD)
    told = {
        number: refused(partial(door.session.sign_in, number, PASSWORD)).code
        for number in ("nobody", "9900007", "9900008", "9900009")
    }
    assert told == {
        "nobody": "wrong_credentials",
        "9900007": "other_branch",
        "9900008": "officer_inactive",
        "9900009": "password_change",
    }
    assert door.session.signed is None


def test_who_tries_too_often_is_told_how_long_to_wait(door: Door) -> None:
    tried = [refused(lambda: door.session.sign_in(NUMBER, "not it")) for _ in range(6)]
    assert [one.code for one in tried] == ["wrong_credentials"] * 5 + ["too_many_tries"]
    assert tried[-1].facts["after_s"] == 30.0


def test_a_password_that_has_to_be_changed_lets_in_once_it_is(centre: RealCentre, door: Door) -> None:
    centre.accounts.officers.reset_password(NUMBER, "sandi dari pengelola")
    assert refused(lambda: door.session.sign_in(NUMBER, "sandi dari pengelola")).code == "password_change"
    weak = refused(lambda: door.session.change_password(NUMBER, "sandi dari pengelola", "pendek"))
    assert (weak.code, weak.facts["reason"]) == ("weak_password", "length")
    door.session.change_password(NUMBER, "sandi dari pengelola", "hujan turun di atap seng")
    assert door.session.sign_in(NUMBER, "hujan turun di atap seng").officer == NUMBER


def test_a_desk_that_was_enrolled_elsewhere_is_told_so(centre: RealCentre, service: Service, door: Door) -> None:
    other = door.folder.parent / "other"
    other.mkdir()
    thief = Door(other, lambda: NOW)
    thief.enrol(service.url, code(centre))
    thief.close()
    assert refused(lambda: door.session.sign_in(NUMBER, PASSWORD)).code == "unauthorised"


def test_a_centre_without_the_organisations_sign_in_does_not_offer_it(door: Door) -> None:
    assert door.session.offers_openid() is False


# tokens


def test_a_token_that_ran_out_is_renewed_under_the_call(clock: Clock, door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    before = door.session.access.token()
    clock.now += HOUR
    assert me(door) == 200
    assert door.session.access.token() != before


def test_many_threads_with_one_old_token_fetch_one_new_one(service: Service, door: Door, clock: Clock) -> None:
    signed = door.session.sign_in(NUMBER, PASSWORD)
    asked: list[str] = []

    class Counted(BadLine):
        def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
            asked.append(path)
            return super().forward(method, path, headers, body)

    with Counted(service.url).open() as url:
        access = SessionAccess(url, door.session.enrolment.token, on_ended=door.ended.append)
        access.begin(signed, "old")
        threads = [threading.Thread(target=access.renew, args=("old",)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert asked == ["/v1/sessions/token"]
    assert access.token() not in ("", "old")


def test_a_session_that_the_centre_ended_asks_for_the_officer_and_for_nothing_of_the_queue(
    centre: RealCentre, clock: Clock, door: Door
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    end_by(centre)
    clock.now += HOUR
    assert me(door) == 401
    assert door.ended == ["session_ended"]
    with pytest.raises(LineDown, match="signed_out"):
        door.session.access.token()
    assert refused(lambda: door.session.unlock(NUMBER, PASSWORD)).code == "no_offline"


def test_a_blocked_desk_ends_the_session_and_the_offline_unlock(centre: RealCentre, clock: Clock, door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    centre.accounts.desks.quarantine(door.session.enrolment.desk)
    clock.now += HOUR
    me(door)
    assert door.ended == ["desk_quarantined"]
    assert refused(lambda: door.session.unlock(NUMBER, PASSWORD)).code == "no_offline"


def test_a_token_that_cannot_be_fetched_for_want_of_a_line_ends_nothing(
    service: Service, clock: Clock, door: Door
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    service.off()
    door.session.access.begin(door.session.signed)  # type: ignore[arg-type]  # somebody is signed in
    with pytest.raises(LineDown, match="unreachable"):
        me(door)
    assert door.ended == []
    service.on()
    assert me(door) == 200


# without the centre


def test_who_signed_in_before_goes_on_without_the_centre_and_is_let_in_when_it_is_back(
    service: Service, clock: Clock, door: Door
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    service.off()
    door.again()
    clock.now += 71 * HOUR
    with pytest.raises(NotReached) as caught:
        door.session.sign_in(NUMBER, PASSWORD)
    assert (caught.value.cause, caught.value.until) == ("unreachable", NOW + 72 * HOUR)
    assert door.session.unlock(NUMBER, PASSWORD).officer == NUMBER
    service.on()
    assert me(door) == 200


def test_who_never_signed_in_here_needs_the_centre(service: Service, door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    service.off()
    with pytest.raises(NotReached) as caught:
        door.session.sign_in(SECOND, PASSWORD)
    assert (caught.value.until, caught.value.why_not) == (None, "no_offline")
    assert refused(lambda: door.session.unlock(SECOND, PASSWORD)).code == "no_offline"


def test_five_wrong_passwords_are_free_and_then_the_wait_grows_and_outlives_the_program(
    clock: Clock, door: Door
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    assert [wrong(door).code for _ in range(5)] == ["wrong_credentials"] * 5
    door.again()
    held = refused(lambda: door.session.unlock(NUMBER, PASSWORD))
    assert (held.code, held.facts["after_s"]) == ("too_many_tries", 30.0)
    clock.now += timedelta(seconds=30)
    assert wrong(door).code == "wrong_credentials"
    assert wrong(door).facts["after_s"] == 60.0
    clock.now += timedelta(seconds=60)
    door.session.unlock(NUMBER, PASSWORD)
    assert [wrong(door).code for _ in range(5)] == ["wrong_credentials"] * 5
    assert [wait_s(tries) for tries in (4, 5, 6, 12, 400)] == [0, 30, 60, 3600, 3600]


def test_a_try_is_on_the_disk_before_it_is_judged(door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    for _ in range(5):
        refused(partial(Vault(door.folder, KEY, now=lambda: NOW, cost=QUICK).unlock, NUMBER, "not it"))
    again = Vault(door.folder, KEY, now=lambda: NOW, cost=QUICK)
    assert refused(partial(again.unlock, NUMBER, PASSWORD)).code == "too_many_tries"


def test_after_its_time_nobody_goes_on_without_the_centre(service: Service, clock: Clock, door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    clock.now += 72 * HOUR
    assert refused(lambda: door.session.unlock(NUMBER, PASSWORD)).code == "offline_over"
    service.off()
    with pytest.raises(NotReached) as caught:
        door.session.sign_in(NUMBER, PASSWORD)
    assert (caught.value.until, caught.value.why_not) == (None, "offline_over")


def test_a_clock_that_is_set_back_prolongs_nothing(service: Service, clock: Clock, door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    service.off()
    clock.now += 71 * HOUR
    door.session.unlock(NUMBER, PASSWORD)
    clock.now += 2 * HOUR
    with pytest.raises(LineDown):
        me(door)  # every call notes the time
    door.again()
    clock.now = NOW + HOUR
    assert refused(lambda: door.session.unlock(NUMBER, PASSWORD)).code == "clock_behind"
    service.on()
    door.session.sign_in(NUMBER, PASSWORD)
    assert door.session.unlock(NUMBER, PASSWORD).until == NOW + 73 * HOUR


def test_the_file_tells_nothing_to_another_machine_nor_without_the_password(door: Door) -> None:
    signed = door.session.sign_in(NUMBER, PASSWORD)
    content = (door.folder / OFFICERS_FILE).read_bytes()
    for plain in (signed.secret, bytes.fromhex(signed.secret), NUMBER, "Petugas", str(signed.session)):
        assert (plain if isinstance(plain, bytes) else plain.encode()) not in content
    elsewhere = Vault(door.folder, bytes(32), now=lambda: NOW, cost=QUICK)
    assert refused(lambda: elsewhere.unlock(NUMBER, PASSWORD)).code == "no_offline"
    opened = SealedFile(door.folder / OFFICERS_FILE, KEY, "officers").read()
    assert opened is not None
    assert signed.secret.encode() not in opened
    assert b"Petugas" not in opened


# signing out, and two officers at one desk


def test_signing_out_ends_the_session_at_the_centre_and_here(door: Door) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    door.session.sign_out()
    assert door.session.signed is None
    with pytest.raises(LineDown, match="signed_out"):
        me(door)
    assert refused(lambda: door.session.unlock(NUMBER, PASSWORD)).code == "no_offline"


def test_signing_out_without_the_centre_is_done_here_and_the_officer_may_come_back(
    service: Service, door: Door
) -> None:
    door.session.sign_in(NUMBER, PASSWORD)
    service.off()
    door.session.sign_out()
    assert door.session.signed is None
    assert door.session.unlock(NUMBER, PASSWORD).officer == NUMBER


@pytest.mark.parametrize("how", ["sign_out", "leave"])
def test_the_first_officers_unsent_work_is_sent_under_its_own_proofs_when_the_second_signs_in(
    tmp_path: Path, clock: Clock, centre: RealCentre, service: Service, how: str
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    machine = Door(folder, clock)
    machine.enrol(service.url, code(centre, "Meja 2"))
    enrolment = machine.session.enrolment
    machine.close()

    def sit(number: str, name: str) -> tuple[Table, Session]:
        officer = Officer(number, name, number, enrolment.desk, BRANCH, enrolment.branch_name)
        table = Table(folder / "desk.db", officer)
        vault = Vault(folder, STORE_KEY, now=clock, cost=QUICK)
        session = Session(enrolment, vault, table.store, now=clock, on_ended=machine.ended.append)
        session.sign_in(number, PASSWORD)
        return table, session

    first, session = sit(NUMBER, "Petugas Satu")
    first.connect(service.url, access=session.access)
    first.heard.until(lambda: first.view.waiting[0].count == 12)
    first.disconnect()
    first.serve_one()
    first.seat(2)
    first.write("0813999", booth=2)
    assert unsent(first.store, clock()).work == 5
    getattr(session, how)()
    assert session.signed is None
    assert unsent(first.store, clock()).work == 5
    first.close()

    second, session = sit(SECOND, "Petugas Dua")
    second.connect(service.url, access=session.access)
    second.settle()
    second.write("0814000", booth=2)
    second.settle()
    assert not unsent(second.store, clock())
    second.close()
    log = [entry for entry in whole_log(centre.store) if "op_id" in entry.body]
    assert [(entry.kind, entry.body["user"]) for entry in log] == [
        (Kind.CHECKOUT, NUMBER),
        (Kind.EDIT, NUMBER),
        (Kind.DECIDE, NUMBER),
        (Kind.CHECKOUT, NUMBER),
        (Kind.EDIT, NUMBER),
        (Kind.EDIT, SECOND),
    ]
    assert machine.ended == []


def test_who_was_killed_after_signing_in_and_before_doing_anything_comes_back_without_the_centre(
    service: Service, door: Door
) -> None:
    door.close()
    command = [sys.executable, "-m", "tests.desk.mortal_officer", str(door.folder)]
    assert subprocess.run(command, timeout=60, check=False).returncode == -signal.SIGKILL
    service.off()
    door.open()
    assert not unsent(door.store, NOW)
    assert door.session.unlock(NUMBER, PASSWORD).officer == NUMBER
    service.on()
    assert me(door) == 200
