"""Came by: under which ownership of a number a fact comes, looked up where it is written.

Events belong to whoever answered the number when they happened. Between the look-up and the write
a number can change hands; whoever writes looks again, with the person's row held.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.acts.person import Raced
from cdp.database.writer import Transaction
from cdp.identity.record import OwnershipState
from cdp.identity.store import ONE_NUMBER, OWNER_THEN
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


async def one_number(tx: Transaction, writing: Writing, at: datetime) -> UUID | None:
    """Her number at `at`, where there was but one: of several nobody knows which it was."""
    rows = await tx.fetch(ONE_NUMBER, subject_id=writing.subject, seen_at=at)
    found: UUID | None = rows[0]["id"] if len(rows) == 1 else None
    return found
