"""The owner's work: SQLAlchemy over asyncpg, for migrations and for looking at the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from cdp.database.fault import DRIVER_ERRORS, fault_of
from cdp.errors import MigrationFailed, StatementFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from cdp.errors import CdpError

P = ParamSpec("P")
T = TypeVar("T")

_SHOWN: Final = 80
_CONNECT_S: Final = 30.0
_SETTINGS: Final = {
    "application_name": "cdp owner",
    "search_path": "public",
    "timezone": "UTC",
    "lock_timeout": "60s",
}


async def as_owner(
    dsn: str, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do `work` in one transaction on `dsn`, committed when it returns.

    Raises:
        CdpError: the server cannot be reached, or refused a statement; nothing stands.
    """

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(dsn, timeout=_CONNECT_S, server_settings=_SETTINGS)

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=connect, poolclass=NullPool, hide_parameters=True
    )
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work, *args, **kwargs)
    except DBAPIError as error:
        fault = _fault(error)
    except DRIVER_ERRORS as error:
        fault = fault_of(error)
    finally:
        await engine.dispose()
    raise fault


def _fault(error: DBAPIError) -> CdpError:
    """SQLAlchemy wraps the driver's error, whose text holds values; only its code is taken.

    The statement's own text holds none: parameters travel beside it.
    """
    original = error.orig.__cause__ if error.orig is not None else None
    fault = fault_of(original if original is not None else error)
    if isinstance(fault, StatementFailed):
        return MigrationFailed(fault.sqlstate, " ".join((error.statement or "").split())[:_SHOWN])
    return fault
