"""A number is seen whole for a stated reason, on a case, by somebody who is present."""

from __future__ import annotations

from datetime import timedelta

import pytest

from privacy.errors import Refusal
from privacy.gate import Ask, rule
from privacy.policy import Policy, default_document, load
from privacy.terms import Action, Actor, DataCategory, Effect, Purpose, ReasonCode, Role
from privacy.testing.asks import NOW, ask, caller

PHONE = DataCategory.CONTACT_PHONE
PRESENT = caller(acr="aal2", auth_time=NOW - timedelta(seconds=300))


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(default_document())


def reveal(
    *categories: DataCategory,
    actor: Actor = PRESENT,
    purpose: Purpose = Purpose.SERVICE_SUPPORT,
    reason: str = "The caller asks to be rung back.",
    case_ref: str = "TKT-1042",
) -> Ask:
    return ask(
        *(categories or (PHONE,)),
        actor=actor,
        purpose=purpose,
        action=Action.REVEAL,
        reason=reason,
        case_ref=case_ref,
    )


def test_a_number_is_revealed(policy: Policy) -> None:
    """Whole, for this ask alone: a read of the same caller shows the mask."""
    views = rule(reveal(), policy).views
    assert {category: view.effect for category, view in views.items()} == {PHONE: Effect.ALLOW}
    assert rule(ask(PHONE, actor=PRESENT), policy).views[PHONE].effect is Effect.MASK


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (reveal(DataCategory.CONTACT_EMAIL), ReasonCode.PURPOSE_CATEGORY_MISMATCH),
        (reveal(PHONE, DataCategory.IDENTITY_NAME), ReasonCode.PURPOSE_CATEGORY_MISMATCH),
        (reveal(reason=""), ReasonCode.INVALID_INPUT),
        (reveal(reason=" \n\t"), ReasonCode.INVALID_INPUT),
        (reveal(case_ref=""), ReasonCode.CASE_REF_REQUIRED),
        (reveal(case_ref="13800138000"), ReasonCode.CASE_REF_REQUIRED),
        (reveal(actor=caller()), ReasonCode.STEP_UP_REQUIRED),
        (reveal(actor=caller(acr="aal2")), ReasonCode.STEP_UP_REQUIRED),
        (reveal(actor=caller(acr="aal1", auth_time=NOW)), ReasonCode.STEP_UP_REQUIRED),
        (reveal(actor=caller(acr="", auth_time=NOW)), ReasonCode.STEP_UP_REQUIRED),
        (
            reveal(actor=caller(acr="aal2", auth_time=NOW - timedelta(seconds=300.001))),
            ReasonCode.STEP_UP_REQUIRED,
        ),
        (
            reveal(actor=caller(acr="aal2", auth_time=NOW + timedelta(microseconds=1))),
            ReasonCode.STEP_UP_REQUIRED,
        ),
    ],
    ids=range(12),
)
def test_each_missing_element_is_named(asked: Ask, reason: ReasonCode, policy: Policy) -> None:
    """Category, reason, reference, level, freshness; an authentication to come is none."""
    with pytest.raises(Refusal) as caught:
        rule(asked, policy)
    assert caught.value.reason is reason


def test_marketing_and_stewards_reveal_nothing(policy: Policy) -> None:
    """Marketing never; stewards not before two people can approve."""
    marketer = caller(Role.MARKETING, client="marketing-console", acr="aal2", auth_time=NOW)
    steward = caller(Role.STEWARD, client="steward-desk", acr="aal2", auth_time=NOW)
    for actor, purpose in (
        (marketer, Purpose.MARKETING_DIRECT_CALL),
        (steward, Purpose.IDENTITY_RESOLUTION),
    ):
        with pytest.raises(Refusal) as caught:
            rule(reveal(actor=actor, purpose=purpose), policy)
        assert caught.value.reason is ReasonCode.PURPOSE_CATEGORY_MISMATCH


def test_the_reason_is_not_printed() -> None:
    """It is free text, and an ask may end in a log."""
    assert "rung back" not in repr(reveal())
