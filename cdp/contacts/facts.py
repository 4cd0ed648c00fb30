"""What the rows of contacts say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from cdp.contacts.record import ContactRole
from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed


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
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `contacts.store.lateral`."""
        subject, row, source, role, name, email, address, company, occurred_at, n = cells
        return cls(
            id=row,
            source=Guarded(source, subject=subject, category=Category.ACQUISITION_SOURCE),
            role=Guarded(ContactRole(role), subject=subject, category=Category.DERIVED_STAGE),
            name=sealed(name, cells, "contact.name", Category.IDENTITY_NAME),
            email=sealed(email, cells, "contact.email", Category.CONTACT_EMAIL),
            address=sealed(address, cells, "contact.address", Category.CONTACT_ADDRESS),
            company=sealed(company, cells, "contact.company", Category.IDENTITY_NAME),
            occurred_at=occurred_at,
            place=Place(at=n, id=row),
        )
