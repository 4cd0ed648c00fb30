"""Rules of matching: what makes no sense is taught, and what is shipped makes sense."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from cdp.errors import InvalidField
from cdp.identity.matching.rule import (
    SHIPPED,
    Identifier,
    MatchRule,
    RuleAction,
    SecondKey,
)
from cdp.identity.record import Verification

RULE: Final = MatchRule(
    key="mine",
    identifier=Identifier.EMAIL,
    action=RuleAction.SUGGEST,
    priority=40,
    min_verification=Verification.DECLARED,
    second_keys=frozenset({SecondKey.BIRTHDAY}),
    window_days=30,
)


def test_the_shipped_rules_make_sense_beside_one_another() -> None:
    for rule in SHIPPED:
        rule.check(SHIPPED)


def test_a_rule_that_makes_sense_is_let_be() -> None:
    RULE.check(SHIPPED)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        (replace(RULE, key="Mine"), "key", "small letters"),
        (replace(RULE, key="m" * 65), "key", "small letters"),
        (replace(RULE, priority=0), "priority", "1 to 1000"),
        (replace(RULE, max_per_subject=0), "maxPerSubject", "1 to 100"),
        (replace(RULE, max_subjects_per_value=1), "maxSubjectsPerValue", "2 to 100"),
        (replace(RULE, window_days=0), "windowDays", "1 to 3660"),
        (replace(RULE, action=RuleAction.MERGE), "minVerification", "merges nobody"),
        (
            replace(
                RULE,
                identifier=Identifier.PHONE,
                action=RuleAction.MERGE,
                min_verification=Verification.SMS_OTP,
            ),
            "secondKeys",
            "number and name must match",
        ),
        (
            replace(RULE, second_keys=frozenset({SecondKey.NAME, SecondKey.NAME_SOUND})),
            "secondKeys",
            "one of the two",
        ),
        (replace(RULE, priority=10), "priority", "email-confirmed"),
        (replace(RULE, second_keys=frozenset({SecondKey.NAME})), "priority", "never be reached"),
        (
            replace(
                RULE,
                priority=5,
                second_keys=frozenset(),
                window_days=None,
                max_subjects_per_value=9,
            ),
            "priority",
            "email-declared would never be reached",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_change(
    wrong: MatchRule, field: str, says: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        wrong.check(SHIPPED)
    assert refused.value.field == field
    assert says in refused.value.advice


def test_a_retired_rule_is_in_nobodys_way() -> None:
    """Nor is anybody in its own."""
    retired = replace(RULE, priority=10, is_active=False)
    retired.check(SHIPPED)
    SHIPPED[0].check([retired])


def test_a_rule_that_merges_is_not_covered_by_one_that_suggests() -> None:
    merges = replace(RULE, action=RuleAction.MERGE, min_verification=Verification.SMS_OTP)
    assert not RULE.covers(merges)
    assert merges.covers(RULE)


def test_a_new_version_is_measured_against_the_others_alone() -> None:
    replace(SHIPPED[0], max_per_subject=4).check(SHIPPED)
