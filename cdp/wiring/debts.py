"""What is owed to the ledger, in the data database."""

from __future__ import annotations

from typing import Final

from cdp.database.writer import Writer
from privacy.ledger.append import Ledger
from privacy.store.owed import DEBTS, SETTLE, TURN

_AT_ONCE: Final = 64


class OwedLeaves:
    """Satisfies `privacy.debts.Debts`."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def repay(self, ledger: Ledger) -> None:
        """Append what is owed, oldest first; see `Debts.repay`."""
        while True:
            async with self._writer.transaction() as tx:
                await tx.fetch(TURN)
                debts = await tx.fetch(DEBTS, first=_AT_ONCE)
                for debt in debts:
                    # The ledger skips leaves that stand: a crash before SETTLE repeats nothing.
                    await ledger.repay(debt["leaves"])
                    await tx.fetch(SETTLE, id=debt["id"])
            if len(debts) < _AT_ONCE:
                return
