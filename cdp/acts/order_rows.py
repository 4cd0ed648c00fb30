"""The rows that hang on an order: its lines, its money, and what was confirmed of it."""

from __future__ import annotations

from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.database.writer import Transaction
from cdp.orders.money import Confirmation, Payment, Refund
from cdp.orders.record import Line
from cdp.orders.store import WRITE_CONFIRMATION, WRITE_LINE, WRITE_PAYMENT, WRITE_REFUND
from cdp.sources.record import Source
from privacy.terms import DataCategory
from privacy.writing import Writing


async def write_line(tx: Transaction, subject: UUID, order: UUID, n: int, line: Line) -> None:
    """One product of `order`, in the place `n`."""
    await tx.fetch(
        WRITE_LINE,
        subject_id=subject,
        order_id=order,
        n=n,
        product=line.product,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
    )


async def write_payment(
    tx: Transaction, writing: Writing, ground: Ground, *, source: Source, order: UUID, paid: Payment
) -> None:
    """One payment; one that its service numbers is filed once.

    Raises:
        Conflict: it was filed before.
    """
    row = await _claimed(tx, writing, ground, source=source, kind="payment", key=paid.reference)
    sealed = writing.seal_row(
        "order_payment", row, {"reference": (paid.reference, DataCategory.COMMERCIAL_PAYMENT)}
    )
    await tx.fetch(
        WRITE_PAYMENT,
        subject_id=writing.subject,
        id=row,
        order_id=order,
        method=paid.method.value,
        amount_minor=paid.amount_minor,
        currency=paid.currency,
        paid_at=paid.paid_at,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        **sealed,
    )


async def write_refund(
    tx: Transaction, writing: Writing, ground: Ground, *, source: Source, order: UUID, back: Refund
) -> None:
    """One refund; one that its service numbers is filed once.

    Raises:
        Conflict: it was filed before.
    """
    row = await _claimed(tx, writing, ground, source=source, kind="refund", key=back.reference)
    sealed = writing.seal_row(
        "order_refund", row, {"reference": (back.reference, DataCategory.COMMERCIAL_PAYMENT)}
    )
    await tx.fetch(
        WRITE_REFUND,
        subject_id=writing.subject,
        id=row,
        order_id=order,
        amount_minor=back.amount_minor,
        currency=back.currency,
        refunded_at=back.refunded_at,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        **sealed,
    )


async def write_confirmation(
    tx: Transaction, writing: Writing, ground: Ground, *, order: UUID, said: Confirmation
) -> None:
    """One confirmation."""
    row = ground.ids()
    sealed = writing.seal_row(
        "order_confirmation", row, {"reference": (said.reference, DataCategory.COMMERCIAL_ORDER)}
    )
    await tx.fetch(
        WRITE_CONFIRMATION,
        subject_id=writing.subject,
        id=row,
        order_id=order,
        kind=said.kind.value,
        channel=said.channel.value,
        confirmed_at=said.confirmed_at,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        **sealed,
    )


async def _claimed(
    tx: Transaction, writing: Writing, ground: Ground, *, source: Source, kind: str, key: str | None
) -> UUID:
    row = ground.ids()
    await claim_key(tx, writing, ground, source=source.key, kind=kind, key=key, row=row)
    return row
