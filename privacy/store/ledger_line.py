"""PostgresLine: one connection to the ledger's database, over which batches are committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import asyncpg
from sqlalchemy import (
    ARRAY,
    BigInteger,
    LargeBinary,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from privacy.ledger.append import TIMEOUT_S, LineLost
from privacy.store.ledger import access_entry, access_log_head, access_pending, access_subject
from privacy.store.statement import Connection, Statement
from privacy.terms import LeafKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from privacy.ledger.batch import Batch
    from privacy.store.statement import Row

DURABLE: Final = frozenset({"on", "remote_apply"})
"""Values of synchronous_commit under which a commit that was answered survives a crash."""

_TIMEOUT_MS: Final = str(int(TIMEOUT_S * 1_000))
_DRIVER_ERRORS: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    EOFError,
)


class LineConnection(Connection, Protocol):
    """The part of asyncpg's connection that a line needs."""

    def terminate(self) -> None:
        """Cut the connection without waiting."""


def _append(*, of_acts: bool) -> Statement:
    """One statement, and so one transaction: head, entries, subject index, open intents.

    It is given the leaves alone and reads in them what else to write, so that what an entry is
    found by cannot differ from what it says. The update of the head row waits for whoever appends
    at the same time and then sees the size that they left, from which the entries take their
    indexes. Where no leaf is `of_acts`, open intents stay as they are and are not looked at.
    """
    leaves = bindparam("leaves", type_=ARRAY(LargeBinary()))
    size, count = access_log_head.c.size, func.cardinality(leaves)
    moved = update(access_log_head).where(access_log_head.c.id == 1).values(size=size + count)
    head = moved.returning((size - count).label("base")).cte("head")

    given = func.unnest(leaves).table_valued(column("leaf", LargeBinary), with_ordinality="place")
    given = given.render_derived()
    text = func.convert_from(given.c.leaf, "UTF8")
    told = select(given.c.leaf, given.c.place, cast(text, JSONB).label("says")).cte("told")
    says, index = told.c.says, head.c.base + told.c.place - 1
    operation, at = cast(says["op"].astext, Uuid), cast(says["t"].astext, access_entry.c.at.type)

    codes = ["kind", "decision", "reason", "purpose", "actor"]
    texts = [*(says[code].astext for code in codes), says["auth"]["client"].astext]
    entries = insert(access_entry).from_select(
        ["idx", "leaf", "at", "op", *codes, "client"],
        select(index, told.c.leaf, at, operation, *texts).join_from(head, told, true()),
    )

    subject = func.jsonb_array_elements_text(says["subjects"]).table_valued("value")
    about = select(func.decode(subject.c.value, "hex"), index).select_from(head, told, subject)
    subjects = insert(access_subject).from_select(["pseudonym", "idx"], about)

    ended = select(operation).where(says["kind"].astext == LeafKind.OUTCOME)
    closed = delete(access_pending).where(access_pending.c.op.in_(ended))

    begun = select(operation, index, at).where(says["kind"].astext == LeafKind.INTENT)
    begun = begun.where(operation.not_in(ended)).order_by(index)
    opened = insert(access_pending).from_select(["op", "idx", "at"], begun)

    parts = {"entries": entries, "subjects": subjects.on_conflict_do_nothing()}
    acts = {"closed": closed, "opened_now": opened.on_conflict_do_nothing()}
    ctes = [part.cte(name) for name, part in (parts | acts if of_acts else parts).items()]
    name = "ledger append" if of_acts else "ledger append of reads"
    return Statement(name, select(head.c.base).add_cte(*ctes))


APPEND: Final = _append(of_acts=True)
"""A batch of leaves, and what they are found by. Binds: leaves."""
APPEND_READS: Final = _append(of_acts=False)
"""The same for a batch in which no act begins or ends: the cheaper by a sixth."""
_FIND: Final = Statement(
    "ledger find: ix_access_entry_op",
    select(access_entry.c.idx)
    .where(access_entry.c.op == bindparam("op", type_=Uuid()))
    .where(access_entry.c.leaf == bindparam("leaf", type_=LargeBinary()))
    .order_by(access_entry.c.idx.desc()),
)
_RUN: Final = Statement(
    "ledger run of entries: pk_access_entry",
    select(access_entry.c.leaf)
    .where(access_entry.c.idx >= bindparam("low", type_=BigInteger))
    .where(access_entry.c.idx < bindparam("high", type_=BigInteger))
    .order_by(access_entry.c.idx),
)
_FENCE: Final = bindparam("fence", type_=BigInteger)
_OPEN: Final = Statement(
    "ledger line: durable, and alone behind its fence",
    select(
        func.current_setting("synchronous_commit").label("synchronous_commit"),
        func.pg_try_advisory_lock(_FENCE).label("is_alone"),
        # Bounds what a line that nobody listens to any more may still commit.
        func.set_config(
            "statement_timeout", bindparam("timeout_ms", type_=Text), literal(value=False)
        ),
    ),
)
_OUTLIVE: Final = Statement("ledger line: outlive another", select(func.pg_advisory_lock(_FENCE)))
_RELEASE: Final = Statement("ledger line: release", select(func.pg_advisory_unlock(_FENCE)))


async def open_line(connection: LineConnection, *, entropy: Callable[[int], bytes]) -> PostgresLine:
    """A line over `connection`, which it owns from here on.

    The connection must be one session of the server for its whole life: the fence is a lock of
    that session. A pooler between must pool sessions, not transactions.

    Raises:
        LineLost: it cannot be used, or would answer before a commit is durable.
    """
    line = PostgresLine(connection, fence=int.from_bytes(entropy(8), "big", signed=True))
    try:
        await line.prepare()
    except BaseException:
        line.drop()
        raise
    return line


class PostgresLine:
    """A `Line` over an asyncpg connection, which nobody else uses."""

    __slots__ = ("_connection", "fence")

    def __init__(self, connection: LineConnection, *, fence: int) -> None:
        self._connection = connection
        self.fence = fence

    async def prepare(self) -> None:
        """Check that commits are durable, and take the fence. Raises `LineLost`."""
        [row] = await self._fetch(_OPEN, fence=self.fence, timeout_ms=_TIMEOUT_MS)
        if row["synchronous_commit"] not in DURABLE or not row["is_alone"]:
            raise LineLost

    async def commit(self, batch: Batch) -> int:
        """See `Line.commit`.

        A statement outside a transaction is one. asyncpg returns from it when the server is
        ready for the next, which is after the commit: a commit that fails raises here.
        """
        statement = APPEND if batch.is_of_acts else APPEND_READS
        [row] = await self._fetch(statement, leaves=batch.leaves)
        return int(row["base"])

    async def outlive(self, fence: int) -> None:
        """See `Line.outlive`: the lock is free when the session that held it has ended."""
        await self._fetch(_OUTLIVE, fence=fence)
        await self._fetch(_RELEASE, fence=fence)

    async def find(self, batch: Batch) -> int | None:
        """See `Line.find`."""
        first, wanted = batch.entries[0], batch.leaves
        for row in await self._fetch(_FIND, op=first.operation, leaf=first.encoded):
            base = int(row["idx"])
            stands = await self._fetch(_RUN, low=base, high=base + len(wanted))
            if [entry["leaf"] for entry in stands] == wanted:
                return base
        return None

    def drop(self) -> None:
        """See `Line.drop`."""
        self._connection.terminate()

    async def _fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        try:
            return await statement.fetch(self._connection, **values)
        except _DRIVER_ERRORS:
            pass  # what the driver says repeats rows; raised below, outside, so as not to chain it
        raise LineLost
