"""Turn: one operation under way. Resolvers read it; they fetch and decide nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from cdp.api.cursor import Cursors
from cdp.api.ids import Ids
from privacy.grant import Grant, View
from privacy.ledger.receipt import Receipt
from privacy.terms import DataCategory, Effect
from privacy.vault import Readable
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Turn:
    """What an answer is made from: the grant of its ledger entry and the receipts it earned.

    `cursors` writes the places of lists, `ids` the names of objects. `grant` None: nothing may
    be opened, and every personal field is null.
    """

    cursors: Cursors
    ids: Ids
    grant: Grant | None = None
    receipts: list[Receipt] = field(default_factory=list)
    reduced: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many values of a coordinate were masked or left out."""
    found: int = 0
    """How many of those that were looked up may be seen."""

    def view(self, category: DataCategory) -> View | None:
        """What may be seen of `category`; None where there is no grant at all."""
        return None if self.grant is None else self.grant.view(category)

    def text(self, coordinate: str, category: DataCategory, sealed: Sealed | None) -> str | None:
        """A sealed text as it may be shown.

        Counted whether there is one or not: where it is withheld, that too is withheld.
        """
        if self.grant is None:
            return None
        self._count(coordinate, category)
        return None if sealed is None else sealed.open(self.grant)

    def fact(self, coordinate: str, guarded: Guarded[T]) -> T | None:
        """A guarded fact as it may be shown."""
        if self.grant is None:
            return None
        self._count(coordinate, guarded.category)
        return guarded.open(self.grant)

    def value(self, coordinate: str, cell: Readable[Any, T], row: object) -> T | str | None:
        """What `cell` of `row` holds, sealed or guarded, as it may be shown."""
        held = cast("Guarded[T] | Sealed | None", cast("Any", cell).__get__(row, type(row)))
        if isinstance(held, Guarded):
            return self.fact(coordinate, held)
        return self.text(coordinate, cell.category, held)

    def shows(self, coordinate: str, category: DataCategory) -> bool:
        """Whether a list of `category` may be shown at all; its values decide for themselves."""
        view = self.view(category)
        if view is None:
            return False
        if view.shows:
            return True
        self.reduced[coordinate] += 1
        return False

    def _count(self, coordinate: str, category: DataCategory) -> None:
        view = self.view(category)
        if view is not None and view.effect is not Effect.ALLOW:
            self.reduced[coordinate] += 1
