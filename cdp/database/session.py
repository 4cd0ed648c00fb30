"""Sessions: asyncpg connections, set up the same way everywhere and checked to be durable."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import asyncpg

from cdp.database.fault import DRIVER_ERRORS, fault_of
from cdp.errors import CdpError, DatabaseUnavailable, SessionUnfit

CONNECT_S: Final = 2.5
"""How long to go on trying while the server is away: a killed one is back within a second.

With the wait for a lane it is less than an operation may take, so that whoever asks meanwhile is
told to try again, and not that it took too long.
"""

TRANSACTION_S: Final = 30
"""Longest transaction. The sweeper takes an intent of 60 s for lost, and relies on this."""

READ_S: Final = 10
"""Longest statement of a reader."""

_BY_INDEX: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Planning takes longer than running. Left to itself the server plans every call of the
        # longer statements anew, where it reckons that to know the values would pay.
        "plan_cache_mode": "force_generic_plan",
        # A plan that was made while a table was small stands until the server has counted again.
        # These make the plan of a small table the one that serves a large one.
        "enable_seqscan": "off",
        "enable_bitmapscan": "off",
        "enable_hashjoin": "off",
        "enable_mergejoin": "off",
        "enable_memoize": "off",
    }
)
"""How a session plans that answers requests about people."""

_PAUSE_S: Final = 0.05
_TRANSACTION_TIMEOUT_SINCE: Final = 17
_DURABLE: Final = frozenset({"on", "remote_apply"})

_CHECK: Final = """
SELECT current_setting('synchronous_commit') AS synchronous_commit,
       current_setting('fsync') AS fsync,
       -- asyncpg decodes a type inside an anonymous record only after it has met that type: the
       -- arrays that ARRAY(SELECT ROW(…)) may hold are met here, once a connection.
       NULL::record[], NULL::uuid[], NULL::text[], NULL::varchar[], NULL::bytea[],
       NULL::timestamptz[], NULL::date[], NULL::bool[], NULL::int2[], NULL::int4[], NULL::int8[]
"""


async def open_session(
    dsn: str,
    *,
    name: str,
    read_only: bool = False,
    by_index: bool = False,
    patience_s: float = CONNECT_S,
) -> asyncpg.Connection:
    """A connection to `dsn`, shown as `name` in the server's activity.

    `by_index`: its statements name their indexes, and each is planned once for all its calls.

    Raises:
        DatabaseUnavailable: the server cannot be reached for `patience_s` seconds.
        DatabaseRefused: it does not let this role in.
        SessionUnfit: it would lose acknowledged data.
    """
    settings = {**_settings(name, read_only=read_only), **(_BY_INDEX if by_index else {})}
    deadline = asyncio.get_running_loop().time() + patience_s
    while True:
        outcome = await _attempt(dsn, settings)
        if not isinstance(outcome, DatabaseUnavailable):
            break
        if asyncio.get_running_loop().time() > deadline:
            raise outcome
        await asyncio.sleep(_PAUSE_S)
    if isinstance(outcome, CdpError):
        raise outcome
    return outcome


async def _attempt(dsn: str, settings: Mapping[str, str]) -> asyncpg.Connection | CdpError:
    """One attempt. Errors are returned, so that they leave without the driver's own behind them."""
    connection = None
    try:
        connection = await asyncpg.connect(
            dsn,
            timeout=CONNECT_S,
            statement_cache_size=1_000,
            max_cached_statement_lifetime=0,
            max_cacheable_statement_size=0,
            server_settings=dict(settings),
        )
        return await _checked(connection)
    except (*DRIVER_ERRORS, asyncio.CancelledError) as error:
        if connection is not None:
            connection.terminate()  # also where whoever asked gave up: nobody else knows of it
        if isinstance(error, asyncio.CancelledError):
            raise
        return fault_of(error)


async def _checked(connection: asyncpg.Connection) -> asyncpg.Connection | CdpError:
    row = await connection.fetchrow(_CHECK)
    for setting in ("synchronous_commit", "fsync"):
        if row[setting] not in _DURABLE:
            await connection.close()
            return SessionUnfit(setting)
    if connection.get_server_version().major >= _TRANSACTION_TIMEOUT_SINCE:
        await connection.execute(f"SET transaction_timeout = '{TRANSACTION_S}s'")
    return connection


def _settings(name: str, *, read_only: bool) -> Mapping[str, str]:
    return {
        "application_name": name,
        "default_transaction_read_only": "on" if read_only else "off",
        "synchronous_commit": "on",
        "statement_timeout": f"{READ_S if read_only else TRANSACTION_S}s",
        "idle_in_transaction_session_timeout": f"{TRANSACTION_S}s",
        "lock_timeout": f"{READ_S}s",
        "client_connection_check_interval": "500ms",
        "jit": "off",
        "timezone": "UTC",
        "search_path": "public",
    }
