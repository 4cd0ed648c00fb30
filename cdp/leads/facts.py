"""A lead as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Self, TypeVar
from uuid import UUID

from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.leads.fragments import CHANGE_COLUMNS, COLUMNS
from cdp.leads.record import AbandonNode, LeadInvalid, LeadStatus, PplState, Qualification
from cdp.leads.store import LEARNED
from cdp.vocabulary import IntentLevel, LeadEvent, RejectReason
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")
W = TypeVar("W", bound=Enum)


def _word(kind: type[W], cell: str | None) -> W | None:
    return None if cell is None else kind(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """One receipt: why a lead is where it is. `actor` decided, or made the call."""

    subject: UUID
    id: UUID
    event: Guarded[LeadEvent]
    before: Guarded[Qualification | None]
    after: Guarded[Qualification]
    reason: Guarded[RejectReason | None]
    rule: str | None
    rule_version: int | None
    actor: Guarded[str]
    evidence: Sealed | None
    happened_at: Guarded[datetime]

    @classmethod
    def of(cls, subject: UUID, cells: Cells) -> Self:
        """From a row of a lead's receipts."""
        row = dict(zip(CHANGE_COLUMNS, cells, strict=True))

        def stage(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.DERIVED_STAGE)

        return cls(
            subject=subject,
            id=row["id"],
            event=stage(LeadEvent(row["event"])),
            before=stage(_word(Qualification, row["from_qualification"])),
            after=stage(Qualification(row["to_qualification"])),
            reason=stage(_word(RejectReason, row["reason"])),
            rule=row["rule"],
            rule_version=row["rule_version"],
            actor=Guarded(row["actor"], subject=subject, category=Category.STAFF_ACTIVITY),
            evidence=sealed(
                row["evidence"],
                (subject, row["id"]),
                "lead_stage_change.evidence",
                Category.FREETEXT_FORM,
            ),
            happened_at=stage(row["happened_at"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFacts:
    """One lead. `learned` holds the free texts by the name of their column."""

    subject: UUID
    id: UUID
    source: Guarded[str]
    campaign: Guarded[str | None]
    tracking_link: Guarded[str | None]
    product: Guarded[str | None]
    captured_at: Guarded[datetime]
    learned: dict[str, Sealed | None]
    intent: Guarded[IntentLevel | None]
    qualification: Guarded[Qualification]
    status: Guarded[LeadStatus]
    reject_reason: Guarded[RejectReason | None]
    abandon_node: Guarded[AbandonNode | None]
    invalid: Guarded[LeadInvalid | None]
    pool: Guarded[str | None]
    paused: Guarded[bool]
    cool_down_until: Guarded[datetime | None]
    sla_due_at: Guarded[datetime | None]
    first_response_at: Guarded[datetime | None]
    owner: Guarded[str | None]
    fit_score: Guarded[int | None]
    engagement_score: Guarded[int | None]
    duplicate_of: UUID | None
    converted_order: UUID | None
    price_minor: Guarded[int | None]
    currency: Guarded[str | None]
    acceptance: Guarded[PplState | None]
    changes: tuple[ChangeFacts, ...]
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `leads.fragments`."""
        row = dict(zip((*COLUMNS, "changes"), cells, strict=True))
        subject, lead = row["subject_id"], row["id"]

        def fact(category: Category, value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=category)

        def stage(name: str) -> Guarded[Any]:
            return fact(Category.DERIVED_STAGE, row[name])

        def source(name: str) -> Guarded[Any]:
            return fact(Category.ACQUISITION_SOURCE, row[name])

        def text(name: str) -> Sealed | None:
            return sealed(row[name], cells, f"lead.{name}", Category.FREETEXT_FORM)

        return cls(
            subject=subject,
            id=lead,
            source=source("source"),
            campaign=source("campaign"),
            tracking_link=source("tracking_link"),
            product=source("product"),
            captured_at=source("captured_at"),
            learned={name: text(name) for name in LEARNED},
            intent=fact(Category.CONTACT_CALL_OUTCOME, _word(IntentLevel, row["intent_level"])),
            qualification=fact(Category.DERIVED_STAGE, Qualification(row["qualification"])),
            status=fact(Category.DERIVED_STAGE, LeadStatus(row["status"])),
            reject_reason=fact(Category.DERIVED_STAGE, _word(RejectReason, row["reject_reason"])),
            abandon_node=fact(Category.DERIVED_STAGE, _word(AbandonNode, row["abandon_node"])),
            invalid=fact(Category.DERIVED_STAGE, _word(LeadInvalid, row["invalid"])),
            pool=stage("pool"),
            paused=stage("paused"),
            cool_down_until=stage("cool_down_until"),
            sla_due_at=stage("sla_due_at"),
            first_response_at=stage("first_response_at"),
            owner=fact(Category.STAFF_ACTIVITY, row["owner"]),
            fit_score=fact(Category.DERIVED_SCORE, row["fit_score"]),
            engagement_score=fact(Category.DERIVED_SCORE, row["engagement_score"]),
            duplicate_of=row["duplicate_of"],
            converted_order=row["converted_order"],
            price_minor=source("price_minor"),
            currency=source("currency"),
            acceptance=fact(Category.ACQUISITION_SOURCE, _word(PplState, row["acceptance"])),
            changes=tuple(ChangeFacts.of(subject, change) for change in row["changes"]),
            place=Place(at=row["captured_at"], id=lead),
        )
