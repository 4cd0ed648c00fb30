"""What leaves whole for a processor leaves by the service's own row, and by no other ask."""

from __future__ import annotations

import pytest

from privacy.errors import Refusal
from privacy.gate import Ask, rule
from privacy.policy import Policy, default_document, load
from privacy.terms import Action, DataCategory, Effect, Purpose, ReasonCode, Role
from privacy.testing.asks import ask, caller

PHONE = DataCategory.CONTACT_PHONE


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(default_document())


def entrust(
    *categories: DataCategory,
    role: Role = Role.JOB,
    client: str = "cdp-jobs",
    purpose: Purpose = Purpose.DATA_QUALITY_MAINTENANCE,
    action: Action = Action.ENTRUST,
) -> Ask:
    return ask(
        *(categories or (PHONE,)),
        actor=caller(role, client=client),
        purpose=purpose,
        action=action,
    )


def test_a_number_leaves_whole_for_whoever_processes_it_on_our_behalf(policy: Policy) -> None:
    """For this ask alone: a read of the same row shows the mask."""
    views = rule(entrust(), policy).views
    assert {category: view.effect for category, view in views.items()} == {PHONE: Effect.ALLOW}
    assert rule(entrust(action=Action.READ), policy).views[PHONE].effect is Effect.MASK


@pytest.mark.parametrize(
    "asked",
    [
        entrust(DataCategory.IDENTITY_NAME),
        entrust(PHONE, DataCategory.CONTACT_EMAIL),
        entrust(role=Role.STEWARD, client="steward-desk"),
        entrust(role=Role.SERVICE, client="crm-web", purpose=Purpose.SERVICE_SUPPORT),
        entrust(purpose=Purpose.IDENTITY_RESOLUTION),
    ],
)
def test_nothing_else_leaves_and_nobody_else_hands_it_over(asked: Ask, policy: Policy) -> None:
    """A row that does not say so hands over nothing."""
    with pytest.raises(Refusal) as refused:
        rule(asked, policy)
    assert refused.value.reason in {
        ReasonCode.PURPOSE_CATEGORY_MISMATCH,
        ReasonCode.PURPOSE_NOT_IN_CEILING,
    }
