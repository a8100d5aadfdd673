from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from cso_desk.central.store import CentralStore
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.claims.table_files import put_in_force
from cso_desk.claims.tables import Role
from cso_desk.desk.model import Officer
from cso_desk.paths import resource
from cso_desk.wire import PACK, Push
from tests.central.sender import CLAIM, Sender, results
from tests.centres import RealCentre, real_centre
from tests.contract.doubles import BRANCH, COLLEAGUE, NOW, OFFICER, waiting_claims, whole_log

SUPERVISOR = Officer("u-9", "Penyelia Satu", "9900009", "114-3", BRANCH, "Cabang Contoh")


class Clock:
    """The centre's clock, set by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def centre(tmp_path: Path, clock: Clock) -> Iterator[RealCentre]:
    with real_centre(f"sqlite:///{tmp_path / 'centre.db'}", tmp_path, clock) as centre:
        centre.store.add_claims(waiting_claims(PACK + 3))
        yield centre


@pytest.fixture
def supervisor(centre: RealCentre) -> Sender:
    return Sender(centre.sign_in(SUPERVISOR, Role.SUPERVISOR), desk=SUPERVISOR.desk)


def claim_of(central: CentralStore, claim_id: UUID = CLAIM) -> Claim:
    claim = central.claim(claim_id)
    assert claim is not None
    return claim


def keep(sender: Sender, claim: UUID = CLAIM) -> dict[str, Any]:
    return sender.op("claim.keep.v1", {}, claim)


def test_a_claim_is_taken_over_only_after_its_lease_has_run_out(
    central: CentralStore, sender: Sender, colleague: Sender, clock: Clock
) -> None:
    assert results(central, sender.push(sender.checkout())) == [("applied", "")]
    clock.on(minutes=45)
    assert results(central, colleague.push(colleague.checkout())) == [("rejected", "held_by_another")]
    clock.on(seconds=1)
    assert results(central, colleague.push(colleague.checkout())) == [("applied", "")]
    assert claim_of(central).desk == COLLEAGUE.desk


def test_every_op_on_a_claim_lengthens_its_lease(
    central: CentralStore, sender: Sender, colleague: Sender, clock: Clock
) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    clock.on(minutes=40)
    assert results(central, sender.push(sender.edit(called, "", "0812"))) == [("applied", "")]
    clock.on(minutes=44)
    assert results(central, colleague.push(colleague.checkout())) == [("rejected", "held_by_another")]


def test_a_late_decision_counts_as_long_as_nobody_took_the_claim_over(
    central: CentralStore, sender: Sender, colleague: Sender, clock: Clock
) -> None:
    first, second = sender.checkout(), sender.checkout(UUID(int=2))
    central.push(Push.model_validate(sender.push(first, second)))
    clock.on(hours=9)
    central.push(Push.model_validate(colleague.push(colleague.checkout(UUID(int=2)))))
    late = [sender.decide(first), sender.decide(second)]
    assert results(central, sender.push(*late)) == [("applied", ""), ("rejected", "stale_lease")]


def test_a_desk_keeps_claims_for_itself_up_to_a_number_and_until_the_evening(
    central: CentralStore, sender: Sender, colleague: Sender, clock: Clock
) -> None:
    kept = [keep(sender, UUID(int=number)) for number in range(1, PACK + 2)]
    assert results(central, sender.push(*kept)) == [("applied", "")] * PACK + [("rejected", "pack_full")]
    assert claim_of(central).state is ClaimState.WAITING
    assert results(central, colleague.push(colleague.checkout())) == [("rejected", "held_by_another")]
    assert results(central, sender.push(sender.checkout())) == [("applied", "")]
    clock.on(hours=10)  # 20:00 in Jakarta
    assert results(central, colleague.push(colleague.checkout(UUID(int=2)))) == [("applied", "")]


def test_what_was_called_from_the_pack_makes_room_in_it(central: CentralStore, sender: Sender) -> None:
    for number in range(1, PACK + 1):
        central.push(Push.model_validate(sender.push(keep(sender, UUID(int=number)))))
    ops = [sender.checkout(UUID(int=1)), keep(sender, UUID(int=PACK + 1)), keep(sender, UUID(int=PACK + 2))]
    assert results(central, sender.push(*ops)) == [("applied", ""), ("applied", ""), ("rejected", "pack_full")]


@pytest.mark.parametrize("to", [COLLEAGUE.desk, None])
def test_a_claim_that_is_handed_over_waits_for_that_desk_or_for_anybody(
    central: CentralStore, sender: Sender, colleague: Sender, supervisor: Sender, to: str | None
) -> None:
    called = sender.checkout()
    given = sender.op("claim.hand_over.v1", {"desk": to}, lease=called["op_id"], after_op=called["op_id"])
    assert results(central, sender.push(called, given)) == [("applied", "")] * 2
    assert (claim_of(central).state, claim_of(central).desk) == (ClaimState.WAITING, to)
    others = results(central, supervisor.push(supervisor.checkout()))
    assert others == [("applied", "") if to is None else ("rejected", "held_by_another")]
    if to is not None:
        assert results(central, colleague.push(colleague.checkout())) == [("applied", "")]


def test_a_supervisor_takes_a_claim_from_a_desk_and_an_officer_does_not(
    central: CentralStore, sender: Sender, colleague: Sender, supervisor: Sender
) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    body = {"why": "meja mati"}
    assert results(central, colleague.push(colleague.op("claim.revoke.v1", body))) == [("rejected", "not_allowed")]
    assert results(central, supervisor.push(supervisor.op("claim.revoke.v1", body))) == [("applied", "")]
    assert results(central, sender.push(sender.decide(called, after_op=None))) == [("rejected", "stale_lease")]
    assert results(central, colleague.push(colleague.checkout())) == [("applied", "")]


def test_notes_and_files_are_added_to_any_claim_and_stand_in_no_decisions_way(
    central: CentralStore, sender: Sender, colleague: Sender
) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    note = colleague.op("claim.note.v1", {"text": "menelepon dulu"})
    file = {"sha256": "ab" * 32, "size": 1000, "mime": "image/jpeg", "document": "ktp"}
    attached = colleague.op("claim.attach.v1", file)
    assert results(central, colleague.push(note, attached)) == [("applied", "")] * 2
    assert results(central, sender.push(sender.decide(called))) == [("applied", "")]
    late = colleague.op("claim.attach.v1", {**file, "sha256": "cd" * 32})
    assert results(central, colleague.push(late, colleague.op("claim.attach.v1", file))) == [("applied", "")] * 2
    claim = claim_of(central)
    assert [one.text for one in claim.notes] == ["menelepon dulu"]
    assert [(one.sha256[:2], one.late) for one in claim.attachments] == [("ab", False), ("cd", True)]


def test_the_second_word_is_another_officers_and_a_supervisors(
    central: CentralStore, sender: Sender, colleague: Sender, supervisor: Sender, always_a_second_officer: None
) -> None:
    called = sender.checkout()
    assert results(central, sender.push(called, sender.decide(called))) == [("applied", "")] * 2
    assert claim_of(central).state is ClaimState.AWAITING_SECOND

    def second(who: Sender) -> dict[str, Any]:
        body = sender.decide(called, body={"stage": 2, "booth": None})["body"]
        version = claim_of(central).row_version
        return who.op("claim.decide.v1", body, base={"row_version": version})

    assert results(central, colleague.push(second(colleague))) == [("rejected", "not_allowed")]
    assert results(central, supervisor.push(second(supervisor))) == [("applied", "")]
    assert claim_of(central).state is ClaimState.APPROVED
    again = supervisor.push(second(supervisor))
    assert results(central, again) == [("rejected", "not_open")]


def test_nobody_gives_both_words(centre: RealCentre, central: CentralStore, always_a_second_officer: None) -> None:
    alone = Sender(centre.sign_in(SUPERVISOR, Role.SUPERVISOR), desk=SUPERVISOR.desk)
    called = alone.checkout()
    first = alone.decide(called)
    assert results(central, alone.push(called, first)) == [("applied", "")] * 2
    body = {**first["body"], "stage": 2, "booth": None}
    version = {"row_version": claim_of(central).row_version}
    assert results(central, alone.push(alone.op("claim.decide.v1", body, base=version))) == [
        ("rejected", "same_officer")
    ]


def test_the_log_tells_how_long_a_claim_is_held(central: CentralStore, sender: Sender) -> None:
    called = sender.checkout()
    central.push(Push.model_validate(sender.push(called)))
    told = whole_log(central)[-1].body
    assert told["lease"] == called["op_id"]
    assert datetime.fromisoformat(told["lease_until"]) == NOW + timedelta(minutes=45)


Act = Callable[[RealCentre], None]


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda centre: centre.accounts.officers.set_active(OFFICER.id, False), ("parked", "role_revoked")),
        (
            lambda centre: centre.accounts.officers.set_role(OFFICER.id, Role.FINANCE, branch=BRANCH),
            ("parked", "role_revoked"),
        ),
        (lambda centre: centre.sign_in(OFFICER), ("applied", "")),
    ],
)
def test_work_of_an_officer_who_lost_the_role_meanwhile_waits_for_a_person(
    centre: RealCentre, central: CentralStore, sender: Sender, act: Act, answer: tuple[str, str]
) -> None:
    act(centre)
    assert results(central, sender.push(sender.checkout())) == [answer]


@pytest.mark.parametrize(
    ("last_day", "result"), [("2025-11-13", ("applied", "")), ("2025-11-12", ("rejected", "unknown_reason"))]
)
def test_a_reason_serves_by_the_day_the_centre_takes_the_decision(
    tmp_path: Path, centre: RealCentre, sender: Sender, last_day: str, result: tuple[str, str]
) -> None:
    reasons = (resource("rules") / "reasons.toml").read_text(encoding="utf-8")
    (tmp_path / "rules").mkdir()
    ended = reasons.replace('code = "R01"', f'code = "R01"\nuntil = {last_day}')
    (tmp_path / "rules" / "reasons.toml").write_text(ended, encoding="utf-8")
    put_in_force(tmp_path / "rules")
    try:
        called = sender.checkout()
        told = {"verdict": "return", "reason": "R01", "note": "Bawa KTP asli", "amount": 0}
        assert results(centre.store, sender.push(called, sender.decide(called, body=told)))[1] == result
    finally:
        put_in_force(None)
