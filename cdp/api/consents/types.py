"""Consents on the surface: where each question of the policy stands for one person."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import plain, shown
from cdp.profile.person import ConsentFacts
from privacy.policy import Cell
from privacy.terms import Channel, DataCategory, Purpose
from privacy.terms import ConsentState as ConsentStatus

_RECORD = DataCategory.CONSENT_RECORD


@strawberry.type(description="Where one question of consent stands.")
class ConsentState:
    """One cell."""

    facts: strawberry.Private[ConsentFacts]
    cell: strawberry.Private[Cell]

    @plain("question of the policy", "The purpose that was asked about.")
    def purpose(self) -> Purpose:
        """The purpose."""
        return self.cell.purpose

    @plain("question of the policy", "The channel that was asked about; null: no channel.")
    def channel(self) -> Channel | None:
        """The channel."""
        return self.cell.channel

    status: ConsentStatus | None = shown(
        ConsentFacts.state, "Where it stands, expiry applied.", at="facts"
    )
    since: datetime | None = shown(ConsentFacts.since, "Since when.", at="facts")
    valid_until: datetime | None = shown(
        ConsentFacts.valid_until, "Until when, where it was given.", at="facts"
    )
