"""Statements on orders. Index: ix_customer_order_subject_id_placed_at, read backwards.

What hangs on an order is read by its own index of subject, order and time.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    ScalarSelect,
    String,
    Table,
    Uuid,
    bindparam,
    cast,
    func,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.database.listing import Listing, newest
from cdp.orders.tables import (
    customer_order,
    order_confirmation,
    order_line,
    order_payment,
    order_refund,
)
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "external_no",
    "status",
    "total_minor",
    "currency",
    "placed_at",
    "channel",
    "lead_id",
)
"""The order of a fragment's row; what hangs on it follows, in the order of HANGING."""

LINE_COLUMNS: Final = ("product", "quantity", "unit_minor")
"""The order of a line's row."""

_HANGING: Final = ("subject_id", "id")

PAYMENT_COLUMNS: Final = (*_HANGING, "method", "amount_minor", "currency", "paid_at", "reference")
"""The order of a payment's row."""

REFUND_COLUMNS: Final = (*_HANGING, "amount_minor", "currency", "refunded_at", "reference")
"""The order of a refund's row."""

CONFIRMATION_COLUMNS: Final = (*_HANGING, "kind", "channel", "confirmed_at", "reference")
"""The order of a confirmation's row."""

HANGING: Final = ("order_lines", "order_payments", "order_refunds", "order_confirmations")
"""What hangs on an order: an array of rows each, or null where it is not asked for."""

_ALL: Final = frozenset(HANGING)
_NOTHING: Final[ColumnElement[Any]] = null()


def _hanging(table: Table, columns: tuple[str, ...], by: Column[object]) -> ColumnElement[object]:
    """The rows of `table` that hang on the order at hand, in the order of `by`."""
    rows = (
        select(func.row(*(table.c[name] for name in columns)))
        .where(
            table.c.subject_id == customer_order.c.subject_id,
            table.c.order_id == customer_order.c.id,
        )
        .order_by(by)
        .correlate_except(table)
    )
    return func.array(rows.scalar_subquery())


def lateral(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    part: str | None = "orders",
    hanging: frozenset[str] = _ALL,
) -> ColumnElement[object]:
    """The newest orders of `subject` where `allowed`, as an array of rows.

    Of what hangs on them only `hanging` is read. Binds: as `newest` of `part`.
    """
    rows = (
        select(func.row(*_cells(hanging)))
        .where(
            customer_order.c.subject_id == subject,
            allowed,
        )
        .correlate_except(customer_order)
    )
    return func.array(
        newest(rows, part, customer_order.c.placed_at, customer_order.c.id).scalar_subquery()
    )


def _cells(hanging: frozenset[str] = _ALL) -> tuple[ColumnElement[object], ...]:
    """The cells of an order's row: its columns, and arrays of what hangs on it."""
    rows = (
        _hanging(order_line, LINE_COLUMNS, order_line.c.n),
        _hanging(order_payment, PAYMENT_COLUMNS, order_payment.c.paid_at),
        _hanging(order_refund, REFUND_COLUMNS, order_refund.c.refunded_at),
        _hanging(order_confirmation, CONFIRMATION_COLUMNS, order_confirmation.c.confirmed_at),
    )
    return (
        *(customer_order.c[name] for name in COLUMNS),
        *(each if name in hanging else _NOTHING for name, each in zip(HANGING, rows, strict=True)),
    )


LISTING: Final = Listing(
    name="orders",
    subject=customer_order.c.subject_id,
    id=customer_order.c.id,
    at=customer_order.c.placed_at,
    cells=_cells(),
    where={
        "status": customer_order.c.status == bindparam("status", type_=String),
        "source": customer_order.c.source == bindparam("source", type_=String),
        "placed_since": customer_order.c.placed_at
        >= bindparam("placed_since", type_=DateTime(timezone=True)),
        "placed_until": customer_order.c.placed_at
        < bindparam("placed_until", type_=DateTime(timezone=True)),
    },
)
"""Orders of many people, newest first. Index: ix_customer_order_placed_at."""


WRITE: Final = Statement(
    "orders.write",
    insert(customer_order).values(every_column(customer_order)),
)
"""One order."""

WRITE_LINE: Final = Statement(
    "orders.write_line",
    insert(order_line).values(every_column(order_line)),
)
"""One line of an order."""

WRITE_PAYMENT: Final = Statement(
    "orders.write_payment",
    insert(order_payment).values(every_column(order_payment)),
)
"""One payment of an order."""

WRITE_REFUND: Final = Statement(
    "orders.write_refund",
    insert(order_refund).values(every_column(order_refund)),
)
"""One refund of an order."""

WRITE_CONFIRMATION: Final = Statement(
    "orders.write_confirmation",
    insert(order_confirmation).values(every_column(order_confirmation)),
)
"""One confirmation of an order."""


def _sum(table: Table) -> ScalarSelect[int]:
    return (
        select(func.coalesce(cast(func.sum(table.c.amount_minor), BigInteger), 0))
        .where(
            table.c.subject_id == customer_order.c.subject_id,
            table.c.order_id == customer_order.c.id,
        )
        .correlate(customer_order)
        .scalar_subquery()
    )


_THIS: Final = (
    customer_order.c.subject_id == bindparam("subject_id", type_=Uuid),
    customer_order.c.id == bindparam("id", type_=Uuid),
)

LOCK: Final = Statement(
    "orders.lock",
    select(customer_order.c.id).where(*_THIS).with_for_update(),
)
"""The order, held until the transaction ends: whoever changes it or its money waits here.

Index: pk_customer_order.
"""

STANDING: Final = Statement(
    "orders.standing",
    select(
        customer_order.c.status,
        customer_order.c.currency,
        customer_order.c.total_minor,
        customer_order.c.placed_at,
        _sum(order_payment).label("paid_minor"),
        _sum(order_refund).label("refunded_minor"),
    ).where(*_THIS),
)
"""Where an order stands, with its money on record. Ask after LOCK, in a statement of its own:
the one that waited for the lock still sees the money of before."""


def _bound(name: str) -> ColumnElement[object]:
    return bindparam(name, type_=customer_order.c[name].type)


MOVE: Final = Statement(
    "orders.move",
    customer_order.update()
    .where(*_THIS)
    .values(
        status=_bound("status"),
        status_at=_bound("status_at"),
        channel=func.coalesce(_bound("channel"), customer_order.c.channel),
        lead_id=func.coalesce(_bound("lead_id"), customer_order.c.lead_id),
    ),
)
"""The order goes on; what is not said stays. Index: pk_customer_order."""
