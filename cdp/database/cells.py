"""Cells: one row of a noun's fragment, in the order that the fragment publishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from privacy.terms import DataCategory
from privacy.vault import Sealed

Cells = Sequence[Any]
"""One row. Every fact's row begins with its subject and its id."""


def sealed(cell: bytes | None, cells: Cells, column: str, category: DataCategory) -> Sealed | None:
    """The ciphertext `cell` of `column` in the row `cells`; None where there is none."""
    if cell is None:
        return None
    return Sealed(cell, subject=cells[0], row=cells[1], column=column, category=category)
