"""Cells: how what a row says is opened, late and cheaply.

    class OrderFacts(KeyedFacts):
        external_no = SealedCell(2, "customer_order.external_no", COMMERCIAL_ORDER)
        status = GuardedCell(3, COMMERCIAL_ORDER, OrderStatus)

    order = OrderFacts.of(cells)                  no cell is looked at
    order.status.open(grant)                      one value, by the row
    status = OrderFacts.status.reader(grant)      a function, made once an operation
    status(order), status(another)                the same values, by the cell

A reader looks its view, its mask and the holders of its key up once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast, overload

from privacy.discreet import keeper
from privacy.terms import Effect
from privacy.vault.facts import Facts
from privacy.vault.plaintext import decoder
from privacy.vault.sealed import Guarded, Sealed
from privacy.vault.words import worded

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from privacy.grant import Grant, View
    from privacy.terms import DataCategory

C = TypeVar("C")
F = TypeVar("F", bound=Facts)
F_contra = TypeVar("F_contra", bound=Facts, contravariant=True)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Readable(Protocol[F_contra, T_co]):
    """One cell of a class of rows: what it is about, and how it is read of many of them."""

    @property
    def category(self) -> DataCategory:
        """What kind of personal data it holds."""

    def reader(self, grant: Grant, /) -> Callable[[F_contra], T_co | None]:
        """What gives of any row what opening its cell under `grant` gives.

        Made once an operation. Where nothing is shown it is `nothing`; once the grant is closed
        it gives None.
        """


def nothing(_: object) -> None:
    """The reader of a cell that a decision does not show."""


class GuardedCell(Generic[T]):
    """A cell that stands clear in the database: see `Guarded`.

    `of` makes the value of what the database holds; it is asked when the value is read, and never
    of null. Of an enumeration, a word that it does not have raises `UnknownWord` then.
    """

    __slots__ = ("_of", "_position", "category", "plain")

    category: DataCategory
    plain: int | None
    """Where the value stands as it is shown: its word equals the member. None: `of` makes it."""

    def __init__(
        self, position: int, category: DataCategory, of: Callable[[C], T] | None = None
    ) -> None:
        self._position = position
        self._of = None if of is None else worded(of)
        is_word = isinstance(of, type) and issubclass(of, StrEnum)
        self.plain = position if of is None or is_word else None
        self.category = category

    @overload
    def __get__(self, row: None, owner: type[F]) -> Readable[F, T]: ...
    @overload
    def __get__(self, row: Facts, owner: type[Facts]) -> Guarded[T]: ...
    def __get__(self, row: Facts | None, owner: type[Facts]) -> object:
        if row is None:
            return self
        cell, of = row._cells[self._position], self._of
        if cell is None or of is None:
            return Guarded(cell, subject=row.subject, category=self.category)
        return GuardedLate(cell, of, subject=row.subject, category=self.category)

    def reader(self, grant: Grant, /) -> Callable[[Facts], T | None]:
        """As `Readable.reader`."""
        if grant.view(self.category).effect is not Effect.ALLOW:
            return nothing
        holders, position, of = grant.holders(self.category), self._position, self._of
        if of is None:

            def read(row: Facts) -> T | None:
                return row._cells[position] if row.subject in holders else None
        else:

            def read(row: Facts) -> T | None:
                cell = row._cells[position] if row.subject in holders else None
                return None if cell is None else of(cell)

        return read


class DerivedCell(Generic[F, T]):
    """A guarded value that is made of a whole row when it is read."""

    __slots__ = ("_of", "category")

    category: DataCategory

    def __init__(self, category: DataCategory, of: Callable[[F], T]) -> None:
        self._of = of
        self.category = category

    @overload
    def __get__(self, row: None, owner: type[F]) -> Readable[F, T]: ...
    @overload
    def __get__(self, row: Facts, owner: type[Facts]) -> Guarded[T]: ...
    def __get__(self, row: Facts | None, owner: type[Facts]) -> object:
        if row is None:
            return self
        return GuardedLate(row, self._of, subject=row.subject, category=self.category)

    def reader(self, grant: Grant, /) -> Callable[[Facts], T | None]:
        """As `Readable.reader`."""
        if grant.view(self.category).effect is not Effect.ALLOW:
            return nothing
        holders = grant.holders(self.category)
        of = cast("Callable[[Facts], T]", self._of)
        return lambda row: of(row) if row.subject in holders else None


def derived(category: DataCategory) -> Callable[[Callable[[F], T]], DerivedCell[F, T]]:
    """Make a method that reads the whole row a guarded cell of `category`."""
    return lambda of: DerivedCell(category, of)


class GuardedLate(Guarded[T]):
    """A guarded value that is made of what the database holds once it may be seen."""

    __slots__ = ("_of",)

    _of: Callable[[object], T]

    def __init__(
        self, cell: object, of: Callable[[C], T], *, subject: UUID, category: DataCategory
    ) -> None:
        super().__init__(cast("T", cell), subject=subject, category=category)
        _keep_of(self, of)

    def open(self, grant: Grant) -> T | None:
        """As `Guarded.open`.

        Raises:
            UnknownWord: the database holds a word that its enumeration does not have.
        """
        cell = super().open(grant)
        return None if cell is None else self._of(cell)


_keep_of = keeper(GuardedLate, "_of")


class SealedCell:
    """A cell that holds the ciphertext of `column`: see `Sealed`. `row_at` is where the id stands.

    Null in the database is None, and not a `Sealed`.
    """

    __slots__ = ("category", "column", "position", "row_at")

    category: DataCategory
    column: str
    position: int
    row_at: int

    def __init__(
        self, position: int, column: str, category: DataCategory, *, row_at: int = 1
    ) -> None:
        self.position = position
        self.row_at = row_at
        self.category = category
        self.column = column

    @overload
    def __get__(self, row: None, owner: type[F]) -> Readable[F, str]: ...
    @overload
    def __get__(self, row: Facts, owner: type[Facts]) -> Sealed | None: ...
    def __get__(self, row: Facts | None, owner: type[Facts]) -> object:
        if row is None:
            return self
        cells, subject = row._cells, row.subject
        return _sealed(cells[self.position], subject, cells[self.row_at], self)

    def reader(self, grant: Grant, /) -> Callable[[Facts], str | None]:
        """As `Readable.reader`.

        Raises, as it is used:
            Tampered: the value was changed, moved, or never sealed by us.
        """
        of = shown_of(grant.view(self.category), self.category)
        if of is None:
            return nothing
        openers = grant.openers(self.category, self.column, of)
        position, row_at = self.position, self.row_at

        def read(row: Facts) -> str | None:
            cells = row._cells
            opened, sealed = openers.get(row.subject), cells[position]
            return None if opened is None or sealed is None else opened(sealed, cells[row_at])

        return read


class ChosenCell:
    """A cell that holds a sealed value of another row: subject, row, ciphertext.

    That row is the person's, but not always of the subject that her own row names.
    """

    __slots__ = ("category", "column", "position")

    category: DataCategory
    column: str
    position: int

    def __init__(self, position: int, column: str, category: DataCategory) -> None:
        self.position = position
        self.category = category
        self.column = column

    @overload
    def __get__(self, row: None, owner: type[F]) -> Readable[F, str]: ...
    @overload
    def __get__(self, row: Facts, owner: type[Facts]) -> Sealed | None: ...
    def __get__(self, row: Facts | None, owner: type[Facts]) -> object:
        if row is None:
            return self
        chosen = row._cells[self.position]
        return None if chosen is None else _sealed(chosen[2], chosen[0], chosen[1], self)

    def reader(self, grant: Grant, /) -> Callable[[Facts], str | None]:
        """As `SealedCell.reader`."""
        of = shown_of(grant.view(self.category), self.category)
        if of is None:
            return nothing
        openers, position = grant.openers(self.category, self.column, of), self.position

        def read(row: Facts) -> str | None:
            chosen = row._cells[position]
            if chosen is None or chosen[2] is None:
                return None
            opened = openers.get(chosen[0])
            return None if opened is None else opened(chosen[2], chosen[1])

        return read


def shown_of(view: View, category: DataCategory) -> Callable[[bytes], str] | None:
    """What makes of a plaintext of `category` the text that `view` shows; None: it shows none."""
    text = decoder(category)
    if view.effect is Effect.ALLOW:
        return text
    mask = view.mask if view.effect is Effect.MASK else None
    return None if mask is None else lambda plaintext: mask(text(plaintext))


def _sealed(
    ciphertext: bytes | None, subject: UUID, row: UUID, cell: SealedCell | ChosenCell
) -> Sealed | None:
    if ciphertext is None:
        return None
    return Sealed(ciphertext, subject=subject, row=row, column=cell.column, category=cell.category)
