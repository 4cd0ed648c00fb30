"""What every act on one lead shares: the person must be seen, the lead be hers and the caller's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.made import ONE_ROW
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.leads.qualification import ENDED, LeadStageChange
from cdp.tasks.store import END_OF_LEAD
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadOf:
    """A lead, and whose it is: the person, and of her subjects the one that its id names."""

    subject: UUID
    lead: UUID
    row_of: UUID | None = None


Step = Callable[[Desk], Awaitable[None]]
"""What an act does with the lead, inside its transaction."""


async def on_lead(
    whose: LeadOf,
    ask: Ask,
    ground: Ground,
    payload: Payload,
    *,
    writes: dict[DataCategory, bool],
    step: Step,
) -> Changed[UUID]:
    """Do `step` with the lead of `whose`, once. The lead's id.

    Raises: as `change`; NobodyThere also where the caller may not see the person.
    """
    named = {kind for kind, is_given in writes.items() if is_given}
    always = {DataCategory.DERIVED_STAGE, DataCategory.STAFF_ACTIVITY}

    def make(policy: Policy) -> Change[UUID]:
        async def work(tx: Transaction, writing: Writing) -> UUID:
            await hold(tx, writing)
            await step(Desk(tx=tx, writing=writing, ground=ground, policy=policy))
            return whose.lead

        return Change(
            ask=replace(ask, writes=frozenset(always | named)),
            about=About(subject=whose.subject, makes=False, must_be_seen=True, row_of=whose.row_of),
            work=work,
            made=ONE_ROW,
            payload=payload,
        )

    return await change(make, ground)


async def end_tasks(desk: Desk, lead: UUID, change: LeadStageChange) -> None:
    """Where the lead has ended, nothing is left to do about it."""
    if change.after.qualification in ENDED:
        writing = desk.writing
        await desk.tx.fetch(
            END_OF_LEAD,
            subject_id=writing.subject,
            lead_id=lead,
            ended_by=writing.ask.actor.id,
            ended_at=hour_of(writing.ask.at),
        )
