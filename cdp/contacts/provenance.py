"""Provenance: whose word a person's own field is, since when, and whether she confirmed it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from sqlalchemy import ColumnElement

from cdp.contacts.golden import golden
from cdp.contacts.survivorship import ContactField
from cdp.database.cells import Cells
from privacy.terms import DataCategory
from privacy.vault import ClearCell, Facts, GuardedCell, derived

_SOURCE: Final = DataCategory.ACQUISITION_SOURCE


class Provenance(Facts):
    """The contact that won, and what it says besides the value: a row of `fragments`."""

    __slots__ = ("field",)

    field: ContactField

    contact = ClearCell[UUID](1)
    source = GuardedCell[str](2, _SOURCE)
    since = GuardedCell[datetime](3, _SOURCE)

    @classmethod
    def of(cls, field: ContactField, cells: Cells) -> Self:
        """From the row of `field`."""
        won = cls(cells[0], cells)
        won._keep(field=field)
        return won

    @derived(_SOURCE)
    def verified(self) -> bool:
        """Whether she confirmed it."""
        return self._cells[4] is not None


def part_of(field: ContactField) -> str:
    """What the provenance of `field` is called in a statement."""
    return f"provenance_{field.column}"


def fragments(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    ranked: ColumnElement[bool] | None = None,
) -> dict[str, ColumnElement[object]]:
    """The provenance of each field, by the same choice as the field itself, or null."""
    return {
        part_of(field): golden(
            field.column,
            subject,
            allowed,
            columns=("source", "occurred_at", field.confirmed),
            ranked=ranked,
        )
        for field in ContactField
    }
