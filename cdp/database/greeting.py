"""Greeting: who a server takes us for, and what time it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Boolean, String, column, func, select, table

from privacy.store.statement import Statement

if TYPE_CHECKING:
    from datetime import datetime

    from privacy.store.statement import Runner

_MIGHTS: Final = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")
_ROLES: Final = table(
    "pg_roles", column("rolname", String), *(column(might, Boolean) for might in _MIGHTS)
)
_ASK: Final = Statement(
    "greeting",
    select(
        func.clock_timestamp().label("at"),
        _ROLES.c.rolname.label("role"),
        *(_ROLES.c[might] for might in _MIGHTS),
    ).where(_ROLES.c.rolname == func.current_user()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What a server answers to whoever comes in."""

    at: datetime
    """The server's clock, when it answered."""
    role: str
    mights: tuple[str, ...]
    """Attributes that let the role do more than it was granted; none is as it should be."""


async def greet(runner: Runner) -> Greeting:
    """Ask the server behind `runner`.

    Raises:
        DatabaseUnavailable: it cannot be reached.
    """
    (row,) = await runner.fetch(_ASK)
    return Greeting(
        at=row["at"],
        role=str(row["role"]),
        mights=tuple(might for might in _MIGHTS if row[might]),
    )
