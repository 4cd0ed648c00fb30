"""Messages on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact
from cdp.api.interactions.interface import Interaction
from cdp.api.page import PageInfo, page_info
from cdp.api.turn import Turn
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.message_facts import MessageFacts
from cdp.interactions.record import Direction
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_RECORD = DataCategory.CONTACT_CALL_RECORD

LIST: Final = "messages"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="A message. Its text is not kept.")
class Message(Interaction):
    """One message."""

    message: strawberry.Private[MessageFacts]

    @plain("random id", "Names the message.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.MESSAGE, self.message)

    @held(_RECORD, "By what means it travels.")
    def channel(self, info: strawberry.Info) -> Channel | None:
        """The channel."""
        return turn_of(info).fact("Message.channel", self.message.channel)

    @held(_RECORD, "Who wrote.")
    def direction(self, info: strawberry.Info) -> Direction | None:
        """The direction."""
        return turn_of(info).fact("Message.direction", self.message.direction)

    @held(_RECORD, "The template that it was made from.")
    def template(self, info: strawberry.Info) -> str | None:
        """The template."""
        return turn_of(info).fact("Message.template", self.message.template)

    @held(_RECORD, "How far it came.")
    def state(self, info: strawberry.Info) -> MessageState | None:
        """The state."""
        return turn_of(info).fact("Message.state", self.message.state)

    @held(_RECORD, "Why it came back.")
    def bounce_kind(self, info: strawberry.Info) -> BounceKind | None:
        """The kind of bounce."""
        return turn_of(info).fact("Message.bounceKind", self.message.bounce_kind)

    @held(_RECORD, "What it cost in minor units, as a decimal string.")
    def cost_minor(self, info: strawberry.Info) -> str | None:
        """The cost: as every amount, text."""
        cost = turn_of(info).fact("Message.costMinor", self.message.cost_minor)
        return None if cost is None else str(cost)

    @held(_RECORD, "ISO 4217 code of the cost.")
    def currency(self, info: strawberry.Info) -> str | None:
        """The currency."""
        return turn_of(info).fact("Message.currency", self.message.currency)

    @held(_RECORD, "When it was sent.")
    def sent_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Message.sentAt", self.message.sent_at)

    @held(_RECORD, "When it was sent: as every interaction has it.")
    def started_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Message.startedAt", self.message.sent_at)

    @held(DataCategory.ACQUISITION_SOURCE, "The campaign that it belongs to.")
    def campaign(self, info: strawberry.Info) -> str | None:
        """The campaign."""
        return turn_of(info).fact("Message.campaign", self.message.campaign)

    @plain("random id", "The lead that it belongs to.")
    def lead(self, info: strawberry.Info) -> strawberry.ID | None:
        """The lead's id."""
        facts = self.message
        return turn_of(info).ids.fact_or_none(Fact.LEAD, facts.subject, facts.lead)

    @plain("random id", "The case that it belongs to.")
    def case(self, info: strawberry.Info) -> strawberry.ID | None:
        """The case's id."""
        facts = self.message
        return turn_of(info).ids.fact_or_none(Fact.CASE, facts.subject, facts.case)


@strawberry.type(description="A message in a list.")
class MessageEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Message = given("its fields are classified", "The message.")


@strawberry.type(description="Messages, newest first.")
class MessageConnection:
    """Relay's connection."""

    edges: list[MessageEdge] = given("its nodes' fields are classified", "The messages.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def message_connection(
    turn: Turn, messages: tuple[MessageFacts, ...], first: int, after: str | None
) -> MessageConnection:
    """The first `first` of `messages`."""
    return MessageConnection(
        edges=[
            MessageEdge(cursor=turn.cursors.cursor(LIST, each.place), node=Message(message=each))
            for each in messages[:first]
        ],
        page_info=page_info(turn, LIST, [each.place for each in messages], first, after),
    )
