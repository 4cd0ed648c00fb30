"""MemoryKeyStore: the key store of `privacy.store.keys` without a database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from privacy.vault.key_row import KekRow, KeyRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.terms import KeyCategory


class MemoryKeyStore:
    """Rows in dictionaries; one suite of tests holds it and PostgreSQL to the same promises.

    `queries` counts the calls, so that a test can compare what two answers cost; `changed_at` is
    the time of the last change.
    """

    def __init__(self) -> None:
        self.queries = 0
        self.changed_at: datetime | None = None
        self._keks: dict[int, KekRow] = {}
        self._rows: dict[tuple[UUID, int], KeyRow] = {}

    async def keks(self) -> Sequence[KekRow]:
        """All epochs, ascending."""
        self.queries += 1
        return [self._keks[epoch] for epoch in sorted(self._keks)]

    async def add_kek(self, kek: KekRow, *, at: datetime) -> None:
        """Keep a new epoch; the one that was first stays."""
        self._change(at)
        self._keks.setdefault(kek.epoch, kek)

    async def rows(self, subjects: Collection[UUID]) -> Sequence[KeyRow]:
        """The key rows of `subjects`, all versions."""
        self.queries += 1
        return [row for (subject, _), row in self._rows.items() if subject in subjects]

    async def insert(self, row: KeyRow, *, at: datetime) -> bool:
        """Keep a new row; False where subject and version exist."""
        self._change(at)
        place = (row.subject, row.key_ver)
        return self._rows.setdefault(place, row) is row

    async def insert_many(self, rows: Sequence[KeyRow], *, at: datetime) -> frozenset[UUID]:
        """Keep new rows; the subjects whose row is new."""
        self._change(at)
        return frozenset(
            row.subject
            for row in rows
            if self._rows.setdefault((row.subject, row.key_ver), row) is row
        )

    async def fill(self, row: KeyRow) -> KeyRow | None:
        """Put keys where one is missing and was not erased."""
        self.queries += 1
        kept = self._rows.get((row.subject, row.key_ver))
        if kept is None:
            return None
        new = {name: key for name, key in row.wrapped.items() if name not in kept.shredded}
        filled = replace(kept, wrapped={**new, **kept.wrapped})
        self._rows[row.subject, row.key_ver] = filled
        return filled

    async def shred(
        self,
        subject: UUID,
        categories: Collection[KeyCategory],
        *,
        at: datetime,
    ) -> int:
        """Erase keys in every version."""
        self._change(at)
        places = [place for place in self._rows if place[0] == subject]
        for place in places:
            row = self._rows[place]
            left = {name: key for name, key in row.wrapped.items() if name not in categories}
            self._rows[place] = replace(
                row, wrapped=left, shredded=row.shredded | frozenset(categories)
            )
        return len(places)

    def overwrite(self, row: KeyRow) -> None:
        """Put a row in place, as somebody with write access to the database would."""
        self._rows[row.subject, row.key_ver] = row

    def destroy_kek(self, epoch: int) -> None:
        """Forget the KEK of an epoch; the epoch itself stays known."""
        self._keks[epoch] = replace(self._keks[epoch], wrapped=None)

    def drop_kek(self, epoch: int) -> None:
        """Forget an epoch, as if it had never been."""
        del self._keks[epoch]

    def _change(self, at: datetime) -> None:
        self.queries += 1
        self.changed_at = at
