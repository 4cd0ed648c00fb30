"""PostgresLine: one connection to the ledger's database, over which batches are committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import asyncpg
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    any_,
    bindparam,
    column,
    delete,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from privacy.ledger.append import TIMEOUT_S, LineLost
from privacy.store.ledger import access_entry, access_log_head, access_pending, access_subject
from privacy.store.statement import Connection, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement, TableValuedAlias

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


def _rows(name: str, *columns: ColumnElement[object]) -> TableValuedAlias:
    """Arrays as rows numbered by `ordinal`; the parameter of a column is `<name>_<column>`."""
    arrays = [bindparam(f"{name}_{c.key}", type_=ARRAY(c.type)) for c in columns]
    rows = func.unnest(*arrays).table_valued(
        *(column(str(c.key), c.type) for c in columns), with_ordinality="ordinal", name=name
    )
    return rows.render_derived()


def _append() -> Statement:
    """One statement, and so one transaction: head, entries, subject index, open intents.

    The update of the head row waits for whoever appends at the same time and then reads the
    size that they left, from which the entries take their indexes.
    """
    size, n = access_log_head.c.size, bindparam("n", type_=BigInteger)
    moved = update(access_log_head).where(access_log_head.c.id == 1).values(size=size + n)
    head = moved.returning((size - n).label("base")).cte("head")

    copied = [c for c in access_entry.c if c.key != "idx"]
    entry = _rows("entry", *copied)
    placed = select(head.c.base + entry.c.ordinal - 1, *(entry.c[str(c.key)] for c in copied))
    entries = insert(access_entry).from_select(["idx", *copied], placed)

    subject = _rows("subject", access_subject.c.pseudonym, column("place", Integer))
    about = select(subject.c.pseudonym, head.c.base + subject.c.place)
    subjects = insert(access_subject).from_select(["pseudonym", "idx"], about)

    ended = access_pending.c.op == any_(bindparam("closed", type_=ARRAY(Uuid())))
    closed = delete(access_pending).where(ended)

    intent = _rows("opened", access_pending.c.op, column("place", Integer), access_pending.c.at)
    waits = select(intent.c.op, head.c.base + intent.c.place, intent.c.at)
    opened = insert(access_pending).from_select(["op", "idx", "at"], waits)

    parts = {
        "entries": entries,
        "subjects": subjects,
        "closed": closed,
        "opened_now": opened.on_conflict_do_nothing(),
    }
    ctes = [part.cte(name) for name, part in parts.items()]
    return Statement("ledger append", select(head.c.base).add_cte(*ctes))


_APPEND: Final = _append()
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
        entries = batch.entries
        leaves = [entry.leaf for entry in entries]
        subjects, opened = batch.subjects, sorted(batch.opened.items())
        [row] = await self._fetch(
            _APPEND,
            n=len(entries),
            entry_leaf=[entry.encoded for entry in entries],
            entry_at=[leaf.at for leaf in leaves],
            entry_op=[leaf.operation for leaf in leaves],
            entry_kind=[leaf.kind for leaf in leaves],
            entry_decision=[leaf.decision for leaf in leaves],
            entry_reason=[leaf.reason for leaf in leaves],
            entry_purpose=[leaf.purpose for leaf in leaves],
            entry_actor=[leaf.actor for leaf in leaves],
            entry_client=[leaf.auth.client for leaf in leaves],
            subject_pseudonym=[pseudonym for pseudonym, _ in subjects],
            subject_place=[at for _, at in subjects],
            closed=sorted(batch.closed),
            opened_op=[operation for operation, _ in opened],
            opened_place=[at for _, at in opened],
            opened_at=[leaves[at].at for _, at in opened],
        )
        return int(row["base"])

    async def outlive(self, fence: int) -> None:
        """See `Line.outlive`: the lock is free when the session that held it has ended."""
        await self._fetch(_OUTLIVE, fence=fence)
        await self._fetch(_RELEASE, fence=fence)

    async def find(self, batch: Batch) -> int | None:
        """See `Line.find`."""
        first, wanted = batch.entries[0], [entry.encoded for entry in batch.entries]
        for row in await self._fetch(_FIND, op=first.leaf.operation, leaf=first.encoded):
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
