"""Orders on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, held, linked, named, plain, shown, turn_of
from cdp.api.ids import Fact
from cdp.api.node import Node
from cdp.api.orders.money import OrderConfirmation, Payment, Refund
from cdp.api.rows import Connection, OwnedInList, edges_of
from cdp.orders.facts import LineFacts, OrderFacts
from cdp.orders.record import OrderStatus
from cdp.plan.writing.reading import Over
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_ORDER = DataCategory.COMMERCIAL_ORDER

LIST: Final = "orders"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="One product of an order.")
class OrderLine:
    """One line."""

    line: strawberry.Private[LineFacts]

    product: str | None = shown(LineFacts.product, "What was ordered.", at="line")
    quantity: int | None = shown(LineFacts.quantity, "How many.", at="line")
    unit_minor: str | None = shown(
        LineFacts.unit_minor,
        "Price of one, in minor units (fen for CNY), as a decimal string.",
        at="line",
        then=str,
    )


@strawberry.type(description="An order.")
class Order(Node):
    """One order."""

    order: strawberry.Private[OrderFacts]

    id: strawberry.ID = named(
        Fact.ORDER, "Names the order here; other systems' numbers stand in externalNo.", at="order"
    )
    external_no: str | None = shown(
        OrderFacts.external_no, "The order's number in the system that it came from.", at="order"
    )
    status: OrderStatus | None = shown(OrderFacts.status, "Where the order stands.", at="order")
    total_minor: str | None = shown(
        OrderFacts.total_minor,
        "Sum of the lines in minor units (fen for CNY), as a decimal string.",
        at="order",
        then=str,
    )
    currency: str | None = shown(OrderFacts.currency, "ISO 4217 code.", at="order")
    placed_at: datetime | None = shown(OrderFacts.placed_at, "When it was placed.", at="order")
    channel: Channel | None = shown(OrderFacts.channel, "By what means it was placed.", at="order")
    lead: strawberry.ID | None = linked(
        Fact.LEAD, OrderFacts.lead, "The lead that it came from.", at="order"
    )

    @plain("each line's fields are classified", "What was ordered.")
    def lines(self) -> list[OrderLine]:
        """The lines."""
        return [OrderLine(line=line) for line in self.order.lines]

    @held(DataCategory.COMMERCIAL_PAYMENT, "What was paid, in the order of time.")
    def payments(self, info: strawberry.Info) -> list[Payment] | None:
        """The payments."""
        shown = turn_of(info).shows("Order.payments", DataCategory.COMMERCIAL_PAYMENT)
        return [Payment(paid=paid) for paid in self.order.payments] if shown else None

    @held(DataCategory.COMMERCIAL_PAYMENT, "What was paid back, in the order of time.")
    def refunds(self, info: strawberry.Info) -> list[Refund] | None:
        """The refunds."""
        shown = turn_of(info).shows("Order.refunds", DataCategory.COMMERCIAL_PAYMENT)
        return [Refund(back=back) for back in self.order.refunds] if shown else None

    @held(_ORDER, "What of it was confirmed, in the order of time.")
    def confirmations(self, info: strawberry.Info) -> list[OrderConfirmation] | None:
        """The confirmations."""
        shown = turn_of(info).shows("Order.confirmations", _ORDER)
        return (
            [OrderConfirmation(said=said) for said in self.order.confirmations] if shown else None
        )


@strawberry.type(description="An order in a list.")
class OrderEdge(OwnedInList):
    """Relay's edge."""

    node: Order = given("its fields are classified", "The order.")


@strawberry.type(description="Orders, newest first.")
class OrderConnection(Connection):
    """Relay's connection."""

    edges: list[OrderEdge] = edges_of(OrderEdge, Over(Order, "order"), "The orders.")
