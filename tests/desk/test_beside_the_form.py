from cso_desk.central.store import CentralStore
from cso_desk.claims.evidence import evidence_of, prove
from cso_desk.claims.form import DocumentKind, Field, evidence_key
from cso_desk.claims.model import ClaimState, Verdict
from cso_desk.desk.attachments import Attached
from cso_desk.desk.filed import Shot
from cso_desk.desk.model import Correction, Fate, Order
from cso_desk.wire import Kind
from cso_desk.wire.blob_wire import Mime
from tests.contract.doubles import NOW, Table, exchange, whole_log

SHA = "ab" * 32
SHOT = Shot(1, "document", NOW)
WISH = Correction(Field.FULL_NAME, "Muhammad Risky", "Muhammad Rizky", SHA, "KTP menulis Rizky")


def take(table: Table) -> None:
    shown = table.booth()
    table.desk.attach(shown.claim.id, 1, Attached(SHA, 9000, Mime.JPEG), DocumentKind.ID_CARD, shot=SHOT)


def test_a_picture_tells_its_booth_its_camera_and_its_time_at_the_desk_and_at_the_centre(
    table: Table, central: CentralStore
) -> None:
    claim_id = table.seat().claim.id
    take(table)
    here = table.booth().claim.attachments[0]
    exchange(table, central)
    there = central.claim(claim_id)
    assert there is not None
    for one in (here, table.booth().claim.attachments[0], there.attachments[0]):
        assert (one.booth, one.camera, one.taken_at, one.document) == (1, "document", NOW, DocumentKind.ID_CARD)


def test_a_picture_or_a_proposal_that_comes_while_one_decides_does_not_make_the_order_stale(
    table: Table, central: CentralStore
) -> None:
    shown = table.seat()
    exchange(table, central)
    take(table)
    table.desk.propose(shown.claim.id, WISH)
    table.desk.note(shown.claim.id, "kartu asli")
    table.desk.note_reveal(shown.claim.id, [Field.NIK], DocumentKind.ID_CARD)
    table.desk.decide(Order(1, shown.claim.id, shown.version, Verdict.APPROVE))
    assert table.heard.refusals == []
    exchange(table, central)
    assert (table.booth().claim.state, table.booth().decision_fate) == (ClaimState.APPROVED, Fate.SENT)
    assert table.booth().claim.proposals[0].new == "Muhammad Rizky"
    assert len(table.booth().claim.notes) == 1


def test_confirming_a_field_makes_another_form_which_has_to_be_seen_before_it_is_decided(
    table: Table, central: CentralStore
) -> None:
    shown = table.seat()
    name = shown.claim.form.text(Field.FULL_NAME)
    proof = prove(name, sha256=SHA, box=(1, 2, 3, 4), confidence=0.97, document=DocumentKind.ID_CARD, now=NOW)
    table.write(str(proof), key=evidence_key(Field.FULL_NAME))
    table.desk.decide(Order(1, shown.claim.id, shown.version, Verdict.APPROVE))
    assert [refusal.code for refusal in table.heard.refusals] == ["stale_form"]
    table.decide()
    exchange(table, central)
    there = central.claim(shown.claim.id)
    assert there is not None
    assert there.state is ClaimState.APPROVED
    assert evidence_of(there.form, Field.FULL_NAME) == proof


def test_a_look_at_masked_numbers_is_in_the_log_and_nowhere_on_the_claim(table: Table, central: CentralStore) -> None:
    claim = table.seat().claim
    exchange(table, central)
    before = central.claim(claim.id)
    table.desk.note_reveal(claim.id, [Field.NIK, Field.KPJ], DocumentKind.ID_CARD)
    exchange(table, central)
    entry = next(one for one in whole_log(central) if one.kind == Kind.REVEAL)
    assert (entry.body["user"], entry.body["fields"]) == (table.officer.id, [Field.NIK, Field.KPJ])
    assert entry.body["document"] == DocumentKind.ID_CARD
    assert central.claim(claim.id) == before


def test_a_proposal_without_its_picture_is_refused_at_the_desk(table: Table) -> None:
    claim_id = table.seat().claim.id
    table.desk.propose(claim_id, WISH)
    assert [refusal.code for refusal in table.heard.refusals] == ["not_proven"]
