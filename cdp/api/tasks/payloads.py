"""What the acts on tasks answer: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The task is planned.")
class ScheduleTaskDone:
    """Filed."""

    task_id: strawberry.ID = given("random id", "The task.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The task has ended.")
class CompleteTaskDone:
    """Filed."""

    task_id: strawberry.ID = given("random id", "The task.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


ScheduleTaskPayload = Annotated[
    ScheduleTaskDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ScheduleTaskPayload", description="What came of scheduleTask."),
]
CompleteTaskPayload = Annotated[
    CompleteTaskDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("CompleteTaskPayload", description="What came of completeTask."),
]
