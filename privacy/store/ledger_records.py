"""LedgerRecords: reading the access ledger, and keeping its tree, in PostgreSQL."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Integer,
    LargeBinary,
    SmallInteger,
    bindparam,
    column,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import insert

from privacy.ledger.layout import Tile
from privacy.ledger.records import LogEntry, OpenIntent, SignedCheckpoint
from privacy.store.ledger import (
    access_checkpoint,
    access_entry,
    access_log_head,
    access_pending,
    access_subject,
    access_tile,
)
from privacy.store.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from privacy.ledger.records import EntryFilter
    from privacy.store.statement import Runner

INTEGRATOR_LOCK: Final = 0x6364702F74726565
"""Advisory lock of whoever integrates: "cdp/tree" in ASCII."""

_EQUAL: Final[Mapping[str, ColumnElement[object]]] = {
    "kind": access_entry.c.kind,
    "decision": access_entry.c.decision,
    "reason": access_entry.c.reason,
    "purpose": access_entry.c.purpose,
    "actor": access_entry.c.actor,
    "client": access_entry.c.client,
    "operation": access_entry.c.op,
    "subject": access_subject.c.pseudonym,
}
_SIZE: Final = Statement(
    "ledger size", select(access_log_head.c.size).where(access_log_head.c.id == 1)
)
_LEAVES: Final = Statement(
    "ledger leaves: pk_access_entry",
    select(access_entry.c.leaf)
    .where(access_entry.c.idx >= bindparam("low", type_=BigInteger))
    .where(access_entry.c.idx < bindparam("high", type_=BigInteger))
    .order_by(access_entry.c.idx),
)
_CHECKPOINT: Final = Statement(
    "ledger newest checkpoint: pk_access_checkpoint",
    select(access_checkpoint).order_by(access_checkpoint.c.size.desc()).limit(1),
)
_OPEN_INTENTS: Final = Statement(
    "ledger open intents: ix_access_pending_at, pk_access_entry",
    select(access_pending.c.op, access_pending.c.idx, access_pending.c.at, access_entry.c.leaf)
    .join_from(access_pending, access_entry, access_entry.c.idx == access_pending.c.idx)
    .where(access_pending.c.at < bindparam("until", type_=access_pending.c.at.type))
    .order_by(access_pending.c.idx),
)


@lru_cache(maxsize=128)  # a pure function of names, of which there are few: compiled once each
def entries_where(names: frozenset[str]) -> Statement:
    """Entries that meet the conditions named, newest first.

    Served by the index of the rarest condition, or from the end of pk_access_entry. A condition
    that is not asked for is not in the text: `reason IS NULL OR …` would keep indexes from use.
    """
    columns, statement = access_entry.c, select(access_entry.c.idx, access_entry.c.leaf)
    for name in sorted(names & _EQUAL.keys()):
        statement = statement.where(_EQUAL[name] == bindparam(name, type_=_EQUAL[name].type))
    if "subject" in names:
        statement = statement.join_from(
            access_entry, access_subject, access_subject.c.idx == columns.idx
        )
    if "since" in names:
        statement = statement.where(columns.at >= bindparam("since", type_=columns.at.type))
    if "until" in names:
        statement = statement.where(columns.at < bindparam("until", type_=columns.at.type))
    if "before" in names:
        statement = statement.where(columns.idx < bindparam("before", type_=BigInteger))
    first = bindparam("first", type_=Integer)
    return Statement(
        "ledger entries: ix_access_entry_*, pk_access_subject, pk_access_entry",
        statement.order_by(columns.idx.desc()).limit(first),
    )


def _tiles() -> Statement:
    wanted = (
        func.unnest(
            bindparam("level", type_=ARRAY(SmallInteger())),
            bindparam("n", type_=ARRAY(BigInteger())),
        )
        .table_valued(column("level", SmallInteger), column("n", BigInteger), name="wanted")
        .render_derived()
    )
    return Statement(
        "ledger tiles: pk_access_tile",
        select(access_tile.c.level, access_tile.c.n, access_tile.c.hashes).join_from(
            wanted,
            access_tile,
            (access_tile.c.level == wanted.c.level) & (access_tile.c.n == wanted.c.n),
        ),
    )


def _keep() -> Statement:
    """Tiles and checkpoint in one statement, for whoever has the turn and continues the newest.

    What two integrators would store is the same, being a function of the entries; the turn saves
    the second one's work, and the growth of `hashes` is all that decides.
    """
    newest = select(func.coalesce(func.max(access_checkpoint.c.size), 0)).scalar_subquery()
    turn = (
        select(literal(1).label("mine"))
        .where(func.pg_try_advisory_xact_lock(literal(INTEGRATOR_LOCK, BigInteger)))
        .where(newest == bindparam("after", type_=BigInteger))
        .cte("turn")
    )
    rows = (
        func.unnest(
            bindparam("level", type_=ARRAY(SmallInteger())),
            bindparam("n", type_=ARRAY(BigInteger())),
            bindparam("hashes", type_=ARRAY(LargeBinary())),
        )
        .table_valued(
            column("level", SmallInteger),
            column("n", BigInteger),
            column("hashes", LargeBinary),
            name="rows",
        )
        .render_derived()
    )
    tiles = insert(access_tile).from_select(
        ["level", "n", "hashes"],
        select(rows.c.level, rows.c.n, rows.c.hashes).join_from(rows, turn, true()),
    )
    tiles = tiles.on_conflict_do_update(
        index_elements=["level", "n"],
        set_={"hashes": tiles.excluded.hashes},
        where=func.octet_length(access_tile.c.hashes) < func.octet_length(tiles.excluded.hashes),
    )
    columns = access_checkpoint.c
    checkpoint = (
        insert(access_checkpoint)
        .from_select(
            [c.name for c in columns],
            select(*(bindparam(c.name, type_=c.type) for c in columns)).select_from(turn),
        )
        .on_conflict_do_nothing()
    )
    kept = checkpoint.returning(columns.size).cte("kept")
    return Statement("ledger keep", select(kept.c.size).add_cte(tiles.cte("tiles")))


_TILES: Final = _tiles()
_KEEP: Final = _keep()


class LedgerRecords:
    """A `Shelf` over `run`. Reading needs select on the ledger's tables; `keep` the ledger role."""

    def __init__(self, run: Runner) -> None:
        self._run = run

    async def size(self) -> int:
        """See `Records.size`."""
        [row] = await self._run.fetch(_SIZE)
        return int(row["size"])

    async def entries(
        self, where: EntryFilter, *, first: int, before: int | None = None
    ) -> Sequence[LogEntry]:
        """See `Records.entries`."""
        values = where.conditions() | {"first": first}
        if before is not None:
            values["before"] = before
        rows = await self._run.fetch(entries_where(frozenset(values)), **values)
        return [LogEntry(index=row["idx"], encoded=row["leaf"]) for row in rows]

    async def leaves(self, low: int, high: int) -> Sequence[bytes]:
        """See `Records.leaves`."""
        return [row["leaf"] for row in await self._run.fetch(_LEAVES, low=low, high=high)]

    async def tiles(self, wanted: Collection[Tile]) -> Mapping[Tile, bytes]:
        """See `Records.tiles`."""
        rows = await self._run.fetch(
            _TILES, level=[tile.level for tile in wanted], n=[tile.n for tile in wanted]
        )
        return {Tile(row["level"], row["n"]): row["hashes"] for row in rows}

    async def checkpoint(self) -> SignedCheckpoint | None:
        """See `Records.checkpoint`."""
        for row in await self._run.fetch(_CHECKPOINT):
            return SignedCheckpoint(
                size=row["size"], root=row["root"], note=row["note"], at=row["at"]
            )
        return None

    async def open_intents(self, *, until: datetime) -> Sequence[OpenIntent]:
        """See `Records.open_intents`."""
        return [
            OpenIntent(operation=row["op"], index=row["idx"], at=row["at"], encoded=row["leaf"])
            for row in await self._run.fetch(_OPEN_INTENTS, until=until)
        ]

    async def keep(
        self, tiles: Mapping[Tile, bytes], checkpoint: SignedCheckpoint, *, after: int
    ) -> bool:
        """See `Shelf.keep`."""
        rows = await self._run.fetch(
            _KEEP,
            level=[tile.level for tile in tiles],
            n=[tile.n for tile in tiles],
            hashes=list(tiles.values()),
            size=checkpoint.size,
            root=checkpoint.root,
            note=checkpoint.note,
            at=checkpoint.at,
            after=after,
        )
        return bool(rows)
