"""What the rows of ownerships say: unreadable without a Grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from cdp.database.cells import Cells
from cdp.identity.record import NumberStatus
from privacy.terms import DataCategory as Category
from privacy.terms import LineType
from privacy.vault.sealed import Guarded, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedNumber:
    """A number that a person answers."""

    subject: UUID
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
            subject=subject,
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
