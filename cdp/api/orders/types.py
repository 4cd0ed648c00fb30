"""Orders on the surface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact
from cdp.api.node import Node
from cdp.api.orders.money import OrderConfirmation, Payment, Refund
from cdp.api.page import Owned, PageInfo, page_info
from cdp.api.turn import Turn
from cdp.orders.facts import LineFacts, OrderFacts
from cdp.orders.record import OrderStatus
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_ORDER = DataCategory.COMMERCIAL_ORDER

if TYPE_CHECKING:
    from cdp.api.people.profile import Profile

LIST: Final = "orders"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="One product of an order.")
class OrderLine:
    """One line."""

    line: strawberry.Private[LineFacts]

    @held(_ORDER, "What was ordered.")
    def product(self, info: strawberry.Info) -> str | None:
        """The product."""
        return turn_of(info).fact("OrderLine.product", self.line.product)

    @held(_ORDER, "How many.")
    def quantity(self, info: strawberry.Info) -> int | None:
        """The quantity."""
        return turn_of(info).fact("OrderLine.quantity", self.line.quantity)

    @held(_ORDER, "Price of one, in minor units (fen for CNY), as a decimal string.")
    def unit_minor(self, info: strawberry.Info) -> str | None:
        """The unit price: beyond 32 bits, hence text."""
        unit = turn_of(info).fact("OrderLine.unitMinor", self.line.unit_minor)
        return None if unit is None else str(unit)


@strawberry.type(description="An order.")
class Order(Node):
    """One order."""

    order: strawberry.Private[OrderFacts]

    @plain("random id", "Names the order here; other systems' numbers stand in externalNo.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.ORDER, self.order)

    @held(_ORDER, "The order's number in the system that it came from.")
    def external_no(self, info: strawberry.Info) -> str | None:
        """Their number."""
        return turn_of(info).text("Order.externalNo", _ORDER, self.order.external_no)

    @held(_ORDER, "Where the order stands.")
    def status(self, info: strawberry.Info) -> OrderStatus | None:
        """The status."""
        return turn_of(info).fact("Order.status", self.order.status)

    @held(_ORDER, "Sum of the lines in minor units (fen for CNY), as a decimal string.")
    def total_minor(self, info: strawberry.Info) -> str | None:
        """The total: beyond 32 bits, hence text."""
        total = turn_of(info).fact("Order.totalMinor", self.order.total_minor)
        return None if total is None else str(total)

    @held(_ORDER, "ISO 4217 code.")
    def currency(self, info: strawberry.Info) -> str | None:
        """The currency."""
        return turn_of(info).fact("Order.currency", self.order.currency)

    @held(_ORDER, "When it was placed.")
    def placed_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Order.placedAt", self.order.placed_at)

    @held(_ORDER, "By what means it was placed.")
    def channel(self, info: strawberry.Info) -> Channel | None:
        """The channel."""
        return turn_of(info).fact("Order.channel", self.order.channel)

    @plain("random id", "The lead that it came from.")
    def lead(self, info: strawberry.Info) -> strawberry.ID | None:
        """The lead's id."""
        facts = self.order
        return turn_of(info).ids.fact_or_none(Fact.LEAD, facts.subject, facts.lead)

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
class OrderEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Order = given("its fields are classified", "The order.")
    profile: Annotated[Profile, strawberry.lazy("cdp.api.people.profile")] | None = given(
        "its fields are classified", "Whose it is."
    )


@strawberry.type(description="Orders, newest first.")
class OrderConnection:
    """Relay's connection."""

    edges: list[OrderEdge] = given("its nodes' fields are classified", "The orders.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def order_connection(
    turn: Turn,
    rows: Sequence[Owned[OrderFacts]],
    first: int,
    after: str | None,
    *,
    listing: str = LIST,
) -> OrderConnection:
    """The first `first` of `rows`."""
    from cdp.api.people.profile import Profile  # noqa: PLC0415 - which itself lists orders

    return OrderConnection(
        edges=[
            OrderEdge(
                cursor=turn.cursors.cursor(listing, row.place),
                node=Order(order=row.facts),
                profile=Profile(person=row.person),
            )
            for row in rows[:first]
        ],
        page_info=page_info(turn, listing, [row.place for row in rows], first, after),
    )
