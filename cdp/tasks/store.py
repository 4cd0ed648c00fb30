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
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

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


def lateral(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    first: str,
    only_of: ColumnElement[str],
) -> ColumnElement[object]:
    """The open tasks of `subject` where `allowed`, soonest first; `first` is a bind.

    `only_of` is empty, or the one agent whose tasks may be seen: her own, or planned by her.
    """
    rows = (
        select(func.row(*(task.c[name] for name in COLUMNS)))
        .where(
            task.c.subject_id == subject,
            allowed,
            _OPEN,
            or_(only_of == "", task.c.assignee == only_of, task.c.agent == only_of),
        )
        .order_by(task.c.due_at, task.c.id)
        .limit(bindparam(first, type_=Integer))
        .correlate_except(task)
    )
    return func.array(rows.scalar_subquery())


def of_assignee() -> Select[tuple[object, ...]]:
    """A page of the open tasks of `:assignee` for `:purpose`, over all people, soonest first.

    Columns: subject_id, id, due_at. Binds: assignee, purpose, after_at and after_id (null at the
    first page), first. Index: ix_task_assignee_due_at.
    """
    after_at, after_id = bindparam("after_at", type_=_TIME), bindparam("after_id", type_=Uuid)
    return (
        select(task.c.subject_id, task.c.id, task.c.due_at)
        .where(
            task.c.assignee == bindparam("assignee", type_=String),
            task.c.purpose == bindparam("purpose", type_=String),
            _OPEN,
            or_(
                after_at.is_(None),
                tuple_(task.c.due_at, task.c.id) > tuple_(after_at, after_id),
            ),
        )
        .order_by(task.c.due_at, task.c.id)
        .limit(bindparam("first", type_=Integer))
    )


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
