"""The log as it is read: entries, tiles, checkpoints, open intents. Ports; `store` implements."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Protocol

from privacy.ledger.parse import parse_leaf

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.ledger.entry import Leaf
    from privacy.ledger.layout import Tile
    from privacy.ledger.words import Decision
    from privacy.terms import LeafKind, Purpose, ReasonCode


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An entry as the log holds it."""

    index: int
    encoded: bytes

    @property
    def leaf(self) -> Leaf:
        """The entry read. Raises `InvalidLeaf` where somebody changed it."""
        return parse_leaf(self.encoded)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """Which entries to read: those that meet every condition given.

    `subject` is a pseudonym; `since` belongs to the interval, `until` does not.
    """

    kind: LeafKind | None = None
    decision: Decision | None = None
    reason: ReasonCode | None = None
    purpose: Purpose | None = None
    actor: str | None = None
    client: str | None = None
    operation: UUID | None = None
    subject: bytes | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> dict[str, object]:
        """The conditions given, by name."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in named if value is not None}


EVERY_ENTRY = EntryFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """What the log signed, and when: `note` is the signed text, to be handed on as it is."""

    size: int
    root: bytes
    note: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIntent:
    """A write that was announced at `index` and has no outcome yet."""

    operation: UUID
    index: int
    at: datetime
    encoded: bytes

    @property
    def leaf(self) -> Leaf:
        """The intent read, for the outcome that closes it."""
        return parse_leaf(self.encoded)


class Records(Protocol):
    """Reading the log. Needs no right to write."""

    async def size(self) -> int:
        """How many entries are committed."""

    async def entries(
        self, where: EntryFilter, *, first: int, before: int | None = None
    ) -> Sequence[LogEntry]:
        """At most `first` entries, newest first, from below index `before` on."""

    async def leaves(self, low: int, high: int) -> Sequence[bytes]:
        """Entries `low` up to `high` (not among them), in order; fewer where fewer stand."""

    async def tiles(self, wanted: Collection[Tile]) -> Mapping[Tile, bytes]:
        """The hashes of those of `wanted` that exist, side by side."""

    async def checkpoint(self) -> SignedCheckpoint | None:
        """The newest checkpoint; None while nothing is integrated."""

    async def open_intents(self, *, until: datetime) -> Sequence[OpenIntent]:
        """Intents from before `until` without an outcome, oldest first."""


class Shelf(Records, Protocol):
    """Reading the log and keeping its tree; what the integrator needs."""

    async def keep(
        self, tiles: Mapping[Tile, bytes], checkpoint: SignedCheckpoint, *, after: int
    ) -> bool:
        """Store tiles and checkpoint in one step, if the newest checkpoint is of size `after`.

        False: another integrator is at work or was faster; nothing was stored.
        """
