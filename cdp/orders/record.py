"""An order: lines, amounts in integer minor units, a status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Final, Self
from uuid import UUID

from cdp.currency import LARGEST_MINOR, amount, known
from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, clean
from cdp.vocabulary import Channel

MOST_LINES: Final = 200
_LARGEST_QUANTITY: Final = 10**6
_LONG_NUMBER: Final = re.compile(r"\d(?:\W?\d){6}")


@unique
class OrderStatus(StrEnum):
    """Where an order stands."""

    DRAFT = "DRAFT"
    PENDING_PAYMENT = "PENDING_PAYMENT"
    PAID = "PAID"
    FULFILLED = "FULFILLED"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    REFUNDED = "REFUNDED"
    PARTLY_REFUNDED = "PARTLY_REFUNDED"


UNMADE: Final = frozenset({OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.REFUNDED})
"""States in which no contract stands: they give no basis to process. Source: PIPL 13(1)(2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One product of an order. `unit_minor` in the currency's minor unit (fen for CNY)."""

    product: str
    quantity: int
    unit_minor: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Order:
    """One order. The total is the sum of its lines; there is no second place to state it."""

    status: OrderStatus
    currency: str
    lines: tuple[Line, ...]
    placed_at: datetime
    external_no: str | None
    channel: Channel | None = None
    lead: UUID | None = None
    """The lead that it came from: one of the same person's."""

    @property
    def total_minor(self) -> int:
        """Sum of the lines, in minor units."""
        return sum(line.quantity * line.unit_minor for line in self.lines)

    @classmethod
    def of(
        cls,
        *,
        status: OrderStatus,
        currency: str,
        lines: Sequence[Line],
        placed_at: datetime,
        external_no: str | None,
        now: datetime,
        channel: Channel | None = None,
        lead: UUID | None = None,
    ) -> Self:
        """An order from what was typed.

        Raises:
            InvalidField: no line or too many, an amount below zero or beyond reason, an unknown
                currency, an order placed in the future.
        """
        if not 1 <= len(lines) <= MOST_LINES:
            raise InvalidField("lines", f"Give 1 to {MOST_LINES} lines.")
        if placed_at > now:
            raise InvalidField("placedAt", "An order that is filed has been placed: give its time.")
        order = cls(
            status=status,
            currency=known(currency, field="currency"),
            lines=tuple(_checked(line, n) for n, line in enumerate(lines)),
            placed_at=placed_at,
            external_no=clean(external_no, field="externalNo", at_most=NAME_LETTERS),
            channel=channel,
            lead=lead,
        )
        if order.total_minor > LARGEST_MINOR:
            raise InvalidField("lines", "The total is beyond what an order can be.")
        return order


def _checked(line: Line, n: int) -> Line:
    product = clean(line.product, field=f"lines.{n}.product", at_most=NAME_LETTERS)
    if product is None:
        raise InvalidField(f"lines.{n}.product", "Name the product.")
    if _LONG_NUMBER.search(product):
        # Products stand clear in the database, for rules to compare: no number goes in there.
        raise InvalidField(f"lines.{n}.product", "Name the product without long numbers.")
    if not 1 <= line.quantity <= _LARGEST_QUANTITY:
        raise InvalidField(f"lines.{n}.quantity", "Give a whole number from 1 to a million.")
    unit = amount(line.unit_minor, field=f"lines.{n}.unitMinor")
    return Line(product=product, quantity=line.quantity, unit_minor=unit)
