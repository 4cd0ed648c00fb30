"""Lanes: a fixed number of sessions, the one used last taken first.

Taking the warmest keeps the server's caches of the others cold on purpose: under light load one
backend does all the work. A session is never reset between uses: every statement is complete, and
every transaction ends in its own block.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from cdp.database.fault import DRIVER_ERRORS
from cdp.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    import asyncpg

QUEUE_S: Final = 2.0
"""How long to wait for a free lane before the caller is told to come back."""


class Lanes:
    """At most `size` sessions, opened when first needed and replaced when they die."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[asyncpg.Connection]],
        *,
        size: int,
        queue_s: float = QUEUE_S,
    ) -> None:
        self._connect = connect
        self._queue_s = queue_s
        self._turns = asyncio.Semaphore(size)
        self._idle: list[asyncpg.Connection] = []
        self._is_open = True

    @asynccontextmanager
    async def lane(self) -> AsyncIterator[asyncpg.Connection]:
        """One session, for this block alone.

        A block that ends by cancellation loses its session: a statement may still run on it.

        Raises:
            DatabaseUnavailable: the server cannot be reached, or no lane comes free in time.
        """
        await self._turn()
        connection: asyncpg.Connection | None = None
        try:
            connection = self._take() or await self._connect()
            yield connection
        except asyncio.CancelledError:
            if connection is not None:
                connection.terminate()  # the server sees it within half a second, and stops too
                connection = None  # it says nothing about the server: the idle ones stay
            raise
        finally:
            if connection is not None:
                self._give(connection)
            self._turns.release()

    async def close(self) -> None:
        """Close every session; those in use, as soon as their block ends."""
        self._is_open = False
        while self._idle:
            connection = self._idle.pop()
            with suppress(*DRIVER_ERRORS):  # it died meanwhile, or does not say good-bye
                await connection.close(timeout=self._queue_s)

    async def _turn(self) -> None:
        if not self._is_open:
            raise DatabaseUnavailable
        try:
            async with asyncio.timeout(self._queue_s if self._turns.locked() else None):
                await self._turns.acquire()
        except TimeoutError:
            raise DatabaseUnavailable from None

    def _take(self) -> asyncpg.Connection | None:
        """The session used last that still lives."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return None

    def _give(self, connection: asyncpg.Connection) -> None:
        if connection.is_closed():
            self._distrust()
        elif self._is_open and not connection.is_in_transaction():
            self._idle.append(connection)
        else:
            connection.terminate()

    def _distrust(self) -> None:
        """One session was lost: its server may have died, and the idle ones with it, unnoticed."""
        while self._idle:
            self._idle.pop().terminate()
