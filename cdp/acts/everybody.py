"""Everybody: all subjects of a person, held, so that none joins or leaves her meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from cdp.database.writer import Transaction
from cdp.errors import Conflict
from privacy.store.links import MEMBERS
from privacy.store.statement import Runner
from privacy.store.subjects import HOLD
from privacy.terms import SubjectState


async def subjects_of(run: Runner, subject: UUID) -> tuple[UUID, ...]:
    """Every subject of whom `subject` is one, in order: herself alone, unless she is merged."""
    rows = await run.fetch(MEMBERS, subject=subject)
    # The driver's ids are of a class of its own, which entries cannot be written with.
    return tuple(UUID(int=row["subject_id"].int) for row in rows) or (subject,)


async def hold_everybody(tx: Transaction, subject: UUID) -> Mapping[UUID, SubjectState]:
    """Where each of her subjects stands; nobody merges, parts or erases her until `tx` ends.

    Raises:
        Conflict: somebody merged or parted her in this very moment.
    """
    subjects = await subjects_of(tx, subject)
    rows = await tx.fetch(HOLD, subjects=list(subjects))
    if await subjects_of(tx, subject) != subjects:
        raise Conflict("Somebody decided about her records just now. Ask again.")
    states = [SubjectState(row["state"]) for row in rows]
    return dict(zip(subjects, states, strict=True)) if len(states) == len(subjects) else {}
