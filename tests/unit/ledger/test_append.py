"""The appender, when its line fails at each point where it can."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from privacy.errors import InvalidLeaf, LedgerUnavailable
from privacy.ledger.append import Appender, LineLost
from privacy.testing.ledger import Book, MemoryLine
from tests.unit.ledger.scene import KEY, TENANT, intent, read

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from privacy.ledger.append import Line
    from privacy.ledger.batch import Batch

Fault = str
"""Where a line breaks: at `connect`, `request` (nothing was committed), `answer` (it was), `find`,
`outlive`; or it hangs before it commits (`hang`), or afterwards until the test goes on
(`pause`)."""


class FaultyLine(MemoryLine):
    """A line of memory that does what the next fault says."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(lines.book, fence=len(lines.opened))
        self.faults, self.gate = lines.faults, lines.gate
        self.dropped = False
        self.outlived: list[int] = []

    async def commit(self, batch: Batch) -> int:
        fault = self.faults.popleft() if self.faults else ""
        if fault == "request":
            raise LineLost
        if fault == "hang":
            await asyncio.Event().wait()
        base = await super().commit(batch)
        if fault == "pause":
            await self.gate.wait()
        if fault == "answer":
            raise LineLost
        return base

    async def find(self, batch: Batch) -> int | None:
        self._fail_at("find")
        return await super().find(batch)

    async def outlive(self, fence: int) -> None:
        self._fail_at("outlive")
        self.outlived.append(fence)

    def drop(self) -> None:
        self.dropped = True

    def _fail_at(self, place: Fault) -> None:
        if self.faults and self.faults[0] == place:
            self.faults.popleft()
            raise LineLost


class Lines:
    """Opens faulty lines to one book, and remembers them."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = deque(faults)
        self.book = Book()
        self.opened: list[FaultyLine] = []
        self.gate = asyncio.Event()

    async def connect(self) -> Line:
        if self.faults and self.faults[0] == "connect":
            self.faults.popleft()
            raise LineLost
        self.opened.append(FaultyLine(self))
        return self.opened[-1]


def appender(connect: Callable[[], Awaitable[Line]], timeout_s: float = 0.1) -> Appender:
    return Appender(connect=connect, key=KEY, tenant=TENANT, timeout_s=timeout_s)


@pytest.mark.parametrize("fault", ["request", "answer"])
async def test_one_break_is_mended(fault: Fault) -> None:
    """The entry is found or written; the old line is outlived before that is decided."""
    lines = Lines(fault)
    ledger = appender(lines.connect)
    [receipt] = await ledger.append([read()])
    assert (receipt.index, len(lines.book.rows)) == (0, 1)
    assert [line.dropped for line in lines.opened] == [True, False]
    assert [line.outlived for line in lines.opened] == [[], [0]]


@pytest.mark.parametrize(
    ("faults", "written"),
    [
        (("connect",), 0),
        (("request", "connect"), 0),
        (("request", "outlive"), 0),
        (("request", "find"), 0),
        (("request", "request"), 0),
        (("answer", "connect"), 1),
        (("answer", "outlive"), 1),
        (("answer", "find"), 1),
        (("request", "answer"), 1),
        (("hang",), 0),
    ],
)
async def test_two_breaks_refuse_and_never_double(faults: tuple[Fault, ...], written: int) -> None:
    """Who cannot be told is refused; the entry stands at most once; the next one goes through."""
    lines = Lines(*faults)
    ledger = appender(lines.connect)
    with pytest.raises(LedgerUnavailable):
        await ledger.append([read()])
    assert len(lines.book.rows) == written
    assert all(line.dropped for line in lines.opened)
    [receipt] = await ledger.append([read()])
    assert receipt.index == written


async def test_owed_leaves_are_looked_for_before_they_are_written() -> None:
    """Even over a line that breaks while they are paid."""
    lines = Lines("answer")
    ledger = appender(lines.connect)
    owed = [read().to_bytes()]
    assert [receipt.index for receipt in await ledger.repay(owed)] == [0]
    assert [receipt.index for receipt in await ledger.repay(owed)] == [0]
    assert len(lines.book.rows) == 1


async def test_owed_leaves_go_alone() -> None:
    """They neither take others into their batch nor are taken."""
    lines = Lines()
    ledger = appender(lines.connect)
    owed = [read().to_bytes()]
    receipts = await asyncio.gather(
        ledger.append([read()]), ledger.repay(owed), ledger.append([read()])
    )
    assert [receipt.size for [receipt] in receipts] == [1, 1, 1]


async def test_what_is_not_a_leaf_is_not_owed() -> None:
    """Bytes that we did not write are refused before anything is sent."""
    ledger = appender(Lines().connect)
    with pytest.raises(InvalidLeaf):
        await ledger.repay([b"{}"])


async def test_callers_share_a_batch() -> None:
    """What waits while one batch is committed goes together in the next."""
    lines = Lines()
    ledger = appender(lines.connect)
    receipts = await asyncio.gather(*(ledger.append([read()]) for _ in range(50)))
    assert {50} == {receipt.size for [receipt] in receipts}
    assert len({receipt.signature for [receipt] in receipts}) == 1


async def test_a_caller_that_leaves_before_its_turn_leaves_nothing() -> None:
    """Cancelled while it waits, its entry is not written."""
    lines = Lines("pause")
    ledger = appender(lines.connect)
    first = asyncio.ensure_future(ledger.append([read()]))
    await asyncio.sleep(0.01)
    leaving = asyncio.ensure_future(ledger.append([intent(uuid4())]))
    await asyncio.sleep(0)
    leaving.cancel()
    lines.gate.set()
    [receipt] = await first
    await ledger.close()
    assert leaving.cancelled()
    assert (receipt.index, len(lines.book.rows)) == (0, 1)


async def test_a_caller_that_leaves_on_the_way_is_not_missed() -> None:
    """Cancelled while its batch is committed: the log keeps its entry, nobody else notices."""
    lines = Lines("pause")
    ledger = appender(lines.connect)
    leaving, staying = (asyncio.ensure_future(ledger.append([read()])) for _ in range(2))
    await asyncio.sleep(0.01)
    leaving.cancel()
    lines.gate.set()
    outcomes = await asyncio.gather(leaving, staying, return_exceptions=True)
    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert len(lines.book.rows) == 2


async def test_an_unused_ledger_closes() -> None:
    """There is no line to cut."""
    lines = Lines()
    await appender(lines.connect).close()
    assert lines.opened == []


async def test_a_broken_pump_leaves_nobody_waiting() -> None:
    """An error that nobody foresaw refuses its callers too; the next batch is tried anew."""
    lines = Lines()
    ledger = appender(lines.connect)

    async def broken() -> Line:
        raise ZeroDivisionError

    ledger._connect = broken
    with pytest.raises(LedgerUnavailable):
        await ledger.append([read()])
    with pytest.raises(ZeroDivisionError):
        await ledger.close()
