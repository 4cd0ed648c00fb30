"""Gathering: whoever waits for keys at the same time shares one query.

There is no timer: while one query runs, the next one gathers, so a lone caller waits for one
round trip and a crowd shares it. A query begins after everybody it is for has asked: nobody is
answered by what stood there earlier, and a key that was erased before one asked is gone.

    rows ──► who waits ──► one query at a time ──┬─ its rows, to each her own
                                                 ├─ its failure, to all, also who gathered
                                                 └─ nobody waits any more: it is given up
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
    from uuid import UUID

    from privacy.vault.key_row import KeyRow

MOST: Final = 1_000
"""Subjects of one query, but for a caller who alone asks for more."""


@dataclass(slots=True, eq=False)
class _Waiter:
    subjects: frozenset[UUID]
    rows: asyncio.Future[Sequence[KeyRow]]


@dataclass(slots=True, eq=False)
class _Query:
    waiters: Sequence[_Waiter]
    running: asyncio.Task[Sequence[KeyRow]]

    @property
    def is_awaited(self) -> bool:
        return any(not waiter.rows.done() for waiter in self.waiters)


@dataclass(slots=True, kw_only=True)
class Gathering:
    """Fetches key rows for many callers by few queries; used from one event loop."""

    fetch: Callable[[Collection[UUID]], Coroutine[object, object, Sequence[KeyRow]]]
    _waiting: deque[_Waiter] = field(default_factory=deque)
    _query: _Query | None = None
    _is_due: bool = False

    async def rows(self, subjects: Collection[UUID]) -> Sequence[KeyRow]:
        """The key rows of `subjects`, all versions.

        Raises: what the query raises that one waited for: to share it, or to come after it. A
        database that is away is waited for once, however many come meanwhile.
        """
        loop = asyncio.get_running_loop()
        waiter = _Waiter(frozenset(subjects), loop.create_future())
        self._waiting.append(waiter)
        if self._query is None and not self._is_due:
            self._is_due = True
            loop.call_soon(self._begin)  # whoever asks in this turn of the loop asks along
        try:
            return await waiter.rows
        finally:
            self._leave()

    def _leave(self) -> None:
        """Give up a query that nobody waits for: its session may hang, and others wait for it."""
        if self._query is not None and not self._query.is_awaited:
            self._query.running.cancel()

    def _begin(self) -> None:
        self._is_due = False
        waiters = self._taken()
        if not waiters:
            return
        asked = waiters[0].subjects.union(*(waiter.subjects for waiter in waiters[1:]))
        running = asyncio.get_running_loop().create_task(self.fetch(sorted(asked)))
        self._query = _Query(waiters, running)
        running.add_done_callback(partial(self._end, waiters))

    def _taken(self) -> list[_Waiter]:
        """The next ones, but for those who left."""
        taken: list[_Waiter] = []
        count = 0
        while self._waiting:
            count += len(self._waiting[0].subjects)
            if taken and count > MOST:
                break
            waiter = self._waiting.popleft()
            if not waiter.rows.done():
                taken.append(waiter)
        return taken

    def _end(self, waiters: Sequence[_Waiter], done: asyncio.Task[Sequence[KeyRow]]) -> None:
        self._query = None
        if done.cancelled():
            for waiter in waiters:
                waiter.rows.cancel()
        elif (fault := done.exception()) is not None:
            _tell((*waiters, *self._waiting), fault)
            self._waiting.clear()
        else:
            _hand_out(waiters, done.result())
        self._begin()


def _tell(waiters: Sequence[_Waiter], fault: BaseException) -> None:
    for waiter in waiters:
        if not waiter.rows.done():
            waiter.rows.set_exception(fault)
            waiter.rows.exception()  # whoever leaves just now leaves no unheard error behind


def _hand_out(waiters: Sequence[_Waiter], rows: Sequence[KeyRow]) -> None:
    by_subject = _by_subject(rows) if len(waiters) > 1 else {}
    for waiter in waiters:
        if not waiter.rows.done():
            own = [row for subject in waiter.subjects for row in by_subject.get(subject, ())]
            waiter.rows.set_result(own if len(waiters) > 1 else rows)


def _by_subject(rows: Sequence[KeyRow]) -> Mapping[UUID, Sequence[KeyRow]]:
    found: defaultdict[UUID, list[KeyRow]] = defaultdict(list)
    for row in rows:
        found[row.subject].append(row)
    return found
