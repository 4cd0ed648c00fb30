"""What is owed to the ledger, in the data database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from cdp.database.writer import Writer
from cdp.errors import CdpError
from privacy.debts import DebtSeal
from privacy.errors import LedgerUnavailable
from privacy.ledger.append import Ledger
from privacy.store.owed import DEBTS, SETTLE, TURN

_LOG: Final = logging.getLogger("cdp.ledger")

_AT_ONCE: Final = 64

PAUSE_S: Final = 1.0
"""After a repayment that failed, nobody tries for so long: readers fail at once instead."""


class OwedLeaves:
    """Satisfies `privacy.debts.Debts`, over a writer of its own: debts never starve acts."""

    def __init__(self, writer: Writer, *, seal: DebtSeal, timer: Callable[[], float]) -> None:
        self._writer = writer
        self._seal = seal
        self._timer = timer
        self._turn = asyncio.Lock()
        self._not_before = 0.0

    async def repay(self, ledger: Ledger) -> None:
        """Append what is owed, oldest first; see `Debts.repay`.

        One caller pays; the others, and everybody for a moment after a failure, are told at once
        that the ledger is unavailable.
        """
        if self._turn.locked() or self._timer() < self._not_before:
            raise LedgerUnavailable
        async with self._turn:
            try:
                while await self._pay_some(ledger):
                    continue
            except (LedgerUnavailable, CdpError):
                self._not_before = self._timer() + PAUSE_S
                raise LedgerUnavailable from None

    async def _pay_some(self, ledger: Ledger) -> bool:
        """Pay the oldest debts; whether there may be more."""
        async with self._writer.transaction() as tx:
            turn = await tx.fetch(TURN)
            if not turn[0]["is_ours"]:
                raise LedgerUnavailable
            debts = await tx.fetch(DEBTS, first=_AT_ONCE)
            for debt in debts:
                if self._seal.holds(debt["id"], debt["leaves"], debt["mac"]):
                    # The ledger skips leaves that stand: a crash before SETTLE repeats nothing.
                    await ledger.repay(debt["leaves"])
                else:
                    _LOG.critical("a debt to the ledger is not ours; it was removed unpaid")
                await tx.fetch(SETTLE, id=debt["id"])
        return len(debts) == _AT_ONCE
