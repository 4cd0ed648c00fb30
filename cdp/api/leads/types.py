"""Leads on the surface."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, linked, named, plain, shown
from cdp.api.ids import Fact
from cdp.api.leads.changes import LeadStageChange
from cdp.api.node import Node
from cdp.api.rows import Connection, OwnedInList, edges_of
from cdp.leads.facts import LeadFacts
from cdp.leads.record import AbandonNode, LeadInvalid, LeadStatus, Qualification
from cdp.plan.writing.reading import Over
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.terms import DataCategory

_SOURCE = DataCategory.ACQUISITION_SOURCE
_STAGE = DataCategory.DERIVED_STAGE
_FORM = DataCategory.FREETEXT_FORM

LIST: Final = "leads"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="One expression of interest, and how far it has come.")
class Lead(Node):
    """One lead."""

    lead: strawberry.Private[LeadFacts]

    id: strawberry.ID = named(Fact.LEAD, "Names the lead.", at="lead")
    duplicate_of: strawberry.ID | None = linked(
        Fact.LEAD, LeadFacts.duplicate_of, "The earlier lead that this one repeats.", at="lead"
    )
    source: str | None = shown(LeadFacts.source, "The declared source that it came by.", at="lead")
    campaign: str | None = shown(LeadFacts.campaign, "The campaign that brought it.", at="lead")
    tracking_link: str | None = shown(
        LeadFacts.tracking_link, "The tracking link that brought it.", at="lead"
    )
    product: str | None = shown(LeadFacts.product, "What it is about.", at="lead")
    captured_at: datetime | None = shown(LeadFacts.captured_at, "When she asked.", at="lead")
    form: str | None = shown(LeadFacts.form, "What she wrote into the form.", at="lead")
    pain_point: str | None = shown(LeadFacts.pain_point, "What troubles her.", at="lead")
    need: str | None = shown(LeadFacts.need, "What she needs.", at="lead")
    budget_range: str | None = shown(LeadFacts.budget_range, "What she would spend.", at="lead")
    authority: str | None = shown(LeadFacts.authority, "Who decides.", at="lead")
    timeline: str | None = shown(LeadFacts.timeline, "By when she wants it.", at="lead")
    intent_level: IntentLevel | None = shown(
        LeadFacts.intent, "How ready she is to buy.", at="lead"
    )
    qualification: Qualification | None = shown(
        LeadFacts.qualification, "How far it has come.", at="lead"
    )
    status: LeadStatus | None = shown(LeadFacts.status, "Where the work on it stands.", at="lead")
    reject_reason: RejectReason | None = shown(
        LeadFacts.reject_reason, "Why nothing came of it, the last time.", at="lead"
    )
    abandon_node: AbandonNode | None = shown(
        LeadFacts.abandon_node, "At which step she gave up.", at="lead"
    )
    invalid: LeadInvalid | None = shown(LeadFacts.invalid, "Why it is none.", at="lead")
    paused: bool | None = shown(LeadFacts.paused, "Whether a complaint holds it up.", at="lead")
    cool_down_until: datetime | None = shown(
        LeadFacts.cool_down_until, "Until when she is left alone with it.", at="lead"
    )
    sla_due_at: datetime | None = shown(
        LeadFacts.sla_due_at, "Until when its owner must answer.", at="lead"
    )
    first_response_at: datetime | None = shown(
        LeadFacts.first_response_at, "When we first answered or tried to.", at="lead"
    )
    fit_score: int | None = shown(LeadFacts.fit_score, "How well it fits.", at="lead")
    engagement_score: int | None = shown(
        LeadFacts.engagement_score, "How engaged she is.", at="lead"
    )

    @plain("each receipt's fields are classified", "Why it is where it is, oldest first.")
    def changes(self) -> list[LeadStageChange]:
        """The receipts."""
        return [LeadStageChange(change=change) for change in self.lead.changes]


@strawberry.type(description="A lead in a list.")
class LeadEdge(OwnedInList):
    """Relay's edge."""

    node: Lead = given("its fields are classified", "The lead.")


@strawberry.type(description="Leads, newest first.")
class LeadConnection(Connection):
    """Relay's connection."""

    edges: list[LeadEdge] = edges_of(LeadEdge, Over(Lead, "lead"), "The leads.")
