"""Suggestions and rules of which everything is known, and what their root fields answer."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import strawberry

from cdp.api.matching.payloads import ReviewMatchSuggestionDone, SaveMatchRuleDone
from cdp.api.matching.types import (
    LIST,
    MatchRehearsal,
    MatchSuggestionConnection,
    RehearsedPair,
    ShownRule,
    SuggestionRow,
)
from cdp.api.rows import Rows
from cdp.identity.matching.rule import SHIPPED
from cdp.profile.person import Person

_RULE: Final = {
    "key": "email-only",
    "identifier": "EMAIL",
    "action": "SUGGEST",
    "priority": 15,
    "minVerification": "DECLARED",
    "maxPerSubject": 3,
    "maxSubjectsPerValue": 4,
    "secondKeys": ["BIRTHDAY"],
    "active": True,
    "dryRun": True,
}


def inputs(row: str) -> dict[str, object]:
    """A value of every type that their arguments have."""
    return {
        "ReviewMatchSuggestionInput": {"suggestion": row, "verdict": "REJECT"},
        "SaveMatchRuleInput": _RULE,
        "MatchSuggestionState": "OPEN",
    }


def answers(whole: Person, row: UUID) -> dict[str, object]:
    """What the roots hand to graphql-core."""
    name = strawberry.ID(str(row))
    suggestion: dict[str | int, object] = {
        "id": row,
        "score": 71,
        "agreement": "SsDw-",
        "rule": "email-declared",
        "rule_version": 1,
        "stands": "OPEN",
    }
    shown = SuggestionRow(suggestion, (whole, whole))
    rule = ShownRule.of(SHIPPED[0])
    pair = RehearsedPair(one=name, other=name, merges=True)
    return {
        "matchSuggestions": MatchSuggestionConnection(of=Rows(LIST, [shown], 5, None)),
        "matchRules": [rule],
        "reviewMatchSuggestion": ReviewMatchSuggestionDone(decision_id=name, profile_ids=[name]),
        "saveMatchRule": SaveMatchRuleDone(
            rule=rule, dry_run=MatchRehearsal(merges=1, suggestions=0, sample=[pair])
        ),
    }
