"""Filing: one row of a file on its way in, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

from cdp.acts.write import Change
from cdp.database.writer import Transaction
from privacy.phone import Phone
from privacy.policy import Policy
from privacy.terms import ReasonCode


@unique
class Fate(StrEnum):
    """What became of a row."""

    NEW = "new"
    """It made a person."""
    MERGED = "merged"
    """It was filed under somebody known."""
    DUPLICATE = "duplicate"
    """It was filed before; nothing changed."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Filing:
    """One row: the change that it asks for, and the text by which it is known when it returns.

    `known_by` None: its act claims a key of its own. `kind` and `source` say whose keys it is
    one of.
    """

    line: int
    source: str
    kind: str
    known_by: str | None
    make: Callable[[Policy], Change[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What became of the row that begins on `line`; where it was refused, why and what to do."""

    line: int
    fate: Fate
    reason: ReasonCode | None = None
    field: str = ""
    advice: str = ""


Note = Callable[[Transaction, Sequence[Filed]], Awaitable[None]]
"""What a run remembers of a batch, inside its transaction."""

Barred = Callable[[Sequence[Phone]], Awaitable[frozenset[Phone]]]
"""Which of these numbers asked, at their erasure, never to be filed from a list again."""


async def nobody(_: Sequence[Phone]) -> frozenset[Phone]:
    """Bars nobody: for a deployment from which nobody was ever erased."""
    return frozenset()
