"""What is owed to the ledger, in the data database."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cdp.database.writer import Writer
from privacy.store.owed import DEBTS, SETTLE

_AT_ONCE = 64


class OwedLeaves:
    """Satisfies `privacy.debts.Debts`."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def owed(self) -> Sequence[tuple[UUID, Sequence[bytes]]]:
        """What is owed, oldest first."""
        rows = await self._writer.fetch(DEBTS, first=_AT_ONCE)
        return [(row["id"], row["leaves"]) for row in rows]

    async def settle(self, debt: UUID) -> None:
        """Forget a debt that has been repaid."""
        await self._writer.fetch(SETTLE, id=debt)
