"""Asked: the cell of the policy that an answer on consent is about."""

from __future__ import annotations

import strawberry

from cdp.api.field import plain
from privacy.policy import Cell
from privacy.terms import Channel, Purpose


@strawberry.type
class AskedOfConsent:
    """What was asked; each type of answers adds what was said."""

    cell: strawberry.Private[Cell]

    @plain("question of the policy", "The purpose that was asked about.")
    def purpose(self) -> Purpose:
        """The purpose."""
        return self.cell.purpose

    @plain("question of the policy", "The channel that was asked about; null: no channel.")
    def channel(self) -> Channel | None:
        """The channel."""
        return self.cell.channel
