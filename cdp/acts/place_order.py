"""place_order: an order is filed, and the contract that it makes gives a basis to process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.write import About, Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.orders.record import UNMADE, Order
from cdp.orders.store import WRITE, WRITE_LINE
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.store.subjects import EXTEND_CONTRACT
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderWish:
    """An order and whose it is."""

    about: About
    source: Source
    order: Order


async def place_order(wish: OrderWish, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    """File `wish`; unless it is a draft or undone, its contract stands for the service term.

    The order's id. Source: PIPL 13(1)(2).

    Raises: as `change`.
    """
    allowed_source(wish.source, ask)
    return await change(lambda policy: order_change(wish, ask, ground, payload, policy), ground)


def order_change(
    wish: OrderWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[UUID]:
    """What filing `wish` asks for, by the terms of `policy`."""
    source, order = wish.source, wish.order
    until = order.placed_at + timedelta(days=policy.service_term_days)

    async def work(tx: Transaction, writing: Writing) -> UUID:
        row = ground.ids()
        await claim_key(
            tx, writing, ground, source=source.key, kind="order", key=order.external_no, row=row
        )
        sealed = writing.seal_row(
            "customer_order",
            row,
            {"external_no": (order.external_no, DataCategory.COMMERCIAL_ORDER)},
        )
        await tx.fetch(
            WRITE,
            subject_id=writing.subject,
            id=row,
            source=source.key,
            status=order.status.value,
            total_minor=order.total_minor,
            currency=order.currency,
            placed_at=order.placed_at,
            agent=writing.ask.actor.id,
            received_at=hour_of(writing.ask.at),
            **sealed,
        )
        await _write_lines(tx, writing.subject, row, order)
        if order.status not in UNMADE:
            await tx.fetch(EXTEND_CONTRACT, subject=writing.subject, until=until)
        return row

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, seen_at=order.placed_at),
        work=work,
        payload=payload,
        basis=source.legal_basis,
    )


async def _write_lines(tx: Transaction, subject: UUID, row: UUID, order: Order) -> None:
    for n, line in enumerate(order.lines, start=1):
        await tx.fetch(
            WRITE_LINE,
            subject_id=subject,
            order_id=row,
            n=n,
            product=line.product,
            quantity=line.quantity,
            unit_minor=line.unit_minor,
        )


def _writes(wish: OrderWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    always = {
        DataCategory.COMMERCIAL_ORDER,
        DataCategory.STAFF_ACTIVITY,
        DataCategory.ACQUISITION_SOURCE,
    }
    if wish.about.phone is not None:
        always.add(DataCategory.CONTACT_PHONE)
    return frozenset(always)
