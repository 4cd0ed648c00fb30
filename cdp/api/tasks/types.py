"""Tasks on the surface."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import given, linked, named, shown
from cdp.api.ids import Fact
from cdp.api.node import Node
from cdp.api.rows import Connection, OwnedInList, edges_of
from cdp.plan.writing.reading import Over
from cdp.tasks.facts import TaskFacts
from cdp.tasks.record import TaskOrigin, TaskState
from cdp.vocabulary import Channel, TaskKind
from privacy.terms import DataCategory

_PLAN = DataCategory.CONTACT_CALL_RECORD


@strawberry.type(description="What is to be done next for a person.")
class Task(Node):
    """One task."""

    task: strawberry.Private[TaskFacts]

    id: strawberry.ID = named(Fact.TASK, "Names the task.", at="task")
    lead: strawberry.ID | None = linked(
        Fact.LEAD, TaskFacts.lead, "The lead that it is about.", at="task"
    )
    kind: TaskKind | None = shown(TaskFacts.kind, "What it is for.", at="task")
    due_at: datetime | None = shown(TaskFacts.due_at, "When it is due.", at="task")
    sla_at: datetime | None = shown(TaskFacts.sla_at, "When it is too late.", at="task")
    channel: Channel | None = shown(TaskFacts.channel, "By what means.", at="task")
    priority: int | None = shown(
        TaskFacts.priority, "1 is the most urgent, 5 the least.", at="task"
    )
    state: TaskState | None = shown(TaskFacts.state, "Where it stands, now.", at="task")
    origin: TaskOrigin | None = shown(TaskFacts.origin, "Why there is a task.", at="task")
    script: str | None = shown(TaskFacts.script, "What to say, and what to know.", at="task")


@strawberry.type(description="A task in a list.")
class TaskEdge(OwnedInList):
    """Relay's edge."""

    node: Task = given("its fields are classified", "The task.")


@strawberry.type(description="Tasks, soonest first.")
class TaskConnection(Connection):
    """Relay's connection."""

    edges: list[TaskEdge] = edges_of(TaskEdge, Over(Task, "task"), "The tasks.")
