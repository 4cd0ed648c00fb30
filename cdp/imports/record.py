"""A run of one file: how far it came, and its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from cdp.imports.store import COUNTS
from privacy.store.statement import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. Lines up to `line` are done; `counts` are of the rows so far."""

    id: UUID
    line: int
    finished: bool
    started_at: datetime
    counts: Mapping[str, int]

    @classmethod
    def of(cls, row: Row) -> Self:
        """From a row of `import_run`."""
        return cls(
            id=row["id"],
            line=row["line"],
            finished=row["finished"],
            started_at=row["started_at"],
            counts={name: row[name] for name in COUNTS},
        )
