"""ContactDecision on the surface: whether somebody may be contacted, and what is in the way."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import strawberry

from cdp.api.field import given
from cdp.api.labels import opened
from cdp.vocabulary import Channel
from privacy import contactability
from privacy.terms import ReasonCode

OF_A_DECISION: Final = "a decision of ours: its reasons are named where their facts are shown"

ByChannel = Annotated[
    Channel,
    strawberry.argument(directives=opened("word of a closed list"), description="By which means."),
]


@strawberry.type(description="Whether somebody may be contacted. NOT_AVAILABLE never says why.")
class ContactDecision:
    """One answer for nobody and for somebody of whom nothing may be known."""

    allowed: bool = given(OF_A_DECISION, "Whether it may be.")
    reasons: list[ReasonCode] = given(OF_A_DECISION, "All that is in the way, in one order.")
    next_allowed_at: datetime | None = given(
        OF_A_DECISION, "When the quiet hours end, where they alone are in the way."
    )


def shown(decision: contactability.ContactDecision) -> ContactDecision:
    """`decision` as answers carry it."""
    return ContactDecision(
        allowed=decision.allowed,
        reasons=list(decision.reasons),
        next_allowed_at=decision.next_allowed_at,
    )
