"""Explain: how the server will answer a statement, by the plan that serves every value.

It is the plan of the prepared statement itself, as the service's sessions have it: the statement
explained with its values would be another, in which the server had reckoned with them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from cdp.database.fault import attempt
from cdp.database.session import open_session
from cdp.errors import CdpError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import asyncpg

    from privacy.store.statement import Statement

_GENERIC: Final = "SET plan_cache_mode = force_generic_plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One node of a plan: its kind in the server's words, and what it reads.

    `found_by` is what it looks up in its index, `order` what it sorts by, in SQL.
    """

    kind: str
    table: str | None = None
    index: str | None = None
    found_by: str | None = None
    order: tuple[str, ...] = ()

    @classmethod
    def of(cls, node: Mapping[str, Any]) -> Self:
        """From a node of the server's JSON."""
        return cls(
            kind=node["Node Type"],
            table=node.get("Relation Name"),
            index=node.get("Index Name"),
            found_by=node.get("Index Cond"),
            order=tuple(node.get("Sort Key", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A statement's plan: `name` is the statement's, `steps` begin with the last one taken."""

    name: str
    steps: tuple[Step, ...]

    @property
    def indexes(self) -> tuple[str, ...]:
        """The indexes that it reads, by name."""
        return tuple(sorted({step.index for step in self.steps if step.index is not None}))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its nodes."""
        return tuple(sorted({step.kind for step in self.steps}))

    @property
    def scanned(self) -> tuple[str, ...]:
        """The tables that it reads from one end to the other."""
        return tuple(
            sorted({step.table for step in self.steps if step.table and step.kind == "Seq Scan"})
        )


async def explained(
    dsn: str, statements: Iterable[Statement], *, by_index: bool = True
) -> tuple[Explained, ...]:
    """The generic plan of each of `statements` in the database at `dsn`; nothing of them is run.

    `by_index`: as the sessions plan that answer requests about people.

    Raises:
        DatabaseUnavailable: the server cannot be reached.
        DatabaseRefused: it does not let this role in.
        StatementFailed: it does not know what a statement names, or this role may not.
    """
    connection = await open_session(dsn, name="cdp explain", read_only=True, by_index=by_index)
    try:
        return tuple([await explain(connection, statement) for statement in statements])
    finally:
        await connection.close()


async def explain(connection: asyncpg.Connection, statement: Statement) -> Explained:
    """The generic plan of `statement` on `connection`, a session as `open_session` makes them.

    Raises:
        StatementFailed: as `explained`.
    """
    outcome = await attempt(_plan(connection, statement.text), on=connection)
    if isinstance(outcome, CdpError):
        raise outcome
    return Explained(name=statement.name, steps=tuple(map(Step.of, _nodes(outcome))))


async def _plan(connection: asyncpg.Connection, text: str) -> Mapping[str, Any]:
    await connection.execute(_GENERIC)
    prepared = await connection.prepare(text)
    nothing = ", ".join("NULL" for _ in prepared.get_parameters())
    call = f'"{prepared.get_name()}"({nothing})' if nothing else f'"{prepared.get_name()}"'
    [plan] = json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE {call}"))
    found: Mapping[str, Any] = plan["Plan"]
    return found


def _nodes(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """`node` and all below it."""
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)
