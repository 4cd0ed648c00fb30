"""The queries. Rows were fetched, decided and written down before any of this is resolved."""

from __future__ import annotations

import strawberry

from cdp.api.audit.surface import AuditQuery
from cdp.api.cases.surface import CaseQuery
from cdp.api.consents.surface import ConsentQuery
from cdp.api.leads.surface import LeadQuery
from cdp.api.matching.surface import MatchingQuery
from cdp.api.merging.surface import MergingQuery
from cdp.api.nodes.surface import NodeQuery
from cdp.api.orders.surface import OrderQuery
from cdp.api.people.surface import PeopleQuery
from cdp.api.rights.surface import RightsQuery
from cdp.api.tasks.surface import TaskQuery
from cdp.api.timeline.surface import TimelineQuery


@strawberry.type(description="Everything that can be asked. One root field an operation.")
class Query(
    NodeQuery,
    PeopleQuery,
    TimelineQuery,
    OrderQuery,
    LeadQuery,
    TaskQuery,
    CaseQuery,
    ConsentQuery,
    RightsQuery,
    MergingQuery,
    MatchingQuery,
    AuditQuery,
):
    """Questions, a room each."""
