"""Case: the steps of a person's request, and what each demands."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from privacy.errors import ImpossibleStep, PlanChanged, SameActor
from privacy.rights.case import (
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


def test_the_vocabulary_is_whole_and_two_types_are_carried_out() -> None:
    """What comes later adds code, not words."""
    assert {"ACCESS", "PORTABILITY", "DECEASED_DELETE", "GUARDIAN_ACCESS"} < set(RequestType)
    assert {RequestType.DELETE, RequestType.RESTRICT} == EXECUTABLE


@pytest.mark.parametrize("type_", RequestType)
@pytest.mark.parametrize("state", CaseState)
def test_a_restriction_alone_is_completed_by_the_proof_of_who_asks(
    type_: RequestType, state: CaseState
) -> None:
    """It takes nothing that cannot be given back; whatever else is asked for goes its way."""
    asked = Case(id=UUID(int=1), type=type_, state=state, opened_by="anna")
    if type_ is RequestType.RESTRICT and state is CaseState.VERIFIED:
        assert asked.bound() == replace(asked, state=CaseState.COMPLETED)
    else:
        with pytest.raises(ImpossibleStep):
            asked.bound()
    assert set(ClockMark) == {"EXTENDED", "ESCALATED"}
    assert UNDER_WAY < STANDING
