"""Outlived: whether somebody is being erased of whom a transaction has just written."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cdp.database.writer import Transaction
from privacy.store.subjects import HOLD
from privacy.terms import SubjectState


async def is_outlived(tx: Transaction, subjects: Sequence[UUID]) -> bool:
    """Whether any of these people is being erased; nobody begins to before this transaction ends.

    Ask at its end: what was written of a person meanwhile must not outlive her.
    """
    rows = await tx.fetch(HOLD, subjects=sorted(subjects))
    return any(row["state"] == SubjectState.ERASING.value for row in rows)
