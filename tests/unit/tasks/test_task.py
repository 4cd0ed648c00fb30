"""A task stands where the time says, ends once, and opens never again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cdp.errors import Conflict, InvalidField
from cdp.tasks.record import ENDINGS, GRACE, STORED, Task, TaskKind, TaskState, ended, state_at
from privacy.testing.asks import NOW

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


def task(**more: object) -> Task:
    wish: dict[str, object] = {"kind": TaskKind.CALLBACK, "due_at": NOW + HOUR, "now": NOW, **more}
    return Task.of(**wish)  # type: ignore[arg-type] # as the tests choose


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (-MOMENT, TaskState.OPEN),
        (timedelta(0), TaskState.DUE),
        (GRACE, TaskState.DUE),
        (GRACE + MOMENT, TaskState.OVERDUE),
    ],
)
def test_an_open_task_is_due_from_its_time_and_overdue_past_its_limit(
    after: timedelta, state: TaskState
) -> None:
    """Without a limit of its own, a day."""
    assert state is state_at(TaskState.OPEN, due_at=NOW, sla_at=None, at=NOW + after)


def test_a_limit_of_its_own_counts() -> None:
    """To the moment."""
    limit = NOW + HOUR
    for at, state in ((limit, TaskState.DUE), (limit + MOMENT, TaskState.OVERDUE)):
        assert state is state_at(TaskState.OPEN, due_at=NOW, sla_at=limit, at=at)


@pytest.mark.parametrize("stored", sorted(STORED - {TaskState.OPEN}))
def test_what_has_ended_is_not_due(stored: TaskState) -> None:
    """Whatever the time is."""
    assert stored is state_at(stored, due_at=NOW, sla_at=NOW, at=NOW + 9 * GRACE)


def test_due_and_overdue_are_never_stored() -> None:
    """They would be stale the moment after."""
    assert set(TaskState) - STORED == {TaskState.DUE, TaskState.OVERDUE}
    assert set(ENDINGS) == STORED


@pytest.mark.parametrize("to", list(TaskState))
@pytest.mark.parametrize("state", list(TaskState))
def test_a_task_ends_once_and_never_opens_again(state: TaskState, to: TaskState) -> None:
    """What privacy blocked stays blocked."""
    if state is TaskState.OPEN and to in STORED - {TaskState.OPEN}:
        assert ended(state, to) is to
    else:
        with pytest.raises(Conflict):
            ended(state, to)


def test_a_task_is_planned_as_it_was_wished() -> None:
    """Left out: by telephone, of middling urgency."""
    wished = task(script=" 先问好 ")
    assert (wished.script, wished.priority, wished.channel.value) == ("先问好", 3, "PHONE")
    assert "先问好" not in repr(wished)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"due_at": NOW - MOMENT}, "dueAt"),
        ({"due_at": NOW + timedelta(days=800)}, "dueAt"),
        ({"sla_at": NOW}, "slaAt"),
        ({"priority": 0}, "priority"),
        ({"priority": 6}, "priority"),
        ({"assignee": "xm@example.com"}, "assignee"),
        ({"assignee": "13800138000"}, "assignee"),
        ({"script": "字" * 4001}, "script"),
    ],
)
def test_a_task_that_cannot_be_is_refused_by_its_field(more: dict[str, object], field: str) -> None:
    """Each by its own name."""
    with pytest.raises(InvalidField) as refused:
        task(**more)
    assert refused.value.field == field
