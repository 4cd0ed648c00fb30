"""What disputePhone answers: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited


@strawberry.type(description="It is filed whose the number is, or that nobody knows.")
class DisputePhoneDone:
    """Filed."""

    phone_id: strawberry.ID = given("random id", "The number.")
    profile: Profile | None = given(
        "its fields are classified",
        "The person, as far as this purpose shows her; null where it does not.",
    )


DisputePhonePayload = Annotated[
    DisputePhoneDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("DisputePhonePayload", description="What came of disputePhone."),
]
