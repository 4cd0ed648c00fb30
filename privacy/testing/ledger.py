"""The access log in memory: the same appender, integrator and prover over lists.

ledger = MemoryLedger(key=LogKey(bytes(32), origin="log.example"), tenant=TENANT)
await ledger.append([leaf])
ledger.book.leaves            # what stands in it
ledger.book.is_down = True    # from here on: LedgerUnavailable
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacy.ledger.append import CAPACITY, TIMEOUT_S, Appender, LineLost
from privacy.ledger.records import LogEntry, OpenIntent
from privacy.terms import LeafKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.ledger.batch import Batch
    from privacy.ledger.entry import Leaf
    from privacy.ledger.layout import Tile
    from privacy.ledger.logkey import LogKey
    from privacy.ledger.records import EntryFilter, SignedCheckpoint


@dataclass(slots=True)
class Book:
    """What a database would hold; implements `Shelf`."""

    rows: list[LogEntry] = field(default_factory=list)
    pending: dict[UUID, int] = field(default_factory=dict)
    shelved: dict[Tile, bytes] = field(default_factory=dict)
    checkpoints: list[SignedCheckpoint] = field(default_factory=list)
    is_down: bool = False

    @property
    def written(self) -> list[Leaf]:
        """Every entry, read."""
        return [entry.leaf for entry in self.rows]

    def note(self, added: Sequence[LogEntry]) -> None:
        """Keep in mind which writes are open after `added`."""
        leaves = [(entry.index, entry.leaf) for entry in added]
        ended = {leaf.operation for _, leaf in leaves if leaf.kind is LeafKind.OUTCOME}
        for operation in ended:
            self.pending.pop(operation, None)
        for index, leaf in leaves:
            if leaf.kind is LeafKind.INTENT and leaf.operation not in ended:
                self.pending.setdefault(leaf.operation, index)

    async def size(self) -> int:
        """See `Records.size`."""
        return len(self.rows)

    async def entries(
        self, where: EntryFilter, *, first: int, before: int | None = None
    ) -> Sequence[LogEntry]:
        """See `Records.entries`."""
        below = self.rows[:before]
        return [entry for entry in reversed(below) if _meets(entry.leaf, where)][:first]

    async def leaves(self, low: int, high: int) -> Sequence[bytes]:
        """See `Records.leaves`."""
        return [entry.encoded for entry in self.rows[low:high]]

    async def tiles(self, wanted: Collection[Tile]) -> Mapping[Tile, bytes]:
        """See `Records.tiles`."""
        return {tile: self.shelved[tile] for tile in wanted if tile in self.shelved}

    async def checkpoint(self) -> SignedCheckpoint | None:
        """See `Records.checkpoint`."""
        return self.checkpoints[-1] if self.checkpoints else None

    async def open_intents(self, *, until: datetime) -> Sequence[OpenIntent]:
        """See `Records.open_intents`."""
        found = ((operation, self.rows[at]) for operation, at in self.pending.items())
        return sorted(
            (
                OpenIntent(
                    operation=operation,
                    index=entry.index,
                    at=entry.leaf.at,
                    encoded=entry.encoded,
                )
                for operation, entry in found
                if entry.leaf.at < until
            ),
            key=lambda intent: intent.index,
        )

    async def keep(
        self, tiles: Mapping[Tile, bytes], checkpoint: SignedCheckpoint, *, after: int
    ) -> bool:
        """See `Shelf.keep`."""
        if (self.checkpoints[-1].size if self.checkpoints else 0) != after:
            return False
        self.shelved.update(tiles)
        self.checkpoints.append(checkpoint)
        return True


class MemoryLine:
    """A `Line` to a `Book`."""

    def __init__(self, book: Book, fence: int = 0) -> None:
        self.book = book
        self.fence = fence

    async def commit(self, batch: Batch) -> int:
        """See `Line.commit`."""
        self._require_up()
        base = len(self.book.rows)
        self.book.rows.extend(
            LogEntry(index=index, encoded=leaf) for index, leaf in enumerate(batch.leaves, base)
        )
        self.book.note(self.book.rows[base:])
        return base

    async def outlive(self, fence: int) -> None:
        """Nothing to wait for: what a line of memory did not commit, it never will."""

    async def find(self, batch: Batch) -> int | None:
        """See `Line.find`."""
        self._require_up()
        wanted = batch.leaves
        stands = [entry.encoded for entry in self.book.rows]
        runs = range(len(stands) - len(wanted), -1, -1)
        return next((at for at in runs if stands[at : at + len(wanted)] == wanted), None)

    def drop(self) -> None:
        """See `Line.drop`."""

    def _require_up(self) -> None:
        if self.book.is_down:
            raise LineLost


class MemoryLedger(Appender):
    """The appender over a `Book`, which it opens itself."""

    def __init__(
        self,
        *,
        key: LogKey,
        tenant: UUID,
        book: Book | None = None,
        timeout_s: float = TIMEOUT_S,
        capacity: int = CAPACITY,
    ) -> None:
        self.book = Book() if book is None else book
        super().__init__(
            connect=self._connect_memory,
            key=key,
            tenant=tenant,
            timeout_s=timeout_s,
            capacity=capacity,
        )

    async def _connect_memory(self) -> MemoryLine:
        return MemoryLine(self.book)


def _meets(leaf: Leaf, where: EntryFilter) -> bool:
    wanted: tuple[tuple[object, object], ...] = (
        (where.kind, leaf.kind),
        (where.decision, leaf.decision),
        (where.reason, leaf.reason),
        (where.purpose, leaf.purpose),
        (where.actor, leaf.actor),
        (where.client, leaf.auth.client),
        (where.operation, leaf.operation),
    )
    return (
        all(want is None or want == is_ for want, is_ in wanted)
        and (where.subject is None or where.subject in leaf.subjects)
        and (where.since is None or where.since <= leaf.at)
        and (where.until is None or leaf.at < where.until)
    )
