"""Messages on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, linked, named, shown
from cdp.api.ids import Fact
from cdp.api.interactions.interface import Interaction
from cdp.api.rows import Connection, InList, edges_of
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.message_facts import MessageFacts
from cdp.interactions.record import Direction
from cdp.plan.writing.reading import Over
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_RECORD = DataCategory.CONTACT_CALL_RECORD

LIST: Final = "messages"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="A message. Its text is not kept.")
class Message(Interaction):
    """One message."""

    message: strawberry.Private[MessageFacts]

    id: strawberry.ID = named(Fact.MESSAGE, "Names the message.", at="message")
    channel: Channel | None = shown(MessageFacts.channel, "By what means it travels.", at="message")
    direction: Direction | None = shown(MessageFacts.direction, "Who wrote.", at="message")
    template: str | None = shown(
        MessageFacts.template, "The template that it was made from.", at="message"
    )
    state: MessageState | None = shown(MessageFacts.state, "How far it came.", at="message")
    bounce_kind: BounceKind | None = shown(
        MessageFacts.bounce_kind, "Why it came back.", at="message"
    )
    cost_minor: str | None = shown(
        MessageFacts.cost_minor,
        "What it cost in minor units, as a decimal string.",
        at="message",
        then=str,
    )
    currency: str | None = shown(MessageFacts.currency, "ISO 4217 code of the cost.", at="message")
    sent_at: datetime | None = shown(MessageFacts.sent_at, "When it was sent.", at="message")
    started_at: datetime | None = shown(
        MessageFacts.sent_at, "When it was sent: as every interaction has it.", at="message"
    )
    campaign: str | None = shown(
        MessageFacts.campaign, "The campaign that it belongs to.", at="message"
    )
    lead: strawberry.ID | None = linked(
        Fact.LEAD, MessageFacts.lead, "The lead that it belongs to.", at="message"
    )
    case: strawberry.ID | None = linked(
        Fact.CASE, MessageFacts.case, "The case that it belongs to.", at="message"
    )


@strawberry.type(description="A message in a list.")
class MessageEdge(InList):
    """Relay's edge."""

    node: Message = given("its fields are classified", "The message.")


@strawberry.type(description="Messages, newest first.")
class MessageConnection(Connection):
    """Relay's connection."""

    edges: list[MessageEdge] = edges_of(MessageEdge, Over(Message, "message"), "The messages.")
