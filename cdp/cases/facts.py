"""What the rows of cases and satisfaction say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.cases.satisfaction import SatisfactionKind
from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.vocabulary import Channel
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """One case. `rights_request` names the request that a privacy case opened."""

    subject: UUID
    id: UUID
    kind: Guarded[CaseKind]
    subject_line: Sealed | None
    priority: Guarded[Priority]
    status: Guarded[CaseStatus]
    channel: Guarded[Channel | None]
    opened_at: Guarded[datetime]
    first_response_at: Guarded[datetime | None]
    resolved_at: Guarded[datetime | None]
    sla_at: Guarded[datetime]
    root_cause: Guarded[RootCause | None]
    resolution: Sealed | None
    product: Guarded[str | None]
    order: UUID | None
    call: UUID | None
    rights_request: UUID | None
    agent: Guarded[str]
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `cases.store.lateral`."""
        subject, row, kind, subject_line, priority, status, channel, opened_at, *rest = cells
        first_response_at, resolved_at, sla_at, root_cause, resolution, product, *links = rest
        order, call, rights_request, agent = links

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.SERVICE_CASE)

        text = Category.FREETEXT_CALL
        return cls(
            subject=subject,
            id=row,
            kind=fact(CaseKind(kind)),
            subject_line=sealed(subject_line, cells, "service_case.subject_line", text),
            priority=fact(Priority(priority)),
            status=fact(CaseStatus(status)),
            channel=fact(None if channel is None else Channel(channel)),
            opened_at=fact(opened_at),
            first_response_at=fact(first_response_at),
            resolved_at=fact(resolved_at),
            sla_at=fact(sla_at),
            root_cause=fact(None if root_cause is None else RootCause(root_cause)),
            resolution=sealed(resolution, cells, "service_case.resolution", text),
            product=fact(product),
            order=order,
            call=call,
            rights_request=rights_request,
            agent=Guarded(agent, subject=subject, category=Category.STAFF_ACTIVITY),
            place=Place(at=opened_at, id=row),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionFacts:
    """One score."""

    subject: UUID
    id: UUID
    kind: Guarded[SatisfactionKind]
    score: Guarded[int]
    answered_at: Guarded[datetime]
    comment: Sealed | None
    case: UUID | None
    order: UUID | None
    call: UUID | None
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `cases.store.satisfaction_lateral`."""
        subject, row, kind, score, answered_at, comment, case, order, call = cells

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.SERVICE_FEEDBACK)

        return cls(
            subject=subject,
            id=row,
            kind=fact(SatisfactionKind(kind)),
            score=fact(score),
            answered_at=fact(answered_at),
            comment=sealed(comment, cells, "satisfaction.comment", Category.FREETEXT_CALL),
            case=case,
            order=order,
            call=call,
            place=Place(at=answered_at, id=row),
        )
