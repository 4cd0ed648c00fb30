"""What the rows of calls say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.interactions.record import CallOutcome, CallResult, Direction
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """One call."""

    id: UUID
    direction: Guarded[Direction]
    started_at: Guarded[datetime]
    ring_s: Guarded[int]
    talk_s: Guarded[int]
    result: Guarded[CallResult]
    outcome: Guarded[CallOutcome | None]
    notes: Sealed | None
    agent: Guarded[str]
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `interactions.store.lateral`."""
        subject, row, direction, started_at, ring_s, talk_s, result, outcome, notes, agent = cells

        def record(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.CONTACT_CALL_RECORD)

        return cls(
            id=row,
            direction=record(Direction(direction)),
            started_at=record(started_at),
            ring_s=record(ring_s),
            talk_s=record(talk_s),
            result=record(CallResult(result)),
            outcome=Guarded(
                None if outcome is None else CallOutcome(outcome),
                subject=subject,
                category=Category.CONTACT_CALL_OUTCOME,
            ),
            notes=sealed(notes, cells, "call.notes", Category.FREETEXT_CALL),
            agent=Guarded(agent, subject=subject, category=Category.STAFF_ACTIVITY),
            place=Place(at=started_at, id=row),
        )
