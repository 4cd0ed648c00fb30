"""Cells: one row of a noun's fragment, in the order that the fragment publishes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, ClassVar
from uuid import UUID

from cdp.database.listing import Place
from privacy.vault import KeyedFacts

Cells = Sequence[Any]
"""One row. Every fact's row begins with its subject and its id."""


class PlacedFacts(KeyedFacts):
    """A row that has a place in a list: by the cell at `_order`, then by its id."""

    __slots__ = ()

    _order: ClassVar[int]

    @property
    def place(self) -> Place:
        """Where it stands in its list."""
        return Place(at=self._cells[self._order], id=self._cells[1])

    @classmethod
    def in_order(cls) -> Callable[[Cells], tuple[object, UUID]]:
        """What the rows of this kind are put in order by; ids compare as their octets do."""
        return itemgetter(cls._order, 1)

    @classmethod
    def order_of(cls, cells: Cells) -> tuple[object, bytes]:
        """What the rows of this and other kinds are put in order by."""
        return (cells[cls._order], cells[1].bytes)
