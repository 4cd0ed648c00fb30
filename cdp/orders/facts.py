"""What the rows of orders say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.orders.money import ConfirmationKind, PaymentMethod
from cdp.orders.record import OrderStatus
from cdp.vocabulary import Channel
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
class PaymentFacts:
    """One payment."""

    id: UUID
    method: Guarded[PaymentMethod]
    amount_minor: Guarded[int]
    currency: Guarded[str]
    paid_at: Guarded[datetime]
    reference: Sealed | None

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of PAYMENT_COLUMNS."""
        subject, row, method, amount_minor, currency, paid_at, reference = cells
        paying = Category.COMMERCIAL_PAYMENT

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=paying)

        return cls(
            id=row,
            method=fact(PaymentMethod(method)),
            amount_minor=fact(amount_minor),
            currency=fact(currency),
            paid_at=fact(paid_at),
            reference=sealed(reference, cells, "order_payment.reference", paying),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFacts:
    """One refund."""

    id: UUID
    amount_minor: Guarded[int]
    currency: Guarded[str]
    refunded_at: Guarded[datetime]
    reference: Sealed | None

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of REFUND_COLUMNS."""
        subject, row, amount_minor, currency, refunded_at, reference = cells
        paying = Category.COMMERCIAL_PAYMENT

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=paying)

        return cls(
            id=row,
            amount_minor=fact(amount_minor),
            currency=fact(currency),
            refunded_at=fact(refunded_at),
            reference=sealed(reference, cells, "order_refund.reference", paying),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationFacts:
    """One confirmation."""

    id: UUID
    kind: Guarded[ConfirmationKind]
    channel: Guarded[Channel]
    confirmed_at: Guarded[datetime]
    reference: Sealed | None

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of CONFIRMATION_COLUMNS."""
        subject, row, kind, channel, confirmed_at, reference = cells
        ordering = Category.COMMERCIAL_ORDER

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=ordering)

        return cls(
            id=row,
            kind=fact(ConfirmationKind(kind)),
            channel=fact(Channel(channel)),
            confirmed_at=fact(confirmed_at),
            reference=sealed(reference, cells, "order_confirmation.reference", ordering),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """One order, with what hangs on it."""

    subject: UUID
    id: UUID
    external_no: Sealed | None
    status: Guarded[OrderStatus]
    total_minor: Guarded[int]
    currency: Guarded[str]
    placed_at: Guarded[datetime]
    channel: Guarded[Channel | None]
    lead: UUID | None
    lines: tuple[LineFacts, ...]
    payments: tuple[PaymentFacts, ...]
    refunds: tuple[RefundFacts, ...]
    confirmations: tuple[ConfirmationFacts, ...]
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `orders.store.lateral`."""
        subject, row, external_no, status, total_minor, currency, placed_at, *rest = cells
        channel, lead, lines, payments, refunds, confirmations = rest
        ordering = Category.COMMERCIAL_ORDER

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=ordering)

        return cls(
            subject=subject,
            id=row,
            external_no=sealed(external_no, cells, "customer_order.external_no", ordering),
            status=fact(OrderStatus(status)),
            total_minor=fact(total_minor),
            currency=fact(currency),
            placed_at=fact(placed_at),
            channel=fact(None if channel is None else Channel(channel)),
            lead=lead,
            lines=tuple(
                LineFacts(product=fact(product), quantity=fact(quantity), unit_minor=fact(unit))
                for product, quantity, unit in lines or ()
            ),
            payments=tuple(PaymentFacts.of(payment) for payment in payments or ()),
            refunds=tuple(RefundFacts.of(refund) for refund in refunds or ()),
            confirmations=tuple(ConfirmationFacts.of(each) for each in confirmations or ()),
            place=Place(at=placed_at, id=row),
        )
