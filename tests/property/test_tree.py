"""The tree against one built by the definition, for every size from 1 to 300 and beyond."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.ledger.grow import Edge
from privacy.ledger.layout import Tile, edge_of, locate, tiles_of, width_of
from privacy.ledger.tree import Node, Pyramid, Range, consistency, cover, fold, inclusion
from privacy.ledger.verify.merkle import (
    EMPTY_ROOT,
    Unverified,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = range(1, 301)
LEAVES = [leaf_hash(at.to_bytes(4, "big")) for at in range(SIZES.stop)]


def by_definition(hashes: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, written as it stands there."""
    if len(hashes) <= 1:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    pair = by_definition(hashes[:half]) + by_definition(hashes[half:])
    return hashlib.sha256(b"\x01" + pair).digest()


@cache
def root(low: int, high: int) -> bytes:
    return by_definition(LEAVES[low:high])


def proof(ranges: Sequence[Range]) -> list[bytes]:
    return [root(low, high) for low, high in ranges]


def flipped(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


def test_every_entry_of_every_tree_is_proved() -> None:
    """And its proof is for nobody else: neither another place, nor leaf, nor root."""
    for size in SIZES:
        for index in range(size):
            path = proof(inclusion(index, size))
            leaf = LEAVES[index]
            verify_inclusion(index=index, size=size, leaf=leaf, path=path, root=root(0, size))
            with pytest.raises(Unverified):
                verify_inclusion(
                    index=index, size=size, leaf=flipped(leaf), path=path, root=root(0, size)
                )
            with pytest.raises(Unverified):
                verify_inclusion(
                    index=(index + 1) % size,
                    size=size + 1,
                    leaf=leaf,
                    path=path,
                    root=root(0, size),
                )


def test_every_tree_begins_with_every_smaller_one() -> None:
    """And is proved to; a changed root on either side is not."""
    for size in SIZES:
        for old in range(1, size + 1):
            path = proof(consistency(old, size))
            before, after = root(0, old), root(0, size)
            verify_consistency(old_size=old, old_root=before, size=size, root=after, path=path)
            for roots in ((flipped(before), after), (before, flipped(after))):
                with pytest.raises(Unverified):
                    verify_consistency(
                        old_size=old, old_root=roots[0], size=size, root=roots[1], path=path
                    )


def test_all_ways_to_a_root_agree() -> None:
    """The definition, the batch tree, the pairing of neighbours, the fold, the growing edge."""
    for size in range(SIZES.stop):
        hashes = LEAVES[:size]
        edge = Edge(0, {})
        edge.add(hashes)
        folded = fold([root(n << level, (n + 1) << level) for level, n in cover(Range(0, size))])
        assert {by_definition(hashes)} == {
            Pyramid(hashes).root,
            root_of(hashes),
            folded,
            edge.root(),
        }


def test_a_batch_proves_each_of_its_leaves() -> None:
    """The paths that receipts carry are those of the tree."""
    for size in SIZES:
        batch = Pyramid(LEAVES[:size])
        for index in range(size):
            assert batch.path(index) == tuple(proof(inclusion(index, size)))


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    """RFC 6962 section 2.1."""
    assert {EMPTY_ROOT} == {fold([]), root_of([]), Pyramid([]).root, Edge(0, {}).root()}


def test_consistency_from_nothing_is_refused() -> None:
    """Every tree begins with the empty one: a proof of it would look like one and prove nothing."""
    with pytest.raises(ValueError, match="at least 1"):
        consistency(0, 5)
    with pytest.raises(Unverified, match="from size 0"):
        verify_consistency(old_size=0, old_root=EMPTY_ROOT, size=5, root=root(0, 5), path=[])


def test_consistency_with_something_larger_is_refused() -> None:
    """A tree does not begin with a larger one."""
    with pytest.raises(ValueError, match="not smaller"):
        consistency(6, 5)
    with pytest.raises(Unverified, match="from size 6"):
        verify_consistency(old_size=6, old_root=root(0, 6), size=5, root=root(0, 5), path=[])


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_an_index_outside_the_tree_is_refused(index: int) -> None:
    """By whoever proves and by whoever verifies."""
    with pytest.raises(ValueError, match="outside"):
        inclusion(index, 5)
    with pytest.raises(Unverified, match="outside"):
        verify_inclusion(index=index, size=5, leaf=LEAVES[0], path=[], root=root(0, 5))


@pytest.mark.parametrize("wrong", [b"", bytes(31), bytes(33), bytes(64)])
def test_a_hash_that_is_not_32_bytes_is_refused(wrong: bytes) -> None:
    """In a path, as a leaf, as a root: a longer one could hide two nodes in one."""
    path = proof(inclusion(2, 5))
    for leaf, steps in ((wrong, path), (LEAVES[2], [wrong, *path[1:]])):
        with pytest.raises(Unverified, match="32 bytes"):
            verify_inclusion(index=2, size=5, leaf=leaf, path=steps, root=root(0, 5))
    steps = proof(consistency(3, 5))
    for old_root, with_steps in ((wrong, steps), (root(0, 3), [wrong, *steps[1:]])):
        with pytest.raises(Unverified, match="32 bytes"):
            verify_consistency(
                old_size=3, old_root=old_root, size=5, root=root(0, 5), path=with_steps
            )


def test_a_path_of_another_length_is_refused() -> None:
    """One step more or less is another tree."""
    path, steps = proof(inclusion(2, 5)), proof(consistency(3, 5))
    for wrong in (path[:-1], [*path, LEAVES[0]], []):
        with pytest.raises(Unverified, match="path is too"):
            verify_inclusion(index=2, size=5, leaf=LEAVES[2], path=wrong, root=root(0, 5))
    for wrong in (steps[:-1], [*steps, LEAVES[0]], []):
        with pytest.raises(Unverified):
            verify_consistency(old_size=3, old_root=root(0, 3), size=5, root=root(0, 5), path=wrong)
    with pytest.raises(Unverified, match="too long"):
        verify_consistency(
            old_size=5, old_root=root(0, 5), size=5, root=root(0, 5), path=[LEAVES[0]]
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=700), min_size=1, max_size=6))
def test_tiles_grow_to_the_same_tree_by_any_steps(steps: list[int]) -> None:
    """However the entries are cut into steps, tiles and root are those of one step."""
    total = sum(steps)
    hashes = [leaf_hash(at.to_bytes(4, "big")) for at in range(total)]
    tiles: dict[Tile, bytes] = {}
    size = 0
    for step in steps:
        edge = Edge(size, {tile: tiles[tile] for tile in edge_of(size) if tile in tiles})
        edge.add(hashes[size : size + step])
        size += step
        tiles.update(edge.changed())
    once = Edge(0, {})
    once.add(hashes)
    assert (once.changed(), once.root()) == (tiles, by_definition(hashes))
    assert {tile: width * 32 for tile, width in tiles_of(total)} == {
        tile: len(content) for tile, content in tiles.items()
    }


@given(st.integers(min_value=0, max_value=10**12))
def test_a_tree_s_tiles_are_as_wide_as_its_size_says(size: int) -> None:
    """Their widths at each level add up to floor(size / 256^level). Source: C2SP tlog-tiles."""
    for tile in edge_of(size):
        assert width_of(tile, size) == (size >> 8 * tile.level) % 256
        assert width_of(Tile(tile.level, tile.n + 1), size) == 0


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=0, max_value=10**9))
def test_a_node_lies_within_one_tile(level: int, n: int) -> None:
    """A power of two of hashes, none beyond the tile's end."""
    part = locate(Node(level, n))
    assert part.start + part.width <= 256
    assert part.width == 2 ** (level % 8)
    assert (part.tile.n * 256 + part.start) * 256**part.tile.level == n << level
