"""Dump: every row of a database, as PostgreSQL writes it, through a session of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from cdp.compliance.store import rows_as_text

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from privacy.store.statement import Runner


async def dump(run: Runner, metadata: MetaData) -> AsyncIterator[bytes]:
    """The rows of each table of `metadata`, a table at a time; binary stands there in hex."""
    for table in metadata.sorted_tables:
        rows = await run.fetch(rows_as_text(table))
        yield "\n".join(row["row"] for row in rows).encode()
