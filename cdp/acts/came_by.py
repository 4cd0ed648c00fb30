"""Came by: under which ownership of a number a fact comes, looked up where it is written.

Events belong to whoever answered the number when they happened. Between the look-up and the write
a number can change hands; whoever writes looks again, with the person's row held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.acts.person import Raced
from cdp.database.writer import Transaction
from cdp.identity.record import OwnershipState
from cdp.identity.then import NUMBERS_THEN, OWNER_THEN
from privacy.phone import Phone
from privacy.store.statement import Runner
from privacy.writing import Writing


async def note_ownership(
    tx: Transaction, writing: Writing, phone: Phone, at: datetime, ground: Ground
) -> None:
    """Note in `writing` by which ownership of hers it comes, and whether that is past.

    Raises:
        Raced: the number changed hands since she was looked for; roll back and look again.
    """
    rows = await tx.fetch(OWNER_THEN, **ground.numbers.binds(phone), seen_at=at)
    writing.came_by, writing.is_past = None, False
    if rows and rows[0]["subject_id"] == writing.subject:
        writing.came_by = rows[0]["ownership_id"]
        writing.is_past = rows[0]["ownership_state"] != OwnershipState.ACTIVE.value
    elif not writing.ruling.exempt:
        raise Raced


async def is_hers_still(
    run: Runner, subject: UUID | None, phone: Phone, at: datetime, ground: Ground
) -> bool:
    """Whether whoever answered `phone` at `at` is this person, and answers it now."""
    rows = await run.fetch(OWNER_THEN, **ground.numbers.binds(phone), seen_at=at)
    return bool(rows) and (
        rows[0]["subject_id"] == subject
        and rows[0]["ownership_state"] == OwnershipState.ACTIVE.value
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled:
    """By which of her numbers something came that named none, as far as anybody knows.

    `ownership`: where she had but one, by any of her records: of several nobody knows which.
    `ended`: the first of them that she answers no more; None where she answers all.
    """

    ownership: UUID | None = None
    ended: UUID | None = None


async def dialled(tx: Transaction, writing: Writing, at: datetime) -> Dialled:
    """By which of her numbers something came at `at`."""
    everybody = [each.subject for each in writing.everybody]
    rows = await tx.fetch(NUMBERS_THEN, subjects=everybody, seen_at=at)
    hers = [row for row in rows if row["subject_id"] == writing.subject]
    ended = (row["id"] for row in hers if row["state"] == OwnershipState.ENDED.value)
    return Dialled(
        ownership=rows[0]["id"] if len(rows) == len(hers) == 1 else None, ended=next(ended, None)
    )
