"""What the acts on orders take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.orders.money import ConfirmationKind, PaymentMethod
from cdp.orders.record import OrderStatus
from cdp.vocabulary import Channel
from privacy.terms import DataCategory


@strawberry.input(description="One product of an order.")
class OrderLineInput:
    """A line."""

    product: str = must(DataCategory.COMMERCIAL_ORDER, "What was ordered.")
    quantity: int = must(DataCategory.COMMERCIAL_ORDER, "How many.")
    unit_minor: str = must(
        DataCategory.COMMERCIAL_ORDER, "Price of one in minor units (fen), as a decimal string."
    )


@strawberry.input(description="Money that came for an order.")
class PaymentInput:
    """A payment."""

    method: PaymentMethod = must(DataCategory.COMMERCIAL_PAYMENT, "How it came.")
    amount_minor: str = must(
        DataCategory.COMMERCIAL_PAYMENT, "In minor units (fen), as a decimal string; above zero."
    )
    currency: str = must(DataCategory.COMMERCIAL_PAYMENT, "ISO 4217 code: the order's.")
    paid_at: datetime = must(DataCategory.COMMERCIAL_PAYMENT, "When it came.")
    reference: str | None = may(
        DataCategory.COMMERCIAL_PAYMENT, "The payment service's number: filed once."
    )


@strawberry.input(description="Money of an order that was paid back.")
class RefundInput:
    """A refund."""

    amount_minor: str = must(
        DataCategory.COMMERCIAL_PAYMENT, "In minor units (fen), as a decimal string; above zero."
    )
    currency: str = must(DataCategory.COMMERCIAL_PAYMENT, "ISO 4217 code: the order's.")
    refunded_at: datetime = must(DataCategory.COMMERCIAL_PAYMENT, "When it was paid back.")
    reference: str | None = may(
        DataCategory.COMMERCIAL_PAYMENT, "The payment service's number: filed once."
    )


@strawberry.input(description="Something of an order that was confirmed.")
class ConfirmationInput:
    """A confirmation."""

    kind: ConfirmationKind = must(DataCategory.COMMERCIAL_ORDER, "What was confirmed.")
    channel: Channel = must(DataCategory.COMMERCIAL_ORDER, "By what means.")
    confirmed_at: datetime = must(DataCategory.COMMERCIAL_ORDER, "When.")
    reference: str | None = may(DataCategory.COMMERCIAL_ORDER, "Where the proof lies.")


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
    channel: Channel | None = may(DataCategory.COMMERCIAL_ORDER, "By what means it was placed.")
    lead: strawberry.ID | None = plain_may("random id", "The lead that it came from.")
    payments: list[PaymentInput] | None = may(
        DataCategory.COMMERCIAL_PAYMENT, "What has been paid for it already."
    )


@strawberry.input(
    description="What is new of an order. Name it by its id, or by its number at the source."
)
class UpdateOrderInput:
    """A step, money, a confirmation; whatever is left out stays."""

    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    order: strawberry.ID | None = plain_may("random id", "The order.")
    external_no: str | None = may(
        DataCategory.COMMERCIAL_ORDER, "The order's number at the source."
    )
    status: OrderStatus | None = may(DataCategory.COMMERCIAL_ORDER, "Where it stands now.")
    channel: Channel | None = may(DataCategory.COMMERCIAL_ORDER, "By what means it was placed.")
    lead: strawberry.ID | None = plain_may("random id", "The lead that it came from.")
    payment: PaymentInput | None = may(DataCategory.COMMERCIAL_PAYMENT, "Money that came.")
    refund: RefundInput | None = may(
        DataCategory.COMMERCIAL_PAYMENT, "Money that was paid back: never more than came."
    )
    confirmation: ConfirmationInput | None = may(
        DataCategory.COMMERCIAL_ORDER, "Something that was confirmed."
    )


@strawberry.input(description="Which orders. All that is given must hold.")
class OrderFilter:
    """A filter: comparing a fact reads it, so each needs the whole of its category."""

    status: OrderStatus | None = may(DataCategory.COMMERCIAL_ORDER, "Where it stands.")
    source: str | None = may(DataCategory.ACQUISITION_SOURCE, "The declared source.")
    placed_since: datetime | None = may(DataCategory.COMMERCIAL_ORDER, "Placed at or after.")
    placed_until: datetime | None = may(DataCategory.COMMERCIAL_ORDER, "Placed before.")
