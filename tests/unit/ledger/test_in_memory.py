"""The ledger in memory keeps every promise of the ledger, and can be told to be down."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from privacy.errors import LedgerUnavailable
from privacy.testing.ledger import Book, MemoryLedger
from tests.unit.ledger.promises import LedgerPromises
from tests.unit.ledger.scene import KEY, TENANT, read


@dataclass(frozen=True)
class MemoryLog:
    ledger: MemoryLedger
    shelf: Book


class TestInMemory(LedgerPromises):
    @pytest.fixture
    def log(self) -> MemoryLog:
        ledger = MemoryLedger(key=KEY, tenant=TENANT)
        return MemoryLog(ledger, ledger.book)


async def test_a_ledger_that_is_down_says_so() -> None:
    """And takes entries again when it is back."""
    ledger = MemoryLedger(key=KEY, tenant=TENANT)
    ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await ledger.append([read()])
    ledger.book.is_down = False
    [receipt] = await ledger.append([read()])
    assert receipt.index == 0
    assert len(ledger.book.written) == 1
