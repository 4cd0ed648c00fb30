"""MemoryDebts: what is owed to the ledger, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


class MemoryDebts:
    """Debts in a dictionary, oldest first; implements `privacy.debts.Debts`."""

    def __init__(self) -> None:
        self._owed: dict[UUID, tuple[bytes, ...]] = {}

    def owe(self, debt: UUID, leaves: Sequence[bytes]) -> None:
        """Note a debt, as the transaction of a narrowing act does."""
        self._owed[debt] = tuple(leaves)

    async def owed(self) -> Sequence[tuple[UUID, Sequence[bytes]]]:
        """What is owed, oldest first."""
        return list(self._owed.items())

    async def settle(self, debt: UUID) -> None:
        """Forget a debt that has been repaid; nothing where somebody else did."""
        self._owed.pop(debt, None)
