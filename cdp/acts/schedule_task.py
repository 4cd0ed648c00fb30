"""schedule_task: something is to be done for a person, under the purpose in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.made import ONE_ROW
from cdp.acts.planning import Occasion, plan_task
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.errors import NobodyThere
from cdp.leads.store import ONE
from cdp.tasks.record import Task
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TaskWish:
    """A task, and for whom."""

    subject: UUID
    task: Task
    lead: UUID | None = None
    row_of: UUID | None = None
    """Whose the lead is, of her subjects."""


async def schedule_task(
    wish: TaskWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """File the task of `wish`. The task's id.

    Raises: as `change`; NobodyThere also where the caller may not see the person, or the lead is
    not hers.
    """
    writes = {DataCategory.CONTACT_CALL_RECORD, DataCategory.STAFF_ACTIVITY}
    if wish.task.script is not None:
        writes.add(DataCategory.FREETEXT_CALL)

    def make(policy: Policy) -> Change[UUID]:
        async def work(tx: Transaction, writing: Writing) -> UUID:
            await hold(tx, writing)
            if wish.lead is not None and not await tx.fetch(
                ONE, subject_id=writing.subject, id=wish.lead
            ):
                raise NobodyThere
            desk = Desk(tx=tx, writing=writing, ground=ground, policy=policy)
            return await plan_task(desk, wish.task, Occasion(lead=wish.lead))

        return Change(
            ask=replace(ask, writes=frozenset(writes)),
            about=About(subject=wish.subject, makes=False, must_be_seen=True, row_of=wish.row_of),
            work=work,
            made=ONE_ROW,
            payload=payload,
        )

    return await change(make, ground)
