"""Made: the rows that an act makes, as an idempotency key remembers them.

Only ids are remembered. Whatever else an act returns follows from the request, which is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar
from uuid import UUID

T = TypeVar("T")

Rows = Sequence[UUID | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Generic[T]):
    """Both ways between what an act returns and the ids of its rows."""

    rows: Callable[[T], Rows]
    done: Callable[[Rows], T]


def known(row: UUID | None) -> UUID:
    """An id that every act of its kind makes.

    Raises:
        TypeError: the rows are another act's.
    """
    if row is None:
        raise TypeError("an act's row has an id")
    # The driver's ids are of a class of its own.
    return UUID(int=row.int)


ONE_ROW: Final[Made[UUID]] = Made(rows=lambda done: [done], done=lambda rows: known(rows[0]))
"""The act is about one row."""
