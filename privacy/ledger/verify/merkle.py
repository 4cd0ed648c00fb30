"""The Merkle tree of RFC 6962: its two hashes, and the checks of its two proofs.

The checks follow RFC 9162 section 2.1.3.2 and 2.1.4.2, which spell out what RFC 6962 implies.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
"""The root of a tree without entries."""


class Unverified(Exception):
    """Something does not check out; the text says what, and repeats no entry."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of an entry as a leaf of the tree."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over neighbouring hashes: they pair off, and an odd one out rises as it is."""
    level = list(hashes)
    while len(level) > 1:
        odd = level[len(level) & ~1 :]
        level = [node_hash(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)] + odd
    return level[0] if level else EMPTY_ROOT


def root_by_path(*, index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """The root that inclusion path `path` leads to from leaf hash `leaf`.

    Raises:
        Unverified: the index lies outside the tree, or a hash is not 32 bytes, or the path
            is not as long as the tree is high.
    """
    if not 0 <= index < size:
        raise Unverified(f"index {index} lies outside a tree of {size} entries")
    _require_hashes(leaf, *path)
    node, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Unverified("the inclusion path is too long")
        is_right = bool(node & 1) or node == last
        root = node_hash(sibling, root) if is_right else node_hash(root, sibling)
        node, last = _climb(node, last)
    if last:
        raise Unverified("the inclusion path is too short")
    return root


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes
) -> None:
    """Check that leaf hash `leaf` stands at `index` in the tree of `size` entries under `root`.

    Raises:
        Unverified: it does not.
    """
    if root_by_path(index=index, size=size, leaf=leaf, path=path) != root:
        raise Unverified(f"entry {index} is not in the tree of {size} entries with this root")


def verify_consistency(
    *, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> None:
    """Check that the tree of `size` entries begins with the tree of `old_size` entries.

    Raises:
        Unverified: it does not, or nothing is claimed: an empty tree is a beginning of every tree.
    """
    if not 0 < old_size <= size:
        raise Unverified(f"no consistency can be shown from size {old_size} to size {size}")
    _require_hashes(old_root, root, *path)
    hashes = list(path)
    node, last = _start(old_size, size)
    if node == 0:  # the old tree is itself a subtree of the new one: its root is the first node
        hashes.insert(0, old_root)
    if not hashes:
        raise Unverified("the consistency path is too short")
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise Unverified("the consistency path is too long")
        is_shared = bool(node & 1) or node == last
        if is_shared:
            old = node_hash(sibling, old)
        new = node_hash(sibling, new) if is_shared else node_hash(new, sibling)
        node, last = _climb(node, last)
    if last or (old, new) != (old_root, root):
        raise Unverified(f"the tree of {size} entries does not begin with that of {old_size}")


def _require_hashes(*values: bytes) -> None:
    if any(len(value) != HASH_BYTES for value in values):
        raise Unverified("a hash of the proof is not 32 bytes long")


def _start(old_size: int, size: int) -> tuple[int, int]:
    """The largest subtree that ends where the old tree ends, and the last one of its height."""
    node, last = old_size - 1, size - 1
    while node & 1 or (old_size == size and node):
        node, last = node >> 1, last >> 1
    return node, last


def _climb(node: int, last: int) -> tuple[int, int]:
    """One step up from `node`, past the levels where the right edge has no sibling."""
    if node == last:
        while not node & 1 and node:
            node, last = node >> 1, last >> 1
    return node >> 1, last >> 1
