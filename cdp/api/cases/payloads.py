"""What the acts on cases and satisfaction answer: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited
from cdp.cases.satisfaction import FollowUp

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The case is filed.")
class OpenCaseDone:
    """Filed."""

    case_id: strawberry.ID = given("random id", "The case.")
    rights_request: strawberry.ID | None = given(
        "random id", "The request under PIPL 44 to 50 that it opened; null where it asks none."
    )
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The case took the step.")
class ResolveCaseDone:
    """Filed."""

    case_id: strawberry.ID = given("random id", "The case.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The score is filed.")
class RecordSatisfactionDone:
    """Filed."""

    satisfaction_id: strawberry.ID = given("random id", "The score.")
    follow_up: FollowUp | None = given("what the caller said", "What it asks for; null: nothing.")
    task_id: strawberry.ID | None = given("random id", "The task that follows; null: none.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


OpenCasePayload = Annotated[
    OpenCaseDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("OpenCasePayload", description="What came of openCase."),
]
ResolveCasePayload = Annotated[
    ResolveCaseDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ResolveCasePayload", description="What came of resolveCase."),
]
RecordSatisfactionPayload = Annotated[
    RecordSatisfactionDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("RecordSatisfactionPayload", description="What came of recordSatisfaction."),
]
