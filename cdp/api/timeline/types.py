"""TimelineItem: anything that happened with a person."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import strawberry

from cdp.api.calls.types import Call
from cdp.api.cases.types import ServiceCase
from cdp.api.field import given
from cdp.api.leads.types import Lead
from cdp.api.messages.types import Message
from cdp.api.orders.types import Order
from cdp.api.rows import Connection, InList, edges_of
from cdp.cases.facts import CaseFacts
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from cdp.profile.merged import Happening

LIST: Final = "timeline"
"""The list of a person; its cursors fit no other."""


@strawberry.enum(description="What a timeline shows.")
class TimelineKind(Enum):
    """The kinds of rows, by their names in `cdp.profile.merged`."""

    CALL = "call"
    MESSAGE = "message"
    LEAD = "lead"
    CASE = "case"
    ORDER = "order"


TimelineItem = Annotated[
    Call | Message | Lead | ServiceCase | Order,
    strawberry.union("TimelineItem", description="Anything that happened."),
]


@strawberry.type(description="Something that happened, in a list.")
class TimelineEdge(InList):
    """Relay's edge."""

    node: TimelineItem = given("its fields are classified", "What happened.")


def item_of(happening: Happening) -> Call | Message | Lead | ServiceCase | Order:
    """What stands for a row. Raises TypeError for a row of no kind of the timeline."""
    match happening:
        case CallFacts():
            return Call(call=happening)
        case MessageFacts():
            return Message(message=happening)
        case LeadFacts():
            return Lead(lead=happening)
        case CaseFacts():
            return ServiceCase(case=happening)
        case OrderFacts():
            return Order(order=happening)
        case _:
            raise TypeError(type(happening).__name__)


@strawberry.type(description="What happened with a person, newest first, of all kinds.")
class TimelineConnection(Connection):
    """Relay's connection."""

    edges: list[TimelineEdge] = edges_of(TimelineEdge, item_of, "What happened.")
