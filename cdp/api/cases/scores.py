"""Satisfaction on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact
from cdp.api.node import Node
from cdp.api.page import PageInfo, page_info
from cdp.api.turn import Turn
from cdp.cases.facts import SatisfactionFacts
from cdp.cases.satisfaction import SatisfactionKind
from privacy.terms import DataCategory

_FEEDBACK = DataCategory.SERVICE_FEEDBACK

LIST: Final = "satisfaction"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="How somebody liked a case, an order or a call.")
class Satisfaction(Node):
    """One score."""

    said: strawberry.Private[SatisfactionFacts]

    @plain("random id", "Names the score.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.SATISFACTION, self.said)

    @held(_FEEDBACK, "The scale.")
    def kind(self, info: strawberry.Info) -> SatisfactionKind | None:
        """The scale."""
        return turn_of(info).fact("Satisfaction.kind", self.said.kind)

    @held(_FEEDBACK, "The score; the greater the better.")
    def score(self, info: strawberry.Info) -> int | None:
        """The score."""
        return turn_of(info).fact("Satisfaction.score", self.said.score)

    @held(_FEEDBACK, "When she answered.")
    def answered_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Satisfaction.answeredAt", self.said.answered_at)

    @held(DataCategory.FREETEXT_CALL, "What she said besides.")
    def comment(self, info: strawberry.Info) -> str | None:
        """The comment."""
        return turn_of(info).text(
            "Satisfaction.comment", DataCategory.FREETEXT_CALL, self.said.comment
        )

    @plain("random id", "The case that she judged.")
    def case(self, info: strawberry.Info) -> strawberry.ID | None:
        """The case's id."""
        facts = self.said
        return turn_of(info).ids.fact_or_none(Fact.CASE, facts.subject, facts.case)

    @plain("random id", "The order that she judged.")
    def order(self, info: strawberry.Info) -> strawberry.ID | None:
        """The order's id."""
        facts = self.said
        return turn_of(info).ids.fact_or_none(Fact.ORDER, facts.subject, facts.order)

    @plain("random id", "The call that she judged.")
    def call(self, info: strawberry.Info) -> strawberry.ID | None:
        """The call's id."""
        facts = self.said
        return turn_of(info).ids.fact_or_none(Fact.CALL, facts.subject, facts.call)


@strawberry.type(description="A score in a list.")
class SatisfactionEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Satisfaction = given("its fields are classified", "The score.")


@strawberry.type(description="Scores, newest first.")
class SatisfactionConnection:
    """Relay's connection."""

    edges: list[SatisfactionEdge] = given("its nodes' fields are classified", "The scores.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def satisfaction_connection(
    turn: Turn, said: tuple[SatisfactionFacts, ...], first: int, after: str | None
) -> SatisfactionConnection:
    """The first `first` of `said`."""
    return SatisfactionConnection(
        edges=[
            SatisfactionEdge(
                cursor=turn.cursors.cursor(LIST, each.place), node=Satisfaction(said=each)
            )
            for each in said[:first]
        ],
        page_info=page_info(turn, LIST, [each.place for each in said], first, after),
    )
