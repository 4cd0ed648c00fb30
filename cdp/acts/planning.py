"""Planning: a task is filed inside the transaction of whichever act gives rise to it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.tasks.record import Task, TaskState
from cdp.tasks.store import WRITE
from privacy.consent import DENIALS
from privacy.store.consent_book import ConsentBook
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a task is about, besides the person."""

    lead: UUID | None = None
    case: UUID | None = None
    call: UUID | None = None


async def plan_task(desk: Desk, task: Task, occasion: Occasion) -> UUID:
    """File `task` under the purpose in force; blocked where the person denied that purpose."""
    writing, row = desk.writing, desk.ground.ids()
    sealed = writing.seal_row(
        "task", row, {"script": (task.script, DataCategory.FREETEXT_CALL), "result": _UNSAID}
    )
    await desk.tx.fetch(
        WRITE,
        subject_id=writing.subject,
        id=row,
        kind=task.kind.value,
        purpose=writing.ruling.purpose.value,
        due_at=task.due_at,
        sla_at=task.sla_at,
        channel=task.channel.value,
        priority=task.priority,
        state=(await _state(desk)).value,
        origin=task.origin.value,
        lead_id=occasion.lead,
        case_id=occasion.case,
        call_id=occasion.call,
        assignee=task.assignee,
        team=task.team,
        agent=writing.ask.actor.id,
        ended_by=None,
        ended_at=None,
        received_at=hour_of(writing.ask.at),
        **sealed,
    )
    return row


_UNSAID = (None, DataCategory.FREETEXT_CALL)


async def _state(desk: Desk) -> TaskState:
    """OPEN, unless she said no, as any of her subjects, to what the task would be done for."""
    writing = desk.writing
    cell = desk.policy.cell(writing.ruling.purpose)
    if cell is None:
        return TaskState.OPEN
    book = ConsentBook(desk.tx)
    for each in writing.everybody:
        said = (await book.standing(each.subject, at=writing.ask.at)).get(cell.bit)
        if said is not None and said.state in DENIALS:
            return TaskState.BLOCKED_BY_PRIVACY
    return TaskState.OPEN
