"""Integrating: entries become tree, the tree gets tiles and a signed checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from privacy.errors import LedgerBroken
from privacy.ledger.grow import Edge
from privacy.ledger.layout import edge_of
from privacy.ledger.records import SignedCheckpoint
from privacy.ledger.tree import EMPTY_ROOT, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from privacy.ledger.logkey import LogKey
    from privacy.ledger.records import Shelf

STRIDE: Final = 4_096
"""Entries that one checkpoint adds at most: what one step holds in memory."""


class Integrator:
    """Keeps the tree of one log. Several may run: the shelf lets one at a time keep a step."""

    def __init__(self, shelf: Shelf, *, key: LogKey, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._key = key
        self._clock = clock

    async def integrate(self) -> SignedCheckpoint | None:
        """Take in every entry committed before this call; the newest checkpoint.

        None: the log is empty.

        Raises:
            LedgerBroken: the stored tree is not the one that was signed, or entries are missing.
                Nothing is signed over it.
        """
        target = await self._shelf.size()
        while True:
            newest = await self._shelf.checkpoint()
            if newest is not None and newest.size >= target:
                return newest
            if target == 0:
                return None
            if not await self._step(newest, target):
                # Another integrator holds the turn; what it stores is what we would have.
                return await self._shelf.checkpoint()

    async def _step(self, newest: SignedCheckpoint | None, target: int) -> bool:
        size, root = (0, EMPTY_ROOT) if newest is None else (newest.size, newest.root)
        edge = Edge(size, await self._shelf.tiles(edge_of(size)))
        # A log must not sign what contradicts its own signature, whoever changed the tiles.
        if edge.root() != root:
            raise LedgerBroken
        upto = min(target, size + STRIDE)
        leaves = await self._shelf.leaves(size, upto)
        if len(leaves) != upto - size:
            raise LedgerBroken
        edge.add(leaf_hash(leaf) for leaf in leaves)
        grown = edge.root()
        return await self._shelf.keep(
            edge.changed(),
            SignedCheckpoint(
                size=upto,
                root=grown,
                note=self._key.sign_checkpoint(upto, grown),
                at=self._clock(),
            ),
            after=size,
        )
