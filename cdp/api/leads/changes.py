"""Receipts of leads on the surface: why a lead is where it is."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import held, plain, turn_of
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

    @plain("random id", "Names the receipt.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """Our id."""
        return turn_of(info).ids.of(Fact.LEAD_CHANGE, self.change)

    @plain("name of a rule", "The rule that moved it; null where a person decided.")
    def rule(self) -> str | None:
        """The rule."""
        return self.change.rule

    @plain("version of a rule", "The rule's version.")
    def rule_version(self) -> int | None:
        """The version."""
        return self.change.rule_version

    @held(_STAGE, "What happened.")
    def event(self, info: strawberry.Info) -> LeadEvent | None:
        """The event."""
        return turn_of(info).fact("LeadStageChange.event", self.change.event)

    @held(_STAGE, "Where it was; null at its beginning.")
    def before(self, info: strawberry.Info) -> Qualification | None:
        """The stage before."""
        return turn_of(info).fact("LeadStageChange.before", self.change.before)

    @held(_STAGE, "Where it went.")
    def after(self, info: strawberry.Info) -> Qualification | None:
        """The stage after."""
        return turn_of(info).fact("LeadStageChange.after", self.change.after)

    @held(_STAGE, "Why.")
    def reason(self, info: strawberry.Info) -> RejectReason | None:
        """The reason."""
        return turn_of(info).fact("LeadStageChange.reason", self.change.reason)

    @held(DataCategory.FREETEXT_FORM, "What shows it.")
    def evidence(self, info: strawberry.Info) -> str | None:
        """The evidence."""
        return turn_of(info).text(
            "LeadStageChange.evidence", DataCategory.FREETEXT_FORM, self.change.evidence
        )

    @held(_STAGE, "When it happened.")
    def happened_at(self, info: strawberry.Info) -> datetime | None:
        """The time."""
        return turn_of(info).fact("LeadStageChange.happenedAt", self.change.happened_at)
