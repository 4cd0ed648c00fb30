"""Writer: transactions, each bounded in time and with one clear end."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from cdp.database.fault import attempt
from cdp.database.lanes import Lanes
from cdp.database.session import CONNECT_S, TRANSACTION_S, open_session
from cdp.errors import CdpError, CommitUnknown, DatabaseUnavailable, StatementFailed, TookTooLong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    import asyncpg

    from privacy.store.statement import Row, Statement

_ABORTED: Final = "25P02"
"""SQLSTATE of a transaction in which a statement failed."""

_OVERDUE: Final = "25P04"
"""SQLSTATE of a transaction that ran into its time bound."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Transaction:
    """An open transaction. Satisfies `privacy.store.statement.Runner`."""

    connection: asyncpg.Connection

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """All rows of `statement`, run inside the transaction.

        Raises:
            StatementFailed: the server refused it; the transaction can only be left now.
            DatabaseUnavailable: the server went away; nothing of the transaction stands.
        """
        outcome = await attempt(statement.fetch(self.connection, **values), on=self.connection)
        if isinstance(outcome, CdpError):
            raise outcome
        return outcome

    async def begin(self) -> None:
        """Open it. `Writer.transaction` does."""
        await self.say("BEGIN")

    async def commit(self) -> None:
        """Make it stand. `Writer.transaction` does."""
        try:
            said = await self.say("COMMIT")
        except DatabaseUnavailable:
            said = ""
        if not said:
            raise CommitUnknown
        # A transaction in which a statement failed answers COMMIT by rolling back, without error.
        if said != "COMMIT":
            raise StatementFailed(_ABORTED)

    async def roll_back(self) -> None:
        """Undo; a session that cannot even do that is ended, which undoes as well."""
        try:
            await self.say("ROLLBACK")
        except CdpError:
            self.connection.terminate()

    async def say(self, word: str) -> str:
        """Run a command of transactions, such as a savepoint; what the server says of it."""
        outcome = await attempt(self.connection.execute(word), on=self.connection)
        if isinstance(outcome, CdpError):
            raise outcome
        return str(outcome)


class Writer:
    """Runs changing statements. Satisfies `privacy.store.statement.Runner`.

    Make it inside the event loop that uses it, and close it there.
    """

    def __init__(
        self,
        dsn: str,
        *,
        lanes: int,
        name: str = "cdp writer",
        patience_s: float = CONNECT_S,
        transaction_s: float = TRANSACTION_S,
    ) -> None:
        connect = partial(open_session, dsn, name=name, patience_s=patience_s)
        self._lanes = Lanes(connect, size=lanes)
        self._transaction_s = transaction_s

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that commits when its block ends, and rolls back when it raises.

        Raises:
            TookTooLong: the block took more than `transaction_s` seconds; nothing stands.
            CommitUnknown: the server went away during COMMIT.
            StatementFailed: COMMIT was refused, or a statement had failed; nothing stands.
            DatabaseUnavailable: no session can be had.
        """
        async with self._lanes.lane() as connection:
            transaction = Transaction(connection=connection)
            is_ending = False
            bound = asyncio.timeout(self._transaction_s)
            try:
                async with bound:
                    await transaction.begin()
                    async with _undone_on_error(transaction):
                        yield transaction
                    is_ending = True
                    await transaction.commit()
            except TimeoutError:
                if not bound.expired():
                    raise
                connection.terminate()
            else:
                return
        raise CommitUnknown if is_ending else TookTooLong(_OVERDUE)

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """All rows of one `statement`, committed by itself.

        Raises:
            CommitUnknown: the server went away meanwhile.
            StatementFailed: the server refused it; nothing stands.
            DatabaseUnavailable: no session can be had; nothing stands.
        """
        outcome = await self._lanes.fetch(statement.text, statement.arguments(**values))
        if isinstance(outcome, DatabaseUnavailable):
            raise CommitUnknown
        if isinstance(outcome, CdpError):
            raise outcome
        return outcome

    async def close(self) -> None:
        """Close the sessions."""
        await self._lanes.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


@asynccontextmanager
async def _undone_on_error(transaction: Transaction) -> AsyncIterator[None]:
    """Roll back when the block raises. A cancelled block's session ends: it may still be busy."""
    try:
        yield
    except asyncio.CancelledError:
        transaction.connection.terminate()
        raise
    except BaseException:
        await transaction.roll_back()
        raise
