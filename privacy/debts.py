"""Debts: leaves of narrowing acts that were committed while the ledger was down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from privacy.ledger.append import Ledger


class Debts(Protocol):
    """Where they are kept: in the data database, written by the act's own transaction."""

    async def repay(self, ledger: Ledger) -> None:
        """Append every leaf that is owed to `ledger`, oldest first, and forget it.

        One caller at a time: a second one waits, so that nothing is appended before a debt.

        Raises:
            LedgerUnavailable: the ledger is still down; what is not appended stays owed.
        """
