"""A task as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from cdp.database.cells import Cells
from cdp.database.listing import Place
from cdp.tasks.record import TaskOrigin, TaskState, state_at
from cdp.tasks.store import COLUMNS
from cdp.vocabulary import Channel, TaskKind
from privacy.terms import DataCategory, Purpose
from privacy.vault import ClearCell, Facts, GuardedCell, SealedCell, derived

_PLAN: Final = DataCategory.CONTACT_CALL_RECORD
_TEXT: Final = DataCategory.FREETEXT_CALL

_at = (*COLUMNS, "read_at").index
_DUE_AT, _SLA_AT, _READ_AT = (_at(name) for name in ("due_at", "sla_at", "read_at"))


class TaskFacts(Facts):
    """One task, as it stands at the time of the read: a row of COLUMNS, and that time."""

    __slots__ = ()

    id = ClearCell[UUID](_at("id"))
    kind = GuardedCell(_at("kind"), _PLAN, TaskKind)
    purpose = GuardedCell(_at("purpose"), _PLAN, Purpose)
    due_at = GuardedCell[datetime](_DUE_AT, _PLAN)
    sla_at = GuardedCell[datetime | None](_SLA_AT, _PLAN)
    channel = GuardedCell(_at("channel"), _PLAN, Channel)
    priority = GuardedCell[int](_at("priority"), _PLAN)
    script = SealedCell(_at("script"), "task.script", _TEXT)
    result = SealedCell(_at("result"), "task.result", _TEXT)
    origin = GuardedCell(_at("origin"), _PLAN, TaskOrigin)
    lead = ClearCell[UUID | None](_at("lead_id"))
    case = ClearCell[UUID | None](_at("case_id"))
    call = ClearCell[UUID | None](_at("call_id"))
    assignee = GuardedCell[str | None](_at("assignee"), DataCategory.STAFF_ACTIVITY)

    _stored = ClearCell(_at("state"), TaskState)

    @classmethod
    def of(cls, at: datetime, cells: Cells) -> Self:
        """From a row of `tasks.store.LISTING`, read at `at`."""
        return cls(cells[0], (*cells, at))

    @derived(_PLAN)
    def state(self) -> TaskState:
        """Where it stands: a task that is open becomes due, and overdue, by time alone."""
        cells = self._cells
        return state_at(
            self._stored, due_at=cells[_DUE_AT], sla_at=cells[_SLA_AT], at=cells[_READ_AT]
        )

    @property
    def place(self) -> Place:
        """Where it stands in its list."""
        return Place(at=self._cells[_DUE_AT], id=self.id)
