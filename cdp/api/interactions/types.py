"""Lists of interactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import strawberry

from cdp.api.calls.types import Call
from cdp.api.field import given
from cdp.api.interactions.interface import Interaction
from cdp.api.messages.types import Message
from cdp.api.page import InList, PageInfo, page_info
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.profile.merged import Happening

LIST: Final = "interactions"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="An interaction in a list.")
class InteractionEdge(InList):
    """Relay's edge."""

    node: Interaction = given("its fields are classified", "The interaction.")


@strawberry.type(description="Interactions, newest first.")
class InteractionConnection:
    """Relay's connection."""

    edges: list[InteractionEdge] = given("its nodes' fields are classified", "The interactions.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def interaction_of(happening: Happening) -> Interaction:
    """What stands for a row. Raises TypeError for a row of no kind of interaction."""
    match happening:
        case CallFacts():
            return Call(call=happening)
        case MessageFacts():
            return Message(message=happening)
        case _:
            raise TypeError(type(happening).__name__)


def interaction_connection(
    happened: Sequence[Happening], first: int, after: str | None
) -> InteractionConnection:
    """The first `first` of what `happened`."""
    return InteractionConnection(
        edges=[
            InteractionEdge(listing=LIST, row=each, node=interaction_of(each))
            for each in happened[:first]
        ],
        page_info=page_info(LIST, happened, first, after),
    )
