"""Tasks on the surface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact
from cdp.api.node import Node
from cdp.api.page import Owned, PageInfo, page_info
from cdp.api.turn import Turn
from cdp.tasks.facts import TaskFacts
from cdp.tasks.record import TaskOrigin, TaskState
from cdp.vocabulary import Channel, TaskKind
from privacy.terms import DataCategory

if TYPE_CHECKING:
    from cdp.api.people.profile import Profile

_PLAN = DataCategory.CONTACT_CALL_RECORD


@strawberry.type(description="What is to be done next for a person.")
class Task(Node):
    """One task."""

    task: strawberry.Private[TaskFacts]

    @plain("random id", "Names the task.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.TASK, self.task)

    @plain("random id", "The lead that it is about.")
    def lead(self, info: strawberry.Info) -> strawberry.ID | None:
        """The lead."""
        facts = self.task
        return turn_of(info).ids.fact_or_none(Fact.LEAD, facts.subject, facts.lead)

    @held(_PLAN, "What it is for.")
    def kind(self, info: strawberry.Info) -> TaskKind | None:
        """The kind."""
        return turn_of(info).fact("Task.kind", self.task.kind)

    @held(_PLAN, "When it is due.")
    def due_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Task.dueAt", self.task.due_at)

    @held(_PLAN, "When it is too late.")
    def sla_at(self, info: strawberry.Info) -> datetime | None:
        """The limit."""
        return turn_of(info).fact("Task.slaAt", self.task.sla_at)

    @held(_PLAN, "By what means.")
    def channel(self, info: strawberry.Info) -> Channel | None:
        """The channel."""
        return turn_of(info).fact("Task.channel", self.task.channel)

    @held(_PLAN, "1 is the most urgent, 5 the least.")
    def priority(self, info: strawberry.Info) -> int | None:
        """The priority."""
        return turn_of(info).fact("Task.priority", self.task.priority)

    @held(_PLAN, "Where it stands, now.")
    def state(self, info: strawberry.Info) -> TaskState | None:
        """The state."""
        return turn_of(info).fact("Task.state", self.task.state)

    @held(_PLAN, "Why there is a task.")
    def origin(self, info: strawberry.Info) -> TaskOrigin | None:
        """The origin."""
        return turn_of(info).fact("Task.origin", self.task.origin)

    @held(DataCategory.FREETEXT_CALL, "What to say, and what to know.")
    def script(self, info: strawberry.Info) -> str | None:
        """The script."""
        return turn_of(info).text("Task.script", DataCategory.FREETEXT_CALL, self.task.script)


@strawberry.type(description="A task in a list.")
class TaskEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Task = given("its fields are classified", "The task.")
    profile: Annotated[Profile, strawberry.lazy("cdp.api.people.profile")] | None = given(
        "its fields are classified", "Whom it is about."
    )


@strawberry.type(description="Tasks, soonest first.")
class TaskConnection:
    """Relay's connection."""

    edges: list[TaskEdge] = given("its nodes' fields are classified", "The tasks.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def task_connection(
    turn: Turn, rows: Sequence[Owned[TaskFacts]], first: int, after: str | None, *, listing: str
) -> TaskConnection:
    """The first `first` of `rows`."""
    from cdp.api.people.profile import Profile  # noqa: PLC0415 - as the other lists do

    return TaskConnection(
        edges=[
            TaskEdge(
                cursor=turn.cursors.cursor(listing, row.place),
                node=Task(task=row.facts),
                profile=Profile(person=row.person),
            )
            for row in rows[:first]
        ],
        page_info=page_info(turn, listing, [row.place for row in rows], first, after),
    )
