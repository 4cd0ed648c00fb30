"""Debts in memory keep every promise of debts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from privacy.testing.debts import MemoryDebts
from tests.unit.door.debts_promises import DebtsPromises

if TYPE_CHECKING:
    from uuid import UUID


class MemoryPurse:
    """Debts in a dictionary."""

    def __init__(self) -> None:
        self.debts = MemoryDebts()

    async def owe(self, debt: UUID, leaves: list[bytes]) -> None:
        self.debts.owe(debt, leaves)

    async def left(self) -> list[UUID]:
        return list(self.debts.owed)


class TestInMemory(DebtsPromises):
    @pytest.fixture
    def purse(self) -> MemoryPurse:
        return MemoryPurse()
