"""Looking: how a writer reads the rows behind an object, once for all fields that are asked for.

What a decision lets be seen of a document's fields is worked out once a decision and document;
an operation only brings the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from cdp.api.turn import Turn
from cdp.plan.writing.reading import Look
from privacy.grant import DENIED, View
from privacy.terms import DataCategory, Effect
from privacy.vault import Readable, Sheet, each, nothing

_KEPT: Final = 64
"""Decisions of which a document remembers what they show: a few roles and purposes ask for it."""


class Shown(NamedTuple):
    """A cell, under the coordinate that shows it."""

    coordinate: str
    cell: Readable[Any, Any]


Named = Callable[[Turn], Callable[[Any], object]]
"""Makes once an operation what gives the name of a row, or of what it is linked to."""


@dataclass(frozen=True, slots=True)
class _Seeing:
    """What one decision shows: of what it does not show whole, each look is counted."""

    views: Mapping[DataCategory, View]
    sheet: Sheet
    counted: tuple[str, ...]


@dataclass(slots=True)
class Looking:
    """The parts of one object of a document; called with a turn it gives the look of a row."""

    parts: Sequence[Shown | Named]
    _seen: dict[int, _Seeing] = field(default_factory=dict)

    def __call__(self, turn: Turn) -> Look:
        """What gives, of any row, what `Turn.value` gives of each part, or its name."""
        grant = turn.grant
        if grant is None:
            return each([nothing if isinstance(p, Shown) else p(turn) for p in self.parts])
        seeing = self._seeing(grant.views)
        names = [part(turn) for part in self.parts if not isinstance(part, Shown)]
        look = seeing.sheet.under(grant, names)
        return _counting(look, seeing.counted, turn) if seeing.counted else look

    def _seeing(self, views: Mapping[DataCategory, View]) -> _Seeing:
        """By identity: one ruling's views are one object, and are held as long as it is known."""
        seeing = self._seen.get(id(views))
        if seeing is None or seeing.views is not views:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            seeing = self._seen[id(views)] = _Seeing(
                views,
                Sheet.of(views, [p.cell if isinstance(p, Shown) else None for p in self.parts]),
                tuple(
                    part.coordinate
                    for part in self.parts
                    if isinstance(part, Shown)
                    and views.get(part.cell.category, DENIED).effect is not Effect.ALLOW
                ),
            )
        return seeing


def _counting(look: Look, coordinates: Sequence[str], turn: Turn) -> Look:
    reduced = turn.reduced

    def counted(row: object) -> Sequence[object]:
        for coordinate in coordinates:
            reduced[coordinate] += 1
        return look(row)

    return counted
