from collections.abc import Callable
from uuid import UUID

from cso_desk.claims.checks import Outcome, assess
from cso_desk.claims.findings import Finding
from cso_desk.claims.form import CheckSlot, DocumentKind, Field, acceptance_key
from cso_desk.desk.attachments import Attached
from cso_desk.desk.filed import Shot
from cso_desk.desk.sightings import Clash, Seen, Trait, alike, warned
from cso_desk.desk.whole_view import WholeView
from cso_desk.wire.blob_wire import Mime
from tests.claim_values import claim_with
from tests.contract.doubles import NOW, Table

ONE, TWO = UUID(int=1), UUID(int=2)
LOOKS = "f0e1d2c3b4a59687"
NEAR = "f0e1d2c3b4a59680"  # three bits
FAR = "0f1e2d3c4b5a6978"


def clashes(table: Table, booth: int) -> tuple[Clash, ...]:
    """Who is like the claim in a booth, in the whole view that the window is shown."""
    views: list = []  # type: ignore[type-arg]
    WholeView(table.store, table.officer, table.reach, views.append).tell(table.view)
    held = views[-1].booths[booth - 1]
    return held.clashes  # type: ignore[no-any-return]


def show(table: Table, booth: int, looks: str) -> None:
    shown = table.booth(booth)
    attached = Attached(f"{booth:02x}" * 32, 9000, Mime.JPEG)
    shot = Shot(booth, "face", NOW)
    table.desk.attach(shown.claim.id, booth, attached, DocumentKind.ID_CARD, shot=shot, looks=looks)


def test_one_account_in_two_open_booths_is_told_in_both_at_the_key_press_that_makes_it_so(table: Table) -> None:
    first, second = table.seat(1).claim, table.seat(2).claim
    assert clashes(table, 1) == clashes(table, 2) == ()
    table.write(first.form.text(Field.ACCOUNT_NUMBER), 2, Field.ACCOUNT_NUMBER)
    assert clashes(table, 1) == (Clash(Trait.ACCOUNT, second.id, second.number, 2),)
    assert clashes(table, 2) == (Clash(Trait.ACCOUNT, first.id, first.number, 1),)
    table.write("99999999", 2, Field.ACCOUNT_NUMBER)
    assert clashes(table, 1) == clashes(table, 2) == ()


def test_a_claim_that_left_its_booth_is_remembered_over_a_restart(table: Table, sit_down: Callable[[], Table]) -> None:
    first = table.seat(1).claim
    clashes(table, 1)
    table.decide()
    table.seat(1)
    table.write(first.form.text(Field.NIK), 1, Field.NIK)
    assert clashes(table, 1) == (Clash(Trait.NIK, first.id, first.number, None),)
    table.close()
    assert clashes(sit_down(), 1) == (Clash(Trait.NIK, first.id, first.number, None),)


def test_the_same_paper_before_two_cameras_is_told(table: Table) -> None:
    table.store.sightings.same_picture = lambda one, other: (int(one, 16) ^ int(other, 16)).bit_count() <= 6
    table.seat(1), table.seat(2), table.seat(3)
    for booth, looks in ((1, LOOKS), (2, NEAR), (3, FAR)):
        show(table, booth, looks)
    assert [(one.trait, one.booth) for one in clashes(table, 1)] == [(Trait.PICTURE, 2)]
    assert clashes(table, 3) == ()


def test_nothing_on_the_disk_names_a_number(table: Table) -> None:
    claim = table.seat(1).claim
    clashes(table, 1)
    with table.store._transaction() as connection:
        rows = connection.exec_driver_sql("SELECT kind, value FROM sighting").all()
    assert sorted(kind for kind, _ in rows) == ["account", "nik"]
    assert all(len(value) == 64 and claim.master.nik not in value for _, value in rows)


def test_a_claim_is_never_like_itself_and_a_pair_is_told_once() -> None:
    own = [Seen(Trait.NIK, "a", ONE, "KJ-1"), Seen(Trait.PICTURE, LOOKS, ONE, "KJ-1")]
    known = [*own, *(Seen(Trait.PICTURE, looks, TWO, "KJ-2") for looks in (LOOKS, LOOKS))]
    assert alike(own, known, {}) == (Clash(Trait.PICTURE, TWO, "KJ-2"),)


def test_a_clash_asks_for_a_reason_and_what_the_centre_found_weighs_more() -> None:
    found = (Clash(Trait.NIK, TWO, "KJ-2511-0002", 4),)
    claim = claim_with()
    judged = assess(claim, on=NOW.date())
    slot = list(CheckSlot).index(CheckSlot.DUPLICATE)
    check = warned(judged, claim, found).checks[slot]
    assert (check.outcome, check.finding, check.blocks) == (Outcome.WARN, Finding.SEEN_HERE, True)
    assert (check.facts["claims"], check.facts["booths"], check.facts["traits"]) == (("KJ-2511-0002",), (4,), ("nik",))
    reasoned = claim_with({acceptance_key(CheckSlot.DUPLICATE): "saudara kembar"})
    assert not warned(assess(reasoned, on=NOW.date()), reasoned, found).checks[slot].blocks
    doubled = claim_with(duplicates=("KJ-9",))
    assert warned(assess(doubled, on=NOW.date()), doubled, found).checks[slot].finding is Finding.FOUND
    assert warned(judged, claim, ()) is judged
