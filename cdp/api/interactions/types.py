"""Lists of interactions."""

from __future__ import annotations

from typing import Final

import strawberry

from cdp.api.calls.types import Call
from cdp.api.field import given
from cdp.api.interactions.interface import Interaction
from cdp.api.messages.types import Message
from cdp.api.rows import Connection, InList, edges_of
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.profile.merged import Happening

LIST: Final = "interactions"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="An interaction in a list.")
class InteractionEdge(InList):
    """Relay's edge."""

    node: Interaction = given("its fields are classified", "The interaction.")


def interaction_of(happening: Happening) -> Interaction:
    """What stands for a row. Raises TypeError for a row of no kind of interaction."""
    match happening:
        case CallFacts():
            return Call(call=happening)
        case MessageFacts():
            return Message(message=happening)
        case _:
            raise TypeError(type(happening).__name__)


@strawberry.type(description="Interactions, newest first.")
class InteractionConnection(Connection):
    """Relay's connection."""

    edges: list[InteractionEdge] = edges_of(InteractionEdge, interaction_of, "The interactions.")
