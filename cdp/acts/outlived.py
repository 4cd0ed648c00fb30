"""Outlived: whether somebody is being erased of whom a transaction is about to write."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cdp.database.writer import Transaction
from privacy.store.subjects import HOLD
from privacy.terms import SubjectState


async def is_outlived(tx: Transaction, subjects: Sequence[UUID]) -> bool:
    """Whether any of these people is being erased; nobody begins to before this transaction ends.

    Ask before anything is written of them: their rows are held, in one order for everybody, so
    that no two writers wait for each other, and nothing written meanwhile outlives a person.
    """
    if not subjects:
        return False
    rows = await tx.fetch(HOLD, subjects=sorted(subjects))
    return any(row["state"] == SubjectState.ERASING.value for row in rows)
