"""Hold a person: her row is locked before anything else is written of her."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cdp.database.writer import Transaction
from cdp.errors import NobodyThere
from privacy.store.subjects import HOLD, LOCK
from privacy.terms import SubjectState
from privacy.writing import Writing


async def hold(tx: Transaction, writing: Writing) -> None:
    """Wait for whoever else writes of her what depends on what stands.

    This comes first: a row that is added holds hers in share, and two writers who then wanted it
    alone would wait for each other.

    Raises:
        NobodyThere: she was restricted or erased since she was looked for.
    """
    rows = await tx.fetch(LOCK, subject=writing.subject)
    is_live = bool(rows) and rows[0]["state"] == SubjectState.LIVE.value
    if not is_live and not writing.ruling.exempt:
        raise NobodyThere


async def hold_all(tx: Transaction, subjects: Sequence[UUID]) -> frozenset[UUID]:
    """Hold these people, in one order for everybody; those of them of whom may be written."""
    rows = await tx.fetch(HOLD, subjects=sorted(subjects))
    return frozenset(row["id"] for row in rows if row["state"] == SubjectState.LIVE.value)
