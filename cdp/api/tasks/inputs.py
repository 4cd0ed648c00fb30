"""What the acts on tasks take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.vocabulary import Channel, TaskKind
from privacy.terms import DataCategory

_PLAN = DataCategory.CONTACT_CALL_RECORD


@strawberry.input(description="Something that is to be done for a person.")
class ScheduleTaskInput:
    """A task. It is done for the purpose under which it is planned."""

    profile: strawberry.ID = plain("random id", "The profile.")
    kind: TaskKind = must(_PLAN, "What it is for.")
    due_at: datetime = must(_PLAN, "When it is due.")
    sla_at: datetime | None = may(_PLAN, "When it is too late.")
    channel: Channel | None = may(_PLAN, "By what means; left out: by telephone.")
    assignee: str | None = may(
        DataCategory.STAFF_ACTIVITY, "Who does it, as the ledger writes her; left out: the caller."
    )
    priority: int | None = may(_PLAN, "1 is the most urgent, 5 the least; left out: 3.")
    script: str | None = may(DataCategory.FREETEXT_CALL, "What to say, and what to know.")
    lead: strawberry.ID | None = plain_may("random id", "The lead that it is about.")


@strawberry.input(description="A task that was done, or need not be done.")
class CompleteTaskInput:
    """An end."""

    profile: strawberry.ID = plain("random id", "The profile.")
    task: strawberry.ID = plain("random id", "The task.")
    done: bool = must(_PLAN, "Whether it was done; false: it was skipped.")
    result: str | None = may(DataCategory.FREETEXT_CALL, "What came of it.")
