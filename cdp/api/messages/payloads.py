"""What logMessage answers: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The message is filed, or how much further it came.")
class LogMessageDone:
    """Filed."""

    message_id: strawberry.ID = given("random id", "The message.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


LogMessagePayload = Annotated[
    LogMessageDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("LogMessagePayload", description="What came of logMessage."),
]
