"""Statements on orders. Index: ix_customer_order_subject_id_placed_at, read backwards."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Integer, String, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from cdp.database.listing import Listing, later_than
from cdp.orders.tables import customer_order, order_line
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "external_no",
    "status",
    "total_minor",
    "currency",
    "placed_at",
)
"""The order of a fragment's row; an array of its lines follows."""

LINE_COLUMNS: Final = ("product", "quantity", "unit_minor")
"""The order of a line's row."""


def lateral(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool], *, part: str = "orders"
) -> ColumnElement[object]:
    """The newest orders of `subject` where `allowed`, as an array of rows.

    Binds: first_<part>, and the place <part>_at, <part>_id after which they begin.
    """
    rows = (
        select(func.row(*_cells()))
        .where(
            customer_order.c.subject_id == subject,
            allowed,
            later_than(part, customer_order.c.placed_at, customer_order.c.id),
        )
        .order_by(customer_order.c.placed_at.desc(), customer_order.c.id.desc())
        .limit(bindparam(f"first_{part}", type_=Integer))
        .correlate_except(customer_order)
    )
    return func.array(rows.scalar_subquery())


def _cells() -> tuple[ColumnElement[object], ...]:
    """The cells of an order's row: its columns, and an array of its lines."""
    lines = (
        select(func.row(*(order_line.c[name] for name in LINE_COLUMNS)))
        .where(
            order_line.c.subject_id == customer_order.c.subject_id,
            order_line.c.order_id == customer_order.c.id,
        )
        .order_by(order_line.c.n)
        .correlate_except(order_line)
    )
    return (
        *(customer_order.c[name] for name in COLUMNS),
        func.array(lines.scalar_subquery()),
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
