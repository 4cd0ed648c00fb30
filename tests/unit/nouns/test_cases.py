"""A case is opened, taken up, solved; each step needs what it needs, and no other is there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cdp.cases.progress import MOVES, NEEDS, SETTLED, Handled, Step
from cdp.cases.record import (
    DUE_AFTER,
    CaseKind,
    CaseStatus,
    Priority,
    RootCause,
    ServiceCase,
)
from cdp.errors import Conflict, InvalidField
from privacy.testing.asks import NOW

OPENED = NOW - timedelta(hours=2)
LATER = timedelta(microseconds=1)


def case(**more: object) -> ServiceCase:
    given: dict[str, object] = {"kind": CaseKind.FAULT, "opened_at": OPENED, "now": NOW, **more}
    return ServiceCase.of(**given)  # type: ignore[arg-type] # some are wrong on purpose


def step(status: CaseStatus, **more: object) -> Step:
    given: dict[str, object] = {"status": status, "at": NOW, "now": NOW, **more}
    if status is CaseStatus.RESOLVED:
        given = {"root_cause": RootCause.PRODUCT, "resolution": " 换新 ", **given}
    return Step.of(**given)  # type: ignore[arg-type] # some are wrong on purpose


@pytest.mark.parametrize("priority", Priority)
def test_a_case_is_due_by_its_priority(priority: Priority) -> None:
    """Unless somebody names a time."""
    assert case(priority=priority).sla_at == OPENED + DUE_AFTER[priority]
    assert case(priority=priority, sla_at=NOW).sla_at == NOW
    assert case().priority is Priority.NORMAL


def test_a_case_is_opened_before_it_is_filed_and_due_after() -> None:
    """Both bounds belong to it."""
    assert case(opened_at=NOW, sla_at=NOW).sla_at == NOW
    with pytest.raises(InvalidField) as opening:
        case(opened_at=NOW + LATER)
    with pytest.raises(InvalidField) as due:
        case(sla_at=OPENED - LATER)
    assert (opening.value.field, due.value.field) == ("openedAt", "slaAt")


def test_a_case_s_texts_are_cleaned_and_its_product_holds_no_number() -> None:
    """Products stand clear in the database."""
    filed = case(subject_line=" 水壶漏水 ", product=" 电水壶 ")
    assert (filed.subject_line, filed.product) == ("水壶漏水", "电水壶")
    assert "漏水" not in repr(filed)
    with pytest.raises(InvalidField) as refused:
        case(product="充值卡 138 0013 8000")
    assert refused.value.field == "product"
    assert "138" not in str(refused.value)


@pytest.mark.parametrize("kind", CaseKind)
def test_a_privacy_request_is_told_from_every_other_case(kind: CaseKind) -> None:
    """For a rights request opens with it: PIPL 44, 45."""
    assert case(kind=kind).is_privacy_request == (kind is CaseKind.PRIVACY_REQUEST)


@pytest.mark.parametrize("now", CaseStatus)
@pytest.mark.parametrize("wanted", CaseStatus)
def test_a_case_takes_the_steps_of_the_table_and_no_other(
    now: CaseStatus, wanted: CaseStatus
) -> None:
    """Whoever is refused is not told where the case stands."""
    taken = step(wanted)
    if wanted in MOVES[now]:
        taken.check(now, OPENED)
        return
    with pytest.raises(Conflict) as refused:
        taken.check(now, OPENED)
    assert now.value not in str(refused.value)


def test_every_status_has_its_steps_and_a_case_may_always_come_back() -> None:
    """Total over the statuses; nothing leads back to NEW, nothing is a dead end."""
    assert set(MOVES) == set(CaseStatus)
    assert all(MOVES.values())
    reached = {wanted for steps in MOVES.values() for wanted in steps}
    assert set(CaseStatus) - reached == {CaseStatus.NEW}
    assert [now for now, steps in MOVES.items() if CaseStatus.CLOSED in steps] == [
        CaseStatus.RESOLVED
    ]


def test_a_step_before_the_case_is_none() -> None:
    """A case that was opened at ten was not solved at nine."""
    with pytest.raises(Conflict):
        step(CaseStatus.OPEN, at=OPENED - LATER).check(CaseStatus.NEW, OPENED)


@pytest.mark.parametrize("field", sorted(NEEDS[CaseStatus.RESOLVED]))
def test_a_solution_says_its_cause_and_what_was_done(field: str) -> None:
    """Each by its own name; a blank text is none."""
    missing: dict[str, dict[str, object]] = {
        "rootCause": {"root_cause": None},
        "resolution": {"resolution": "  "},
    }
    with pytest.raises(InvalidField) as refused:
        step(CaseStatus.RESOLVED, **missing[field])
    assert refused.value.field == field


@pytest.mark.parametrize("status", sorted(set(CaseStatus) - {CaseStatus.RESOLVED}))
def test_no_other_step_says_a_solution(status: CaseStatus) -> None:
    """It would be filed with a case that nobody solved."""
    with pytest.raises(InvalidField) as cause:
        step(status, root_cause=RootCause.PEOPLE)
    with pytest.raises(InvalidField) as solution:
        step(status, resolution="done")
    assert (cause.value.field, solution.value.field) == ("rootCause", "resolution")


def test_a_step_of_the_future_is_refused() -> None:
    """Whoever files one has taken it."""
    with pytest.raises(InvalidField) as refused:
        step(CaseStatus.OPEN, at=NOW + LATER)
    assert refused.value.field == "at"


def test_a_step_that_takes_a_case_up_is_an_answer_and_its_end_is_none() -> None:
    """The first answer is counted from whatever shows that somebody works on it."""
    answers = {status for status in CaseStatus if step(status).responds}
    assert answers == {
        CaseStatus.OPEN,
        CaseStatus.PENDING_CUSTOMER,
        CaseStatus.ON_HOLD,
        CaseStatus.RESOLVED,
    }
    assert step(CaseStatus.RESOLVED).resolution == "换新"


def test_a_case_begins_new_or_as_far_as_another_system_says() -> None:
    """A solved one whose cause nobody names has an unknown one."""
    assert Handled.of(opened_at=OPENED, now=NOW) == Handled()
    solved = Handled.of(
        status=CaseStatus.CLOSED, resolved_at=NOW, resolution=" 换新 ", opened_at=OPENED, now=NOW
    )
    assert (solved.root_cause, solved.resolution) == (RootCause.UNKNOWN, "换新")


@pytest.mark.parametrize("status", sorted(SETTLED))
def test_a_solved_case_has_its_time_and_no_other_has(status: CaseStatus) -> None:
    """Or the figures of service would count it nowhere, or twice."""
    for stands, at in ((status, None), (CaseStatus.OPEN, NOW)):
        with pytest.raises(InvalidField) as refused:
            Handled.of(status=stands, resolved_at=at, opened_at=OPENED, now=NOW)
        assert refused.value.field == "resolvedAt"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"first_response_at": OPENED - LATER, "status": CaseStatus.OPEN}, "firstResponseAt"),
        ({"first_response_at": NOW + LATER, "status": CaseStatus.OPEN}, "firstResponseAt"),
        ({"first_response_at": NOW}, "firstResponseAt"),
        ({"resolved_at": NOW + LATER, "status": CaseStatus.RESOLVED}, "resolvedAt"),
        ({"resolution": "done"}, "resolution"),
        ({"root_cause": RootCause.PEOPLE, "status": CaseStatus.OPEN}, "resolution"),
    ],
)
def test_a_history_that_cannot_be_is_named(given: dict[str, object], field: str) -> None:
    """By the field that contradicts the others."""
    with pytest.raises(InvalidField) as refused:
        Handled.of(opened_at=OPENED, now=NOW, **given)  # type: ignore[arg-type] # some are wrong on purpose
    assert refused.value.field == field
