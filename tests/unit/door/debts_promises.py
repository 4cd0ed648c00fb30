"""What debts promise: one suite, run in memory and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

import pytest

from privacy.debts import Debts
from privacy.errors import LedgerUnavailable
from privacy.ledger.receipt import Receipt
from privacy.testing.ledger import MemoryLedger
from tests.unit.ledger.scene import KEY, TENANT, intent, outcome

FIRST = UUID(int=2)
SECOND = UUID(int=1)
"""The later debt has the lower id: order is by time, not by id."""


class Purse(Protocol):
    """Debts, a way to run into them, and what is left of them."""

    @property
    def debts(self) -> Debts: ...

    async def owe(self, debt: UUID, leaves: list[bytes]) -> None: ...

    async def left(self) -> list[UUID]: ...


class Mute(MemoryLedger):
    """Commits what is repaid, and loses its answer."""

    async def repay(self, leaves: Sequence[bytes]) -> Sequence[Receipt]:
        await super().repay(leaves)
        raise LedgerUnavailable


def leaves_of(*operations: UUID) -> list[bytes]:
    return [
        leaf.to_bytes()
        for operation in operations
        for leaf in (intent(operation), outcome(operation))
    ]


def log(kind: type[MemoryLedger] = MemoryLedger) -> MemoryLedger:
    return kind(key=KEY, tenant=TENANT)


def stands_in(ledger: MemoryLedger) -> list[bytes]:
    return [leaf.to_bytes() for leaf in ledger.book.written]


class DebtsPromises:
    """Mixed into a class whose fixture `purse` makes a Purse."""

    async def test_debts_are_repaid_oldest_first_and_forgotten(self, purse: Purse) -> None:
        """Intent and outcome side by side, in the order in which the acts were made."""
        ledger = log()
        for debt in (FIRST, SECOND):
            await purse.owe(debt, leaves_of(debt))
        await purse.debts.repay(ledger)
        assert leaves_of(FIRST, SECOND) == stands_in(ledger)
        assert await purse.left() == []

    async def test_nothing_owed_writes_nothing(self, purse: Purse) -> None:
        """The usual case costs the ledger nothing."""
        ledger = log()
        await purse.debts.repay(ledger)
        assert stands_in(ledger) == []

    async def test_a_ledger_that_is_still_down_leaves_the_debts(self, purse: Purse) -> None:
        """And whoever asked is told: nothing goes on before they are paid."""
        ledger = log()
        ledger.book.is_down = True
        await purse.owe(FIRST, leaves_of(FIRST))
        with pytest.raises(LedgerUnavailable):
            await purse.debts.repay(ledger)
        assert await purse.left() == [FIRST]

    async def test_a_debt_repaid_and_not_forgotten_is_not_written_twice(self, purse: Purse) -> None:
        """Killed in between, or the answer lost: the ledger skips what stands."""
        mute = log(Mute)
        for debt in (FIRST, SECOND):
            await purse.owe(debt, leaves_of(debt))
        with pytest.raises(LedgerUnavailable):
            await purse.debts.repay(mute)
        ledger = MemoryLedger(key=KEY, tenant=TENANT, book=mute.book)
        await purse.debts.repay(ledger)
        assert leaves_of(FIRST, SECOND) == stands_in(ledger)
        assert await purse.left() == []

    async def test_of_those_who_repay_at_once_one_pays(self, purse: Purse) -> None:
        """The others are told that the ledger is not there yet, and nothing is written twice."""
        ledger = log()
        await purse.owe(FIRST, leaves_of(FIRST))
        answers = await asyncio.gather(
            *(purse.debts.repay(ledger) for _ in range(3)), return_exceptions=True
        )
        assert [type(answer) for answer in answers].count(LedgerUnavailable) == 2
        assert stands_in(ledger) == leaves_of(FIRST)

    async def test_many_debts_are_all_repaid(self, purse: Purse) -> None:
        """However many people withdrew while the log was down."""
        ledger, debts = log(), [UUID(int=n) for n in range(100, 30, -1)]
        for debt in debts:
            await purse.owe(debt, leaves_of(debt))
        await purse.debts.repay(ledger)
        assert leaves_of(*debts) == stands_in(ledger)
