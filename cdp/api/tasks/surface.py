"""The root fields of tasks."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.root import After, First, act, answer, given_as, question
from cdp.api.tasks.inputs import CompleteTaskInput, ScheduleTaskInput
from cdp.api.tasks.payloads import CompleteTaskPayload, ScheduleTaskPayload
from cdp.api.tasks.types import TaskConnection


@strawberry.type
class TaskQuery:
    """Questions about tasks."""

    @question("The caller's open tasks for this purpose, soonest first.")
    def my_tasks(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> TaskConnection | None:
        """See `roots.my_tasks`."""
        return answer(info)


@strawberry.type
class TaskMutation:
    """The acts on tasks."""

    @act("Plan something to be done for a person, for the purpose in force.")
    def schedule_task(
        self,
        info: strawberry.Info,
        input: Annotated[ScheduleTaskInput, given_as("The task.")],
    ) -> ScheduleTaskPayload:
        """See `cdp.acts.schedule_task`."""
        return answer(info)

    @act("End a task: it was done, or need not be done.")
    def complete_task(
        self,
        info: strawberry.Info,
        input: Annotated[CompleteTaskInput, given_as("The end.")],
    ) -> CompleteTaskPayload:
        """See `cdp.acts.complete_task`."""
        return answer(info)
