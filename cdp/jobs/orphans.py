"""Orphaned keys: made for a person whom no transaction then made. They are swept after a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from privacy.store.orphans import BORN, REMOVE, THERE
from privacy.store.statement import Runner

WAIT: Final = timedelta(hours=24)
"""No write is under way for so long: what has no subject by then will never have one."""

_AT_ONCE: Final = 1_000
_BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanSweeper:
    """Removes keys without a subject. `keys` and `data` run with the rights of jobs."""

    keys: Runner
    data: Runner
    clock: Callable[[], datetime]

    async def sweep(self, *, older_than: timedelta = WAIT) -> int:
        """Remove every orphan older than that; how many there were."""
        since, until, removed = _BEGINNING, self.clock() - older_than, 0
        while True:
            rows = await self.keys.fetch(BORN, since=since, until=until, first=_AT_ONCE)
            if not rows:
                return removed
            subjects = {row["subject_id"] for row in rows}
            there = await self.data.fetch(THERE, subjects=sorted(subjects))
            orphans = subjects - {row["id"] for row in there}
            if orphans:
                removed += len(await self.keys.fetch(REMOVE, subjects=sorted(orphans)))
            if len(rows) < _AT_ONCE:
                return removed
            since = rows[-1]["created_at"]
