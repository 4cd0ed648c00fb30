"""A receipt: verifiable by itself, for one entry, one place and one handler."""

from __future__ import annotations

import base64
import json
from uuid import uuid4

import pytest

from privacy.ledger.receipt import receipts
from privacy.ledger.tree import leaf_hash
from privacy.ledger.verify.merkle import Unverified
from privacy.ledger.verify.receipt import verify_receipt
from tests.unit.ledger.scene import KEY, TENANT, read

LEAVES = [read().to_bytes() for _ in range(5)]
RECEIPTS = receipts([leaf_hash(leaf) for leaf in LEAVES], base=40, tenant=TENANT, key=KEY)
SHOWN = [json.loads(json.dumps(receipt.to_extension())) for receipt in RECEIPTS]


def test_every_receipt_of_a_batch_verifies() -> None:
    """From the JSON that the answer carries."""
    for shown, leaf in zip(SHOWN, LEAVES, strict=True):
        verify_receipt(shown, key=KEY.public, tenant=TENANT, leaf=leaf)
        verify_receipt(shown, key=KEY.public, tenant=TENANT)


def test_a_receipt_has_this_shape() -> None:
    """Index, base and size as numbers, bytes as base64, the path as a list from the leaf up."""
    shown = SHOWN[2]
    assert list(shown) == ["log", "index", "leafHash", "base", "size", "path", "sig"]
    assert (shown["log"], shown["index"], shown["base"], shown["size"]) == (
        "log.example/cdp",
        42,
        40,
        5,
    )
    assert leaf_hash(LEAVES[2]) == base64.b64decode(shown["leafHash"])
    assert [len(base64.b64decode(step)) for step in shown["path"]] == [32, 32, 32]
    assert len(base64.b64decode(shown["sig"])) == 64


def test_one_signature_serves_a_batch() -> None:
    """Signed once, whatever the batch's size."""
    assert len({receipt.signature for receipt in RECEIPTS}) == 1


def test_a_receipt_is_for_its_entry_only() -> None:
    """Whoever changed or replaced the entry is found by it, before any checkpoint."""
    with pytest.raises(Unverified, match="entry 42"):
        verify_receipt(SHOWN[2], key=KEY.public, tenant=TENANT, leaf=LEAVES[3])


def test_a_receipt_is_for_its_handler_only() -> None:
    """Another deployment's log, even with the same key, is another log."""
    with pytest.raises(Unverified, match="not signed"):
        verify_receipt(SHOWN[2], key=KEY.public, tenant=uuid4())


def shown_as(value: object) -> str:
    """An id that is the same in each process of a run: values are drawn anew in each."""
    return value if isinstance(value, str) and value.isalpha() else type(value).__name__


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("index", 41),
        ("index", 39),
        ("index", 45),
        ("base", 39),
        ("size", 6),
        ("size", 0),
        ("log", "other.example"),
        ("leafHash", SHOWN[1]["leafHash"]),
        ("leafHash", ""),
        ("leafHash", SHOWN[2]["leafHash"] + "="),
        ("path", SHOWN[3]["path"]),
        ("path", SHOWN[2]["path"][:-1]),
        ("path", "AAAA"),
        ("path", [1]),
        ("sig", base64.b64encode(bytes(64)).decode()),
        ("sig", "AAAA"),
        ("sig", None),
        ("base", -1),
        ("base", 2**64),
        ("size", 2**32),
        ("index", "many"),
    ],
    ids=shown_as,
)
def test_no_part_of_a_receipt_may_change(name: str, value: object) -> None:
    """Not its place, not its hash, not its path, not its signature, not their types."""
    with pytest.raises(Unverified):
        verify_receipt(SHOWN[2] | {name: value}, key=KEY.public, tenant=TENANT)


@pytest.mark.parametrize("name", list(SHOWN[0]))
def test_no_part_of_a_receipt_may_be_missing(name: str) -> None:
    """Half a receipt proves nothing."""
    rest = {key: value for key, value in SHOWN[2].items() if key != name}
    with pytest.raises(Unverified):
        verify_receipt(rest, key=KEY.public, tenant=TENANT)


def test_a_lone_entry_needs_no_path() -> None:
    """Its own hash is the root of its batch."""
    [receipt] = receipts([leaf_hash(LEAVES[0])], base=0, tenant=TENANT, key=KEY)
    assert receipt.path == ()
    verify_receipt(receipt.to_extension(), key=KEY.public, tenant=TENANT, leaf=LEAVES[0])
