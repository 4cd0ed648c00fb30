"""Lanes: a fixed number of sessions, the one used last taken first.

Taking the warmest keeps the server's caches of the others cold on purpose: under light load one
backend does all the work. A session is never reset between uses: every statement is complete, and
every transaction ends in its own block.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from cdp.database.fault import DRIVER_ERRORS, attempt
from cdp.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    import asyncpg

    from cdp.errors import CdpError
    from privacy.store.statement import Row

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
        connection = await self._take()
        is_cut = False
        try:
            yield connection
        except asyncio.CancelledError:
            is_cut = True
            raise
        finally:
            self._give(connection, is_cut=is_cut)

    async def fetch(self, text: str, arguments: Sequence[object]) -> Sequence[Row] | CdpError:
        """What comes of one statement on one session; as `lane`, but for the block."""
        connection = await self._take()
        is_cut = False
        try:
            return await attempt(connection.fetch(text, *arguments), on=connection)
        except asyncio.CancelledError:
            is_cut = True
            raise
        finally:
            self._give(connection, is_cut=is_cut)

    async def close(self) -> None:
        """Close every session; those in use, as soon as their block ends."""
        self._is_open = False
        while self._idle:
            connection = self._idle.pop()
            with suppress(*DRIVER_ERRORS):  # it died meanwhile, or does not say good-bye
                await connection.close(timeout=self._queue_s)

    async def _take(self) -> asyncpg.Connection:
        """A session, in its turn; `_give` ends the turn."""
        await self._turn()
        try:
            return self._warmest() or await self._connect()
        except BaseException:
            self._turns.release()
            raise

    async def _turn(self) -> None:
        if not self._is_open:
            raise DatabaseUnavailable
        if not self._turns.locked():
            await self._turns.acquire()
            return
        try:
            async with asyncio.timeout(self._queue_s):
                await self._turns.acquire()
        except TimeoutError:
            raise DatabaseUnavailable from None

    def _warmest(self) -> asyncpg.Connection | None:
        """The session used last that still lives."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return None

    def _give(self, connection: asyncpg.Connection, *, is_cut: bool) -> None:
        """Give a session back; where its block was cancelled, end it.

        The server sees that within half a second, and stops too. It says nothing about the server:
        the idle ones stay.
        """
        try:
            if is_cut:
                connection.terminate()
            else:
                self._keep(connection)
        finally:
            self._turns.release()

    def _keep(self, connection: asyncpg.Connection) -> None:
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
