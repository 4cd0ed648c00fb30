"""Service cases on the surface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact, Record
from cdp.api.node import Node
from cdp.api.page import Owned, PageInfo, page_info
from cdp.api.turn import Turn
from cdp.cases.facts import CaseFacts
from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

if TYPE_CHECKING:
    from cdp.api.people.profile import Profile

_CASE = DataCategory.SERVICE_CASE
_TEXT = DataCategory.FREETEXT_CALL

LIST: Final = "cases"
"""The list of a person; its cursors fit no other."""

OPEN_LIST: Final = "open_cases"
"""The list of her open cases."""


@strawberry.type(description="What somebody asked of our service.")
class ServiceCase(Node):
    """One case."""

    case: strawberry.Private[CaseFacts]

    @plain("random id", "Names the case.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.CASE, self.case)

    @held(_CASE, "What it is about.")
    def kind(self, info: strawberry.Info) -> CaseKind | None:
        """The kind."""
        return turn_of(info).fact("ServiceCase.kind", self.case.kind)

    @held(_TEXT, "What she asks, in a line.")
    def subject_line(self, info: strawberry.Info) -> str | None:
        """The line."""
        return turn_of(info).text("ServiceCase.subjectLine", _TEXT, self.case.subject_line)

    @held(_CASE, "How soon it is due.")
    def priority(self, info: strawberry.Info) -> Priority | None:
        """The priority."""
        return turn_of(info).fact("ServiceCase.priority", self.case.priority)

    @held(_CASE, "Where it stands.")
    def status(self, info: strawberry.Info) -> CaseStatus | None:
        """The status."""
        return turn_of(info).fact("ServiceCase.status", self.case.status)

    @held(_CASE, "By what means she came.")
    def channel(self, info: strawberry.Info) -> Channel | None:
        """The channel."""
        return turn_of(info).fact("ServiceCase.channel", self.case.channel)

    @held(_CASE, "When she asked.")
    def opened_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("ServiceCase.openedAt", self.case.opened_at)

    @held(_CASE, "When somebody took it up.")
    def first_response_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("ServiceCase.firstResponseAt", self.case.first_response_at)

    @held(_CASE, "When it was solved.")
    def resolved_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("ServiceCase.resolvedAt", self.case.resolved_at)

    @held(_CASE, "When it is due.")
    def sla_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("ServiceCase.slaAt", self.case.sla_at)

    @held(_CASE, "Why it came to be.")
    def root_cause(self, info: strawberry.Info) -> RootCause | None:
        """The cause."""
        return turn_of(info).fact("ServiceCase.rootCause", self.case.root_cause)

    @held(_TEXT, "What was done.")
    def resolution(self, info: strawberry.Info) -> str | None:
        """The solution."""
        return turn_of(info).text("ServiceCase.resolution", _TEXT, self.case.resolution)

    @held(_CASE, "The product that it is about.")
    def product(self, info: strawberry.Info) -> str | None:
        """The product."""
        return turn_of(info).fact("ServiceCase.product", self.case.product)

    @plain("random id", "The order that it is about.")
    def order(self, info: strawberry.Info) -> strawberry.ID | None:
        """The order's id."""
        facts = self.case
        return turn_of(info).ids.fact_or_none(Fact.ORDER, facts.subject, facts.order)

    @plain("random id", "The call in which it came up.")
    def call(self, info: strawberry.Info) -> strawberry.ID | None:
        """The call's id."""
        facts = self.case
        return turn_of(info).ids.fact_or_none(Fact.CALL, facts.subject, facts.call)

    @plain("random id", "The request under PIPL 44 to 50 that it opened.")
    def rights_request(self, info: strawberry.Info) -> strawberry.ID | None:
        """The request's id."""
        request = self.case.rights_request
        return None if request is None else turn_of(info).ids.record(Record.RIGHTS_REQUEST, request)


@strawberry.type(description="A case in a list.")
class CaseEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: ServiceCase = given("its fields are classified", "The case.")
    profile: Annotated[Profile, strawberry.lazy("cdp.api.people.profile")] | None = given(
        "its fields are classified", "Whose it is."
    )


@strawberry.type(description="Cases, newest first.")
class CaseConnection:
    """Relay's connection."""

    edges: list[CaseEdge] = given("its nodes' fields are classified", "The cases.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def case_connection(
    turn: Turn,
    rows: Sequence[Owned[CaseFacts]],
    first: int,
    after: str | None,
    *,
    listing: str = LIST,
) -> CaseConnection:
    """The first `first` of `rows`."""
    from cdp.api.people.profile import Profile  # noqa: PLC0415 - which itself lists cases

    return CaseConnection(
        edges=[
            CaseEdge(
                cursor=turn.cursors.cursor(listing, row.place),
                node=ServiceCase(case=row.facts),
                profile=Profile(person=row.person),
            )
            for row in rows[:first]
        ],
        page_info=page_info(turn, listing, [row.place for row in rows], first, after),
    )
