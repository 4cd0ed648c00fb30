"""update_order: an order goes on, is paid, is paid back, or is confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import row_of_key
from cdp.acts.made import ONE_ROW
from cdp.acts.order_rows import write_confirmation, write_payment, write_refund
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.errors import Conflict, InvalidField, NobodyThere
from cdp.orders.money import Confirmation, Payment, Refund
from cdp.orders.progress import Balance, moved
from cdp.orders.record import UNMADE, OrderStatus
from cdp.orders.store import LOCK, MOVE, STANDING
from cdp.sources.record import Source
from cdp.vocabulary import Channel
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.store.statement import Row
from privacy.store.subjects import EXTEND_CONTRACT
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderUpdate:
    """What is new of an order. Named by its id, or by the number that its source gives it."""

    about: About
    source: Source
    order: UUID | None
    external_no: str | None
    status: OrderStatus | None = None
    channel: Channel | None = None
    lead: UUID | None = None
    payment: Payment | None = None
    refund: Refund | None = None
    confirmation: Confirmation | None = None

    @property
    def says(self) -> bool:
        """Whether anything is new."""
        words = (self.status, self.channel, self.lead)
        return any(word is not None for word in (*words, self.payment, self.refund)) or (
            self.confirmation is not None
        )


async def update_order(
    wish: OrderUpdate, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """File `wish`: money first, then the step, all or nothing. The order's id.

    Raises: as `change`; NobodyThere where she has no such order; Conflict where the step does not
        follow, or more would be paid back than was paid.
    """
    allowed_source(wish.source, ask)
    if (wish.order is None) == (wish.external_no is None):
        raise InvalidField("order", "Give either the order or its number at the source.")
    if not wish.says:
        raise InvalidField("status", "Say what is new of the order.")
    return await change(lambda policy: _change(wish, ask, ground, payload, policy), ground)


def _change(
    wish: OrderUpdate, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[UUID]:
    term = timedelta(days=policy.service_term_days)

    async def work(tx: Transaction, writing: Writing) -> UUID:
        row = await _row(tx, writing, ground, wish)
        before = await standing_order(tx, writing.subject, row)
        _check_currency(wish, before["currency"])
        await _write_money(tx, writing, ground, row, wish)
        after = await standing_order(tx, writing.subject, row)
        stands = OrderStatus(before["status"])
        status = moved(stands, wish.status or stands, balance_of(after))
        await tx.fetch(
            MOVE,
            subject_id=writing.subject,
            id=row,
            status=status.value,
            status_at=hour_of(writing.ask.at),
            channel=None if wish.channel is None else wish.channel.value,
            lead_id=wish.lead,
        )
        if status not in UNMADE:
            until = before["placed_at"] + term
            await tx.fetch(EXTEND_CONTRACT, subject=writing.subject, until=until)
        return row

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, makes=False, must_be_seen=True),
        work=work,
        made=ONE_ROW,
        payload=payload,
        basis=wish.source.legal_basis,
    )


async def standing_order(tx: Transaction, subject: UUID, order: UUID) -> Row:
    """Where `order` of `subject` stands, held until the transaction ends.

    Raises:
        NobodyThere: she has no such order.
    """
    await tx.fetch(LOCK, subject_id=subject, id=order)
    found = await tx.fetch(STANDING, subject_id=subject, id=order)
    if not found:
        raise NobodyThere
    return found[0]


def balance_of(row: Row) -> Balance:
    """The money on record of a row of STANDING."""
    return Balance(
        total_minor=row["total_minor"],
        paid_minor=row["paid_minor"],
        refunded_minor=row["refunded_minor"],
    )


async def _row(tx: Transaction, writing: Writing, ground: Ground, wish: OrderUpdate) -> UUID:
    row, number = wish.order, wish.external_no
    if number is not None:
        row = await row_of_key(
            tx, writing, ground, source=wish.source.key, kind="order", key=number
        )
    if row is None:
        raise NobodyThere
    return row


def _check_currency(wish: OrderUpdate, currency: str) -> None:
    """An order has one currency. Which one is not said: the caller may not see the order."""
    if any(one is not None and one.currency != currency for one in (wish.payment, wish.refund)):
        raise Conflict("This does not follow from what is recorded of the order.")


async def _write_money(
    tx: Transaction, writing: Writing, ground: Ground, row: UUID, wish: OrderUpdate
) -> None:
    if wish.payment is not None:
        await write_payment(tx, writing, ground, source=wish.source, order=row, paid=wish.payment)
    if wish.refund is not None:
        await write_refund(tx, writing, ground, source=wish.source, order=row, back=wish.refund)
    if wish.confirmation is not None:
        await write_confirmation(tx, writing, ground, order=row, said=wish.confirmation)


def _writes(wish: OrderUpdate) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    moves_money = wish.payment is not None or wish.refund is not None
    always = frozenset(
        {
            DataCategory.COMMERCIAL_ORDER,
            DataCategory.STAFF_ACTIVITY,
            DataCategory.ACQUISITION_SOURCE,
        }
    )
    return always | {DataCategory.COMMERCIAL_PAYMENT} if moves_money else always
