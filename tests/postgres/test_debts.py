"""Debts in the data database keep every promise of debts, and pay nobody else's."""

from __future__ import annotations

import asyncio
import logging
from itertools import count
from typing import TYPE_CHECKING

import pytest

from cdp.wiring.debts import PAUSE_S, OwedLeaves
from privacy.debts import DebtSeal
from privacy.errors import LedgerUnavailable
from privacy.store.owed import DEBTS, OWE
from privacy.testing.asks import NOW
from tests.unit.door.debts_promises import FIRST, SECOND, DebtsPromises, leaves_of, log, stands_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from cdp.database.writer import Writer

SEAL = DebtSeal(bytes(range(32)))


class PostgresPurse:
    """Debts in `ledger_owed`, made in a transaction as acts make them."""

    def __init__(self, writer: Writer, timer: Callable[[], float] | None = None) -> None:
        turns = count(0, 10)
        self.debts = OwedLeaves(writer, seal=SEAL, timer=timer or (lambda: float(next(turns))))
        self._writer = writer

    async def owe(self, debt: UUID, leaves: list[bytes], *, seal: DebtSeal = SEAL) -> None:
        async with self._writer.transaction() as tx:
            await tx.fetch(OWE, id=debt, leaves=leaves, mac=seal.mac(debt, leaves), at=NOW)

    async def left(self) -> list[UUID]:
        return [row["id"] for row in await self._writer.fetch(DEBTS, first=100)]


class TestOnPostgres(DebtsPromises):
    @pytest.fixture
    def purse(self, writer: Writer) -> PostgresPurse:
        return PostgresPurse(writer)


async def test_a_forged_debt_is_removed_unpaid_and_told_loudly(
    writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever can write the data database cannot write the ledger by it."""
    purse, ledger = PostgresPurse(writer), log()
    await purse.owe(FIRST, leaves_of(FIRST), seal=DebtSeal(bytes(32)))
    await purse.owe(SECOND, leaves_of(SECOND))
    with caplog.at_level(logging.CRITICAL):
        await purse.debts.repay(ledger)
    assert stands_in(ledger) == leaves_of(SECOND)
    assert await purse.left() == []
    assert len(caplog.records) == 1


async def test_after_a_failure_everybody_is_told_at_once_for_a_moment(writer: Writer) -> None:
    """A thousand readers do not all knock at a ledger that is down."""
    now = 100.0
    purse, ledger = PostgresPurse(writer, timer=lambda: now), log()
    await purse.owe(FIRST, leaves_of(FIRST))
    ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await purse.debts.repay(ledger)
    ledger.book.is_down = False
    now += PAUSE_S - 0.001
    with pytest.raises(LedgerUnavailable):
        await purse.debts.repay(ledger)
    now += 0.001
    await purse.debts.repay(ledger)
    assert await purse.left() == []


async def test_two_processes_do_not_pay_at_once(writer: Writer) -> None:
    """The one whose turn it is not goes away, and nothing is written twice."""
    one, other, ledger = PostgresPurse(writer), PostgresPurse(writer), log()
    await one.owe(FIRST, leaves_of(FIRST))
    paid = await asyncio.gather(
        one.debts.repay(ledger), other.debts.repay(ledger), return_exceptions=True
    )
    assert {type(each) for each in paid} <= {type(None), LedgerUnavailable}
    assert stands_in(ledger) == leaves_of(FIRST)
