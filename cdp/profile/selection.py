"""Selection: which parts of a person an operation reads. One statement is composed for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self
from uuid import UUID

from cdp.database.listing import HIGHEST, LATEST, Place

FIRST_AT_MOST = 100
"""Most nodes of one connection in an answer."""

LISTS: Final[Mapping[str, Place]] = {
    "contacts": HIGHEST,
    "orders": LATEST,
    "calls": LATEST,
    "timeline": LATEST,
    "interactions": LATEST,
    "messages": LATEST,
    "cases": LATEST,
    "open_cases": LATEST,
    "satisfaction": LATEST,
    "leads": LATEST,
}
"""The lists of a person, and the place before the first row of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """How much of a list: so many rows, from `after` on."""

    first: int
    after: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to fetch: whole parts by name, and of lists how much.

    Lists are fetched one longer than shown, so that `hasNextPage` needs no count. `cells` are the
    questions of consent that a decision on contact reads, `rows` those that are named by ids.
    """

    parts: frozenset[str] = frozenset()
    lists: Mapping[str, Slice] = field(default_factory=dict)
    cells: frozenset[int] = frozenset()
    rows: frozenset[UUID] = frozenset()
    shape: frozenset[str] = field(init=False, compare=False, repr=False)
    """The parts that the statement holds; the lengths of lists are its parameters."""
    _bound: Mapping[str, object] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", self.parts | frozenset(self.lists))
        object.__setattr__(self, "_bound", _bound(self))

    @classmethod
    def of(cls, *parts: str, **lists: int | Slice) -> Self:
        """`parts`, and of `lists` so many rows, or such a slice."""
        slices = {
            name: Slice(first=size) if isinstance(size, int) else size
            for name, size in lists.items()
        }
        return cls(parts=frozenset(parts), lists=slices)

    def binds(self) -> Mapping[str, object]:
        """The parameters of its parts: of the lists how many rows to fetch, and from where."""
        return self._bound


def _bound(of: Selection) -> Mapping[str, object]:
    bound: dict[str, object] = {"contact_bits": sorted(of.cells), "named_rows": sorted(of.rows)}
    for name, start in LISTS.items():
        chosen = of.lists.get(name)
        place = start if chosen is None or chosen.after is None else chosen.after
        bound[f"first_{name}"] = 1 if chosen is None else chosen.first + 1
        bound[f"{name}_at"], bound[f"{name}_id"] = place.at, place.id
    return bound
