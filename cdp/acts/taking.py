"""Taking: what an erasure takes in its transaction, with what would tell somebody else of her."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cdp.compliance.erase import Eraser, Shared
from cdp.database.writer import Transaction
from cdp.identity.matching.suggestions import ABOUT, FORGET


async def take_of(
    tx: Transaction, eraser: Eraser, subjects: Sequence[UUID], shared: Shared
) -> dict[str, int]:
    """Take every row of hers; how many, by table.

    Her rows of suggestions are counted as hers; the suggestions, and the others' rows of them, go
    besides.
    """
    rows = await tx.fetch(ABOUT, subjects=subjects)
    taken = await eraser.take(tx, subjects, shared)
    await tx.fetch(FORGET, suggestions=[row["suggestion_id"] for row in rows])
    return taken
