"""Parts of a transaction: each is undone by itself when it raises, and the others stand.

One savepoint is moved on from part to part: the server hears of it once a part, and not at all
after one that was undone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cdp.database.writer import Transaction

_FIRST: Final = "SAVEPOINT part"
_NEXT: Final = "RELEASE SAVEPOINT part; SAVEPOINT part"
_BACK: Final = "ROLLBACK TO SAVEPOINT part"


class Parts:
    """The parts of one transaction, one after the other."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._needs: str | None = _FIRST

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """A part; what it wrote is undone when it raises.

        Raises: what the block raises; StatementFailed, DatabaseUnavailable as `Transaction.fetch`.
        """
        if self._needs is not None:
            await self._transaction.say(self._needs)
        self._needs = _NEXT
        try:
            yield
        except Exception:
            await self._transaction.say(_BACK)
            self._needs = None  # it is there still, and stands where the next part begins
            raise
