"""The table of tasks."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Uuid,
)

from cdp.tasks.record import STORED
from privacy.labels import guarded, opened, sealed
from privacy.store.databases import DATA
from privacy.terms import DataCategory

_PLAN: Final = DataCategory.CONTACT_CALL_RECORD
_STAFF: Final = DataCategory.STAFF_ACTIVITY
_TIME: Final = DateTime(timezone=True)

task: Final = Table(
    "task",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("kind", String(16), nullable=False, info=guarded(_PLAN)),
    Column("purpose", String(48), nullable=False, info=guarded(_PLAN)),
    Column("due_at", _TIME, nullable=False, info=guarded(_PLAN)),
    Column("sla_at", _TIME, info=guarded(_PLAN)),
    Column("channel", String(16), nullable=False, info=guarded(_PLAN)),
    Column("priority", SmallInteger, nullable=False, info=guarded(_PLAN)),
    Column("state", String(24), nullable=False, info=guarded(_PLAN)),
    Column("script", LargeBinary, info=sealed(DataCategory.FREETEXT_CALL)),
    Column("result", LargeBinary, info=sealed(DataCategory.FREETEXT_CALL)),
    Column("origin", String(16), nullable=False, info=guarded(_PLAN)),
    Column("lead_id", Uuid, info=opened("random id")),
    Column("case_id", Uuid, info=opened("random id")),
    Column("call_id", Uuid, info=opened("random id")),
    Column("assignee", String(128), info=guarded(_STAFF)),
    Column("team", String(64), info=guarded(_STAFF)),
    Column("agent", String(128), nullable=False, info=guarded(_STAFF)),
    Column("ended_by", String(128), info=guarded(_STAFF)),
    Column("ended_at", _TIME, info=guarded(_PLAN)),
    Column("received_at", _TIME, nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_task_subject_id_due_at", "subject_id", "due_at", "id"),
    Index("ix_task_assignee_due_at", "assignee", "due_at", "id"),
    comment="What is to be done next for a person.",
)
task.append_constraint(
    CheckConstraint(task.c.state.in_(sorted(state.value for state in STORED)), name="state")
)
