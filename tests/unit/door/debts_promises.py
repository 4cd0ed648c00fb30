"""What debts promise: one suite, run in memory and on PostgreSQL."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

import pytest

from privacy.debts import Debts, repay
from privacy.errors import LedgerUnavailable
from privacy.testing.ledger import MemoryLedger
from tests.unit.ledger.scene import KEY, TENANT, intent, outcome

FIRST = UUID(int=2)
SECOND = UUID(int=1)
"""The later debt has the lower id: order is by time, not by id."""


class Purse(Protocol):
    """Debts, and a way to run into them."""

    @property
    def debts(self) -> Debts: ...

    async def owe(self, debt: UUID, leaves: list[bytes]) -> None: ...


class Forgetful:
    """Debts whose settling is lost: the process dies between the two databases."""

    def __init__(self, debts: Debts) -> None:
        self.owed = debts.owed

    async def settle(self, debt: UUID) -> None:
        raise ConnectionAbortedError(debt)


def leaves_of(operation: UUID) -> list[bytes]:
    return [intent(operation).to_bytes(), outcome(operation).to_bytes()]


class DebtsPromises:
    """Mixed into a class whose fixture `purse` makes a Purse."""

    async def test_debts_are_repaid_oldest_first_and_forgotten(self, purse: Purse) -> None:
        """Intent and outcome side by side, in the order in which the acts were made."""
        ledger = MemoryLedger(key=KEY, tenant=TENANT)
        for debt in (FIRST, SECOND):
            await purse.owe(debt, leaves_of(debt))
        await repay(purse.debts, ledger)
        assert leaves_of(FIRST) + leaves_of(SECOND) == [
            leaf.to_bytes() for leaf in ledger.book.written
        ]
        assert await purse.debts.owed() == []

    async def test_nothing_owed_writes_nothing(self, purse: Purse) -> None:
        """The usual case costs the ledger nothing."""
        ledger = MemoryLedger(key=KEY, tenant=TENANT)
        await repay(purse.debts, ledger)
        assert ledger.book.written == []

    async def test_a_ledger_that_is_still_down_leaves_the_debts(self, purse: Purse) -> None:
        """And whoever asked is told: nothing goes on before they are paid."""
        ledger = MemoryLedger(key=KEY, tenant=TENANT)
        ledger.book.is_down = True
        await purse.owe(FIRST, leaves_of(FIRST))
        with pytest.raises(LedgerUnavailable):
            await repay(purse.debts, ledger)
        assert [debt for debt, _ in await purse.debts.owed()] == [FIRST]

    async def test_a_debt_repaid_and_not_forgotten_is_not_written_twice(self, purse: Purse) -> None:
        """Killed in between, or raced by another process: the ledger skips what stands."""
        ledger = MemoryLedger(key=KEY, tenant=TENANT)
        await purse.owe(FIRST, leaves_of(FIRST))
        with pytest.raises(ConnectionAbortedError):
            await repay(Forgetful(purse.debts), ledger)
        await repay(purse.debts, ledger)
        assert leaves_of(FIRST) == [leaf.to_bytes() for leaf in ledger.book.written]
        assert await purse.debts.owed() == []

    async def test_settling_twice_is_settling_once(self, purse: Purse) -> None:
        """Two processes may repay the same debt."""
        await purse.owe(FIRST, leaves_of(FIRST))
        await purse.debts.settle(FIRST)
        await purse.debts.settle(FIRST)
        assert await purse.debts.owed() == []
