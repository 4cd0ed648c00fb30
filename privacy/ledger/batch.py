"""Batch: what one statement commits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacy.ledger.tree import leaf_hash
from privacy.terms import LeafKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from privacy.ledger.entry import Leaf


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf with its bytes and their hash, made once; position in a batch comes later."""

    leaf: Leaf
    encoded: bytes
    hashed: bytes

    @classmethod
    def of(cls, leaf: Leaf) -> Entry:
        """Encode and hash `leaf`. Raises `InvalidLeaf` where it is too long."""
        encoded = leaf.to_bytes()
        return cls(leaf, encoded, leaf_hash(encoded))


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that take consecutive indexes together, or none of them any."""

    entries: tuple[Entry, ...]

    @property
    def subjects(self) -> list[tuple[bytes, int]]:
        """Whom each entry is about: pseudonym and position in the batch, sorted, each once.

        Sorted, so that two writers never wait for each other's index rows in a circle.
        """
        return sorted(
            {
                (subject, at)
                for at, entry in enumerate(self.entries)
                for subject in entry.leaf.subjects
            }
        )

    @property
    def closed(self) -> frozenset[UUID]:
        """The operations whose outcome is among the entries."""
        return frozenset(self._operations(LeafKind.OUTCOME))

    @property
    def opened(self) -> dict[UUID, int]:
        """The operations whose intent is among the entries without an outcome; its position."""
        opened: dict[UUID, int] = {}
        for at, entry in enumerate(self.entries):
            if entry.leaf.kind is LeafKind.INTENT and entry.leaf.operation not in self.closed:
                opened.setdefault(entry.leaf.operation, at)
        return opened

    def _operations(self, kind: LeafKind) -> Iterable[UUID]:
        return (entry.leaf.operation for entry in self.entries if entry.leaf.kind is kind)
