"""Sheet: many cells of a row, read at once.

A reader asks of each row whether its person's key is held, and costs a call. Where cells stand
clear under one key, one question and one call serve for all of them.

    views ─► Sheet.of ─► once a decision        which cells are shown, and how each is read
    grant ─► Sheet.under ─► once an operation   whose keys are held
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

from privacy.grant import DENIED
from privacy.terms import KEY_OF, Effect
from privacy.vault.cells import GuardedCell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from privacy.grant import Grant, View
    from privacy.terms import DataCategory
    from privacy.vault.cells import Readable

    Cell = Readable[Any, object]  # type: ignore[explicit-any] # of whatever class the row is
    Read = Callable[[Any], object]  # type: ignore[explicit-any] # as above
    ReadAll = Callable[[Any], Sequence[object]]  # type: ignore[explicit-any] # as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Some cells, as one decision lets them be seen. It opens nothing by itself.

    `plain` are positions in a row of what is shown as the database holds it, all under the key of
    `category`; `others` are read by their readers, and so is what is no cell, by itself. `put`
    brings what was read into order.
    """

    category: DataCategory | None
    plain: tuple[int, ...]
    others: tuple[Cell | None, ...]
    put: Callable[[Sequence[object]], Sequence[object]] | None

    @classmethod
    def of(cls, views: Mapping[DataCategory, View], cells: Sequence[Cell | None]) -> Self:
        """Of `cells` under `views`. None stands for what `under` is given besides, in its order."""
        plain: dict[int, int] = {}
        category: DataCategory | None = None
        for n, cell in enumerate(cells):
            if not isinstance(cell, GuardedCell) or cell.plain is None:
                continue
            is_whole = views.get(cell.category, DENIED).effect is Effect.ALLOW
            if is_whole and (category is None or KEY_OF[cell.category] is KEY_OF[category]):
                category, plain[n] = cell.category, cell.plain
        others = [n for n in range(len(cells)) if n not in plain]
        return cls(
            category=category,
            plain=tuple(plain.values()),
            others=tuple(cells[n] for n in others),
            put=_put((*plain, *others)) if plain and others else None,
        )

    def under(self, grant: Grant, besides: Sequence[Read] = ()) -> ReadAll:
        """What gives, of any row, what the readers of the cells give of it, in their order.

        Of an enumeration of words the word may be given, which equals its member; one that it
        does not have is given as it stands, and whoever looks it up finds out.

        Raises, as it is used:
            Tampered: as the readers.
        """
        more = iter(besides)
        rest = each([next(more) if cell is None else cell.reader(grant) for cell in self.others])
        if self.category is None:
            return rest
        taken = _taken(grant.holders(self.category), self.plain)
        if self.put is None:
            return taken
        put = self.put
        return lambda row: put((*taken(row), *rest(row)))


def each(reads: Sequence[Read]) -> ReadAll:
    """What gives of a row what each of `reads` gives of it."""
    if len(reads) == 1:  # one and two are the usual numbers, and cost no loop
        [only] = reads
        return lambda row: (only(row),)
    if len(reads) == 2:  # noqa: PLR2004 - see above
        first, second = reads
        return lambda row: (first(row), second(row))
    return lambda row: [read(row) for read in reads]


def _taken(holders: Mapping[Any, object], positions: Sequence[int]) -> ReadAll:  # type: ignore[explicit-any] # subjects
    """The cells at `positions`, of whoever's key is held."""
    nothing = (None,) * len(positions)
    if len(positions) == 1:
        [only] = positions
        return lambda row: (row._cells[only],) if row.subject in holders else nothing
    take = itemgetter(*positions)
    return lambda row: take(row._cells) if row.subject in holders else nothing


def _put(places: Sequence[int]) -> Callable[[Sequence[object]], Sequence[object]]:
    """What brings values into order that stand where `places` says that each belongs."""
    return itemgetter(*sorted(range(len(places)), key=places.__getitem__))
