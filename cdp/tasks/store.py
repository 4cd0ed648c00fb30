"""Statements on tasks.

Indexes: pk_task for one task, ix_task_subject_id_due_at for a person's, ix_task_assignee_due_at
for somebody's work.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    String,
    Uuid,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from cdp.database.listing import EARLIEST, Listing
from cdp.tasks.record import TaskState
from cdp.tasks.tables import task
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "kind",
    "purpose",
    "due_at",
    "sla_at",
    "channel",
    "priority",
    "state",
    "script",
    "result",
    "origin",
    "lead_id",
    "case_id",
    "call_id",
    "assignee",
)
"""The order of a fragment's row."""

_TIME: Final = DateTime(timezone=True)
_OPEN: Final = task.c.state == TaskState.OPEN.value


LISTING: Final = Listing(
    name="myTasks",
    subject=task.c.subject_id,
    id=task.c.id,
    at=task.c.due_at,
    cells=tuple(task.c[name] for name in COLUMNS),
    where={"purpose": task.c.purpose == bindparam("purpose", type_=String)},
    always=(task.c.assignee == bindparam("me", type_=String), _OPEN),
    ascending=True,
    start=EARLIEST,
)
"""The open tasks of the caller, over all people, soonest first. Index: ix_task_assignee_due_at."""


def named(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    of: ColumnElement[str],
    purpose: ColumnElement[str],
) -> ColumnElement[object]:
    """The tasks of `subject` where `allowed`, for `purpose`, that are nobody's or `of` somebody.

    `allowed` says which: all of a person's are no list of the surface.
    """
    rows = (
        select(func.row(*(task.c[name] for name in COLUMNS)))
        .where(
            task.c.subject_id == subject,
            allowed,
            task.c.purpose == purpose,
            or_(task.c.assignee.is_(None), task.c.assignee == of),
        )
        .correlate_except(task)
    )
    return func.array(rows.scalar_subquery())


def assigned_to(subject: ColumnElement[UUID], who: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether an open task about `subject` is `who`'s. Index: ix_task_subject_id_due_at."""
    # One row of hers: as EXISTS, a plan may hash the tasks of everybody instead.
    one = (
        select(literal(value=True))
        .where(task.c.subject_id == subject, task.c.assignee == who, _OPEN)
        .limit(1)
        .correlate_except(task)
        .scalar_subquery()
    )
    return func.coalesce(one, false())


WRITE: Final = Statement("tasks.write", insert(task).values(every_column(task)))
"""One task."""

MINE: Final = Statement(
    "tasks.mine",
    select(task.c.id, task.c.state, task.c.purpose).where(
        task.c.subject_id == bindparam("subject_id", type_=Uuid),
        task.c.id == bindparam("id", type_=Uuid),
        task.c.purpose == bindparam("purpose", type_=String),
        or_(task.c.assignee.is_(None), task.c.assignee == bindparam("actor", type_=String)),
    ),
)
"""A task of the purpose in force that is nobody's or the caller's."""

STANDING: Final = Statement(
    "tasks.standing",
    select(task.c.id)
    .where(
        task.c.subject_id == bindparam("subject_id", type_=Uuid),
        task.c.purpose == bindparam("purpose", type_=String),
        task.c.origin == bindparam("origin", type_=String),
        _OPEN,
    )
    .limit(1),
)
"""An open task of a person for a purpose, of one origin. Index: ix_task_subject_id_due_at."""

END: Final = Statement(
    "tasks.end",
    update(task)
    .where(
        task.c.subject_id == bindparam("subject_id", type_=Uuid),
        task.c.id == bindparam("id", type_=Uuid),
        _OPEN,
    )
    .values(
        state=bindparam("new_state", type_=String),
        result=bindparam("result", type_=task.c.result.type),
        ended_by=bindparam("ended_by", type_=String),
        ended_at=bindparam("ended_at", type_=_TIME),
    )
    .returning(task.c.id),
)
"""An open task ends; no row comes back where another writer, or the person's word, was faster."""

BLOCK: Final = Statement(
    "tasks.block",
    update(task)
    .where(
        task.c.subject_id == bindparam("subject_id", type_=Uuid),
        task.c.purpose == func.any(bindparam("purposes", type_=ARRAY(String))),
        _OPEN,
    )
    .values(
        state=TaskState.BLOCKED_BY_PRIVACY.value,
        ended_at=bindparam("ended_at", type_=_TIME),
    ),
)
"""The open tasks of a person for `purposes` may not be done any more.

Index: ix_task_subject_id_due_at. Binds: subject_id, purposes, ended_at.
"""

END_OF_LEAD: Final = Statement(
    "tasks.end_of_lead",
    update(task)
    .where(
        task.c.subject_id == bindparam("subject_id", type_=Uuid),
        task.c.lead_id == bindparam("lead_id", type_=Uuid),
        _OPEN,
    )
    .values(
        state=TaskState.SKIPPED.value,
        ended_by=bindparam("ended_by", type_=String),
        ended_at=bindparam("ended_at", type_=_TIME),
    ),
)
"""Nothing is left to do about a lead that has ended. Index: ix_task_subject_id_due_at."""
