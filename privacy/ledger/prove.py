"""Proving: inclusion of an entry, consistency of two sizes, from the stored tiles alone."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacy.errors import LedgerBroken
from privacy.ledger.layout import HASH_BYTES, locate
from privacy.ledger.tree import Range, consistency, cover, fold, inclusion
from privacy.ledger.verify.merkle import root_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacy.ledger.layout import Slice, Tile
    from privacy.ledger.records import Records, SignedCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """Entry `index` stands under `checkpoint`: `path` leads from its leaf hash to the root."""

    index: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    checkpoint: SignedCheckpoint

    def to_text(self) -> str:
        """A file that any verifier of the log reads offline. Source: C2SP tlog-proof."""
        steps = "".join(f"{base64.b64encode(step).decode()}\n" for step in self.path)
        note = self.checkpoint.note.decode()
        return f"c2sp.org/tlog-proof@v1\nindex {self.index}\n{steps}\n{note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyProof:
    """The tree under `checkpoint` begins with the tree of `old_size` entries."""

    old_size: int
    path: tuple[bytes, ...]
    checkpoint: SignedCheckpoint


class Prover:
    """Makes proofs from what `records` holds, in one look-up of tiles each."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def inclusion(self, index: int) -> InclusionProof | None:
        """That entry `index` stands under the newest checkpoint; None where none covers it.

        Raises:
            LedgerBroken: a tile that the checkpoint demands is missing.
        """
        newest = await self._records.checkpoint()
        if newest is None or not 0 <= index < newest.size:
            return None
        leaf = Range(index, index + 1)
        leaf_hash, *path = await self._roots([leaf, *inclusion(index, newest.size)])
        return InclusionProof(index=index, leaf_hash=leaf_hash, path=tuple(path), checkpoint=newest)

    async def consistency(self, old_size: int) -> ConsistencyProof | None:
        """That the newest checkpoint's tree begins with that of `old_size` entries.

        None: there is no such size yet, or it is 0, which would prove nothing.

        Raises:
            LedgerBroken: a tile that the checkpoint demands is missing.
        """
        newest = await self._records.checkpoint()
        if newest is None or not 0 < old_size <= newest.size:
            return None
        path = await self._roots(consistency(old_size, newest.size))
        return ConsistencyProof(old_size=old_size, path=tuple(path), checkpoint=newest)

    async def _roots(self, ranges: Sequence[Range]) -> list[bytes]:
        slices = [[locate(node) for node in cover(span)] for span in ranges]
        tiles = await self._records.tiles({part.tile for parts in slices for part in parts})
        return [fold([_root(tiles, part) for part in parts]) for parts in slices]


def _root(tiles: Mapping[Tile, bytes], part: Slice) -> bytes:
    low, high = part.start * HASH_BYTES, (part.start + part.width) * HASH_BYTES
    stored = tiles.get(part.tile, b"")
    if len(stored) < high:
        raise LedgerBroken
    return root_of([stored[at : at + HASH_BYTES] for at in range(low, high, HASH_BYTES)])
