"""What the rows of messages say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells
from cdp.database.listing import Place
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.record import Direction
from cdp.vocabulary import Channel
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """One message."""

    subject: UUID
    id: UUID
    channel: Guarded[Channel]
    direction: Guarded[Direction]
    template: Guarded[str | None]
    state: Guarded[MessageState]
    bounce_kind: Guarded[BounceKind | None]
    cost_minor: Guarded[int | None]
    currency: Guarded[str | None]
    sent_at: Guarded[datetime]
    campaign: Guarded[str | None]
    lead: UUID | None
    case: UUID | None
    agent: Guarded[str]
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `interactions.message_store.lateral`."""
        subject, row, channel, direction, template, state, bounce_kind, *rest = cells
        cost_minor, currency, sent_at, campaign, lead, case, agent = rest

        def record(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.CONTACT_CALL_RECORD)

        return cls(
            subject=subject,
            id=row,
            channel=record(Channel(channel)),
            direction=record(Direction(direction)),
            template=record(template),
            state=record(MessageState(state)),
            bounce_kind=record(None if bounce_kind is None else BounceKind(bounce_kind)),
            cost_minor=record(cost_minor),
            currency=record(currency),
            sent_at=record(sent_at),
            campaign=Guarded(campaign, subject=subject, category=Category.ACQUISITION_SOURCE),
            lead=lead,
            case=case,
            agent=Guarded(agent, subject=subject, category=Category.STAFF_ACTIVITY),
            place=Place(at=sent_at, id=row),
        )
