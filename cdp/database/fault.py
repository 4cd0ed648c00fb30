"""Faults: what a driver's error becomes before it leaves this package.

PostgreSQL's messages and details repeat values, and asyncpg's repeat parameters. Only codes and
names of constraints are taken from them. An error of ours is raised outside the `except` clause
that caught the driver's: inside it, Python would hang the one onto the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import asyncpg

from cdp.errors import (
    ConstraintViolated,
    DatabaseRefused,
    DatabaseUnavailable,
    DriverConfused,
    StatementFailed,
    TookTooLong,
    TryAgain,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from cdp.errors import CdpError

T = TypeVar("T")

DRIVER_ERRORS: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    EOFError,
)
"""Everything that the driver and its socket raise; `TimeoutError` is an `OSError`."""

_UNREACHABLE: Final = frozenset({"57P01", "57P02", "57P03", "57P05"})
"""Shut down, crashed, starting up, idle for too long."""

_UNREACHABLE_CLASSES: Final = frozenset({"08", "53", "58"})
"""Connection, resources (disk full, too many connections), the server's own input and output."""

_TOO_LONG: Final = frozenset({"57014", "25P03", "25P04"})
"""Statement cancelled; idle in a transaction; transaction time-out."""

_CONTENDED: Final = frozenset({"40001", "40P01", "55P03"})
"""Serialisation, deadlock, lock not available."""


async def attempt(doing: Awaitable[T], *, on: asyncpg.Connection) -> T | CdpError:
    """What comes of `doing` on a session: its result, or our error for the driver's.

    A session that can be of no more use is ended, so that nobody takes it again.
    """
    try:
        return await doing
    except DRIVER_ERRORS as error:
        fault = fault_of(error)
    if isinstance(fault, DatabaseUnavailable):
        on.terminate()
    return fault


def fault_of(error: BaseException) -> CdpError:
    """The error of ours that stands for a driver's. It holds nothing of `error` but codes."""
    if isinstance(error, asyncpg.InternalClientError):
        return DriverConfused(str(error))
    if not isinstance(error, asyncpg.PostgresError):
        return DatabaseUnavailable()
    sqlstate = str(error.sqlstate or "")
    if isinstance(error, asyncpg.InvalidCachedStatementError):
        return TryAgain(sqlstate)  # a migration came between: by now it is prepared anew
    if sqlstate in _UNREACHABLE or sqlstate[:2] in _UNREACHABLE_CLASSES:
        return DatabaseUnavailable()
    if sqlstate.startswith("28") or sqlstate == "3D000":
        return DatabaseRefused(sqlstate)
    return _refusal(sqlstate, error)


def _refusal(sqlstate: str, error: asyncpg.PostgresError) -> StatementFailed:
    if sqlstate.startswith("23"):
        return ConstraintViolated(sqlstate, str(error.constraint_name or ""))
    if sqlstate in _TOO_LONG:
        return TookTooLong(sqlstate)
    if sqlstate in _CONTENDED:
        return TryAgain(sqlstate)
    return StatementFailed(sqlstate)
