"""What the rows of calls say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.interactions.record import CallOutcome, CallResult, Channel, Direction
from cdp.interactions.store import COLUMNS
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """One call."""

    subject: UUID
    id: UUID
    direction: Guarded[Direction]
    started_at: Guarded[datetime]
    ring_s: Guarded[int]
    talk_s: Guarded[int]
    result: Guarded[CallResult]
    outcome: Guarded[CallOutcome | None]
    notes: Sealed | None
    agent: Guarded[str]
    channel: Guarded[Channel]
    intent: Guarded[IntentLevel | None]
    reject_reason: Guarded[RejectReason | None]
    callback_at: Guarded[datetime | None]
    recording_ref: Sealed | None
    campaign: Guarded[str | None]
    lead: UUID | None
    case: UUID | None
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `interactions.store.lateral`."""
        named = dict(zip(COLUMNS, cells, strict=True))
        subject, row, started_at = named["subject_id"], named["id"], named["started_at"]
        outcome, intent, reason = (
            named[name] for name in ("outcome", "intent_level", "reject_reason")
        )

        def record(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.CONTACT_CALL_RECORD)

        def said(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.CONTACT_CALL_OUTCOME)

        return cls(
            subject=subject,
            id=row,
            direction=record(Direction(named["direction"])),
            started_at=record(started_at),
            ring_s=record(named["ring_s"]),
            talk_s=record(named["talk_s"]),
            result=record(CallResult(named["result"])),
            outcome=said(None if outcome is None else CallOutcome(outcome)),
            notes=sealed(named["notes"], cells, "call.notes", Category.FREETEXT_CALL),
            agent=Guarded(named["agent"], subject=subject, category=Category.STAFF_ACTIVITY),
            channel=record(Channel(named["channel"])),
            intent=said(None if intent is None else IntentLevel(intent)),
            reject_reason=said(None if reason is None else RejectReason(reason)),
            callback_at=record(named["callback_at"]),
            recording_ref=sealed(
                named["recording_ref"], cells, "call.recording_ref", Category.CONTACT_CALL_CONTENT
            ),
            campaign=Guarded(
                named["campaign"], subject=subject, category=Category.ACQUISITION_SOURCE
            ),
            lead=named["lead_id"],
            case=named["case_id"],
            place=Place(at=started_at, id=row),
        )
