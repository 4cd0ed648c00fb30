"""Debts in the data database keep every promise of debts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.wiring.debts import OwedLeaves
from privacy.store.owed import DEBTS, OWE
from privacy.testing.asks import NOW
from tests.unit.door.debts_promises import DebtsPromises

if TYPE_CHECKING:
    from uuid import UUID

    from cdp.database.writer import Writer


class PostgresPurse:
    """Debts in `ledger_owed`, made in a transaction as acts make them."""

    def __init__(self, writer: Writer) -> None:
        self.debts = OwedLeaves(writer)
        self._writer = writer

    async def owe(self, debt: UUID, leaves: list[bytes]) -> None:
        async with self._writer.transaction() as tx:
            await tx.fetch(OWE, id=debt, leaves=leaves, at=NOW)

    async def left(self) -> list[UUID]:
        return [row["id"] for row in await self._writer.fetch(DEBTS, first=100)]


class TestOnPostgres(DebtsPromises):
    @pytest.fixture
    def purse(self, writer: Writer) -> PostgresPurse:
        return PostgresPurse(writer)
