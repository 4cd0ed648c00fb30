"""log_message: a message is filed; one that its carrier numbers is told further under its number.

The text of a message is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key, row_of_key
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.write import About, Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.interactions.message import Message, MessageState, moved
from cdp.interactions.message_store import LOCK, MOVE, WRITE
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MessageWish:
    """A message, whom it was with, and the number that its carrier gives it."""

    about: About
    source: Source
    message: Message
    external_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A message that is filed. `is_opt_out`: by it she denied messages of its kind."""

    id: UUID
    is_opt_out: bool


async def log_message(
    wish: MessageWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[Logged]:
    """File `wish`, or how much further the message came.

    Raises: as `change`; Conflict where that does not follow from how far it was.
    """
    source, message = allowed_source(wish.source, ask), wish.message

    async def work(tx: Transaction, writing: Writing) -> Logged:
        known = None
        if wish.external_key is not None:
            known = await row_of_key(
                tx, writing, ground, source=source.key, kind="message", key=wish.external_key
            )
        row = (
            await write_message(tx, writing, ground, wish)
            if known is None
            else await _go_on(tx, writing, known, message)
        )
        return Logged(id=row, is_opt_out=message.is_opt_out)

    wanted = Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, seen_at=message.sent_at),
        work=work,
        payload=payload,
        basis=source.legal_basis,
    )
    return await change(lambda _: wanted, ground)


async def write_message(
    tx: Transaction, writing: Writing, ground: Ground, wish: MessageWish
) -> UUID:
    """The message. Its id.

    Raises:
        Conflict: its carrier numbers another person's message so.
    """
    row, message = ground.ids(), wish.message
    await claim_key(
        tx, writing, ground, source=wish.source.key, kind="message", key=wish.external_key, row=row
    )
    await tx.fetch(
        WRITE,
        subject_id=writing.subject,
        id=row,
        source=wish.source.key,
        channel=message.channel.value,
        direction=message.direction.value,
        template=message.template,
        sent_at=message.sent_at,
        campaign=message.campaign,
        lead_id=message.lead,
        case_id=message.case,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        **_state(writing, message),
    )
    return row


async def _go_on(tx: Transaction, writing: Writing, row: UUID, message: Message) -> UUID:
    [stands] = await tx.fetch(LOCK, subject_id=writing.subject, id=row)
    moved(MessageState(stands["state"]), message.state)
    await tx.fetch(MOVE, subject_id=writing.subject, id=row, **_state(writing, message))
    return row


def _state(writing: Writing, message: Message) -> dict[str, object]:
    """How far it is, and at what cost."""
    return {
        "state": message.state.value,
        "state_at": hour_of(writing.ask.at),
        "bounce_kind": None if message.bounce_kind is None else message.bounce_kind.value,
        "cost_minor": message.cost_minor,
        "currency": message.currency,
    }


def _writes(wish: MessageWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    always = frozenset(
        {
            DataCategory.CONTACT_CALL_RECORD,
            DataCategory.STAFF_ACTIVITY,
            DataCategory.ACQUISITION_SOURCE,
        }
    )
    return always if wish.about.phone is None else always | {DataCategory.CONTACT_PHONE}
