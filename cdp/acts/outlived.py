"""Outlived: whether a transaction is about to write of somebody of whom nothing may be written."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cdp.database.writer import Transaction
from privacy.gate import Ruling
from privacy.store.subjects import HOLD
from privacy.terms import SubjectState


async def is_outlived(tx: Transaction, subjects: Sequence[UUID], ruling: Ruling) -> bool:
    """Whether any of these people is being erased, or was restricted since she was looked for.

    Ask before anything is written of them: their rows are held, in one order for everybody, so
    that no two writers wait for each other, and nothing written meanwhile outlives a person. Who
    is restricted may still refuse, and exempt purposes go on (PIPL 15, 47(2)).
    """
    if not subjects:
        return False
    rows = await tx.fetch(HOLD, subjects=sorted(subjects))
    states = {row["state"] for row in rows}
    goes_on = ruling.exempt or ruling.narrows
    return SubjectState.ERASING.value in states or (
        SubjectState.RESTRICTED.value in states and not goes_on
    )
