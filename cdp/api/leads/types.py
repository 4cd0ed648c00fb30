"""Leads on the surface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.ids import Fact
from cdp.api.leads.changes import LeadStageChange
from cdp.api.node import Node
from cdp.api.page import Owned, PageInfo, page_info
from cdp.api.turn import Turn
from cdp.leads.facts import LeadFacts
from cdp.leads.record import AbandonNode, LeadInvalid, LeadStatus, Qualification
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.terms import DataCategory

if TYPE_CHECKING:
    from cdp.api.people.profile import Profile

_SOURCE = DataCategory.ACQUISITION_SOURCE
_STAGE = DataCategory.DERIVED_STAGE
_FORM = DataCategory.FREETEXT_FORM

LIST: Final = "leads"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="One expression of interest, and how far it has come.")
class Lead(Node):
    """One lead."""

    lead: strawberry.Private[LeadFacts]

    @plain("random id", "Names the lead.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.LEAD, self.lead)

    @plain("random id", "The earlier lead that this one repeats.")
    def duplicate_of(self, info: strawberry.Info) -> strawberry.ID | None:
        """The earlier lead."""
        facts = self.lead
        return turn_of(info).ids.fact_or_none(Fact.LEAD, facts.subject, facts.duplicate_of)

    @held(_SOURCE, "The declared source that it came by.")
    def source(self, info: strawberry.Info) -> str | None:
        """The source."""
        return turn_of(info).fact("Lead.source", self.lead.source)

    @held(_SOURCE, "The campaign that brought it.")
    def campaign(self, info: strawberry.Info) -> str | None:
        """The campaign."""
        return turn_of(info).fact("Lead.campaign", self.lead.campaign)

    @held(_SOURCE, "The tracking link that brought it.")
    def tracking_link(self, info: strawberry.Info) -> str | None:
        """The tracking link."""
        return turn_of(info).fact("Lead.trackingLink", self.lead.tracking_link)

    @held(_SOURCE, "What it is about.")
    def product(self, info: strawberry.Info) -> str | None:
        """The product."""
        return turn_of(info).fact("Lead.product", self.lead.product)

    @held(_SOURCE, "When she asked.")
    def captured_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("Lead.capturedAt", self.lead.captured_at)

    @held(_FORM, "What she wrote into the form.")
    def form(self, info: strawberry.Info) -> str | None:
        """The form's text."""
        return turn_of(info).text("Lead.form", _FORM, self.lead.learned["form"])

    @held(_FORM, "What troubles her.")
    def pain_point(self, info: strawberry.Info) -> str | None:
        """The pain point."""
        return turn_of(info).text("Lead.painPoint", _FORM, self.lead.learned["pain_point"])

    @held(_FORM, "What she needs.")
    def need(self, info: strawberry.Info) -> str | None:
        """The need."""
        return turn_of(info).text("Lead.need", _FORM, self.lead.learned["need"])

    @held(_FORM, "What she would spend.")
    def budget_range(self, info: strawberry.Info) -> str | None:
        """The budget."""
        return turn_of(info).text("Lead.budgetRange", _FORM, self.lead.learned["budget_range"])

    @held(_FORM, "Who decides.")
    def authority(self, info: strawberry.Info) -> str | None:
        """The authority."""
        return turn_of(info).text("Lead.authority", _FORM, self.lead.learned["authority"])

    @held(_FORM, "By when she wants it.")
    def timeline(self, info: strawberry.Info) -> str | None:
        """The timeline."""
        return turn_of(info).text("Lead.timeline", _FORM, self.lead.learned["timeline"])

    @held(DataCategory.CONTACT_CALL_OUTCOME, "How ready she is to buy.")
    def intent_level(self, info: strawberry.Info) -> IntentLevel | None:
        """The intent."""
        return turn_of(info).fact("Lead.intentLevel", self.lead.intent)

    @held(_STAGE, "How far it has come.")
    def qualification(self, info: strawberry.Info) -> Qualification | None:
        """The qualification."""
        return turn_of(info).fact("Lead.qualification", self.lead.qualification)

    @held(_STAGE, "Where the work on it stands.")
    def status(self, info: strawberry.Info) -> LeadStatus | None:
        """The status."""
        return turn_of(info).fact("Lead.status", self.lead.status)

    @held(_STAGE, "Why nothing came of it, the last time.")
    def reject_reason(self, info: strawberry.Info) -> RejectReason | None:
        """The reason."""
        return turn_of(info).fact("Lead.rejectReason", self.lead.reject_reason)

    @held(_STAGE, "At which step she gave up.")
    def abandon_node(self, info: strawberry.Info) -> AbandonNode | None:
        """The step."""
        return turn_of(info).fact("Lead.abandonNode", self.lead.abandon_node)

    @held(_STAGE, "Why it is none.")
    def invalid(self, info: strawberry.Info) -> LeadInvalid | None:
        """Why it does not count."""
        return turn_of(info).fact("Lead.invalid", self.lead.invalid)

    @held(_STAGE, "Whether a complaint holds it up.")
    def paused(self, info: strawberry.Info) -> bool | None:
        """Whether it waits."""
        return turn_of(info).fact("Lead.paused", self.lead.paused)

    @held(_STAGE, "Until when she is left alone with it.")
    def cool_down_until(self, info: strawberry.Info) -> datetime | None:
        """The end of the cool-down."""
        return turn_of(info).fact("Lead.coolDownUntil", self.lead.cool_down_until)

    @held(_STAGE, "Until when its owner must answer.")
    def sla_due_at(self, info: strawberry.Info) -> datetime | None:
        """The limit."""
        return turn_of(info).fact("Lead.slaDueAt", self.lead.sla_due_at)

    @held(_STAGE, "When we first answered or tried to.")
    def first_response_at(self, info: strawberry.Info) -> datetime | None:
        """The first response."""
        return turn_of(info).fact("Lead.firstResponseAt", self.lead.first_response_at)

    @held(DataCategory.DERIVED_SCORE, "How well it fits.")
    def fit_score(self, info: strawberry.Info) -> int | None:
        """The fit."""
        return turn_of(info).fact("Lead.fitScore", self.lead.fit_score)

    @held(DataCategory.DERIVED_SCORE, "How engaged she is.")
    def engagement_score(self, info: strawberry.Info) -> int | None:
        """The engagement."""
        return turn_of(info).fact("Lead.engagementScore", self.lead.engagement_score)

    @plain("each receipt's fields are classified", "Why it is where it is, oldest first.")
    def changes(self) -> list[LeadStageChange]:
        """The receipts."""
        return [LeadStageChange(change=change) for change in self.lead.changes]


@strawberry.type(description="A lead in a list.")
class LeadEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Lead = given("its fields are classified", "The lead.")
    profile: Annotated[Profile, strawberry.lazy("cdp.api.people.profile")] | None = given(
        "its fields are classified", "Whose it is."
    )


@strawberry.type(description="Leads, newest first.")
class LeadConnection:
    """Relay's connection."""

    edges: list[LeadEdge] = given("its nodes' fields are classified", "The leads.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def lead_connection(
    turn: Turn,
    rows: Sequence[Owned[LeadFacts]],
    first: int,
    after: str | None,
    *,
    listing: str = LIST,
) -> LeadConnection:
    """The first `first` of `rows`."""
    from cdp.api.people.profile import Profile  # noqa: PLC0415 - which itself lists leads

    return LeadConnection(
        edges=[
            LeadEdge(
                cursor=turn.cursors.cursor(listing, row.place),
                node=Lead(lead=row.facts),
                profile=Profile(person=row.person),
            )
            for row in rows[:first]
        ],
        page_info=page_info(turn, listing, [row.place for row in rows], first, after),
    )
