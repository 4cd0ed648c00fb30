"""What the acts of matching answer: done, or a problem that the caller can act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.matching.types import MatchRehearsal, ShownRule
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied

_ID = "random id"


@strawberry.type(description="It is said, and followed.")
class ReviewMatchSuggestionDone:
    """Reviewed."""

    decision_id: strawberry.ID | None = given(_ID, "The merge, where they are one person now.")
    profile_ids: list[strawberry.ID] = given(_ID, "The profiles that there are of them now.")


@strawberry.type(description="The rule stands, or was tried.")
class SaveMatchRuleDone:
    """Saved, or tried."""

    rule: ShownRule = given("nobody is in it", "The rule; tried, it is of version 0.")
    dry_run: MatchRehearsal | None = given("counts and random ids", "What it would do, if tried.")


ReviewMatchSuggestionPayload = Annotated[
    ReviewMatchSuggestionDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union(
        "ReviewMatchSuggestionPayload", description="What came of reviewMatchSuggestion."
    ),
]
SaveMatchRulePayload = Annotated[
    SaveMatchRuleDone | InvalidInput | PurposeDenied | Conflict,
    strawberry.union("SaveMatchRulePayload", description="What came of saveMatchRule."),
]
