"""Payments, refunds and confirmations of an order on the surface."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import held, turn_of
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

    @held(_PAYMENT, "How it came.")
    def method(self, info: strawberry.Info) -> PaymentMethod | None:
        """The method."""
        return turn_of(info).fact("Payment.method", self.paid.method)

    @held(_PAYMENT, "In minor units (fen for CNY), as a decimal string.")
    def amount_minor(self, info: strawberry.Info) -> str | None:
        """The amount: beyond 32 bits, hence text."""
        amount = turn_of(info).fact("Payment.amountMinor", self.paid.amount_minor)
        return None if amount is None else str(amount)

    @held(_PAYMENT, "ISO 4217 code.")
    def currency(self, info: strawberry.Info) -> str | None:
        """The currency."""
        return turn_of(info).fact("Payment.currency", self.paid.currency)

    @held(_PAYMENT, "When it came.")
    def paid_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Payment.paidAt", self.paid.paid_at)

    @held(_PAYMENT, "The payment service's own number.")
    def reference(self, info: strawberry.Info) -> str | None:
        """Their number."""
        return turn_of(info).text("Payment.reference", _PAYMENT, self.paid.reference)


@strawberry.type(description="Money of an order that was paid back.")
class Refund:
    """One refund."""

    back: strawberry.Private[RefundFacts]

    @held(_PAYMENT, "In minor units (fen for CNY), as a decimal string.")
    def amount_minor(self, info: strawberry.Info) -> str | None:
        """The amount: beyond 32 bits, hence text."""
        amount = turn_of(info).fact("Refund.amountMinor", self.back.amount_minor)
        return None if amount is None else str(amount)

    @held(_PAYMENT, "ISO 4217 code.")
    def currency(self, info: strawberry.Info) -> str | None:
        """The currency."""
        return turn_of(info).fact("Refund.currency", self.back.currency)

    @held(_PAYMENT, "When it was paid back.")
    def refunded_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Refund.refundedAt", self.back.refunded_at)

    @held(_PAYMENT, "The payment service's own number.")
    def reference(self, info: strawberry.Info) -> str | None:
        """Their number."""
        return turn_of(info).text("Refund.reference", _PAYMENT, self.back.reference)


@strawberry.type(description="Something of an order that was confirmed.")
class OrderConfirmation:
    """One confirmation."""

    said: strawberry.Private[ConfirmationFacts]

    @held(_ORDER, "What was confirmed.")
    def kind(self, info: strawberry.Info) -> ConfirmationKind | None:
        """The kind."""
        return turn_of(info).fact("OrderConfirmation.kind", self.said.kind)

    @held(_ORDER, "By what means.")
    def channel(self, info: strawberry.Info) -> Channel | None:
        """The channel."""
        return turn_of(info).fact("OrderConfirmation.channel", self.said.channel)

    @held(_ORDER, "When.")
    def confirmed_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("OrderConfirmation.confirmedAt", self.said.confirmed_at)

    @held(_ORDER, "Where the proof lies.")
    def reference(self, info: strawberry.Info) -> str | None:
        """The reference."""
        return turn_of(info).text("OrderConfirmation.reference", _ORDER, self.said.reference)
