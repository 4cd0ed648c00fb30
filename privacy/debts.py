"""Debts: leaves of narrowing acts that were committed while the ledger was down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from privacy.ledger.append import Ledger


class Debts(Protocol):
    """Where they are kept: in the data database, written by the act's own transaction."""

    async def owed(self) -> Sequence[tuple[UUID, Sequence[bytes]]]:
        """What is owed, oldest first."""

    async def settle(self, debt: UUID) -> None:
        """Forget a debt that has been repaid."""


async def repay(debts: Debts, ledger: Ledger) -> None:
    """Append every leaf that is owed, before anything else is written down.

    Raises:
        LedgerUnavailable: the ledger is still down.
    """
    for debt, leaves in await debts.owed():
        await ledger.repay(leaves)
        await debts.settle(debt)
