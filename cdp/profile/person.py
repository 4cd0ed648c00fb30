"""A person as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from cdp.contacts.record import ContactRole
from cdp.identity.record import NumberStatus
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.record import OrderStatus
from privacy.terms import ConsentState, LineType
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")

Cells = Sequence[Any]
"""One row of a fragment, in the order that the fragment publishes."""


def _sealed(cell: bytes | None, cells: Cells, column: str, category: Category) -> Sealed | None:
    if cell is None:
        return None
    return Sealed(cell, subject=cells[0], row=cells[1], column=column, category=category)


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
class ContactFacts:
    """What one source says of a person."""

    id: UUID
    source: Guarded[str]
    role: Guarded[ContactRole]
    name: Sealed | None
    email: Sealed | None
    address: Sealed | None
    company: Sealed | None
    occurred_at: datetime

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `contacts.store.lateral`."""
        subject, row, source, role, name, email, address, company, occurred_at = cells
        return cls(
            id=row,
            source=Guarded(source, subject=subject, category=Category.ACQUISITION_SOURCE),
            role=Guarded(ContactRole(role), subject=subject, category=Category.DERIVED_STAGE),
            name=_sealed(name, cells, "contact.name", Category.IDENTITY_NAME),
            email=_sealed(email, cells, "contact.email", Category.CONTACT_EMAIL),
            address=_sealed(address, cells, "contact.address", Category.CONTACT_ADDRESS),
            company=_sealed(company, cells, "contact.company", Category.IDENTITY_NAME),
            occurred_at=occurred_at,
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
            notes=_sealed(notes, cells, "call.notes", Category.FREETEXT_CALL),
            agent=Guarded(agent, subject=subject, category=Category.STAFF_ACTIVITY),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line of an order."""

    product: Guarded[str]
    quantity: Guarded[int]
    unit_minor: Guarded[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """One order."""

    id: UUID
    external_no: Sealed | None
    status: Guarded[OrderStatus]
    total_minor: Guarded[int]
    currency: Guarded[str]
    placed_at: Guarded[datetime]
    lines: tuple[LineFacts, ...]

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `orders.store.lateral`."""
        subject, row, external_no, status, total_minor, currency, placed_at, lines = cells

        def fact(value: T) -> Guarded[T]:
            return Guarded(value, subject=subject, category=Category.COMMERCIAL_ORDER)

        return cls(
            id=row,
            external_no=_sealed(
                external_no, cells, "customer_order.external_no", Category.COMMERCIAL_ORDER
            ),
            status=fact(OrderStatus(status)),
            total_minor=fact(total_minor),
            currency=fact(currency),
            placed_at=fact(placed_at),
            lines=tuple(
                LineFacts(product=fact(product), quantity=fact(quantity), unit_minor=fact(unit))
                for product, quantity, unit in lines
            ),
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
