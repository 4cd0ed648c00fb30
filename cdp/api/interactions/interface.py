"""Interaction: what passed between a person and us, by whatever means."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import held
from cdp.api.node import Node
from cdp.interactions.record import Direction
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_RECORD: Final = DataCategory.CONTACT_CALL_RECORD


@strawberry.interface(description="What passed between a person and us, by whatever means.")
class Interaction(Node):
    """Every implementation resolves these itself."""

    @held(_RECORD, "By which means.")
    def channel(self) -> Channel | None:
        """The means."""
        raise TypeError

    @held(_RECORD, "Who began it.")
    def direction(self) -> Direction | None:
        """The direction."""
        raise TypeError

    @held(_RECORD, "When it began.")
    def started_at(self) -> datetime | None:
        """The time."""
        raise TypeError
