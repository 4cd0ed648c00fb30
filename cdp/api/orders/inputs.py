"""What the acts on orders take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.orders.record import OrderStatus
from privacy.terms import DataCategory


@strawberry.input(description="One product of an order.")
class OrderLineInput:
    """A line."""

    product: str = must(DataCategory.COMMERCIAL_ORDER, "What was ordered.")
    quantity: int = must(DataCategory.COMMERCIAL_ORDER, "How many.")
    unit_minor: str = must(
        DataCategory.COMMERCIAL_ORDER, "Price of one in minor units (fen), as a decimal string."
    )


@strawberry.input(description="One order. Give the number, or the profile, and not both.")
class PlaceOrderInput:
    """An order."""

    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    status: OrderStatus = must(DataCategory.COMMERCIAL_ORDER, "Where it stands.")
    currency: str = must(DataCategory.COMMERCIAL_ORDER, "ISO 4217 code.")
    placed_at: datetime = must(DataCategory.COMMERCIAL_ORDER, "When it was placed.")
    lines: list[OrderLineInput] = must(DataCategory.COMMERCIAL_ORDER, "What was ordered.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    external_no: str | None = may(
        DataCategory.COMMERCIAL_ORDER, "The order's number where it comes from: filed once."
    )


@strawberry.input(description="Which orders. All that is given must hold.")
class OrderFilter:
    """A filter: comparing a fact reads it, so each needs the whole of its category."""

    status: OrderStatus | None = may(DataCategory.COMMERCIAL_ORDER, "Where it stands.")
    source: str | None = may(DataCategory.ACQUISITION_SOURCE, "The declared source.")
    placed_since: datetime | None = may(DataCategory.COMMERCIAL_ORDER, "Placed at or after.")
    placed_until: datetime | None = may(DataCategory.COMMERCIAL_ORDER, "Placed before.")
