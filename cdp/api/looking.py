"""Looking: how a writer reads the rows behind an object, once for all fields that are asked for.

What a decision lets be seen of a document's fields is worked out once a decision and document;
an operation only brings the keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from cdp.api.ids import Fact, Ids, Namer
from cdp.api.turn import Turn
from cdp.plan.writing.reading import Look
from privacy.grant import DENIED, View
from privacy.terms import DataCategory, Effect
from privacy.vault import Readable, Sheet

_KEPT: Final = 64
"""Decisions of which a document remembers what they show: a few roles and purposes ask for it."""

_NO_VIEWS: Final[Mapping[DataCategory, View]] = {}
"""What may be seen where there is no grant."""


class Shown(NamedTuple):
    """A cell, under the coordinate that shows it."""

    coordinate: str
    cell: Readable[Any, Any]


class Named(NamedTuple):
    """The name of the row itself or, where there is a `cell`, of the row whose id it holds."""

    kind: Fact
    cell: Any = None  # a ClearCell of an id: a descriptor, which a checker would read


@dataclass(frozen=True, slots=True)
class _Seeing:
    """What one decision shows: of what it does not show whole, each look is counted."""

    sheet: Sheet
    counted: tuple[str, ...]


@dataclass(slots=True)
class Looking:
    """The parts of one object of a document; called with a turn it gives the look of a row."""

    parts: Sequence[Shown | Named]
    _seen: dict[int, _Seeing] = field(default_factory=dict)
    _names: tuple[Ids | None, Sequence[Namer]] = (None, ())

    def __call__(self, turn: Turn) -> Look:
        """What gives, of any row, what `Turn.value` gives of each part, or its name."""
        grant, ids = turn.grant, turn.ids
        views = _NO_VIEWS if grant is None else grant.views
        seeing = self._seen.get(id(views))
        if seeing is None or seeing.sheet.views is not views:
            seeing = self._seeing(views)
        known, names = self._names
        if known is not ids:
            names = [ids.namer(part.kind) for part in self.parts if isinstance(part, Named)]
            self._names = ids, names
        look = seeing.sheet.under(grant, names)
        return _counting(look, seeing.counted, turn) if seeing.counted and grant else look

    def _seeing(self, views: Mapping[DataCategory, View]) -> _Seeing:
        """By identity: one ruling's views are one object, and are held as long as it is known."""
        if len(self._seen) >= _KEPT:
            self._seen.clear()
        seeing = self._seen[id(views)] = _Seeing(
            Sheet.of(views, [part.cell for part in self.parts]),
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
