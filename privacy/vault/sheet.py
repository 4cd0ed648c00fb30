"""Sheet: many cells of a row, read at once.

A reader costs a call a cell, and asks of each row whether its person's key is held. A sheet is
one function, written for what is read:

    def look(row):
        cells, subject = row._cells, row.subject
        is_held_2 = subject in given_0
        return (
            name_0(subject, row.id),
            cells[3] if is_held_2 else None,
            None if (v := cells[4]) is None or ... else opened(v, cells[1]),
        )

    views ─► Sheet.of ─► once a decision        which cells are shown, and how each is read
    grant ─► Sheet.under ─► once an operation   whose keys are held
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from privacy.grant import DENIED
from privacy.terms import KEY_OF, Effect, KeyCategory
from privacy.vault.cells import GuardedCell, SealedCell, shown_of
from privacy.vault.facts import ClearCell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from privacy.grant import Grant, View
    from privacy.terms import DataCategory
    from privacy.vault.cells import Readable
    from privacy.vault.facts import Facts

    Name = Callable[[UUID, UUID], object]
    Need = Callable[[Grant], object]
    Part = Readable[Any, object] | ClearCell[UUID | None] | None  # type: ignore[explicit-any] # of any row
    ReadAll = Callable[[Facts], Sequence[object]]

_SHAPES: Final = 2**10
"""Shapes of sheets that are kept, the one used longest ago going first; a hundred are in use."""


class Make(Protocol):
    """Makes the function that reads a row, of all that it names besides the row."""

    def __call__(self, *given: object) -> ReadAll:
        """The function."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some parts of a row, as one decision lets them be seen. It opens nothing by itself.

    `make` gives the function above, of what `needs` give of a grant and of names.
    """

    views: Mapping[DataCategory, View]
    needs: tuple[Need, ...]
    make: Make

    @classmethod
    def of(cls, views: Mapping[DataCategory, View], parts: Sequence[Part]) -> Self:
        """Of `parts` under `views`: cells, and what is named.

        None stands for the row itself and a clear cell for the row whose id it holds.
        """
        text = _Text(views)
        whole = text.whole([text.expression(part) for part in parts])
        return cls(views, tuple(text.needs), _made(whole))

    def under(self, grant: Grant | None, names: Sequence[Name] = ()) -> ReadAll:
        """What gives, of any row, what the readers of the cells give of it, in their order.

        `names` give, of subject and id, the name of what is named, in its order. Of an
        enumeration of words the word may be given, which equals its member; one that it does not
        have is given as it stands, and whoever looks it up finds out.

        Without a grant nothing is shown, and the sheet is one of no views.

        Raises:
            ValueError: the grant is another decision's.
            Tampered, as it is used: as the readers.
        """
        if grant is None:
            return self.make(*names)
        if grant.views is not self.views:
            raise ValueError("a sheet is read under the decision that it was made of")
        return self.make(*[need(grant) for need in self.needs], *names)


@dataclass(slots=True)
class _Text:
    """The text of one sheet: the words of this class and numbers, and nothing that anybody said."""

    views: Mapping[DataCategory, View]
    needs: list[Need] = field(default_factory=list)
    _names: int = 0
    _before: dict[KeyCategory, str] = field(default_factory=dict)

    def expression(self, part: Part) -> str:
        """What reads `part` of a row."""
        if part is None:
            return f"{self._name()}(subject, row.id)"
        if isinstance(part, ClearCell):
            return f"None if (v := cells[{part.position}]) is None else {self._name()}(subject, v)"
        view = self.views.get(part.category, DENIED)
        of = shown_of(view, part.category)
        if isinstance(part, SealedCell) and of is not None:
            return self._sealed(part, of)
        if isinstance(part, GuardedCell) and part.plain is not None:
            return self._plain(part, part.plain) if view.effect is Effect.ALLOW else "None"
        return "None" if of is None else f"{self._given(part.reader)}(row)"

    def whole(self, expressions: Sequence[str]) -> str:
        """The text of `make`, which makes the function that gives `expressions` of a row."""
        given = [f"given_{n}" for n in range(len(self.needs))]
        named = [f"name_{n}" for n in range(self._names)]
        return "\n".join(
            [
                f"def make({', '.join([*given, *named])}):",
                "    def look(row):",
                "        cells, subject = row._cells, row.subject",
                *(f"        {line}" for line in self._before.values()),
                "        return (",
                *(f"            {each}," for each in expressions),
                "        )",
                "    return look",
            ]
        )

    def _sealed(self, cell: SealedCell, of: Callable[[bytes], str]) -> str:
        category, column = cell.category, cell.column
        openers = self._given(lambda grant: grant.openers(category, column, of))
        return (
            f"None if (v := cells[{cell.position}]) is None"
            f" or (opened := {openers}.get(subject)) is None"
            f" else opened(v, cells[{cell.row_at}])"
        )

    def _plain(self, cell: GuardedCell[object], position: int) -> str:
        category, key = cell.category, KEY_OF[cell.category]
        is_held = f"is_held_{list(KeyCategory).index(key)}"
        if key not in self._before:
            holders = self._given(lambda grant: grant.holders(category))
            self._before[key] = f"{is_held} = subject in {holders}"
        return f"cells[{position}] if {is_held} else None"

    def _given(self, need: Need) -> str:
        """The name of what `need` gives of a grant."""
        self.needs.append(need)
        return f"given_{len(self.needs) - 1}"

    def _name(self) -> str:
        """The name of the next function that names."""
        self._names += 1
        return f"name_{self._names - 1}"


@lru_cache(maxsize=_SHAPES)
def _made(text: str) -> Make:
    known: dict[str, Make] = {}
    exec(compile(text, "<sheet>", "exec"), {}, known)  # noqa: S102 - of our own text, see `_Text`
    return known["make"]
