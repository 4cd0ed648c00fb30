"""Provenance: whose word a person's own field is, since when, and whether she confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import ColumnElement

from cdp.contacts.golden import golden
from cdp.contacts.survivorship import ContactField
from cdp.database.cells import Cells
from privacy.terms import DataCategory
from privacy.vault import Guarded


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The contact that won, and what it says besides the value."""

    field: ContactField
    subject: UUID
    contact: UUID
    source: Guarded[str]
    since: Guarded[datetime]
    verified: Guarded[bool]

    @classmethod
    def of(cls, field: ContactField, cells: Cells) -> Self:
        """From a row of `fragments`."""
        subject, contact, source, occurred_at, confirmed_at = cells
        category = DataCategory.ACQUISITION_SOURCE
        return cls(
            field=field,
            subject=subject,
            contact=contact,
            source=Guarded(source, subject=subject, category=category),
            since=Guarded(occurred_at, subject=subject, category=category),
            verified=Guarded(confirmed_at is not None, subject=subject, category=category),
        )


def part_of(field: ContactField) -> str:
    """What the provenance of `field` is called in a statement."""
    return f"provenance_{field.column}"


def fragments(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool]
) -> dict[str, ColumnElement[object]]:
    """The provenance of each field, by the same choice as the field itself, or null."""
    return {
        part_of(field): golden(
            field.column, subject, allowed, columns=("source", "occurred_at", field.confirmed)
        )
        for field in ContactField
    }
