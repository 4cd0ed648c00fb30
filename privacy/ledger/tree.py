"""The tree of RFC 6962 by its perfect subtrees: nodes, ranges, proofs. Pure, and no storage.

A node is (level, n): the root of entries n·2^level up to (n+1)·2^level. Every root and every
proof is a fold of such nodes, so that whoever can fetch nodes can prove.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacy.ledger.verify.merkle import EMPTY_ROOT, leaf_hash, node_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "EMPTY_ROOT",
    "Node",
    "Pyramid",
    "Range",
    "consistency",
    "cover",
    "fold",
    "inclusion",
    "leaf_hash",
    "node_hash",
]


class Node(NamedTuple):
    """The root of entries `n * 2**level` up to `(n + 1) * 2**level`."""

    level: int
    n: int


class Range(NamedTuple):
    """Entries from `low` up to `high`, which is not among them."""

    low: int
    high: int

    def split(self) -> tuple[Range, Range]:
        """The two subtrees that RFC 6962 makes of more than one entry: the left one perfect."""
        middle = self.low + (1 << (self.high - self.low - 1).bit_length() - 1)
        return Range(self.low, middle), Range(middle, self.high)


def cover(span: Range) -> list[Node]:
    """The perfect nodes that make up `span`, from left to right.

    `span` is a subtree as RFC 6962 cuts them: it begins at a multiple of its own size, rounded
    up to a power of two.
    """
    nodes, low = [], span.low
    while low < span.high:
        level = (span.high - low).bit_length() - 1
        nodes.append(Node(level, low >> level))
        low += 1 << level
    return nodes


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees of falling size, given from left to right."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def inclusion(index: int, size: int) -> list[Range]:
    """The subtrees whose roots prove entry `index` in a tree of `size`, from the leaf up.

    Source: RFC 6962 section 2.1.1.

    Raises:
        ValueError: there is no such entry in such a tree.
    """
    if not 0 <= index < size:
        raise ValueError("the entry lies outside the tree")
    path, span = [], Range(0, size)
    while span.high - span.low > 1:
        left, right = span.split()
        span, aside = (left, right) if index < left.high else (right, left)
        path.append(aside)
    return path[::-1]


def consistency(old: int, new: int) -> list[Range]:
    """The subtrees whose roots prove that the tree of `new` entries begins with that of `old`.

    Source: RFC 6962 section 2.1.2.

    Raises:
        ValueError: old is 0, which every tree begins with, or is more than new.
    """
    if not 0 < old <= new:
        raise ValueError("consistency is shown from a size of at least 1 to one not smaller")
    path, span = [], Range(0, new)
    while span.high != old:
        left, right = span.split()
        span, aside = (left, right) if old <= left.high else (right, left)
        path.append(aside)
    # What is left ends where the old tree ends. If it is the old tree, its root is known to
    # whoever verifies; otherwise it is the first hash of the proof.
    return [*([span] if span.low else []), *path[::-1]]


class Pyramid:
    """A small tree held whole: every level of it, for the paths of all its leaves at once."""

    __slots__ = ("_levels",)

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._levels = [list(hashes)]
        while len(below := self._levels[-1]) > 1:
            above = [node_hash(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)]
            self._levels.append(above + below[len(above) * 2 :])  # an odd one out rises as it is

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        return self._levels[-1][0] if self._levels[-1] else EMPTY_ROOT

    def path(self, index: int) -> tuple[bytes, ...]:
        """The inclusion path of leaf `index`, from its sibling up."""
        siblings = []
        for level in self._levels[:-1]:
            if (sibling := index ^ 1) < len(level):
                siblings.append(level[sibling])
            index >>= 1
        return tuple(siblings)
