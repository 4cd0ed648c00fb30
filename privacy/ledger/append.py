"""Appending: many callers wait, one statement commits for all of them, then all go on.

The queue has no timer: while one batch is being committed the next one gathers, so a lone caller
waits for one commit and a crowd shares it. Several processes append to one log; the database
gives out the indexes under a row lock, so they are consecutive.

    append ──► queue (bounded) ──► pump: one batch at a time ──► Line: one statement, one commit
                                     │ line lost: was it committed? wait until the old line is
                                     │ surely dead, look; found: go on. Not found: commit it now
                                     └ 2 s after the oldest caller came: LedgerUnavailable
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from privacy.errors import InvalidLeaf, LedgerUnavailable
from privacy.ledger.batch import Batch, Entry
from privacy.ledger.parse import parse_leaf
from privacy.ledger.receipt import receipts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from uuid import UUID

    from privacy.ledger.batch import Written
    from privacy.ledger.logkey import LogKey
    from privacy.ledger.receipt import Receipt

TIMEOUT_S: Final = 2.0
"""No caller waits longer for its entry than this."""
CAPACITY: Final = 512
"""Leaves that may wait, and leaves of one batch."""


class Ledger(Protocol):
    """What the door asks of the access log."""

    async def append(self, leaves: Sequence[Written]) -> Sequence[Receipt]:
        """Write `leaves` at consecutive indexes; return when they are committed, with receipts.

        Raises:
            LedgerUnavailable: they could not be, within 2 s, or too many others wait. They may
                stand in the log all the same; append anew only what is a new operation.
            InvalidLeaf: a leaf is too long, or of another handler.
        """

    async def repay(self, leaves: Sequence[bytes]) -> Sequence[Receipt]:
        """Write leaves kept from when the log was down, unless they already stand in it.

        Safe to call again with the same leaves, by one caller at a time.

        Raises:
            LedgerUnavailable: as for `append`; call again later.
            InvalidLeaf: these bytes are not leaves.
        """


class LineLost(Exception):
    """The connection to the ledger failed; what it was committing may or may not stand."""


class Line(Protocol):
    """One connection to the ledger's database. Every method raises `LineLost` on any failure."""

    @property
    def fence(self) -> int:
        """Names this connection to later ones, by a lock that it holds as long as it lives."""

    async def commit(self, batch: Batch) -> int:
        """Commit `batch`; the index of its first entry, once it is durable."""

    async def outlive(self, fence: int) -> None:
        """Return when the connection that `fence` names has ended and can commit no more."""

    async def find(self, batch: Batch) -> int | None:
        """The index of `batch`'s first entry if `batch` stands in the log, else None."""

    def drop(self) -> None:
        """Cut the connection at once, without a word."""


@dataclass(slots=True, eq=False)
class _Waiter:
    entries: tuple[Entry, ...]
    until: float
    done: asyncio.Future[Sequence[Receipt]]
    owed: bool


class Appender:
    """A `Ledger` over lines that `connect` opens; one a process, used from one event loop."""

    def __init__(
        self,
        *,
        connect: Callable[[], Awaitable[Line]],
        key: LogKey,
        tenant: UUID,
        timeout_s: float = TIMEOUT_S,
        capacity: int = CAPACITY,
    ) -> None:
        self._connect = connect
        self._key = key
        self._tenant = tenant
        self._timeout_s = timeout_s
        self._capacity = capacity
        self._line: Line | None = None
        self._queue: deque[_Waiter] = deque()
        self._queued = 0
        self._pump: asyncio.Task[None] | None = None
        self._is_closed = False

    async def append(self, leaves: Sequence[Written]) -> Sequence[Receipt]:
        """Write `leaves`; see `Ledger.append`."""
        return await self._enqueue(leaves, owed=False)

    async def repay(self, leaves: Sequence[bytes]) -> Sequence[Receipt]:
        """Write owed leaves once; see `Ledger.repay`."""
        return await self._enqueue([parse_leaf(leaf) for leaf in leaves], owed=True)

    async def close(self) -> None:
        """Refuse new entries, commit what waits, then cut the line."""
        self._is_closed = True
        if self._pump is not None:
            await self._pump
        self._drop()

    async def _enqueue(self, leaves: Sequence[Written], *, owed: bool) -> Sequence[Receipt]:
        for leaf in leaves:
            if leaf.tenant is not self._tenant and leaf.tenant != self._tenant:
                raise InvalidLeaf("tenant")
        entries = tuple([leaf if isinstance(leaf, Entry) else Entry.of(leaf) for leaf in leaves])
        if not entries:
            return ()
        if self._is_closed or self._queued + len(entries) > self._capacity:
            raise LedgerUnavailable
        loop = asyncio.get_running_loop()
        waiter = _Waiter(entries, loop.time() + self._timeout_s, loop.create_future(), owed)
        self._queue.append(waiter)
        self._queued += len(entries)
        if self._pump is None or self._pump.done():
            self._pump = loop.create_task(self._run())
        return await waiter.done

    async def _run(self) -> None:
        while self._queue:
            if waiters := self._take():
                await self._answer(waiters)

    async def _answer(self, waiters: Sequence[_Waiter]) -> None:
        """Settle, and whatever happens leave nobody waiting."""
        try:
            await self._settle(waiters)
        finally:
            for waiter in waiters:
                if not waiter.done.done():
                    waiter.done.set_exception(LedgerUnavailable())

    def _take(self) -> list[_Waiter]:
        """The next batch: all that waits. Owed leaves go alone, and nobody's leaves are parted."""
        taken: list[_Waiter] = []
        while self._queue and not (taken and (taken[0].owed or self._queue[0].owed)):
            waiter = self._queue.popleft()
            self._queued -= len(waiter.entries)
            if not waiter.done.done():  # a caller that left before its entry was sent
                taken.append(waiter)
        return taken

    async def _settle(self, waiters: Sequence[_Waiter]) -> None:
        batch = Batch(tuple(entry for waiter in waiters for entry in waiter.entries))
        try:
            async with asyncio.timeout_at(min(waiter.until for waiter in waiters)):
                base = await self._commit(batch, look_first=waiters[0].owed)
        except (LineLost, TimeoutError):
            self._drop()
            return
        written = receipts(
            batch.hashes,
            base=base,
            tenant=self._tenant,
            key=self._key,
        )
        for waiter in waiters:
            mine, written = written[: len(waiter.entries)], written[len(waiter.entries) :]
            if not waiter.done.done():
                waiter.done.set_result(mine)

    async def _commit(self, batch: Batch, *, look_first: bool) -> int:
        line = await self._open()
        if look_first and (base := await line.find(batch)) is not None:
            return base
        try:
            return await line.commit(batch)
        except LineLost:
            self._drop()
        # The answer is lost, the batch may stand. While the old connection lives it could still
        # commit, so nothing is decided before its end: else an entry might be written twice.
        fresh = await self._open()
        await fresh.outlive(line.fence)
        base = await fresh.find(batch)
        return await fresh.commit(batch) if base is None else base

    async def _open(self) -> Line:
        if self._line is None:
            self._line = await self._connect()
        return self._line

    def _drop(self) -> None:
        if self._line is not None:
            self._line.drop()
            self._line = None
