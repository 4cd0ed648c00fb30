"""A person as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from cdp.cases.facts import CaseFacts, SatisfactionFacts
from cdp.contacts.facts import ContactFacts
from cdp.contacts.provenance import Provenance
from cdp.contacts.survivorship import ContactField
from cdp.database.cells import Cells
from cdp.identity.facts import OwnedNumber
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from cdp.profile.merged import Happening
from cdp.profile.reach import Reach
from privacy.terms import ConsentState
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


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
    messages: tuple[MessageFacts, ...] = ()
    cases: tuple[CaseFacts, ...] = ()
    open_cases: tuple[CaseFacts, ...] = ()
    satisfaction: tuple[SatisfactionFacts, ...] = ()
    leads: tuple[LeadFacts, ...] = ()
    consents: tuple[ConsentFacts, ...] = ()
    provenance: Mapping[ContactField, Provenance] = field(default_factory=dict)
    timeline: tuple[Happening, ...] = ()
    interactions: tuple[Happening, ...] = ()
    named: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    """Rows that were named by ids, by their kind."""
    reach: Reach | None = None
