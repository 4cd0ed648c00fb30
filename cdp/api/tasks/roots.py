"""The roots of tasks: a question to a page, inputs to acts, acts to payloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.complete_task import CompleteWish, complete_task
from cdp.acts.schedule_task import TaskWish, schedule_task
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.ids import Fact
from cdp.api.reading import conditions, page, rows_across
from cdp.api.rows import Owned
from cdp.api.tasks.inputs import CompleteTaskInput, ScheduleTaskInput
from cdp.api.tasks.payloads import CompleteTaskDone, ScheduleTaskDone
from cdp.api.tasks.types import TaskConnection
from cdp.tasks.facts import TaskFacts
from cdp.tasks.record import Task
from cdp.text import NOTE_LETTERS, clean
from privacy.terms import DataCategory

_LISTING: Final = "myTasks"
_PLAN: Final = DataCategory.CONTACT_CALL_RECORD


async def my_tasks(asking: Asking) -> TaskConnection:
    """`Query.myTasks`: what was planned for another purpose is done under that one."""
    wanted = conditions(purpose=(asking.ask.purpose, _PLAN))
    rows = await page(asking, _LISTING, _PLAN, wanted)
    owners = [Owned(TaskFacts.of(asking.ask.at, row.cells), row.person, row.place) for row in rows]
    return TaskConnection(of=rows_across(asking, _LISTING, owners))


async def do_schedule_task(asking: Asking) -> object:
    """`Mutation.scheduleTask`."""
    given: ScheduleTaskInput = asking.arguments["input"]
    task = Task.of(
        kind=given.kind,
        due_at=wishes.utc(given.due_at, field="dueAt"),
        sla_at=wishes.utc_or_none(given.sla_at, field="slaAt"),
        channel=given.channel,
        assignee=asking.ask.actor.id if given.assignee is None else given.assignee,
        priority=given.priority,
        script=given.script,
        now=asking.ask.at,
    )
    wish = TaskWish(
        subject=asking.ids.profile(given.profile),
        task=task,
        lead=asking.ids.row_or_none(Fact.LEAD, given.lead, field="lead"),
        row_of=asking.ids.whose(given.lead),
    )
    changed = await schedule_task(wish, asking.ask, asking.ground, asking.payload)
    return ScheduleTaskDone(
        task_id=made_id(asking, Fact.TASK, changed), profile=shown(asking, changed)
    )


async def do_complete_task(asking: Asking) -> object:
    """`Mutation.completeTask`."""
    given: CompleteTaskInput = asking.arguments["input"]
    wish = CompleteWish(
        subject=asking.ids.profile(given.profile),
        task=asking.ids.row(Fact.TASK, given.task, field="task"),
        row_of=asking.ids.whose(given.task),
        is_done=given.done,
        result=clean(given.result, field="result", at_most=NOTE_LETTERS),
    )
    changed = await complete_task(wish, asking.ask, asking.ground, asking.payload)
    return CompleteTaskDone(
        task_id=made_id(asking, Fact.TASK, changed), profile=shown(asking, changed)
    )


ROOTS: Final[Mapping[str, Root]] = {
    "myTasks": my_tasks,
    "scheduleTask": do_schedule_task,
    "completeTask": do_complete_task,
}
"""The root fields of this room."""
