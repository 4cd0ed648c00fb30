"""The root fields of matching."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.matching.inputs import ReviewMatchSuggestionInput, SaveMatchRuleInput
from cdp.api.matching.payloads import ReviewMatchSuggestionPayload, SaveMatchRulePayload
from cdp.api.matching.types import MatchSuggestionConnection, ShownRule
from cdp.api.root import After, First, act, answer, given_as, question
from cdp.identity.matching.suggestion import SuggestionState


@strawberry.type
class MatchingQuery:
    """Questions about who may be one person."""

    @question("Profiles that may be one person, the likeliest first: a steward's work.")
    def match_suggestions(
        self,
        info: strawberry.Info,
        first: First,
        after: After = None,
        state: Annotated[
            SuggestionState,
            strawberry.argument(
                directives=opened("word of a closed list"), description="Where they stand."
            ),
        ] = SuggestionState.OPEN,
    ) -> MatchSuggestionConnection | None:
        """See `roots.match_suggestions`."""
        return answer(info)

    @question("The rules of matching that stand, by priority, retired ones included.")
    def match_rules(self, info: strawberry.Info) -> list[ShownRule] | None:
        """See `roots.match_rules`."""
        return answer(info)


@strawberry.type
class MatchingMutation:
    """The acts of matching."""

    @act("Say whether two are one person. What follows from it is done at once.")
    def review_match_suggestion(
        self,
        info: strawberry.Info,
        input: Annotated[ReviewMatchSuggestionInput, given_as("What you say.")],
    ) -> ReviewMatchSuggestionPayload:
        """See `cdp.acts.review_match_suggestion`."""
        return answer(info)

    @act("Set a rule of matching, or try it over what stands.")
    def save_match_rule(
        self,
        info: strawberry.Info,
        input: Annotated[SaveMatchRuleInput, given_as("The rule.")],
    ) -> SaveMatchRulePayload:
        """See `cdp.acts.save_match_rule`."""
        return answer(info)
