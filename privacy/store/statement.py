"""Statement: SQLAlchemy Core, compiled once to PostgreSQL text with numbered parameters.

SQLAlchemy composes; asyncpg runs the text on a prepared connection. A SQLAlchemy call on the
request path would cost a multiple of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg, PGDialect_asyncpg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import BindParameter, Table
    from sqlalchemy.sql import ClauseElement
    from sqlalchemy.sql.compiler import SQLCompiler


class Row(Protocol):
    """One row: by column name or position, as asyncpg's Record."""

    def __getitem__(self, key: str | int) -> Any: ...  # type: ignore[explicit-any]  # noqa: ANN401 - as its column


class Connection(Protocol):
    """What a statement runs on: the part of asyncpg's connection that we use."""

    async def fetch(self, query: str, *args: object) -> Sequence[Row]:
        """All rows of `query`, whose parameters are `$1`, `$2`, …."""


def every_column(table: Table) -> dict[str, object]:  # type: ignore[explicit-any] # SQLAlchemy's
    """Every column of `table` as a parameter of its own name, for an insert's `values`."""
    return {column.name: bindparam(column.name, type_=column.type) for column in table.columns}


class _Text(PGCompiler_asyncpg):
    """Writes constants out where they stand.

    The server plans a prepared statement without its parameters: a constant among them would hide
    that a partial index serves, or that a list ends after one row, and be sent with every call.
    """

    def visit_bindparam(self, bindparam: BindParameter[object], **more: Any) -> str:  # type: ignore[explicit-any,override]  # noqa: ANN401 - as SQLAlchemy declares it
        if not bindparam.required and isinstance(bindparam.effective_value, bool | int | str):
            more["literal_binds"] = True
        return str(super().visit_bindparam(bindparam, **more))  # type: ignore[no-untyped-call] # SQLAlchemy's


class _Dialect(PGDialect_asyncpg):
    statement_compiler = _Text


class Statement:
    """A named statement. `name` is what explain, tests and plans call it.

    Parameters are `bindparam("name", type_=…)` in the clause; a parameter may be used twice.
    """

    __slots__ = ("_constants", "_order", "name", "text")

    def __init__(self, name: str, clause: ClauseElement) -> None:
        style = "numeric_dollar"
        dialect = _Dialect(paramstyle=style)  # type: ignore[no-untyped-call] # SQLAlchemy's
        compiled = cast("SQLCompiler", clause.compile(dialect=dialect))
        if "__[POSTCOMPILE" in compiled.string:
            raise ValueError(f"{name}: spell out in_(); one text must serve every call")
        self.name = name
        self.text: str = compiled.string
        self._order: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._constants: dict[str, object] = {
            key: bind.effective_value for key, bind in compiled.binds.items() if not bind.required
        }

    def __repr__(self) -> str:
        """Name the statement; its parameters are never kept."""
        return f"<Statement {self.name}>"

    def arguments(self, **values: object) -> tuple[object, ...]:
        """The values in the order of the text's `$n`.

        Raises:
            KeyError: a parameter of the statement is missing in `values`.
        """
        constants = self._constants
        return tuple([values[name] if name in values else constants[name] for name in self._order])

    async def fetch(self, on: Connection, **values: object) -> Sequence[Row]:
        """Run on `on`; all rows."""
        return await on.fetch(self.text, *self.arguments(**values))


class Runner(Protocol):
    """What a store asks of a database: the service's Reader, Writer and its transactions."""

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """All rows of `statement` with `values` as its parameters."""
