"""Orphaned keys: made for a person whom no transaction then made. They are swept after a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from cdp.errors import DeploymentUnfit
from privacy.store.orphans import BORN, REMOVE, THERE
from privacy.store.statement import Runner

WAIT: Final = timedelta(hours=24)
"""No write is under way for so long: what has no subject by then will never have one."""

FEW: Final = 100
"""So many orphans, or one in a hundred, are what lost races leave. More is a mistake of ours."""

BATCHES: Final = 1_000
"""So many a few lost batches of a file leave, but never most of those who were looked at."""

_AT_ONCE: Final = 1_000
_BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanSweeper:
    """Removes keys without a subject. `keys` and `data` run with the rights of jobs."""

    keys: Runner
    data: Runner
    clock: Callable[[], datetime]

    async def sweep(self, *, older_than: timedelta = WAIT) -> int:
        """Remove every orphan older than that; how many there were.

        Raises:
            DeploymentUnfit: more people are missing than writers can have lost; nothing is
                removed. The database of data is empty, incomplete, or another deployment's.
        """
        looked_at, orphans = 0, list[UUID]()
        since, after, until = _BEGINNING, UUID(int=0), self.clock() - older_than
        while rows := await self.keys.fetch(
            BORN, since=since, after=after, until=until, first=_AT_ONCE
        ):
            subjects = {row["subject_id"] for row in rows}
            there = await self.data.fetch(THERE, subjects=sorted(subjects))
            orphans.extend(sorted(subjects - {row["id"] for row in there}))
            looked_at += len(rows)
            since, after = rows[-1]["created_at"], rows[-1]["subject_id"]
        if len(orphans) > max(FEW, looked_at // 100, min(BATCHES, looked_at // 2)):
            raise DeploymentUnfit(
                ["Too many keys have no person: compare the two databases before anything else."]
            )
        removed = 0
        for at in range(0, len(orphans), _AT_ONCE):
            removed += len(await self.keys.fetch(REMOVE, subjects=orphans[at : at + _AT_ONCE]))
        return removed
