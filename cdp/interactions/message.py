"""A message: one that we sent or that a person sent us, and how far it came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final, Self
from uuid import UUID

from cdp.currency import amount, known
from cdp.errors import Conflict, InvalidField
from cdp.interactions.record import Direction
from cdp.text import NAME_LETTERS, clean
from cdp.vocabulary import Channel

_LONG_NUMBER: Final = re.compile(r"\d(?:\W?\d){6}")


@unique
class MessageState(StrEnum):
    """How far a message came."""

    QUEUED = "QUEUED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    READ = "READ"
    CLICKED = "CLICKED"
    BOUNCED = "BOUNCED"
    FAILED = "FAILED"
    REPLIED = "REPLIED"
    OPTED_OUT = "OPTED_OUT"


@unique
class BounceKind(StrEnum):
    """Why a message came back: for good, for now, refused by a filter, or reported as unwanted."""

    HARD = "HARD"
    SOFT = "SOFT"
    BLOCKED = "BLOCKED"
    COMPLAINT = "COMPLAINT"


_S = MessageState

_AFTER_READING: Final = frozenset({_S.CLICKED, _S.REPLIED, _S.OPTED_OUT})

MOVES: Final[Mapping[MessageState, frozenset[MessageState]]] = MappingProxyType(
    {
        _S.QUEUED: frozenset({_S.SENT, _S.FAILED}),
        # Networks report some steps only: a message may be read that was never called delivered.
        _S.SENT: frozenset({_S.DELIVERED, _S.READ, _S.BOUNCED, _S.FAILED}) | _AFTER_READING,
        _S.DELIVERED: frozenset({_S.READ, _S.BOUNCED}) | _AFTER_READING,
        _S.READ: _AFTER_READING,
        _S.CLICKED: frozenset({_S.REPLIED, _S.OPTED_OUT}),
        _S.REPLIED: frozenset({_S.OPTED_OUT}),
        _S.BOUNCED: frozenset(),
        _S.FAILED: frozenset(),
        _S.OPTED_OUT: frozenset(),
    }
)
"""The steps from each state. Staying is no step, and is always possible."""

MESSAGE_CHANNELS: Final = frozenset(Channel) - {Channel.PHONE, Channel.STORE, Channel.EVENT}
"""The ways on which messages travel; people meet on the others."""

RECEIVED: Final = frozenset({_S.DELIVERED, _S.READ, _S.OPTED_OUT})
"""How far a message from a person can be when it is filed."""


def moved(now: MessageState, wanted: MessageState) -> MessageState:
    """The state after the step.

    Raises:
        Conflict: there is no such step.
    """
    if wanted is not now and wanted not in MOVES[now]:
        raise Conflict("This does not follow from what is recorded of the message.")
    return wanted


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Message:
    """One message. Its text is not kept; `template` names the one that it was made from."""

    channel: Channel
    direction: Direction
    template: str | None
    state: MessageState
    bounce_kind: BounceKind | None
    cost_minor: int | None
    currency: str | None
    sent_at: datetime
    campaign: str | None
    lead: UUID | None
    case: UUID | None

    @classmethod
    def of(
        cls,
        *,
        channel: Channel,
        direction: Direction,
        state: MessageState,
        sent_at: datetime,
        now: datetime,
        template: str | None = None,
        bounce_kind: BounceKind | None = None,
        cost_minor: int | None = None,
        currency: str | None = None,
        campaign: str | None = None,
        lead: UUID | None = None,
        case: UUID | None = None,
    ) -> Self:
        """A message from what was typed.

        Raises:
            InvalidField: a channel on which none travels, a state that its direction cannot have,
                a bounce without its kind, a cost without its currency, a time in the future.
        """
        if channel not in MESSAGE_CHANNELS:
            raise InvalidField("channel", "Messages travel by another channel; log a call instead.")
        if sent_at > now:
            raise InvalidField("sentAt", "A message that is filed was sent: give its past time.")
        if direction is Direction.INBOUND and state not in RECEIVED:
            raise InvalidField("state", "A message from a person was delivered to us, or read.")
        if (state is MessageState.BOUNCED) != (bounce_kind is not None):
            raise InvalidField("bounceKind", "A message that bounced has a kind; no other has one.")
        cost, unit = _cost(cost_minor, currency)
        return cls(
            channel=channel,
            direction=direction,
            template=_word(template, "template"),
            state=state,
            bounce_kind=bounce_kind,
            cost_minor=cost,
            currency=unit,
            sent_at=sent_at,
            campaign=_word(campaign, "campaign"),
            lead=lead,
            case=case,
        )

    @property
    def is_opt_out(self) -> bool:
        """Whether the person said by it that she wants no more of its kind."""
        return self.state is MessageState.OPTED_OUT


def _cost(minor: int | None, currency: str | None) -> tuple[int | None, str | None]:
    if minor is None and currency is None:
        return None, None
    if minor is None or currency is None:
        raise InvalidField("currency", "A cost has an amount and a currency.")
    return amount(minor, field="costMinor"), known(currency, field="currency")


def _word(text: str | None, field: str) -> str | None:
    """A name of ours, which stands clear in the database: no telephone number goes in there."""
    word = clean(text, field=field, at_most=NAME_LETTERS)
    if word is not None and _LONG_NUMBER.search(word):
        raise InvalidField(field, "Give its name, without long numbers.")
    return word
