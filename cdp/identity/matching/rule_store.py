"""Statements on rules. The newest version of a key is the one that stands."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from cdp.identity.match_tables import match_rule
from cdp.identity.matching.rule import Identifier, MatchRule, RuleAction, SecondKey
from cdp.identity.record import Verification
from privacy.store.statement import Row, Statement, every_column

_newer = match_rule.alias("newer")

RULES: Final = Statement(
    "match_rules.standing",
    select(match_rule)
    .where(
        match_rule.c.version
        == select(func.max(_newer.c.version))
        .where(_newer.c.key == match_rule.c.key)
        .correlate(match_rule)
        .scalar_subquery()
    )
    .order_by(match_rule.c.priority, match_rule.c.key),
)
"""The version of each rule that stands, by priority, retired ones included. Index: pk_match_rule.
"""

KEEP: Final = Statement(
    "match_rules.keep",
    insert(match_rule)
    .values(every_column(match_rule))
    .on_conflict_do_nothing()
    .returning(match_rule.c.version),
)
"""A version of a rule; no row where another writer kept that version. Binds: every column."""


def rule_of(row: Row) -> MatchRule:
    """The rule that a row holds."""
    return MatchRule(
        key=row["key"],
        identifier=Identifier(row["identifier"]),
        action=RuleAction(row["action"]),
        priority=row["priority"],
        min_verification=Verification(row["min_verification"]),
        max_per_subject=row["max_per_subject"],
        max_subjects_per_value=row["max_subjects_per_value"],
        window_days=row["window_days"],
        second_keys=frozenset(map(SecondKey, row["second_keys"])),
        is_active=row["is_active"],
        version=row["version"],
    )


def columns_of(rule: MatchRule) -> dict[str, object]:
    """The columns of a rule, but for who set it and when."""
    return {
        "key": rule.key,
        "version": rule.version,
        "identifier": rule.identifier.value,
        "action": rule.action.value,
        "priority": rule.priority,
        "min_verification": rule.min_verification.value,
        "max_per_subject": rule.max_per_subject,
        "max_subjects_per_value": rule.max_subjects_per_value,
        "window_days": rule.window_days,
        "second_keys": sorted(each.value for each in rule.second_keys),
        "is_active": rule.is_active,
    }
