"""Receipt: what an answer carries to show that the log promised to hold its entry."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacy.ledger.tree import Pyramid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from privacy.ledger.logkey import LogKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One entry's place, and the log's signature over the batch it was committed with.

    The entry stands at `index`; it is leaf `index - base` of the tree over the `size` entries of
    its batch, with inclusion path `path`. `signature` is over that tree's root and place.
    """

    log: str
    index: int
    leaf_hash: bytes
    base: int
    size: int
    path: tuple[bytes, ...]
    signature: bytes

    def to_extension(self) -> dict[str, object]:
        """The value of `extensions.access`; bytes as base64."""
        return {
            "log": self.log,
            "index": self.index,
            "leafHash": _encode(self.leaf_hash),
            "base": self.base,
            "size": self.size,
            "path": [_encode(step) for step in self.path],
            "sig": _encode(self.signature),
        }


def receipts(
    hashes: Sequence[bytes], *, base: int, tenant: UUID, key: LogKey
) -> tuple[Receipt, ...]:
    """The receipts of one batch whose leaf hashes stand at `base` and on: one signature for all."""
    tree, size = Pyramid(hashes), len(hashes)
    signature = key.sign_batch(tenant=tenant, base=base, size=size, root=tree.root)
    return tuple(
        Receipt(
            log=key.origin,
            index=base + at,
            leaf_hash=hashed,
            base=base,
            size=size,
            path=tree.path(at),
            signature=signature,
        )
        for at, hashed in enumerate(hashes)
    )


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()
