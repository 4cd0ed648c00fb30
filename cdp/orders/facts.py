"""What the rows of orders say: unreadable without a Grant."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.database.cells import PlacedFacts
from cdp.orders.money import ConfirmationKind, PaymentMethod
from cdp.orders.record import OrderStatus
from cdp.orders.store import (
    COLUMNS,
    CONFIRMATION_COLUMNS,
    LINE_COLUMNS,
    PAYMENT_COLUMNS,
    REFUND_COLUMNS,
)
from cdp.vocabulary import Channel
from privacy.terms import DataCategory
from privacy.vault import ClearCell, Facts, GuardedCell, KeyedFacts, RowsCell, SealedCell

_ORDERING: Final = DataCategory.COMMERCIAL_ORDER
_PAYING: Final = DataCategory.COMMERCIAL_PAYMENT

_line = LINE_COLUMNS.index
_paid = PAYMENT_COLUMNS.index
_back = REFUND_COLUMNS.index
_confirmed = CONFIRMATION_COLUMNS.index
_at = (*COLUMNS, "lines", "payments", "refunds", "confirmations").index


class LineFacts(Facts):
    """One line of an order: a row of LINE_COLUMNS."""

    __slots__ = ()

    product = GuardedCell[str](_line("product"), _ORDERING)
    quantity = GuardedCell[int](_line("quantity"), _ORDERING)
    unit_minor = GuardedCell[int](_line("unit_minor"), _ORDERING)


class PaymentFacts(KeyedFacts):
    """One payment: a row of PAYMENT_COLUMNS."""

    __slots__ = ()

    method = GuardedCell(_paid("method"), _PAYING, PaymentMethod)
    amount_minor = GuardedCell[int](_paid("amount_minor"), _PAYING)
    currency = GuardedCell[str](_paid("currency"), _PAYING)
    paid_at = GuardedCell[datetime](_paid("paid_at"), _PAYING)
    reference = SealedCell(_paid("reference"), "order_payment.reference", _PAYING)


class RefundFacts(KeyedFacts):
    """One refund: a row of REFUND_COLUMNS."""

    __slots__ = ()

    amount_minor = GuardedCell[int](_back("amount_minor"), _PAYING)
    currency = GuardedCell[str](_back("currency"), _PAYING)
    refunded_at = GuardedCell[datetime](_back("refunded_at"), _PAYING)
    reference = SealedCell(_back("reference"), "order_refund.reference", _PAYING)


class ConfirmationFacts(KeyedFacts):
    """One confirmation: a row of CONFIRMATION_COLUMNS."""

    __slots__ = ()

    kind = GuardedCell(_confirmed("kind"), _ORDERING, ConfirmationKind)
    channel = GuardedCell(_confirmed("channel"), _ORDERING, Channel)
    confirmed_at = GuardedCell[datetime](_confirmed("confirmed_at"), _ORDERING)
    reference = SealedCell(_confirmed("reference"), "order_confirmation.reference", _ORDERING)


class OrderFacts(PlacedFacts):
    """One order, with what hangs on it: a row of `orders.store.lateral`."""

    __slots__ = ()

    external_no = SealedCell(_at("external_no"), "customer_order.external_no", _ORDERING)
    status = GuardedCell(_at("status"), _ORDERING, OrderStatus)
    total_minor = GuardedCell[int](_at("total_minor"), _ORDERING)
    currency = GuardedCell[str](_at("currency"), _ORDERING)
    placed_at = GuardedCell[datetime](_at("placed_at"), _ORDERING)
    channel = GuardedCell[Channel | None](_at("channel"), _ORDERING, Channel)
    lead = ClearCell[UUID | None](_at("lead_id"))
    lines = RowsCell(_at("lines"), LineFacts)
    payments = RowsCell(_at("payments"), PaymentFacts)
    refunds = RowsCell(_at("refunds"), RefundFacts)
    confirmations = RowsCell(_at("confirmations"), ConfirmationFacts)

    _order = _at("placed_at")
