"""Case: the steps of a person's request, and what each demands."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from privacy.errors import ImpossibleStep, PlanChanged, SameActor
from privacy.rights.case import (
    AT_ONCE,
    ENDED,
    EXECUTABLE,
    STANDING,
    STEPS,
    UNDER_WAY,
    Case,
    CaseState,
    ClockMark,
    Proof,
    RequestType,
    onward,
)

PLAN = "a" * 64


def case(state: CaseState = CaseState.RECEIVED, **more: str) -> Case:
    return Case(id=UUID(int=1), type=RequestType.DELETE, state=state, opened_by="anna", **more)


def test_a_deletion_goes_its_way() -> None:
    """From what was received to what was completed, with every proof on the way."""
    it = case().moved(CaseState.VERIFYING).moved(CaseState.VERIFIED, Proof.IDENTITY)
    it = it.moved(CaseState.SCOPING).planned(PLAN).approved(by="boris", plan=PLAN)
    it = it.moved(CaseState.EXECUTING).moved(CaseState.VERIFYING_RESULT)
    it = it.moved(CaseState.COMPLETED, Proof.NOTHING_LEFT)
    assert (it.state, it.plan, it.approved_by) == (CaseState.COMPLETED, PLAN, "boris")


@pytest.mark.parametrize(("before", "after"), [pair for pair in STEPS if STEPS[pair]])
def test_a_step_without_its_proof_is_none(before: CaseState, after: CaseState) -> None:
    """Whichever it demands."""
    with pytest.raises(ImpossibleStep):
        case(before).moved(after)


def test_a_second_persons_word_cannot_be_claimed() -> None:
    """It is given by name, and compared with who opened the request."""
    with pytest.raises(ImpossibleStep):
        case(CaseState.CONFLICT_REVIEW).moved(CaseState.APPROVED, Proof.SECOND_ACTOR)


def test_who_opened_a_request_does_not_approve_it() -> None:
    """Requester and approver exclude each other."""
    with pytest.raises(SameActor):
        case(CaseState.CONFLICT_REVIEW, plan=PLAN).approved(by="anna", plan=PLAN)


def test_a_plan_is_approved_by_its_hash() -> None:
    """Another plan than the one that was looked at is not approved with it."""
    with pytest.raises(PlanChanged):
        case(CaseState.CONFLICT_REVIEW, plan=PLAN).approved(by="boris", plan="b" * 64)


def test_nothing_is_approved_before_it_is_planned() -> None:
    """Nor again once it was."""
    for state in (CaseState.VERIFYING, CaseState.APPROVED, CaseState.COMPLETED):
        with pytest.raises(ImpossibleStep):
            case(state, plan=PLAN).approved(by="boris", plan=PLAN)


def test_the_ends_are_ends() -> None:
    """From where a request stays nothing leads on."""
    assert {
        CaseState.COMPLETED,
        CaseState.COMPLETED_RESTRICTED,
        CaseState.REFUSED,
        CaseState.DUPLICATE,
        CaseState.VERIFICATION_FAILED,
        CaseState.CANCELLED_BY_SUBJECT,
    } == ENDED
    assert not any(list(onward(state)) for state in ENDED)


def test_a_failure_is_no_end() -> None:
    """An operator looks, and it is run again."""
    assert list(onward(CaseState.FAILED_NEEDS_OPERATOR)) == [CaseState.EXECUTING]


def test_the_vocabulary_is_whole_and_only_two_types_are_carried_out() -> None:
    """Deletion and restriction. What comes later adds code, not words."""
    assert {"ACCESS", "PORTABILITY", "DECEASED_DELETE", "GUARDIAN_ACCESS"} < set(RequestType)
    assert {RequestType.DELETE, RequestType.RESTRICT} == EXECUTABLE


def test_a_restriction_is_complete_once_she_is_verified() -> None:
    """It binds at once: no plan, and no second person's word."""
    asked = replace(case(CaseState.VERIFIED), type=RequestType.RESTRICT)
    assert asked.bound().state is CaseState.COMPLETED


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.VERIFIED])
def test_nothing_binds_before_she_is_verified_or_after_its_end(state: CaseState) -> None:
    """Nobody stops the processing of somebody else's data, and nothing is bound twice."""
    with pytest.raises(ImpossibleStep):
        replace(case(state), type=RequestType.RESTRICT).bound()


def test_what_destroys_never_binds_at_once() -> None:
    """A deletion waits for its plan and for a second person."""
    assert {RequestType.RESTRICT} == AT_ONCE
    with pytest.raises(ImpossibleStep):
        case(CaseState.VERIFIED).bound()


def test_what_is_known_of_a_request_is_known() -> None:
    """Its clock marks, and what stands beside another."""
    assert set(ClockMark) == {"EXTENDED", "ESCALATED"}
    assert UNDER_WAY < STANDING
