"""The tree over the heads of all branches, its signature, and the proofs that a head is in it."""

import hashlib
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cso_desk.wire import chain
from cso_desk.wire.checkpoints import (
    Checkpoint,
    Head,
    NotProven,
    Proof,
    merkle_root,
    prove,
    public_key_of,
    verify_checkpoint,
    verify_signature,
)
from tests.central.account_values import NOW
from tests.central.signing import PUBLIC, heads, signed


def test_the_root_is_that_of_rfc_6962() -> None:
    """Three leaves by hand; and no leaves, and one."""

    def leaf(head: Head) -> bytes:
        return hashlib.sha256(b"\0" + chain.canonical([head.branch, head.n, head.hash])).digest()

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\1" + left + right).digest()

    one, two, three = heads(3)
    assert merkle_root([one, two, three]) == node(node(leaf(one), leaf(two)), leaf(three)).hex()
    assert merkle_root([one]) == leaf(one).hex()
    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()


@settings(max_examples=60, deadline=None)
@given(size=st.integers(1, 70), data=st.data())
def test_every_head_of_a_tree_of_any_size_is_proven_and_no_other(size: int, data: st.DataObject) -> None:
    some = heads(size)
    one = signed(some)
    index = data.draw(st.integers(0, size - 1))
    proof = prove(some, index)
    assert verify_checkpoint(PUBLIC, one, proof) == some[index]
    other = proof.model_copy(update={"head": proof.head.model_copy(update={"n": proof.head.n + 1})})
    with pytest.raises(NotProven, match="not in its tree"):
        verify_checkpoint(PUBLIC, one, other)
    if size > 1:
        elsewhere = proof.model_copy(update={"index": data.draw(st.integers(0, size - 1).filter(lambda i: i != index))})
        with pytest.raises(NotProven):
            verify_checkpoint(PUBLIC, one, elsewhere)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"index": 5}, "its place is not in the tree"),
        ({"path": []}, "its path is too short"),
        ({"path": ["00" * 32] * 9}, "its path is too long"),
    ],
)
def test_a_proof_that_proves_nothing_says_why(change: dict[str, object], why: str) -> None:
    some = heads(5)
    proof = Proof.model_validate({**prove(some, 2).model_dump(), **change})
    with pytest.raises(NotProven, match=why):
        verify_checkpoint(PUBLIC, signed(some), proof)


@pytest.mark.parametrize(
    "change",
    [
        {"id": 2},
        {"epoch": 2},
        {"at": NOW + timedelta(seconds=1)},
        {"size": 4},
        {"root": "0" * 64},
        {"signature": "0" * 128},
        {"signature": "x"},
        {"signature": ""},
    ],
)
def test_a_checkpoint_of_which_anything_was_changed_is_not_signed(change: dict[str, object]) -> None:
    with pytest.raises(NotProven, match="its signature does not fit"):
        verify_signature(PUBLIC, signed(heads(5)).model_copy(update=change))


def test_a_checkpoint_counts_for_the_key_it_was_signed_with_and_travels_as_json() -> None:
    one = signed(heads(5))
    other = public_key_of(Ed25519PrivateKey.generate())
    with pytest.raises(NotProven, match="signed with another key"):
        verify_signature(other, one)
    with pytest.raises(NotProven, match="its signature does not fit"):
        verify_signature(other, one.model_copy(update={"key_id": other}))
    with pytest.raises(NotProven, match="its signature does not fit"):
        verify_signature("x", one.model_copy(update={"key_id": "x"}))
    verify_signature(PUBLIC, Checkpoint.model_validate_json(one.model_dump_json()))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"path": ["x"]}, ("path", 0)),
        ({"path": ["00" * 32] * 65}, ("path",)),
        ({"index": -1}, ("index",)),
        ({"head": {"branch": -2, "n": 1, "hash": ""}}, ("head", "branch")),
        ({"head": {"branch": 1, "n": 2**70, "hash": ""}}, ("head", "n")),
        ({"head": {"branch": 1, "n": 1, "hash": "\0"}}, ("head", "hash")),
    ],
)
def test_what_is_no_proof_at_all_is_not_even_read(change: dict[str, object], where: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        Proof.model_validate({**prove(heads(5), 2).model_dump(), **change})
    assert [one["loc"] for one in caught.value.errors()] == [where]
