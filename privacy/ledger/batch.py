"""Batch: what one statement commits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from privacy.ledger.tree import leaf_hash
from privacy.terms import LeafKind

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.ledger.entry import Leaf

_OF_ACTS: Final = frozenset({LeafKind.INTENT, LeafKind.OUTCOME})


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf on its way into the log: its bytes, their hash, and the operation to find it by."""

    tenant: UUID
    kind: LeafKind
    operation: UUID
    encoded: bytes
    hashed: bytes

    @classmethod
    def of(cls, leaf: Leaf) -> Entry:
        """Encode and hash `leaf`. Raises `InvalidLeaf` where it cannot be an entry."""
        encoded = leaf.to_bytes()
        return cls(leaf.tenant, leaf.kind, leaf.operation, encoded, leaf_hash(encoded))


Written: TypeAlias = "Leaf | Entry"
"""What the log is given: a leaf, or one that was encoded already."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that take consecutive indexes together, or none of them any."""

    entries: tuple[Entry, ...]

    @property
    def leaves(self) -> list[bytes]:
        """The bytes of the entries."""
        return [entry.encoded for entry in self.entries]

    @property
    def is_of_acts(self) -> bool:
        """Whether any entry begins or ends an act, so that what is open changes."""
        return any(entry.kind in _OF_ACTS for entry in self.entries)

    @property
    def hashes(self) -> list[bytes]:
        """The leaf hashes of the entries."""
        return [entry.hashed for entry in self.entries]
