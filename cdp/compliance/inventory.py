"""Inventory: every table that holds something of a person, and the way from her to its rows.

It is read from the classified schema, so a migration that adds a table is covered with no other
code. What it cannot plan for, it refuses: a personal column that no way leads to would survive
every erasure, unseen.

    subject ◄── contact            its own column names the subject: REMOVE
    subject ◄── order ◄── line     through another table: REMOVE, before it
    subject ◄── consent_event      proof and nothing else: KEEP
    ownership ──► number ◄── index    several people may share it: RELEASE, with the last of them
    subject                        itself: REDACT
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from cdp.compliance.retention import BESIDE, PROOF, Retention
from cdp.errors import CdpError
from privacy.labels import is_no_proof, label_of, unlinked_of
from privacy.rights.plan import Treatment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Column, ForeignKeyConstraint, MetaData, Table

    from privacy.labels import Unlinked
    from privacy.terms import DataCategory

ROOT: Final = "subject"
"""The table of people; all ways begin there."""


class Unplannable(CdpError):
    """No erasure can be planned for this schema. `place` names the table, `advice` what to do."""

    def __init__(self, place: str, advice: str) -> None:
        super().__init__()
        self.place = place
        self.advice = advice

    def __str__(self) -> str:
        """Name the place and give the advice."""
        return f"{self.place}: {self.advice}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From a table's rows to those of `parent`: its `columns` stand for the parent's `keys`."""

    columns: tuple[str, ...]
    parent: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One table. Its rows are found by `subject`, the column that names the person, or by `ways`.

    `shared` are the tables that refer to a number that several people may share.
    """

    table: Table
    treatment: Treatment
    categories: frozenset[DataCategory]
    subject: str | None = None
    ways: tuple[Way, ...] = ()
    retention: Retention | None = None
    shared: tuple[tuple[str, Way], ...] = ()

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.table.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """All entries, in the order in which they are carried out, and what lies beside them."""

    entries: tuple[Entry, ...]
    beside: tuple[tuple[str, Unlinked], ...]

    @classmethod
    def of(cls, metadata: MetaData) -> Self:
        """What `metadata` says.

        Raises:
            Unplannable: something would survive, or could not be taken apart.
        """
        reading = _Reading(metadata)
        return cls(entries=tuple(reading.entries()), beside=tuple(reading.beside()))

    def entry(self, table: str) -> Entry:
        """The entry of a table that is part of every plan."""
        return next(entry for entry in self.entries if entry.name == table)

    @property
    def categories(self) -> tuple[DataCategory, ...]:
        """What an erasure takes, by kind."""
        gone = (entry for entry in self.entries if entry.treatment is not Treatment.KEEP)
        return tuple(sorted({category for entry in gone for category in entry.categories}))


class _Reading:
    """One look over a schema."""

    def __init__(self, metadata: MetaData) -> None:
        self._tables: Mapping[str, Table] = dict(metadata.tables)
        if ROOT not in self._tables:
            raise Unplannable(ROOT, "there is no such table, so nobody can be found.")
        self._personal = {name: _personal(table) for name, table in self._tables.items()}
        self._named = self._subject_columns()
        self._shared = self._shared_tables()

    def entries(self) -> Iterator[Entry]:
        found = {name: self._linked(name) for name in self._named}
        self._check_kept(found)
        order = [name for name in self._ordered(found) if name in found]
        yield from (found[name] for name in order)
        for name in self._ordered(self._shared):
            yield self._released(name)
        yield Entry(
            table=self._tables[ROOT],
            treatment=Treatment.REDACT,
            categories=self._personal[ROOT],
            subject=next(iter(self._tables[ROOT].primary_key.columns)).name,
        )

    def beside(self) -> Iterator[tuple[str, Unlinked]]:
        planned = {ROOT, *self._named, *self._shared}
        for name, table in sorted(self._tables.items()):
            stated = unlinked_of(table.info)
            if name in planned or (stated is None and not self._personal[name] - BESIDE):
                continue
            if stated is None:
                raise Unplannable(
                    name,
                    "it holds something of people and hangs on no subject. Give it a foreign key "
                    "to one, or say why not (privacy.labels.unlinked).",
                )
            yield name, stated

    def _ways(self, name: str) -> Iterator[Way]:
        """The foreign keys of a table, but for those to itself."""
        for key in self._tables[name].foreign_key_constraints:
            way = _way(key)
            if way.parent != name:
                yield way

    def _subject_columns(self) -> Mapping[str, frozenset[str]]:
        """Every table that hangs on a subject, with the columns that name her; none: indirectly."""
        named: dict[str, frozenset[str]] = {}
        while True:
            found = {
                name: columns
                for name in self._tables
                if name != ROOT and (columns := self._columns_of(name, named)) is not None
            }
            if found == named:
                return named
            named = found

    def _columns_of(self, name: str, named: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
        ways = [way for way in self._ways(name) if way.parent == ROOT or way.parent in named]
        if not ways:
            return None
        return frozenset(
            column
            for way in ways
            for column, key in zip(way.columns, way.keys, strict=True)
            if way.parent == ROOT or key in named[way.parent]
        )

    def _linked(self, name: str) -> Entry:
        columns = self._named[name]
        if len(columns) > 1:
            raise Unplannable(name, "its rows are about two people: let each have rows of her own.")
        categories = self._personal[name]
        own = categories - BESIDE
        is_proof = own and own <= PROOF.keys() and not is_no_proof(self._tables[name].info)
        kept = sorted(own) if is_proof else []
        ways = tuple(way for way in self._ways(name) if way.parent in self._named)
        return Entry(
            table=self._tables[name],
            treatment=Treatment.KEEP if kept else Treatment.REMOVE,
            categories=categories,
            subject=next(iter(columns), None),
            ways=() if columns else ways,
            retention=PROOF[kept[0]] if kept else None,
        )

    def _check_kept(self, found: Mapping[str, Entry]) -> None:
        """Proof must not hang on rows that go."""
        for entry in found.values():
            if entry.treatment is not Treatment.KEEP:
                continue
            for way in self._ways(entry.name):
                parent = found.get(way.parent)
                if parent is not None and parent.treatment is Treatment.REMOVE:
                    raise Unplannable(
                        entry.name, f"it is kept as proof and refers to {way.parent}, which goes."
                    )

    def _shared_tables(self) -> Mapping[str, tuple[tuple[str, Way], ...]]:
        """Tables that rows of people refer to, with who refers; and what hangs on those alone."""
        shared: dict[str, tuple[tuple[str, Way], ...]] = {}
        for name in self._tables:
            if name == ROOT or name in self._named or unlinked_of(self._tables[name].info):
                continue
            referring = tuple(
                (other, way)
                for other in sorted(self._named)
                for way in self._ways(other)
                if way.parent == name
            )
            hanging = [other for other in self._hanging(name) if other not in self._named]
            if referring and any(self._personal[each] - BESIDE for each in (name, *hanging)):
                shared[name] = referring
                shared.update(dict.fromkeys(hanging, ()))
        return shared

    def _hanging(self, name: str, *above: str) -> Iterator[str]:
        """What refers to `name`, and to that, and so on; circles are found in ordering."""
        for other in sorted(self._tables):
            if other not in above and any(way.parent == name for way in self._ways(other)):
                yield other
                yield from self._hanging(other, name, *above)

    def _released(self, name: str) -> Entry:
        referring = self._shared[name]
        if any(len(way.keys) != 1 for _, way in referring):
            raise Unplannable(name, "people share it by several columns: refer to it by one.")
        return Entry(
            table=self._tables[name],
            treatment=Treatment.RELEASE,
            categories=self._personal[name],
            ways=tuple(way for way in self._ways(name) if way.parent in self._shared),
            shared=referring,
        )

    def _ordered(self, names: Iterable[str]) -> list[str]:
        """Children before their parents, else by name."""
        left, order = set(names), list[str]()
        while left:
            free = sorted(
                name
                for name in left
                if not any(
                    way.parent == name for other in left - {name} for way in self._ways(other)
                )
            )
            if not free:
                raise Unplannable(min(left), "these tables refer to one another in a circle.")
            order += free
            left -= set(free)
        return order


def _way(key: ForeignKeyConstraint) -> Way:
    return Way(
        columns=tuple(element.parent.name for element in key.elements),
        parent=str(key.referred_table.name),
        keys=tuple(element.column.name for element in key.elements),
    )


def _personal(table: Table) -> frozenset[DataCategory]:
    """The categories of a table's personal columns."""
    categories = (_category(table, column) for column in table.columns)
    return frozenset(category for category in categories if category is not None)


def _category(table: Table, column: Column[object]) -> DataCategory | None:
    label = label_of(column.info)
    if label is None:
        raise Unplannable(
            f"{table.name}.{column.name}", "nobody classified it; label it (privacy.labels)."
        )
    return label.category
