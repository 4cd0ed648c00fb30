"""KeyRow: what `cdp_keys` keeps, and the port through which the keyring reaches it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.terms import KeyCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """The wrapped data keys of one subject in one version.

    A category in neither mapping has no key yet; one in `shredded` was erased, for good.
    """

    subject: UUID
    key_ver: int
    wrapped: Mapping[KeyCategory, bytes] = field(repr=False)
    shredded: frozenset[KeyCategory] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class KekRow:
    """One epoch: its wrapped KEK, or None once it was destroyed."""

    epoch: int
    wrapped: bytes | None = field(repr=False)


class KeyStore(Protocol):
    """Where wrapped keys are kept. Every call commits before it answers."""

    async def keks(self) -> Sequence[KekRow]:
        """All epochs, ascending."""

    async def add_kek(self, kek: KekRow, *, at: datetime) -> None:
        """Keep a new epoch; where it exists already, the one that was first stays."""

    async def rows(self, subjects: Collection[UUID]) -> Sequence[KeyRow]:
        """The key rows of `subjects`, all versions, in one query."""

    async def insert(self, row: KeyRow, *, at: datetime) -> bool:
        """Keep a new row; False, and nothing changed, where subject and version exist already."""

    async def insert_many(self, rows: Sequence[KeyRow], *, at: datetime) -> frozenset[UUID]:
        """Keep new rows, none erased, at once; the subjects whose row is new."""

    async def fill(self, row: KeyRow) -> KeyRow | None:
        """Put `row.wrapped` where a key is missing and was not erased; the row as it stands then.

        A key that is there stays: of two writers the first wins, and both get the winner's.
        None where there is no such row.
        """

    async def shred(
        self, subject: UUID, categories: Collection[KeyCategory], *, at: datetime
    ) -> int:
        """Erase these keys in every version of the row; the number of rows of the subject.

        A key that is gone keeps the time when it went.
        """
