"""log_message: a message is filed; one that its carrier numbers is told further under its number.

The text of a message is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from uuid import UUID

from cdp.acts.call_effects import PROMPT, denial
from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.key_of_record import claim_key, row_of_key
from cdp.acts.made import Made, known
from cdp.acts.saying import Saying, file_saying
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.errors import InvalidField
from cdp.interactions.message import Message, MessageState, moved
from cdp.interactions.message_store import LOCK, MOVE, WRITE
from cdp.interactions.record import Direction
from cdp.sources.record import Source
from cdp.vocabulary import Channel
from privacy.errors import InvalidConsent
from privacy.gate import Ask
from privacy.ledger.entry import LastingEffect
from privacy.ledger.words import Lasting
from privacy.notice import shipped
from privacy.policy import Cell, Policy
from privacy.store.consent_book import ConsentBook
from privacy.terms import ConsentMethod, DataCategory, Purpose
from privacy.writing import Writing

OPTS_OUT_OF: Final[Mapping[Channel, Purpose]] = MappingProxyType(
    {
        Channel.SMS: Purpose.MARKETING_DIRECT_SMS,
        Channel.EMAIL: Purpose.MARKETING_DIRECT_EMAIL,
        Channel.WECHAT: Purpose.MARKETING_DIRECT_IM,
        Channel.WECOM: Purpose.MARKETING_DIRECT_IM,
        Channel.SOCIAL: Purpose.MARKETING_DIRECT_IM,
        Channel.APP_PUSH: Purpose.MARKETING_DIRECT_IM,
    }
)
"""What somebody says no to who opts out of a message. Source: Advertising Law 43."""


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


def _made(*, is_opt_out: bool) -> Made[Logged]:
    return Made(
        rows=lambda done: [done.id],
        done=lambda rows: Logged(id=known(rows[0]), is_opt_out=is_opt_out),
    )


async def log_message(
    wish: MessageWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[Logged]:
    """File `wish`, or how much further the message came. An opt-out denies in the same moment.

    Raises: as `change`; Conflict where that does not follow from how far it was.
    """
    allowed_source(wish.source, ask)
    try:
        return await change(
            lambda policy: message_change(wish, ask, ground, payload, policy), ground
        )
    except InvalidConsent as fault:
        raise InvalidField("sentAt", fault.advice) from None


def message_change(
    wish: MessageWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[Logged]:
    """What filing `wish` asks for, by the terms of `policy`."""
    source, message = wish.source, wish.message
    denied = _denied(message, policy)

    async def work(tx: Transaction, writing: Writing) -> Logged:
        await hold(tx, writing)
        known = None
        if wish.external_key is not None:
            known = await row_of_key(
                tx, writing, ground, source=source.key, kind="message", key=wish.external_key
            )
        if known is None:
            row, is_news = await write_message(tx, writing, ground, wish), True
        else:
            row, is_news = known, await _go_on(tx, writing, known, message)
        if denied is not None and is_news:
            await _deny(tx, writing, ground, denied, row=row, message=message)
        return Logged(id=row, is_opt_out=message.is_opt_out)

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, seen_at=message.sent_at),
        work=work,
        made=_made(is_opt_out=message.is_opt_out),
        payload=payload,
        basis=source.legal_basis,
        effect=None
        if denied is None
        else LastingEffect(
            kind=Lasting.CONSENT_WITHDRAWN, purpose=denied.purpose, channel=denied.channel
        ),
    )


def _denied(message: Message, policy: Policy) -> Cell | None:
    """The question that an opt-out says no to; None where the message is none."""
    purpose = OPTS_OUT_OF.get(message.channel) if message.is_opt_out else None
    return None if purpose is None else policy.cell(purpose)


async def _deny(
    tx: Transaction, writing: Writing, ground: Ground, cell: Cell, *, row: UUID, message: Message
) -> None:
    notice = shipped(cell.notice, "zh")
    if notice is None:
        raise InvalidField("state", "The notice that she answers is not there.")
    now = writing.ask.at
    standing = await ConsentBook(tx).standing(writing.subject, at=now)
    # An answer of hers was said when she sent it; of a message of ours, when we are told of it.
    is_hers = message.direction is Direction.INBOUND and now - message.sent_at > PROMPT
    said = Saying(
        cell=cell,
        notice=notice,
        state=denial(standing, cell),
        method=ConsentMethod.SMS if message.channel is Channel.SMS else ConsentMethod.API,
        said_at=message.sent_at if is_hers else now,
        evidence=f"message:{row}",
    )
    await file_saying(tx, writing, ground, said)


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
        ownership_id=writing.came_by,
        **_state(writing, message),
    )
    return row


async def _go_on(tx: Transaction, writing: Writing, row: UUID, message: Message) -> bool:
    """The message of that row came further; whether that is news."""
    [locked] = await tx.fetch(LOCK, subject_id=writing.subject, id=row)
    stands = MessageState(locked["state"])
    moved(stands, message.state)
    await tx.fetch(MOVE, subject_id=writing.subject, id=row, **_state(writing, message))
    return stands is not message.state


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
    given = {
        DataCategory.CONTACT_PHONE: wish.about.phone is not None,
        DataCategory.CONSENT_RECORD: wish.message.is_opt_out,
    }
    return always | {category for category, is_given in given.items() if is_given}
