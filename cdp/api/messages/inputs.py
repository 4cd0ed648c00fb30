"""What logMessage takes."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.record import Direction
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_RECORD = DataCategory.CONTACT_CALL_RECORD


@strawberry.input(description="One message, without its text. Give the number, or the profile.")
class LogMessageInput:
    """A message, or how much further one of the same number came."""

    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    channel: Channel = must(_RECORD, "By what means it travels.")
    direction: Direction = must(_RECORD, "Who wrote.")
    state: MessageState = must(_RECORD, "How far it came.")
    sent_at: datetime = must(_RECORD, "When it was sent.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    template: str | None = may(_RECORD, "The template that it was made from.")
    bounce_kind: BounceKind | None = may(_RECORD, "Why it came back; said where it bounced.")
    cost_minor: str | None = may(_RECORD, "What it cost in minor units, as a decimal string.")
    currency: str | None = may(_RECORD, "ISO 4217 code of the cost.")
    campaign: str | None = may(DataCategory.ACQUISITION_SOURCE, "The campaign that it belongs to.")
    lead: strawberry.ID | None = plain_may("random id", "The lead that it belongs to.")
    case: strawberry.ID | None = plain_may("random id", "The case that it belongs to.")
    external_key: str | None = may(
        _RECORD, "The carrier's number of the message: told again, it tells how far it came."
    )
