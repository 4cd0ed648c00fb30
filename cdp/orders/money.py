"""Money of an order: what was paid, what was paid back, and what was confirmed to the buyer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Self

from cdp.currency import amount, known
from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, clean
from cdp.vocabulary import Channel


@unique
class PaymentMethod(StrEnum):
    """How money came."""

    WECHAT_PAY = "WECHAT_PAY"
    ALIPAY = "ALIPAY"
    UNIONPAY = "UNIONPAY"
    CARD = "CARD"
    BANK_TRANSFER = "BANK_TRANSFER"
    CASH = "CASH"
    OTHER = "OTHER"


@unique
class ConfirmationKind(StrEnum):
    """What of an order was confirmed."""

    ORDER = "ORDER"
    PAYMENT_LINK = "PAYMENT_LINK"
    ONE_TIME_CODE = "ONE_TIME_CODE"
    DELIVERY = "DELIVERY"


def past(at: datetime, *, now: datetime, field: str) -> datetime:
    """`at`, where it has been.

    Raises:
        InvalidField: it lies in the future.
    """
    if at > now:
        raise InvalidField(field, "Give the time at which it happened: it is past.")
    return at


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Payment:
    """One payment. `reference` is the payment service's own number, and is sealed."""

    method: PaymentMethod
    amount_minor: int
    currency: str
    paid_at: datetime
    reference: str | None

    @classmethod
    def of(
        cls,
        *,
        method: PaymentMethod,
        amount_minor: int,
        currency: str,
        paid_at: datetime,
        reference: str | None,
        now: datetime,
        field: str = "payment",
    ) -> Self:
        """A payment from what was typed.

        Raises:
            InvalidField: nothing or less was paid, in an unknown currency, or in the future.
        """
        return cls(
            method=method,
            amount_minor=amount(amount_minor, field=f"{field}.amountMinor", at_least=1),
            currency=known(currency, field=f"{field}.currency"),
            paid_at=past(paid_at, now=now, field=f"{field}.paidAt"),
            reference=clean(reference, field=f"{field}.reference", at_most=NAME_LETTERS),
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Refund:
    """Money paid back. `reference` is the payment service's own number, and is sealed."""

    amount_minor: int
    currency: str
    refunded_at: datetime
    reference: str | None

    @classmethod
    def of(
        cls,
        *,
        amount_minor: int,
        currency: str,
        refunded_at: datetime,
        reference: str | None,
        now: datetime,
        field: str = "refund",
    ) -> Self:
        """A refund from what was typed.

        Raises:
            InvalidField: nothing or less was paid back, in an unknown currency, or in the future.
        """
        return cls(
            amount_minor=amount(amount_minor, field=f"{field}.amountMinor", at_least=1),
            currency=known(currency, field=f"{field}.currency"),
            refunded_at=past(refunded_at, now=now, field=f"{field}.refundedAt"),
            reference=clean(reference, field=f"{field}.reference", at_most=NAME_LETTERS),
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Confirmation:
    """Something of an order was confirmed to the buyer, or by her. `reference` is sealed."""

    kind: ConfirmationKind
    channel: Channel
    confirmed_at: datetime
    reference: str | None

    @classmethod
    def of(
        cls,
        *,
        kind: ConfirmationKind,
        channel: Channel,
        confirmed_at: datetime,
        reference: str | None,
        now: datetime,
        field: str = "confirmation",
    ) -> Self:
        """A confirmation from what was typed.

        Raises:
            InvalidField: it lies in the future, or its reference cannot be filed.
        """
        return cls(
            kind=kind,
            channel=channel,
            confirmed_at=past(confirmed_at, now=now, field=f"{field}.confirmedAt"),
            reference=clean(reference, field=f"{field}.reference", at_most=NAME_LETTERS),
        )
