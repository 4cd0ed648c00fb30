"""A ledger on PostgreSQL for a test: the role that writes, the role that reads, the superuser."""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from privacy.ledger.append import TIMEOUT_S, Appender, LineLost
from privacy.store.ledger_line import open_line
from privacy.store.ledger_records import LedgerRecords
from tests.unit.ledger.scene import KEY, TENANT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from cdp.database.dsn import Dsns
    from privacy.ledger.append import Line


@dataclass(frozen=True, kw_only=True)
class PostgresLog:
    ledger: Appender
    shelf: LedgerRecords
    dsns: Dsns


def lines(dsn: str) -> Callable[[], Awaitable[Line]]:
    """What an appender opens its lines with."""

    async def connect() -> Line:
        try:
            connection = await asyncpg.connect(dsn)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            raise LineLost from None
        return await open_line(connection, entropy=secrets.token_bytes)

    return connect


@asynccontextmanager
async def open_log(dsns: Dsns, *, timeout_s: float = TIMEOUT_S) -> AsyncIterator[PostgresLog]:
    dsn = dsns.of(Database.LEDGER, Role.LEDGER)
    ledger = Appender(connect=lines(dsn), key=KEY, tenant=TENANT, timeout_s=timeout_s)
    async with Writer(dsn, lanes=4) as writer:
        yield PostgresLog(ledger=ledger, shelf=LedgerRecords(writer), dsns=dsns)
    await ledger.close()
