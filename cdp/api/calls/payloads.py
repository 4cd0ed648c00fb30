"""What logCall answers: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The call is filed.")
class LogCallDone:
    """Filed."""

    call_id: strawberry.ID = given("random id", "The call.")
    lead_id: strawberry.ID | None = given(
        "random id", "The lead that it was about; null where the person is not shown."
    )
    case_id: strawberry.ID | None = given(
        "random id", "The case that it was about, or made; null where the person is not shown."
    )
    task_id: strawberry.ID | None = given(
        "random id", "The task that follows; null where the person is not shown."
    )
    profile: Profile | None = given(_SHOWN, _PROFILE)


LogCallPayload = Annotated[
    LogCallDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("LogCallPayload", description="What came of logCall."),
]
