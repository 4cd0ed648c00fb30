"""Fields of types that stand over rows: classified, described, and opened by the turn.

A field that only opens a cell, or names a row, is declared and not written out:

    status: OrderStatus | None = shown(OrderFacts.status, "Where the order stands.", at="order")

Of a declared field a writer reads by a lens, which looks up once an operation what is decided.
The reference executor opens every cell by itself, and a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

import strawberry

from cdp.api.ids import Fact
from cdp.api.labels import opened, personal
from cdp.api.looking import Looking, Named, Shown
from cdp.api.turn import Turn
from cdp.plan.writing.reading import Lens
from privacy.terms import DataCategory
from privacy.vault import ClearCell, Readable

T = TypeVar("T")

LENS: Final = "lens"
"""Under which name the metadata of a declared field hold what makes its lens."""


EDGES: Final = "edges"
"""Under which name the metadata of a connection's edges say how a node stands over its row."""


def turn_of(info: strawberry.Info) -> Turn:
    """The operation under way."""
    turn: Turn = info.context
    return turn


def held(category: DataCategory, description: str) -> Callable[[Callable[..., T]], T]:
    """A field that holds personal data of `category`. Its type must be nullable."""
    return strawberry.field(directives=personal(category), description=description)


def plain(reason: str, description: str) -> Callable[[Callable[..., T]], T]:
    """A field in which nobody is; `reason` says why."""
    return strawberry.field(directives=opened(reason), description=description)


def given(reason: str, description: str) -> Any:
    """An attribute of a type in which nobody is."""
    return strawberry.field(directives=opened(reason), description=description)


def shown(
    cell: Readable[Any, T], description: str, *, at: str, then: Callable[[T], object] | None = None
) -> Any:
    """A field that shows `cell` of the row that stands in the attribute `at`.

    Its type must be nullable. `then` makes of what is shown what the answer holds.
    """
    showing = _Showing(cell, at, then)
    return strawberry.field(
        resolver=showing.resolver(),
        directives=personal(cell.category),
        description=description,
        metadata={LENS: showing.lens},
    )


def named(kind: Fact, description: str, *, at: str, reason: str = "random id") -> Any:
    """The id of the row that stands in the attribute `at`."""

    def name(self: Any, info: strawberry.Info) -> strawberry.ID:
        return turn_of(info).ids.of(kind, getattr(self, at))

    return strawberry.field(
        resolver=name,
        directives=opened(reason),
        description=description,
        metadata={LENS: lambda _: Lens(at, Looking, Named(kind))},
    )


def linked(
    kind: Fact,
    cell: ClearCell[UUID | None],
    description: str,
    *,
    at: str,
    reason: str = "random id",
) -> Any:
    """The id of what `cell` of the row in the attribute `at` names, if it names anything."""

    def name(self: Any, info: strawberry.Info) -> strawberry.ID | None:
        row = getattr(self, at)
        return turn_of(info).ids.fact_or_none(kind, row.subject, cell.read(row))

    return strawberry.field(
        resolver=name,
        directives=opened(reason),
        description=description,
        metadata={LENS: lambda _: Lens(at, Looking, Named(kind, cell))},
    )


@dataclass(frozen=True, slots=True)
class _Showing:
    cell: Readable[Any, Any]
    at: str
    then: Callable[[Any], object] | None

    def resolver(self) -> Callable[..., object]:
        """What the reference executor calls."""
        cell, at, then = self.cell, self.at, self.then

        def show(self: Any, info: strawberry.Info) -> Any:
            coordinate = f"{info.path.typename}.{info.field_name}"
            value = turn_of(info).value(coordinate, cell, getattr(self, at))
            return value if value is None or then is None else then(value)

        return show

    def lens(self, coordinate: str) -> Lens:
        """What a writer reads by."""
        return Lens(self.at, Looking, Shown(coordinate, self.cell), self.then)
