"""A person as rows say: sealed and guarded values, unreadable without a Grant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, Generic, Self, TypeVar, overload
from uuid import UUID

from cdp.cases.facts import CaseFacts, SatisfactionFacts
from cdp.contacts.facts import ContactFacts
from cdp.contacts.golden import GOLDEN
from cdp.contacts.provenance import Provenance, part_of
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.database.cells import Cells
from cdp.identity.facts import OwnedNumber
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from cdp.profile.merged import Happening, merged_of
from cdp.profile.named import PARTS as NAMED
from cdp.profile.reach import Reach, reaches
from cdp.profile.together import Together
from privacy.store.standing import standing_of
from privacy.store.statement import Row
from privacy.terms import ConsentState, DataCategory
from privacy.vault import Cells as AnyCells
from privacy.vault import ChosenCell, ClearCell, Facts, GuardedCell

N = TypeVar("N", bound=Facts)

_CONSENT: Final = DataCategory.CONSENT_RECORD

_WHOSE: Final = 4

_ROW: Final = 0
_SHAPE: Final = 1
_at = ("row", "shape", *GOLDEN).index

_PROVENANCE: Final = tuple((field, part_of(field)) for field in ContactField)


class ConsentFacts(Facts):
    """Where one cell of consent stands: a row of `consent_book.states`; `bit` names the cell.

    Of somebody merged it says besides whose word it is.
    """

    __slots__ = ()

    @classmethod
    def below(cls, subject: UUID, rows: Iterable[AnyCells]) -> tuple[Self, ...]:
        """Rows of `subject`, or of whom each says itself."""
        return tuple([cls(cells[_WHOSE] or subject, cells) for cells in rows])

    bit = ClearCell[int](0)
    state = GuardedCell(1, _CONSENT, ConsentState)
    since = GuardedCell[datetime](2, _CONSENT)
    valid_until = GuardedCell[datetime | None](3, _CONSENT)


class PartCell(Generic[N]):
    """A part that holds rows; made when it is read, and empty where it was not asked for."""

    __slots__ = ("_kind", "_part")

    def __init__(self, part: str, kind: type[N]) -> None:
        self._part = part
        self._kind = kind

    @overload
    def __get__(self, person: None, owner: type[Person]) -> Self: ...
    @overload
    def __get__(self, person: Person, owner: type[Person]) -> tuple[N, ...]: ...
    def __get__(self, person: Person | None, owner: type[Person]) -> Self | tuple[N, ...]:
        return self if person is None else self.read(person)

    def read(self, person: Person) -> tuple[N, ...]:
        """The rows of `person`."""
        cells = person._cells  # noqa: SLF001 - a row's cells are its descriptors' to read
        if self._part not in cells[_SHAPE]:
            return ()
        return self._kind.below(person.subject, cells[_ROW][self._part])


def _golden(field: ContactField) -> ChosenCell:
    column = field.column
    return ChosenCell(_at(column), f"contact.{column}", CATEGORY[field])


class Person(Facts):
    """One person, as far as a selection asked; a part that it did not ask for is empty.

    Made of a row that carries the parts of a shape. Nothing of it is looked at before it is asked
    for, and what is asked for twice is made twice.
    """

    __slots__ = ()

    numbers = PartCell("phones", OwnedNumber)
    name = _golden(ContactField.NAME)
    email = _golden(ContactField.EMAIL)
    address = _golden(ContactField.ADDRESS)
    contacts = PartCell("contacts", ContactFacts)
    orders = PartCell("orders", OrderFacts)
    calls = PartCell("calls", CallFacts)
    messages = PartCell("messages", MessageFacts)
    cases = PartCell("cases", CaseFacts)
    open_cases = PartCell("open_cases", CaseFacts)
    satisfaction = PartCell("satisfaction", SatisfactionFacts)
    leads = PartCell("leads", LeadFacts)
    consents = PartCell("consents", ConsentFacts)

    @classmethod
    def of(cls, subject: UUID, row: Row, shape: frozenset[str]) -> Self:
        """The person of a row that carries the parts of `shape`."""
        chosen = [row[part] if part in shape else None for part in GOLDEN]
        return cls(subject, (row, shape, *chosen))

    @property
    def provenance(self) -> Mapping[ContactField, Provenance]:
        """Whose word each of the fields is that were asked for."""
        row, shape = self._row, self._shape
        return {
            field: Provenance.of(field, row[part])
            for field, part in _PROVENANCE
            if part in shape and row[part] is not None
        }

    @property
    def timeline(self) -> tuple[Happening, ...]:
        """Whatever happened, newest first."""
        return merged_of("timeline", self.subject, self._row, self._shape)

    @property
    def interactions(self) -> tuple[Happening, ...]:
        """Calls and messages, newest first."""
        return merged_of("interactions", self.subject, self._row, self._shape)

    @property
    def named(self) -> Mapping[str, tuple[Cells, ...]]:
        """Rows that were named by ids, by their kind."""
        row, shape = self._row, self._shape
        return {kind: tuple(row[part]) for kind, part in NAMED.items() if part in shape}

    @property
    def reach(self) -> tuple[Reach, ...]:
        """What a decision on contact reads, of each of her subjects; none where not asked for."""
        if "reach" not in self._shape:
            return ()
        row = self._row
        rows = row.rows if isinstance(row, Together) else (row,)
        return reaches([Reach.of(standing_of(each), each["reach"]) for each in rows])

    @property
    def _row(self) -> Row:
        row: Row = self._cells[_ROW]
        return row

    @property
    def _shape(self) -> frozenset[str]:
        shape: frozenset[str] = self._cells[_SHAPE]
        return shape
