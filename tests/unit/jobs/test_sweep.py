"""Writes whose process died are ended: applied where they stand, void where they do not."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cdp.jobs.every import every
from cdp.jobs.sweep import OPEN_S, Sweeper
from privacy.errors import LedgerUnavailable
from privacy.ledger.words import Decision
from privacy.store.operations import CELLS, CLAIM
from privacy.terms import LeafKind
from privacy.testing.debts import MemoryDebts
from privacy.testing.ledger import MemoryLedger
from privacy.witness import Witness
from tests.unit.ledger.scene import AT, KEY, OPERATION, TENANT, intent, outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from privacy.store.statement import Row, Statement

LATER = AT + timedelta(seconds=OPEN_S + 1)
CELL = bytes(range(16))


class Record(dict[str | int, Any]):
    """One row."""


@dataclass
class Operations:
    """The table of operations in memory: whoever claims one first has it."""

    rows: dict[UUID, Record] = field(default_factory=dict)

    async def fetch(self, statement: Statement, **values: Any) -> Sequence[Row]:  # noqa: ANN401 - as `Runner`
        op = values["op"]
        if statement is CELLS:
            return [self.rows[op]]
        assert statement is CLAIM
        if op in self.rows:
            return []
        self.rows[op] = Record(values)
        return [self.rows[op]]

    async def stands(self, op: UUID, cells: Sequence[bytes] = (CELL,)) -> None:
        """The write's own transaction was committed."""
        await self.fetch(CLAIM, op=op, is_void=False, cells=list(cells), at=AT)


@dataclass
class House:
    """A sweeper and what it works on."""

    ledger: MemoryLedger = field(default_factory=lambda: MemoryLedger(key=KEY, tenant=TENANT))
    debts: MemoryDebts = field(default_factory=MemoryDebts)
    operations: Operations = field(default_factory=Operations)
    now: datetime = LATER

    @property
    def sweeper(self) -> Sweeper:
        return Sweeper(
            records=self.ledger.book,
            ledger=self.ledger,
            debts=self.debts,
            writer=self.operations,
            witness=Witness(handler=TENANT),
            clock=lambda: self.now,
        )

    @property
    def endings(self) -> list[tuple[Decision, tuple[bytes, ...]]]:
        """The outcomes that the log holds."""
        leaves = self.ledger.book.written
        return [(leaf.decision, leaf.cells) for leaf in leaves if leaf.kind is LeafKind.OUTCOME]


async def test_a_write_that_stands_is_said_to_be_applied() -> None:
    """Its transaction was committed, its outcome was not: the cells are those it committed to."""
    house = House()
    await house.ledger.append([intent(OPERATION)])
    await house.operations.stands(OPERATION)
    assert await house.sweeper.sweep() == 1
    assert house.endings == [(Decision.APPLIED, (CELL,))]
    assert house.ledger.book.pending == {}


async def test_a_write_that_was_never_made_is_void() -> None:
    """And stays so: a transaction that is late finds its operation taken and rolls back."""
    house = House()
    await house.ledger.append([intent(OPERATION)])
    assert await house.sweeper.sweep() == 1
    assert house.endings == [(Decision.VOID, ())]
    late = await house.operations.fetch(CLAIM, op=OPERATION, is_void=False, cells=[CELL], at=LATER)
    assert late == []


async def test_a_sweeper_that_died_after_its_claim_is_followed_by_another() -> None:
    """The operation is void already, the log does not say so yet."""
    house = House()
    await house.ledger.append([intent(OPERATION)])
    await house.operations.fetch(CLAIM, op=OPERATION, is_void=True, cells=[], at=AT)
    assert await house.sweeper.sweep() == 1
    assert house.endings == [(Decision.VOID, ())]


async def test_a_write_that_may_still_be_under_way_is_left_alone() -> None:
    """A transaction ends within thirty seconds; the sweeper waits for sixty."""
    house = House(now=AT + timedelta(seconds=OPEN_S))
    await house.ledger.append([intent(OPERATION)])
    assert await house.sweeper.sweep() == 0
    assert house.endings == []
    house.now += timedelta(microseconds=1)
    assert await house.sweeper.sweep() == 1


async def test_a_write_that_was_ended_is_not_ended_again() -> None:
    """Whoever ended it."""
    house = House()
    await house.ledger.append([intent(OPERATION), outcome(OPERATION)])
    assert await house.sweeper.sweep() == 0
    assert len(house.endings) == 1


async def test_what_is_owed_is_repaid_before_anything_is_ended() -> None:
    """The sweeper writes to the log as well, so it pays first."""
    house, owed = House(), intent(TENANT).to_bytes()
    await house.ledger.append([intent(OPERATION)])
    house.debts.owe(TENANT, [owed, outcome(TENANT).to_bytes()])
    assert await house.sweeper.sweep() == 1
    assert [leaf.operation for leaf in house.ledger.book.written] == [
        *(OPERATION, TENANT, TENANT, OPERATION)
    ]


async def test_a_ledger_that_is_down_leaves_writes_open_for_the_next_round() -> None:
    """They are ended then, and as what they are."""
    house = House()
    await house.ledger.append([intent(OPERATION)])
    await house.operations.stands(OPERATION)
    house.ledger.book.is_down = True
    with pytest.raises(LedgerUnavailable):
        await house.sweeper.sweep()
    house.ledger.book.is_down = False
    assert await house.sweeper.sweep() == 1
    assert house.endings == [(Decision.APPLIED, (CELL,))]


async def test_a_write_that_cannot_be_ended_keeps_no_other_from_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is noted, by class and place, and tried again."""
    house = House()
    await house.ledger.append([intent(TENANT), intent(OPERATION)])
    await house.operations.stands(TENANT, cells=[b"no commitment"])
    await house.operations.stands(OPERATION)
    assert await house.sweeper.sweep() == 1
    assert house.endings == [(Decision.APPLIED, (CELL,))]
    assert list(house.ledger.book.pending) == [TENANT]
    assert len(caplog.records) == 1


async def test_a_job_that_fails_is_noted_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It outlives any one failure, and the note names no value."""
    rounds = 0

    async def job() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise LedgerUnavailable
        if rounds == 3:
            raise KeyboardInterrupt

    with caplog.at_level(logging.ERROR), pytest.raises(KeyboardInterrupt):
        await every(0, job)
    assert rounds == 3
    assert [record.message for record in caplog.records] == ["a job failed and will be tried again"]
