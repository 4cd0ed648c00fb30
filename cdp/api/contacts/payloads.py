"""What the acts on contacts answer: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The contact is filed.")
class UpsertContactDone:
    """Filed."""

    contact_id: strawberry.ID = given("random id", "The contact.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="What she confirmed is marked, what she put right is filed.")
class ConfirmContactDataDone:
    """Filed."""

    contact_id: strawberry.ID = given("random id", "The contact.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


UpsertContactPayload = Annotated[
    UpsertContactDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("UpsertContactPayload", description="What came of upsertContact."),
]
ConfirmContactDataPayload = Annotated[
    ConfirmContactDataDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("ConfirmContactDataPayload", description="What came of confirmContactData."),
]
