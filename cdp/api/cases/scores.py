"""Satisfaction on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, linked, named, shown
from cdp.api.ids import Fact
from cdp.api.node import Node
from cdp.api.rows import Connection, InList, edges_of
from cdp.cases.facts import SatisfactionFacts
from cdp.cases.satisfaction import SatisfactionKind
from cdp.plan.writing.reading import Over
from privacy.terms import DataCategory

_FEEDBACK = DataCategory.SERVICE_FEEDBACK

LIST: Final = "satisfaction"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="How somebody liked a case, an order or a call.")
class Satisfaction(Node):
    """One score."""

    said: strawberry.Private[SatisfactionFacts]

    id: strawberry.ID = named(Fact.SATISFACTION, "Names the score.", at="said")
    kind: SatisfactionKind | None = shown(SatisfactionFacts.kind, "The scale.", at="said")
    score: int | None = shown(
        SatisfactionFacts.score, "The score; the greater the better.", at="said"
    )
    answered_at: datetime | None = shown(
        SatisfactionFacts.answered_at, "When she answered.", at="said"
    )
    comment: str | None = shown(SatisfactionFacts.comment, "What she said besides.", at="said")
    case: strawberry.ID | None = linked(
        Fact.CASE, SatisfactionFacts.case, "The case that she judged.", at="said"
    )
    order: strawberry.ID | None = linked(
        Fact.ORDER, SatisfactionFacts.order, "The order that she judged.", at="said"
    )
    call: strawberry.ID | None = linked(
        Fact.CALL, SatisfactionFacts.call, "The call that she judged.", at="said"
    )


@strawberry.type(description="A score in a list.")
class SatisfactionEdge(InList):
    """Relay's edge."""

    node: Satisfaction = given("its fields are classified", "The score.")


@strawberry.type(description="Scores, newest first.")
class SatisfactionConnection(Connection):
    """Relay's connection."""

    edges: list[SatisfactionEdge] = edges_of(
        SatisfactionEdge, Over(Satisfaction, "said"), "The scores."
    )
