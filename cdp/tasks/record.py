"""A task: what is to be done for a person, when, and whether it may still be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final, Self

from cdp.errors import Conflict, InvalidField
from cdp.text import NOTE_LETTERS, clean, staff
from cdp.vocabulary import Channel, TaskKind

__all__ = ["STORED", "Task", "TaskKind", "TaskOrigin", "TaskState", "ended", "state_at"]

_FURTHEST: Final = timedelta(days=2 * 366)
_PRIORITIES: Final = range(1, 6)
_USUAL_PRIORITY: Final = 3

GRACE: Final = timedelta(days=1)
"""How long a task without a limit of its own may be due before it is overdue."""


@unique
class TaskState(StrEnum):
    """Where a task stands. DUE and OVERDUE follow from the time, and are never stored."""

    OPEN = "OPEN"
    DUE = "DUE"
    OVERDUE = "OVERDUE"
    DONE = "DONE"
    SKIPPED = "SKIPPED"
    BLOCKED_BY_PRIVACY = "BLOCKED_BY_PRIVACY"


@unique
class TaskOrigin(StrEnum):
    """Why there is a task."""

    PERSON = "PERSON"
    CALL_OUTCOME = "CALL_OUTCOME"
    HAND_OFF = "HAND_OFF"
    SATISFACTION = "SATISFACTION"
    LARGE_PROFILE = "LARGE_PROFILE"


STORED: Final = frozenset(
    {TaskState.OPEN, TaskState.DONE, TaskState.SKIPPED, TaskState.BLOCKED_BY_PRIVACY}
)
"""What a row may say."""

ENDINGS: Final[Mapping[TaskState, frozenset[TaskState]]] = MappingProxyType(
    {
        TaskState.OPEN: frozenset(
            {TaskState.DONE, TaskState.SKIPPED, TaskState.BLOCKED_BY_PRIVACY}
        ),
        TaskState.DONE: frozenset(),
        TaskState.SKIPPED: frozenset(),
        TaskState.BLOCKED_BY_PRIVACY: frozenset(),
    }
)
"""From where to where. Nothing opens a task again: what privacy blocked stays blocked."""

NOT_OPEN: Final = "The task is not open any more; read it again."
"""What a caller is told, whatever ended it."""


def ended(state: TaskState, to: TaskState) -> TaskState:
    """`to`, where a task in `state` may end so.

    Raises:
        Conflict: it may not.
    """
    if to not in ENDINGS.get(state, frozenset()):
        raise Conflict(NOT_OPEN)
    return to


def state_at(
    stored: TaskState, *, due_at: datetime, sla_at: datetime | None, at: datetime
) -> TaskState:
    """Where a task stands at `at`: an open one is due from `due_at`, and overdue past its limit."""
    if stored is not TaskState.OPEN or at < due_at:
        return stored
    limit = due_at + GRACE if sla_at is None else sla_at
    return TaskState.OVERDUE if at > limit else TaskState.DUE


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Task:
    """What is to be done. `script` is free text and is sealed; 1 is the most urgent priority."""

    kind: TaskKind
    due_at: datetime
    sla_at: datetime | None = None
    channel: Channel = Channel.PHONE
    assignee: str | None = None
    team: str | None = None
    priority: int = _USUAL_PRIORITY
    script: str | None = None
    origin: TaskOrigin = TaskOrigin.PERSON

    @classmethod
    def of(
        cls,
        *,
        kind: TaskKind,
        due_at: datetime,
        now: datetime,
        sla_at: datetime | None = None,
        channel: Channel | None = None,
        assignee: str | None = None,
        priority: int | None = None,
        script: str | None = None,
    ) -> Self:
        """A task from what was typed.

        Raises:
            InvalidField: due in the past or beyond two years, a limit before it is due, a
                priority that is none, a script that is too long.
        """
        if not now <= due_at <= now + _FURTHEST:
            raise InvalidField("dueAt", "Give a time from now on and within two years.")
        if sla_at is not None and not due_at <= sla_at <= now + _FURTHEST:
            raise InvalidField("slaAt", "Give a time after it is due.")
        if priority is not None and priority not in _PRIORITIES:
            raise InvalidField("priority", "Give 1 (most urgent) to 5.")
        return cls(
            kind=kind,
            due_at=due_at,
            sla_at=sla_at,
            channel=channel or Channel.PHONE,
            assignee=staff(assignee, field="assignee"),
            priority=priority or _USUAL_PRIORITY,
            script=clean(script, field="script", at_most=NOTE_LETTERS),
        )
