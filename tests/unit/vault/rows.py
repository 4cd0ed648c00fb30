"""Rows of a noun that tests of the vault make up: one cell of every kind."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from privacy.terms import DataCategory
from privacy.vault import (
    ChosenCell,
    ClearCell,
    Facts,
    GuardedCell,
    KeyedFacts,
    RowsCell,
    SealedCell,
    derived,
)
from tests.unit.vault.scene import PERSON, ROW, field_key

if TYPE_CHECKING:
    from privacy.vault import Cells

NAME: Final = DataCategory.IDENTITY_NAME
PHONE: Final = DataCategory.CONTACT_PHONE
ORDER: Final = DataCategory.COMMERCIAL_ORDER


class Status(StrEnum):
    """Where something stands."""

    OPEN = "OPEN"
    DONE = "DONE"


class PartFacts(Facts):
    """A part, which does not say whose it is."""

    __slots__ = ()

    count = GuardedCell[int](0, ORDER)
    note = SealedCell(2, "part.note", NAME, row_at=1)


class ThingFacts(KeyedFacts):
    """A thing of a person's."""

    __slots__ = ()

    name = SealedCell(2, "thing.name", NAME)
    phone = SealedCell(3, "thing.phone", PHONE)
    status = GuardedCell[Status | None](4, ORDER, Status)
    amount = GuardedCell[int](5, ORDER)
    length = GuardedCell(6, ORDER, len)
    chosen = ChosenCell(7, "contact.name", NAME)
    version = ClearCell[int](8)
    kind = ClearCell(9, Status)
    parts = RowsCell(10, PartFacts)

    @derived(ORDER)
    def worth(self) -> str:
        """Of the whole row."""
        return f"{self.version} x {self._cells[5]}"


def thing_cells(**said: object) -> Cells:
    """A row that says everything, unless told otherwise."""
    key = field_key()
    cells = {
        "subject": PERSON,
        "id": ROW,
        "name": key.seal("张三".encode(), row=ROW, column="thing.name"),
        "phone": key.seal(b"8613800138000", row=ROW, column="thing.phone", block=16),
        "status": "OPEN",
        "amount": 4200,
        "length": "abc",
        "chosen": (
            said.get("subject", PERSON),
            ROW,
            key.seal("李四".encode(), row=ROW, column="contact.name"),
        ),
        "version": 7,
        "kind": "DONE",
        "parts": [(2, ROW, key.seal(b"chipped", row=ROW, column="part.note")), (3, ROW, None)],
    }
    return tuple((cells | said).values())
