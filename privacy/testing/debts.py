"""MemoryDebts: what is owed to the ledger, without a database."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from privacy.errors import LedgerUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from privacy.ledger.append import Ledger


class MemoryDebts:
    """Debts in a dictionary, oldest first; implements `privacy.debts.Debts`."""

    def __init__(self) -> None:
        self.owed: dict[UUID, tuple[bytes, ...]] = {}
        self._turn = asyncio.Lock()

    def owe(self, debt: UUID, leaves: Sequence[bytes]) -> None:
        """Note a debt, as the transaction of a narrowing act does."""
        self.owed[debt] = tuple(leaves)

    async def repay(self, ledger: Ledger) -> None:
        """Append what is owed, and forget it; see `Debts.repay`."""
        if self._turn.locked():
            raise LedgerUnavailable
        async with self._turn:
            for debt, leaves in list(self.owed.items()):
                await ledger.repay(leaves)
                del self.owed[debt]
