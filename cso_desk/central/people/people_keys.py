"""Finds claims that clash: of the same person, into the same bank account, with the same document.

Each claim leaves its keys in a table, in the transaction that writes the claim. They stand there as they are, for they
stand in the claim's own row beside it: a keyed hash would hide nothing from whoever reads this database, and its key
would be one more secret to lose.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    or_,
    select,
    union_all,
    update,
)

from cso_desk.central.among import among
from cso_desk.central.schema import claim_key
from cso_desk.claims.dates import JAKARTA
from cso_desk.claims.digits import InvalidNumber
from cso_desk.claims.form import Cause, DocumentKind, Field
from cso_desk.claims.identity import Nik
from cso_desk.claims.model import Claim, ClaimState
from cso_desk.claims.names import normal
from cso_desk.claims.numbers import find_bank, parse_account, parse_kpj
from cso_desk.claims.table_files import in_force

OWN_PAPERS = frozenset(
    (
        *(DocumentKind.MEMBERSHIP_CARD, DocumentKind.ID_CARD, DocumentKind.PASSPORT, DocumentKind.STAY_PERMIT),
        *(DocumentKind.BANK_BOOK, DocumentKind.TAX_CARD, DocumentKind.PORTRAIT),
    )
)
"""The papers that are one person's own: a company's letter may rightly stand in a hundred claims."""

_PARTIAL = (Cause.PARTIAL_10, Cause.PARTIAL_30)
_AT_ONCE = 500

_T = TypeVar("_T")


class KeyKind(StrEnum):
    """By what two claims are the same."""

    NIK = "nik"
    KPJ = "kpj"
    ACCOUNT = "account"
    DOCUMENT = "document"


class Standing(StrEnum):
    """How a claim stands to a later one: still on its way, paid, or over and in nobody's way."""

    OPEN = "open"
    PAID_IN_FULL = "paid_in_full"
    PAID_IN_PART = "paid_in_part"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """One key of one claim; `payee` is the NIK of whoever gets the money: the participant, or the heir."""

    kind: KeyKind
    key: str
    claim_id: UUID
    number: str
    branch: int
    standing: Standing
    payee: str
    filed_on: date

    @property
    def row(self) -> tuple[KeyKind, str, UUID]:
        """What the key is known by in its table."""
        return self.kind, self.key, self.claim_id


def standing_of(claim: Claim) -> Standing:
    """How a claim stands to a later one; a draft, and what was returned, rejected or cancelled, is over."""
    if claim.state is ClaimState.PAID:
        return Standing.PAID_IN_PART if claim.form.cause in _PARTIAL else Standing.PAID_IN_FULL
    over = (ClaimState.DRAFT, ClaimState.RETURNED, ClaimState.REJECTED, ClaimState.CANCELLED)
    return Standing.OVER if claim.state in over else Standing.OPEN


def keys_of(claim: Claim) -> tuple[ClaimKey, ...]:
    """The keys of a claim's person and account, from the master record and from what is written; never of documents."""
    form, master = claim.form, claim.master
    found = {
        (KeyKind.NIK, master.nik),
        (KeyKind.NIK, _read(lambda text: Nik.parse(text).digits, form.text(Field.NIK))),
        (KeyKind.KPJ, master.kpj),
        (KeyKind.KPJ, _read(parse_kpj, form.text(Field.KPJ))),
        (KeyKind.ACCOUNT, _account(claim)),
    }
    return tuple(_key(claim, kind, key) for kind, key in sorted(found) if key)


def clashes(claim: Claim, other: ClaimKey) -> bool:
    """Tell whether a claim and the owner of a key that both have stand in each other's way.

    The same person: a claim on its way always does; one paid in full does, unless this card was first used after it,
    for then somebody works again; one paid in part only to another part, for a part is paid once.
    The same account or document: only where somebody else is paid.
    """
    if other.claim_id == claim.id or other.standing is Standing.OVER:
        return False
    if other.kind in (KeyKind.ACCOUNT, KeyKind.DOCUMENT):
        return other.payee != _payee(claim)
    if other.standing is Standing.PAID_IN_FULL:
        return other.kind is KeyKind.KPJ or claim.master.member_since <= other.filed_on
    return other.standing is Standing.OPEN or claim.form.cause in _PARTIAL


def are_same(before: Claim, after: Claim) -> bool:
    """Whether a claim that changed so has the keys that it had, so that they need not be put."""
    return (
        before.form == after.form
        and before.master == after.master
        and (before.number, before.branch) == (after.number, after.branch)
        and standing_of(before) is standing_of(after)
    )


def put_keys(connection: Connection, *claims: Claim) -> None:
    """Keep the keys of claims as they now stand; to be called in the transaction that writes them.

    One query, and a write only where a key or a standing changed: most edits change none.
    """
    for some in _chunks(claims):
        held = {key.row: key for key in _keys_of(connection, [claim.id for claim in some])}
        _settle(connection, held, {key.row: key for claim in some for key in _wanted(claim, held.values())})


def put_documents(connection: Connection, claim: Claim, files: Iterable[tuple[DocumentKind, str]]) -> None:
    """Keep the digests (SHA-256, hexadecimal) of files attached to a claim, those of a person's own papers."""
    digests = {digest for kind, digest in files if kind in OWN_PAPERS}
    keys = [_key(claim, KeyKind.DOCUMENT, digest) for digest in sorted(digests)]
    held = {key.row: key for key in _keys_of(connection, [claim.id])}
    _settle(connection, {}, {key.row: key for key in keys if key.row not in held})


def duplicates(connection: Connection, claim: Claim) -> tuple[str, ...]:
    """The numbers of the claims that clash with this one, sorted; nothing is written."""
    return duplicates_of(connection, (claim,))[claim.id]


def duplicates_of(connection: Connection, claims: Sequence[Claim]) -> Mapping[UUID, tuple[str, ...]]:
    """The numbers of the claims that clash with each of these, by its id; one query for up to 500 claims.

    Call it after `put_keys` in the same transaction, and claims that are filed together find each other.
    """
    return {claim_id: tuple(sorted(others)) for claim_id, others in clashes_of(connection, claims).items()}


def clashes_of(connection: Connection, claims: Sequence[Claim]) -> Mapping[UUID, Mapping[str, frozenset[KeyKind]]]:
    """As `duplicates_of`, with all by which a claim and the one of each number are the same."""
    found: dict[UUID, Mapping[str, frozenset[KeyKind]]] = {}
    for some in _chunks(claims):
        asked = {claim.id: {(key.kind, key.key) for key in keys_of(claim)} for claim in some}
        owners: dict[tuple[KeyKind, str], list[ClaimKey]] = {}
        for key in _shared(connection, set().union(*asked.values()), list(asked)):
            owners.setdefault((key.kind, key.key), []).append(key)
            if key.kind is KeyKind.DOCUMENT and key.claim_id in asked:
                asked[key.claim_id].add((key.kind, key.key))
        for claim in some:
            same = (key for pair in asked[claim.id] for key in owners.get(pair, ()))
            found[claim.id] = _kinds_by_number(key for key in same if clashes(claim, key))
    return found


def _kinds_by_number(keys: Iterable[ClaimKey]) -> Mapping[str, frozenset[KeyKind]]:
    kinds: dict[str, set[KeyKind]] = {}
    for key in keys:
        kinds.setdefault(key.number, set()).add(key.kind)
    return {number: frozenset(some) for number, some in kinds.items()}


def _shared(connection: Connection, pairs: set[tuple[KeyKind, str]], ids: list[UUID]) -> list[ClaimKey]:
    """Whoever has one of these keys, or a document of one of these claims."""
    keys: dict[str, list[str]] = {str(kind): [] for kind in KeyKind}
    for kind, key in sorted(pairs):
        keys[kind].append(key)
    return [_unmade(row) for row in connection.execute(_SHARED, {**keys, "ids": ids})]


def claims_of(connection: Connection, nik: str, cards: Iterable[str]) -> tuple[UUID, ...]:
    """The ids of all claims of a person, by the NIK and the membership cards."""
    named = (claim_key.c.kind == str(KeyKind.NIK)) & (claim_key.c.key == nik)
    carded = (claim_key.c.kind == str(KeyKind.KPJ)) & claim_key.c.key.in_(list(cards))
    return tuple(connection.scalars(select(claim_key.c.claim_id).where(named | carded).distinct()))


def _settle(
    connection: Connection,
    held: Mapping[tuple[KeyKind, str, UUID], ClaimKey],
    wanted: Mapping[tuple[KeyKind, str, UUID], ClaimKey],
) -> None:
    gone = [dict(zip(_ROW, row, strict=True)) for row in held if row not in wanted]
    new = [asdict(key) for row, key in wanted.items() if row not in held]
    changed = [key for row, key in wanted.items() if row in held and held[row] != key]
    if gone:
        connection.execute(delete(claim_key).where(*_THIS), gone)
    if new:
        connection.execute(insert(claim_key), new)
    if changed:
        rows = [
            {**dict(zip(_ROW, key.row, strict=True)), **{name: getattr(key, name) for name in _CHANGING}}
            for key in changed
        ]
        renew = update(claim_key).where(*_THIS).values({name: bindparam(name) for name in _CHANGING})
        connection.execute(renew, rows)


_KEYS = select(*(claim_key.c[one.name] for one in fields(ClaimKey)))
_OF_CLAIMS = _KEYS.where(among(claim_key.c.claim_id, "ids"))
_IS_DOCUMENT = claim_key.c.kind == str(KeyKind.DOCUMENT)
_SHARED = union_all(
    _KEYS.where(or_(*((claim_key.c.kind == str(kind)) & among(claim_key.c.key, kind) for kind in KeyKind))),
    _KEYS.where(
        _IS_DOCUMENT,
        claim_key.c.key.in_(select(claim_key.c.key).where(among(claim_key.c.claim_id, "ids"), _IS_DOCUMENT)),
    ),
)
_ROW = ("of_kind", "of_key", "of_claim")
_THIS = (
    claim_key.c.kind == bindparam("of_kind"),
    claim_key.c.key == bindparam("of_key"),
    claim_key.c.claim_id == bindparam("of_claim"),
)
_CHANGING = ("number", "branch", "standing", "payee", "filed_on")


def _wanted(claim: Claim, held: Iterable[ClaimKey]) -> Iterable[ClaimKey]:
    yield from keys_of(claim)
    for key in held:
        if key.kind is KeyKind.DOCUMENT and key.claim_id == claim.id:
            yield _key(claim, key.kind, key.key)


def _key(claim: Claim, kind: KeyKind, key: str) -> ClaimKey:
    filed_on = claim.filed_at.astimezone(JAKARTA).date()
    return ClaimKey(kind, key, claim.id, claim.number, claim.branch, standing_of(claim), _payee(claim), filed_on)


def _payee(claim: Claim) -> str:
    if claim.form.cause is not Cause.DIED:
        return claim.master.nik
    return _read(lambda text: Nik.parse(text).digits, claim.form.text(Field.HEIR_NIK)) or claim.master.nik


def _account(claim: Claim) -> str:
    """Bank and number: the same digits at another bank are another account."""
    digits = _read(parse_account, claim.form.text(Field.ACCOUNT_NUMBER))
    written = claim.form.text(Field.BANK)
    bank = find_bank(written, in_force().banks)
    return digits and f"{normal(written)[:40] if bank is None else bank.code} {digits}"


def _read(parse: Callable[[str], str], text: str) -> str:
    try:
        return parse(text)
    except InvalidNumber:
        return ""


def _keys_of(connection: Connection, ids: list[UUID]) -> list[ClaimKey]:
    return [_unmade(row) for row in connection.execute(_OF_CLAIMS, {"ids": ids})]


def _unmade(row: Sequence[Any]) -> ClaimKey:
    kind, key, claim_id, number, branch, standing, payee, filed_on = row
    return ClaimKey(KeyKind(kind), key, claim_id, number, branch, Standing(standing), payee, filed_on)


def _chunks(claims: Iterable[_T]) -> Iterable[list[_T]]:
    rest = iter(claims)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
