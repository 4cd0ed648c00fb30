"""What the rows of orders say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.orders.record import OrderStatus
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line of an order."""

    product: Guarded[str]
    quantity: Guarded[int]
    unit_minor: Guarded[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """One order."""

    id: UUID
    external_no: Sealed | None
    status: Guarded[OrderStatus]
    total_minor: Guarded[int]
    currency: Guarded[str]
    placed_at: Guarded[datetime]
    lines: tuple[LineFacts, ...]
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `orders.store.lateral`."""
        subject, row, external_no, status, total_minor, currency, placed_at, lines = cells

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.COMMERCIAL_ORDER)

        return cls(
            id=row,
            external_no=sealed(
                external_no, cells, "customer_order.external_no", Category.COMMERCIAL_ORDER
            ),
            status=fact(OrderStatus(status)),
            total_minor=fact(total_minor),
            currency=fact(currency),
            placed_at=fact(placed_at),
            lines=tuple(
                LineFacts(product=fact(product), quantity=fact(quantity), unit_minor=fact(unit))
                for product, quantity, unit in lines
            ),
            place=Place(at=placed_at, id=row),
        )
