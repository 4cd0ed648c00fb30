"""Payments, refunds and confirmations of an order on the surface."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import shown
from cdp.orders.facts import ConfirmationFacts, PaymentFacts, RefundFacts
from cdp.orders.money import ConfirmationKind, PaymentMethod
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_ORDER = DataCategory.COMMERCIAL_ORDER
_PAYMENT = DataCategory.COMMERCIAL_PAYMENT


@strawberry.type(description="Money that came for an order.")
class Payment:
    """One payment."""

    paid: strawberry.Private[PaymentFacts]

    method: PaymentMethod | None = shown(PaymentFacts.method, "How it came.", at="paid")
    amount_minor: str | None = shown(
        PaymentFacts.amount_minor,
        "In minor units (fen for CNY), as a decimal string.",
        at="paid",
        then=str,
    )
    currency: str | None = shown(PaymentFacts.currency, "ISO 4217 code.", at="paid")
    paid_at: datetime | None = shown(PaymentFacts.paid_at, "When it came.", at="paid")
    reference: str | None = shown(
        PaymentFacts.reference, "The payment service's own number.", at="paid"
    )


@strawberry.type(description="Money of an order that was paid back.")
class Refund:
    """One refund."""

    back: strawberry.Private[RefundFacts]

    amount_minor: str | None = shown(
        RefundFacts.amount_minor,
        "In minor units (fen for CNY), as a decimal string.",
        at="back",
        then=str,
    )
    currency: str | None = shown(RefundFacts.currency, "ISO 4217 code.", at="back")
    refunded_at: datetime | None = shown(
        RefundFacts.refunded_at, "When it was paid back.", at="back"
    )
    reference: str | None = shown(
        RefundFacts.reference, "The payment service's own number.", at="back"
    )


@strawberry.type(description="Something of an order that was confirmed.")
class OrderConfirmation:
    """One confirmation."""

    said: strawberry.Private[ConfirmationFacts]

    kind: ConfirmationKind | None = shown(ConfirmationFacts.kind, "What was confirmed.", at="said")
    channel: Channel | None = shown(ConfirmationFacts.channel, "By what means.", at="said")
    confirmed_at: datetime | None = shown(ConfirmationFacts.confirmed_at, "When.", at="said")
    reference: str | None = shown(ConfirmationFacts.reference, "Where the proof lies.", at="said")
