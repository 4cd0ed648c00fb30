"""The roots of orders: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.place_order import OrderWish, place_order
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.orders.inputs import OrderFilter, OrderLineInput, PlaceOrderInput
from cdp.api.orders.payloads import PlaceOrderDone
from cdp.api.orders.types import OrderConnection, order_connection
from cdp.api.page import Owned
from cdp.api.reading import Filters, conditions, page, page_name
from cdp.errors import InvalidField
from cdp.orders.facts import OrderFacts
from cdp.orders.record import Line, Order
from privacy.terms import DataCategory

_MINOR_DIGITS: Final = 16


async def orders(asking: Asking) -> OrderConnection:
    """`Query.orders`."""
    rows = await page(
        asking,
        "orders",
        DataCategory.COMMERCIAL_ORDER,
        _filters(asking.arguments.get("filter")),
    )
    return order_connection(
        asking.turn,
        [Owned(facts=OrderFacts.of(row.cells), place=row.place, person=row.person) for row in rows],
        asking.arguments["first"],
        listing=page_name("orders"),
    )


def _filters(given: OrderFilter | None) -> Filters:
    if given is None:
        return {}
    order, source = DataCategory.COMMERCIAL_ORDER, DataCategory.ACQUISITION_SOURCE
    return conditions(
        status=(given.status, order),
        source=(given.source, source),
        placed_since=(wishes.utc_or_none(given.placed_since, field="filter.placedSince"), order),
        placed_until=(wishes.utc_or_none(given.placed_until, field="filter.placedUntil"), order),
    )


async def do_place_order(asking: Asking) -> object:
    """`Mutation.placeOrder`."""
    given: PlaceOrderInput = asking.arguments["input"]
    source = asking.ground.sources.named(given.source)
    order = Order.of(
        status=given.status,
        currency=given.currency,
        lines=[line(given_line, n) for n, given_line in enumerate(given.lines)],
        placed_at=wishes.utc(given.placed_at, field="placedAt"),
        external_no=given.external_no,
        now=asking.ask.at,
    )
    wish = OrderWish(
        about=wishes.about(given.number, given.profile, country=source.default_country),
        source=source,
        order=order,
    )
    changed = await place_order(wish, asking.ask, asking.ground, asking.payload)
    return PlaceOrderDone(order_id=made_id(changed.done), profile=shown(asking, changed))


def line(given: OrderLineInput, n: int) -> Line:
    """A line of an order. Raises InvalidField."""
    text = given.unit_minor
    if not (text.isascii() and text.isdigit() and len(text) <= _MINOR_DIGITS):
        raise InvalidField(
            f"lines.{n}.unitMinor", "Give minor units (fen) as a decimal string, zero or more."
        )
    return Line(product=given.product, quantity=given.quantity, unit_minor=int(text))


ROOTS: Final[Mapping[str, Root]] = {
    "orders": orders,
    "placeOrder": do_place_order,
}
"""The root fields of this room."""
