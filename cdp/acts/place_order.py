"""place_order: an order is filed, and the contract that it makes gives a basis to process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.acts.made import ONE_ROW
from cdp.acts.order_rows import write_line, write_payment
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.errors import InvalidField
from cdp.orders.money import Payment
from cdp.orders.progress import NEEDS, Balance
from cdp.orders.record import UNMADE, Order
from cdp.orders.store import WRITE
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.store.subjects import EXTEND_CONTRACT
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderWish:
    """An order, whose it is, and what has been paid for it already."""

    about: About
    source: Source
    order: Order
    payments: tuple[Payment, ...] = ()


async def place_order(wish: OrderWish, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    """File `wish`; unless it is a draft or undone, its contract stands for the service term.

    The order's id. Source: PIPL 13(1)(2).

    Raises: as `change`, and InvalidField where the payments contradict the order.
    """
    allowed_source(wish.source, ask)
    return await change(lambda policy: order_change(wish, ask, ground, payload, policy), ground)


def order_change(
    wish: OrderWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[UUID]:
    """What filing `wish` asks for, by the terms of `policy`.

    Raises:
        InvalidField: the payments contradict the order.
    """
    _check_money(wish)
    source, order = wish.source, wish.order
    until = order.placed_at + timedelta(days=policy.service_term_days)

    async def work(tx: Transaction, writing: Writing) -> UUID:
        row = await write_order(tx, writing, ground, wish)
        if order.status not in UNMADE:
            await tx.fetch(EXTEND_CONTRACT, subject=writing.subject, until=until)
        return row

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, seen_at=order.placed_at),
        work=work,
        made=ONE_ROW,
        payload=payload,
        basis=source.legal_basis,
        is_hers=True,
    )


async def write_order(tx: Transaction, writing: Writing, ground: Ground, wish: OrderWish) -> UUID:
    """The order with all that hangs on it. Its id.

    Raises:
        Conflict: its source filed it before.
    """
    order, row = wish.order, ground.ids()
    await claim_key(
        tx, writing, ground, source=wish.source.key, kind="order", key=order.external_no, row=row
    )
    sealed = writing.seal_row(
        "customer_order", row, {"external_no": (order.external_no, DataCategory.COMMERCIAL_ORDER)}
    )
    await tx.fetch(
        WRITE,
        subject_id=writing.subject,
        id=row,
        source=wish.source.key,
        status=order.status.value,
        status_at=hour_of(writing.ask.at),
        total_minor=order.total_minor,
        currency=order.currency,
        placed_at=order.placed_at,
        channel=None if order.channel is None else order.channel.value,
        lead_id=order.lead,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        ownership_id=writing.came_by,
        **sealed,
    )
    for n, line in enumerate(order.lines, start=1):
        await write_line(tx, writing.subject, row, n, line)
    for paid in wish.payments:
        await write_payment(tx, writing, ground, source=wish.source, order=row, paid=paid)
    return row


def _check_money(wish: OrderWish) -> None:
    order = wish.order
    for n, paid in enumerate(wish.payments):
        if paid.currency != order.currency:
            raise InvalidField(f"payments.{n}.currency", "Pay in the order's currency.")
    balance = Balance(
        total_minor=order.total_minor,
        paid_minor=sum(paid.amount_minor for paid in wish.payments),
    )
    need = NEEDS.get(order.status)
    if need is not None and not balance.meets(need):
        raise InvalidField("status", "The payments do not say so.")


def _writes(wish: OrderWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    always = {
        DataCategory.COMMERCIAL_ORDER,
        DataCategory.STAFF_ACTIVITY,
        DataCategory.ACQUISITION_SOURCE,
    }
    if wish.about.phone is not None:
        always.add(DataCategory.CONTACT_PHONE)
    if wish.payments:
        always.add(DataCategory.COMMERCIAL_PAYMENT)
    return frozenset(always)
