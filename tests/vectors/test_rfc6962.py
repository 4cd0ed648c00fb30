"""Published values: the trees of the RFC 6962 reference implementation, and Go's signed note.

Source: google/certificate-transparency, `merkletree_test` (leaves, roots, paths); the
documentation of golang.org/x/mod/sumdb/note (verifier key and note).
"""

from __future__ import annotations

import pytest

from privacy.ledger.layout import Tile, bundle_path, tiles_of
from privacy.ledger.tree import Range, consistency, inclusion
from privacy.ledger.verify.merkle import (
    EMPTY_ROOT,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from privacy.ledger.verify.note import Key, decode

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCIES = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def root(span: Range) -> bytes:
    return root_of([leaf_hash(leaf) for leaf in LEAVES[span.low : span.high]])


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_are_ours(size: int) -> None:
    """Sizes 0 to 8."""
    assert bytes.fromhex(ROOTS[size]) == root(Range(0, size))


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_the_published_paths_are_ours(index: int, size: int) -> None:
    """Made as published, and verified."""
    path = [bytes.fromhex(step) for step in PATHS[index, size]]
    assert path == [root(span) for span in inclusion(index, size)]
    verify_inclusion(
        index=index,
        size=size,
        leaf=leaf_hash(LEAVES[index]),
        path=path,
        root=bytes.fromhex(ROOTS[size]),
    )


@pytest.mark.parametrize(("old", "size"), CONSISTENCIES)
def test_the_published_consistency_proofs_are_ours(old: int, size: int) -> None:
    """Made as published, and verified."""
    path = [bytes.fromhex(step) for step in CONSISTENCIES[old, size]]
    assert path == [root(span) for span in consistency(old, size)]
    verify_consistency(
        old_size=old,
        old_root=bytes.fromhex(ROOTS[old]),
        size=size,
        root=bytes.fromhex(ROOTS[size]),
        path=path,
    )


def test_the_empty_tree_is_published_too() -> None:
    """SHA-256 of nothing."""
    assert bytes.fromhex(ROOTS[0]) == EMPTY_ROOT


def test_a_published_note_is_signed_by_its_published_key() -> None:
    """Key ids and signatures as Go computes them."""
    key = Key.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signature = decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert key.id == signature[:4]
    assert key.signed(text.encode(), signature[4:])
    assert not key.signed(text.encode() + b"\n", signature[4:])


def test_a_log_of_70000_has_the_tiles_of_the_specification() -> None:
    """273 full and one partial tile, one full and one partial, one of width 1: C2SP tlog-tiles."""
    widths: dict[int, list[int]] = {}
    for tile, width in tiles_of(70_000):
        widths.setdefault(tile.level, []).append(width)
    assert widths == {0: [256] * 273 + [112], 1: [256, 17], 2: [1]}


def test_places_are_written_as_the_specification_writes_them() -> None:
    """1234067 is x001/x234/067."""
    assert Tile(0, 1_234_067).path(256) == "tile/0/x001/x234/067"
    assert Tile(63, 0).path(1) == "tile/63/000.p/1"
    assert bundle_path(1_000, 255) == "tile/entries/x001/000.p/255"
