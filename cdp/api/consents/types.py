"""Consents on the surface: where each question of the policy stands for one person."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import held, plain, turn_of
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

    @held(_RECORD, "Where it stands, expiry applied.")
    def status(self, info: strawberry.Info) -> ConsentStatus | None:
        """The status."""
        return turn_of(info).fact("ConsentState.status", self.facts.state)

    @held(_RECORD, "Since when.")
    def since(self, info: strawberry.Info) -> datetime | None:
        """The time of the last statement."""
        return turn_of(info).fact("ConsentState.since", self.facts.since)

    @held(_RECORD, "Until when, where it was given.")
    def valid_until(self, info: strawberry.Info) -> datetime | None:
        """The end."""
        return turn_of(info).fact("ConsentState.validUntil", self.facts.valid_until)
