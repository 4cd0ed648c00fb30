"""A person as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.contacts.facts import ContactFacts
from cdp.database.cells import Cells, sealed
from cdp.identity.record import NumberStatus
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.facts import OrderFacts
from privacy.terms import ConsentState, LineType
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedNumber:
    """A number that a person answers."""

    id: UUID
    e164: Sealed
    country: str
    region: str
    line_type: LineType
    status: Guarded[NumberStatus]
    verified_at: Guarded[datetime | None]

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `identity.store.lateral`."""
        subject, row, e164, status, verified_at, country, region, line_type = cells
        phone, line = Category.CONTACT_PHONE, Category.CONTACT_CALL_RECORD
        return cls(
            id=row,
            e164=Sealed(
                e164, subject=subject, row=row, column="phone_ownership.e164", category=phone
            ),
            country=country,
            region=region,
            line_type=LineType(line_type),
            status=Guarded(NumberStatus(status), subject=subject, category=line),
            verified_at=Guarded(verified_at, subject=subject, category=line),
        )


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
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts:
    """Where one cell of consent stands; `bit` names the cell."""

    bit: int
    state: Guarded[ConsentState]
    since: Guarded[datetime]
    valid_until: Guarded[datetime | None]

    @classmethod
    def of(cls, subject: UUID, cells: Cells) -> Self:
        """From a row of `consent_book.states`."""
        bit, state, since, valid_until = cells

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.CONSENT_RECORD)

        return cls(
            bit=bit,
            state=fact(ConsentState(state)),
            since=fact(since),
            valid_until=fact(valid_until),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, as far as a selection asked; a part that it did not ask for is empty."""

    subject: UUID
    numbers: tuple[OwnedNumber, ...] = ()
    name: Sealed | None = None
    email: Sealed | None = None
    address: Sealed | None = None
    contacts: tuple[ContactFacts, ...] = ()
    orders: tuple[OrderFacts, ...] = ()
    calls: tuple[CallFacts, ...] = ()
    consents: tuple[ConsentFacts, ...] = ()
