"""Facts: a row about a person as the database gave it, its cells unread.

A row costs the same to make whatever it holds. `cells` says how each of its cells is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, overload

from privacy.discreet import Discreet, keeper
from privacy.vault.words import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

C = TypeVar("C")
N = TypeVar("N", bound="Facts")
T = TypeVar("T")


class Cells(Protocol):
    """One row, in the order that its noun publishes."""

    def __getitem__(self, position: int, /) -> Any: ...  # type: ignore[explicit-any]  # noqa: ANN401 - as its column


class Facts(Discreet):
    """A row about `subject`, its cells unread. Subclasses say which cell is what.

    Equal only to itself: comparing two would tell their values.
    """

    __slots__ = ("_cells", "subject")

    _cells: Cells
    subject: UUID

    def __init__(self, subject: UUID, cells: Cells) -> None:
        _keep_subject(self, subject)
        _keep_cells(self, cells)

    @classmethod
    def below(cls, subject: UUID, rows: Iterable[Cells]) -> tuple[Self, ...]:
        """Rows that hang on one of `subject`'s, and do not say themselves whose they are."""
        return tuple([cls(subject, cells) for cells in rows])


_keep_subject = keeper(Facts, "subject")
_keep_cells = keeper(Facts, "_cells")


class ClearCell(Generic[T]):
    """A cell in which nobody is: an id, a version, an allocation fact. `of` is not asked of null.

    `read` gives the value of any row.
    """

    __slots__ = ("_of", "position")

    position: int

    def __init__(self, position: int, of: Callable[[C], T] | None = None) -> None:
        self.position = position
        self._of = None if of is None else worded(of)

    @overload
    def __get__(self, row: None, owner: type[Facts]) -> Self: ...
    @overload
    def __get__(self, row: Facts, owner: type[Facts]) -> T: ...
    def __get__(self, row: Facts | None, owner: type[Facts]) -> Self | T:
        return self if row is None else self.read(row)

    def read(self, row: Facts, /) -> T:
        """The value, of any row."""
        cell: T = row._cells[self.position]
        return cell if cell is None or self._of is None else self._of(cell)


class RowsCell(Generic[N]):
    """A cell that holds rows of another kind, which hang on this one; made when it is read.

    Null, where they were not asked for, is none.
    """

    __slots__ = ("_kind", "_position")

    def __init__(self, position: int, kind: type[N]) -> None:
        self._position = position
        self._kind = kind

    @overload
    def __get__(self, row: None, owner: type[Facts]) -> Self: ...
    @overload
    def __get__(self, row: Facts, owner: type[Facts]) -> tuple[N, ...]: ...
    def __get__(self, row: Facts | None, owner: type[Facts]) -> Self | tuple[N, ...]:
        return self if row is None else self.read(row)

    def read(self, row: Facts, /) -> tuple[N, ...]:
        """The rows that hang on `row`."""
        return self._kind.below(row.subject, row._cells[self._position] or ())


class KeyedFacts(Facts):
    """A row that begins with its subject and its id."""

    __slots__ = ("id",)

    id: UUID

    def __init__(self, subject: UUID, cells: Cells) -> None:
        _keep_subject(self, subject)
        _keep_cells(self, cells)
        _keep_id(self, cells[1])

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """The row `cells`."""
        return cls(cells[0], cells)

    @classmethod
    def sharing(cls, subject: UUID, cells: Cells) -> Self:
        """The row `cells`, which shares the very `subject` where it is hers.

        A UUID reckons its hash once: rows that share one look keys up at a third of the price.
        """
        return cls(subject if cells[0] == subject else cells[0], cells)

    @classmethod
    def below(cls, subject: UUID, rows: Iterable[Cells]) -> tuple[Self, ...]:
        """Rows of one person, as each says itself whose it is."""
        return tuple([cls(subject if cells[0] == subject else cells[0], cells) for cells in rows])


_keep_id = keeper(KeyedFacts, "id")
