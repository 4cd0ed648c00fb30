"""A task as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.tasks.record import TaskOrigin, TaskState, state_at
from cdp.tasks.store import COLUMNS
from cdp.vocabulary import Channel, TaskKind
from privacy.terms import DataCategory as Category
from privacy.terms import Purpose
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """One task, as it stands at the time of the read."""

    subject: UUID
    id: UUID
    kind: Guarded[TaskKind]
    purpose: Guarded[Purpose]
    due_at: Guarded[datetime]
    sla_at: Guarded[datetime | None]
    channel: Guarded[Channel]
    priority: Guarded[int]
    state: Guarded[TaskState]
    script: Sealed | None
    result: Sealed | None
    origin: Guarded[TaskOrigin]
    lead: UUID | None
    case: UUID | None
    call: UUID | None
    assignee: Guarded[str | None]
    place: Place

    @classmethod
    def of(cls, at: datetime, cells: Cells) -> Self:
        """From a row of `tasks.store.LISTING`, read at `at`."""
        row = dict(zip(COLUMNS, cells, strict=True))
        subject, task = row["subject_id"], row["id"]

        def plan(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.CONTACT_CALL_RECORD)

        def text(name: str) -> Sealed | None:
            return sealed(row[name], cells, f"task.{name}", Category.FREETEXT_CALL)

        stored = TaskState(row["state"])
        return cls(
            subject=subject,
            id=task,
            kind=plan(TaskKind(row["kind"])),
            purpose=plan(Purpose(row["purpose"])),
            due_at=plan(row["due_at"]),
            sla_at=plan(row["sla_at"]),
            channel=plan(Channel(row["channel"])),
            priority=plan(row["priority"]),
            state=plan(state_at(stored, due_at=row["due_at"], sla_at=row["sla_at"], at=at)),
            script=text("script"),
            result=text("result"),
            origin=plan(TaskOrigin(row["origin"])),
            lead=row["lead_id"],
            case=row["case_id"],
            call=row["call_id"],
            assignee=Guarded(row["assignee"], subject=subject, category=Category.STAFF_ACTIVITY),
            place=Place(at=row["due_at"], id=task),
        )
