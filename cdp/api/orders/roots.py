"""The roots of orders: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from cdp.acts.place_order import OrderWish, place_order
from cdp.acts.update_order import OrderUpdate, update_order
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.ids import Fact
from cdp.api.orders.inputs import (
    ConfirmationInput,
    OrderFilter,
    OrderLineInput,
    PaymentInput,
    PlaceOrderInput,
    RefundInput,
    UpdateOrderInput,
)
from cdp.api.orders.payloads import PlaceOrderDone, UpdateOrderDone
from cdp.api.orders.types import OrderConnection
from cdp.api.reading import Filters, conditions, page, rows_across
from cdp.api.rows import Owned
from cdp.orders.facts import OrderFacts
from cdp.orders.money import Confirmation, Payment, Refund
from cdp.orders.record import Line, Order
from cdp.text import NAME_LETTERS, clean
from privacy.terms import DataCategory


async def orders(asking: Asking) -> OrderConnection:
    """`Query.orders`."""
    rows = await page(
        asking,
        "orders",
        DataCategory.COMMERCIAL_ORDER,
        _filters(asking.arguments.get("filter")),
    )
    owners = [Owned(OrderFacts.of(row.cells), row.person, row.place) for row in rows]
    return OrderConnection(of=rows_across(asking, "orders", owners))


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
        channel=given.channel,
        lead=asking.ids.row_or_none(Fact.LEAD, given.lead, field="lead"),
    )
    payments = enumerate(given.payments or ())
    wish = OrderWish(
        about=wishes.about(
            asking.ids,
            given.number,
            given.profile,
            country=source.default_country,
            rows=(given.lead,),
        ),
        source=source,
        order=order,
        payments=tuple(_payment(paid, asking.ask.at, f"payments.{n}") for n, paid in payments),
    )
    changed = await place_order(wish, asking.ask, asking.ground, asking.payload)
    return PlaceOrderDone(
        order_id=made_id(asking, Fact.ORDER, changed), profile=shown(asking, changed)
    )


def line(given: OrderLineInput, n: int) -> Line:
    """A line of an order. Raises InvalidField."""
    unit = wishes.minor(given.unit_minor, field=f"lines.{n}.unitMinor")
    return Line(product=given.product, quantity=given.quantity, unit_minor=unit)


def _payment(given: PaymentInput, now: datetime, field: str) -> Payment:
    return Payment.of(
        method=given.method,
        amount_minor=wishes.minor(given.amount_minor, field=f"{field}.amountMinor"),
        currency=given.currency,
        paid_at=wishes.utc(given.paid_at, field=f"{field}.paidAt"),
        reference=given.reference,
        now=now,
        field=field,
    )


def _refund(given: RefundInput | None, now: datetime) -> Refund | None:
    if given is None:
        return None
    return Refund.of(
        amount_minor=wishes.minor(given.amount_minor, field="refund.amountMinor"),
        currency=given.currency,
        refunded_at=wishes.utc(given.refunded_at, field="refund.refundedAt"),
        reference=given.reference,
        now=now,
    )


def _confirmation(given: ConfirmationInput | None, now: datetime) -> Confirmation | None:
    if given is None:
        return None
    return Confirmation.of(
        kind=given.kind,
        channel=given.channel,
        confirmed_at=wishes.utc(given.confirmed_at, field="confirmation.confirmedAt"),
        reference=given.reference,
        now=now,
    )


async def do_update_order(asking: Asking) -> object:
    """`Mutation.updateOrder`."""
    given: UpdateOrderInput = asking.arguments["input"]
    source, now = asking.ground.sources.named(given.source), asking.ask.at
    paid = given.payment
    wish = OrderUpdate(
        about=wishes.about(
            asking.ids,
            given.number,
            given.profile,
            country=source.default_country,
            rows=(
                given.order,
                given.lead,
            ),
        ),
        source=source,
        order=asking.ids.row_or_none(Fact.ORDER, given.order, field="order"),
        external_no=clean(given.external_no, field="externalNo", at_most=NAME_LETTERS),
        status=given.status,
        channel=given.channel,
        lead=asking.ids.row_or_none(Fact.LEAD, given.lead, field="lead"),
        payment=None if paid is None else _payment(paid, now, "payment"),
        refund=_refund(given.refund, now),
        confirmation=_confirmation(given.confirmation, now),
    )
    changed = await update_order(wish, asking.ask, asking.ground, asking.payload)
    return UpdateOrderDone(
        order_id=made_id(asking, Fact.ORDER, changed), profile=shown(asking, changed)
    )


ROOTS: Final[Mapping[str, Root]] = {
    "orders": orders,
    "placeOrder": do_place_order,
    "updateOrder": do_update_order,
}
"""The root fields of this room."""
