"""Service cases on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, linked, named, plain, shown, turn_of
from cdp.api.ids import Fact, Record
from cdp.api.node import Node
from cdp.api.rows import Connection, OwnedInList, edges_of
from cdp.cases.facts import CaseFacts
from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.plan.writing.reading import Over
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

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

    id: strawberry.ID = named(Fact.CASE, "Names the case.", at="case")
    kind: CaseKind | None = shown(CaseFacts.kind, "What it is about.", at="case")
    subject_line: str | None = shown(CaseFacts.subject_line, "What she asks, in a line.", at="case")
    priority: Priority | None = shown(CaseFacts.priority, "How soon it is due.", at="case")
    status: CaseStatus | None = shown(CaseFacts.status, "Where it stands.", at="case")
    channel: Channel | None = shown(CaseFacts.channel, "By what means she came.", at="case")
    opened_at: datetime | None = shown(CaseFacts.opened_at, "When she asked.", at="case")
    first_response_at: datetime | None = shown(
        CaseFacts.first_response_at, "When somebody took it up.", at="case"
    )
    resolved_at: datetime | None = shown(CaseFacts.resolved_at, "When it was solved.", at="case")
    sla_at: datetime | None = shown(CaseFacts.sla_at, "When it is due.", at="case")
    root_cause: RootCause | None = shown(CaseFacts.root_cause, "Why it came to be.", at="case")
    resolution: str | None = shown(CaseFacts.resolution, "What was done.", at="case")
    product: str | None = shown(CaseFacts.product, "The product that it is about.", at="case")
    order: strawberry.ID | None = linked(
        Fact.ORDER, CaseFacts.order, "The order that it is about.", at="case"
    )
    call: strawberry.ID | None = linked(
        Fact.CALL, CaseFacts.call, "The call in which it came up.", at="case"
    )

    @plain("random id", "The request under PIPL 44 to 50 that it opened.")
    def rights_request(self, info: strawberry.Info) -> strawberry.ID | None:
        """The request's id."""
        request = self.case.rights_request
        return None if request is None else turn_of(info).ids.record(Record.RIGHTS_REQUEST, request)


@strawberry.type(description="A case in a list.")
class CaseEdge(OwnedInList):
    """Relay's edge."""

    node: ServiceCase = given("its fields are classified", "The case.")


@strawberry.type(description="Cases, newest first.")
class CaseConnection(Connection):
    """Relay's connection."""

    edges: list[CaseEdge] = edges_of(CaseEdge, Over(ServiceCase, "case"), "The cases.")
