"""What the acts of matching take."""

from __future__ import annotations

import strawberry

from cdp.api.parts import may, plain, plain_may
from cdp.identity.matching.rule import Identifier, RuleAction, SecondKey
from cdp.identity.matching.suggestion import Verdict
from cdp.identity.record import Verification
from privacy.terms import DataCategory

_WORD = "word of a closed list"
_NUMBER = "a number of a rule"


@strawberry.input(description="What a steward says of a suggestion.")
class ReviewMatchSuggestionInput:
    """A review."""

    suggestion: strawberry.ID = plain("random id", "The suggestion.")
    verdict: Verdict = plain(_WORD, "What you say.")


@strawberry.input(description="A rule, and whether it is only to be tried.")
class SaveMatchRuleInput:
    """A rule as it is to be."""

    key: str = plain("name of a rule", "What it is called: a rule of that key gets a new version.")
    identifier: Identifier = plain(_WORD, "What both have.")
    action: RuleAction = plain(_WORD, "MERGE writes, and only above what is merely said.")
    priority: int = plain(_NUMBER, "Its place, 1 to 1000: the least comes first.")
    min_verification: Verification = plain(_WORD, "How surely each has it.")
    max_per_subject: int = plain(_NUMBER, "Whoever has more of it is no person: 1 to 100.")
    max_subjects_per_value: int = plain(_NUMBER, "Where more share it, it is nobody's: 2 to 100.")
    window_days: int | None = plain_may(
        _NUMBER, "How long ago it may have been said; null: always."
    )
    second_keys: list[SecondKey] = plain(_WORD, "What else must agree; may be empty.")
    active: bool = plain("whether a rule is in force", "False retires it.")
    dry_run: bool = plain(
        "whether it is only tried", "True writes nothing, and says what it would do."
    )
    blocked_values: list[str] | None = may(
        DataCategory.CONTACT_EMAIL,
        "E-mail addresses that say nothing of anybody. They are kept as keyed tokens alone.",
    )
