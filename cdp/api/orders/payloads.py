"""What the acts on orders answer: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The order is filed.")
class PlaceOrderDone:
    """Filed."""

    order_id: strawberry.ID = given("random id", "The order.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The order is as it was said.")
class UpdateOrderDone:
    """Filed."""

    order_id: strawberry.ID = given("random id", "The order.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


PlaceOrderPayload = Annotated[
    PlaceOrderDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("PlaceOrderPayload", description="What came of placeOrder."),
]
UpdateOrderPayload = Annotated[
    UpdateOrderDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("UpdateOrderPayload", description="What came of updateOrder."),
]
