"""Receipts of leads on the surface: why a lead is where it is."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import named, plain, shown
from cdp.api.ids import Fact
from cdp.leads.facts import ChangeFacts
from cdp.leads.record import Qualification
from cdp.vocabulary import LeadEvent, RejectReason
from privacy.terms import DataCategory

_STAGE = DataCategory.DERIVED_STAGE


@strawberry.type(description="A receipt: what happened to a lead, by what, and what shows it.")
class LeadStageChange:
    """One receipt."""

    change: strawberry.Private[ChangeFacts]

    id: strawberry.ID = named(Fact.LEAD_CHANGE, "Names the receipt.", at="change")

    @plain("name of a rule", "The rule that moved it; null where a person decided.")
    def rule(self) -> str | None:
        """The rule."""
        return self.change.rule

    @plain("version of a rule", "The rule's version.")
    def rule_version(self) -> int | None:
        """The version."""
        return self.change.rule_version

    event: LeadEvent | None = shown(ChangeFacts.event, "What happened.", at="change")
    before: Qualification | None = shown(
        ChangeFacts.before, "Where it was; null at its beginning.", at="change"
    )
    after: Qualification | None = shown(ChangeFacts.after, "Where it went.", at="change")
    reason: RejectReason | None = shown(ChangeFacts.reason, "Why.", at="change")
    evidence: str | None = shown(ChangeFacts.evidence, "What shows it.", at="change")
    happened_at: datetime | None = shown(ChangeFacts.happened_at, "When it happened.", at="change")
